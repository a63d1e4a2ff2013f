# Prices, charts, the book, the tendency, the movers. A key with -plain is said in its place in plain-text mode.
price-line = { $coin } { $price }
    .rest = , { $change } { $window }
price-line-plain =
    { $coin } price: { $price }
    { $coin } change, { $window }: { $change }
price-alone = { $coin } { $price }
    .rest = , change over { $window } unknown
price-alone-plain =
    { $coin } price: { $price }
    { $coin } change, { $window }: unknown
price-stale = { $mark } · { $coin } { $price }.
    .rest = { " " }Last price is { $age } old.
price-stale-plain =
    { $mark } { $coin } price: { $price }
    { $coin } price, age: { $age }
price-range = { $window } range { $range }
price-range-plain = Range, { $window }: { $range }
price-volume = { $window } volume { $volume }
price-volume-plain = Volume, { $window }: { $volume }
price-fell-back = No way from { $coin } to { $currency } here; in { $quoted } instead.
price-route = { $coin } by { $route }.
price-silent = { $venue } does not answer. This is from { $answered }.
price-dissent = { $venue } says { $price } and was left out: more than 2% off the others.
price-unpriced = No price now: { $coins }.
stale-coins = { $mark }, { $age } old: { $coins }.

source-definition = By definition
source-age-plain = Source: { $sources }, { $age } ago
source-moment-plain = Source: { $sources }, as of { $at }
source-stale-plain = { $mark } source: { $sources }, { $age } ago

convert = { $given } is { $worth }
convert-plain = { $given }: { $worth }
convert-stale = { $mark } · { $given } is { $worth }.
    .rest = { " " }The price is { $age } old.
convert-stale-plain =
    { $mark } { $given }: { $worth }
    Age of the price: { $age }
convert-rate = One { $coin } is { $price }
convert-rate-plain = 1 { $coin }: { $price }

depth = { $coin } { $price }
    .rest = , middle; spread { $spread } ({ $share })
depth-plain =
    { $coin } middle: { $price }
    Spread: { $spread }
    Spread, part of the price: { $share }
depth-stale = { $mark } · { $coin } { $price }
    .rest = , middle { $age } ago; spread { $spread } ({ $share })
depth-stale-plain =
    { $mark } { $coin } middle: { $price }
    Age of the book: { $age }
    Spread: { $spread }
    Spread, part of the price: { $share }
depth-bids = Bids within 1%: { $base }, { $quote }
depth-bids-least = Bids within 1%: at least { $base }, { $quote }
depth-asks = Asks within 1%: { $base }, { $quote }
depth-asks-least = Asks within 1%: at least { $base }, { $quote }
depth-spread = spread { $share }
depth-detail = Order book · { $venue } · { $at }
alt-depth = Bids are the hollow curve on the left, asks the filled one on the right.

chart-line = { $coin } { $price }
    .rest = , { $change } { $window }
chart-line-plain =
    { $coin } price: { $price }
    { $coin } change, { $window }: { $change }
chart-stale = { $mark } · { $coin } { $price }
    .rest = , { $age } old; { $change } { $window }
chart-stale-plain =
    { $mark } { $coin } price: { $price }
    { $coin } price, age: { $age }
    { $coin } change, { $window }: { $change }
chart-range = { $window } range { $range }
chart-range-plain = Range, { $window }: { $range }
chart-volume = volume up to { $volume } in { $interval }
chart-volume-plain = Volume, most in { $interval }: { $volume }
chart-value = { $name } { $value }
chart-value-plain = { $name }: { $value }
chart-macd = { $name } { $macd }, its mean { $signal }
chart-macd-plain =
    { $name }: { $macd }
    { $name } mean: { $signal }
chart-bbands = { $name } { $lower } to { $upper }, middle { $middle }
chart-bbands-plain =
    { $name } lower: { $lower }
    { $name } upper: { $upper }
    { $name } middle: { $middle }
chart-indicator-unknown = { $name } unknown: too few candles
chart-last = last candle { $at }
chart-last-plain = Last candle: { $at }
chart-running = last candle { $at }, still running
chart-running-plain = Last candle, still running: { $at }
chart-fell-back = No way from { $coin } to { $currency } here; in { $quoted } instead.
chart-begins = Its candles begin at { $at }.
chart-begins-plain = Candles begin: { $at }
chart-gap = No data { $since }–{ $until }.
chart-gap-plain = No data: { $since } to { $until }
chart-gaps = { $n ->
    [one] One more stretch without data.
   *[other] { $n } more stretches without data.
}
curve-macd = MACD
curve-signal = mean
chart-detail = { $interval } candles · { $venue } · to { $at } · price { $age } old
chart-no-data = no data { $since }–{ $until }
chart-high = high { $high }
chart-low = low { $low }
chart-volume-axis = vol { $coin }
alt-chart = Falling candles are filled, rising ones hollow.
unknown-interval-fit = Candles of { $given } are too many for that window.

market = Tendency: { $tendency }, { $days ->
    [one] one day
   *[other] { $days } days
}
    .rest = { " " }(was: { $before }).
market-plain =
    Tendency: { $tendency }
    Days: { $days }
    Before: { $before }
market-first = Tendency: { $tendency }, { $days ->
    [one] one day
   *[other] { $days } days
} or more
market-first-plain =
    Tendency: { $tendency }
    Days: { $days } or more
market-unknown = Tendency: unknown.
    .rest = { " " }Too few daily candles yet: it needs { $need }.
market-why = Why: BTC { $side ->
    [above] more than 3% above its
    [below] more than 3% below its
   *[near] within ±3% of
} 20-day mean; { $up } of { $of } up; volatility { $level ->
    [low] low
    [high] high
   *[normal] usual
}.
market-why-plain =
    BTC against its 20-day mean: { $side ->
        [above] more than 3% above
        [below] more than 3% below
       *[near] within 3%
    }
    Coins up: { $up } of { $of }
    Volatility: { $level ->
        [low] low
        [high] high
       *[normal] usual
    }
market-inputs = Why: BTC { $distance } from its 20-day mean; { $up } of { $of } above their own; volatility { $volatility } of its usual.
market-inputs-plain =
    BTC from its 20-day mean: { $distance }
    Coins above their own mean: { $up } of { $of }
    Volatility, part of its usual: { $volatility }
market-candidate = The last close alone says { $candidate }; a second one would settle it.
market-missing = Without { $coins }: no candles.
market-source = { $sources }, closes to { $at }.
market-source-plain = Source: { $sources }, closes to { $at }
market-source-stale = { $mark }: { $sources }, closes to { $at }, { $age } ago.
market-rule = Bullish: BTC more than 3% above its mean and most coins up. Bearish: the mirror. Volatile: moves far above usual. Else sideways. A label flips after two closes.
market-heat = { $up } of { $of } up
market-heat-caption = { $n ->
    [one] One coin
   *[other] { $n } coins
} over { $window }, { $up } up:
heat-title = { $n ->
    [one] One coin
   *[other] { $n } coins
}
heat-detail = Close to close in { $currency } · { $venue } · to { $at }
heat-lowest = below −6%
heat-low = −6 to −2%
heat-mid = −2 to +2%
heat-high = +2 to +6%
heat-highest = above +6%
alt-heatmap = Tiles sorted from the best change to the worst.

top-gainers = { $n ->
    [one] The top gainer, { $window }
   *[other] Top { $n } gainers, { $window }
}
top-losers = { $n ->
    [one] The top loser, { $window }
   *[other] Top { $n } losers, { $window }
}
top-gainers-all = { $n ->
    [one] The top gainer, { $window }
   *[other] Top { $n } gainers, { $window }
}
    .rest = ; no other coin rose
top-losers-all = { $n ->
    [one] The top loser, { $window }
   *[other] Top { $n } losers, { $window }
}
    .rest = ; no other coin fell
top-none = No coin { $direction ->
    [gainers] rose
   *[losers] fell
} over { $window }.

button-chart = Chart
button-depth = Depth
button-price = Price
button-turned = Turn around
button-details = Details
button-gainers = Gainers
button-losers = Losers
button-rsi = RSI
over-budget-watchlist = A watch list holds 50 coins.
