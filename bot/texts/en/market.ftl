# Prices, charts, the book, the tendency, the movers.
price-line = { $coin } { $price }
    .rest = , { $change } { $window }
price-alone = { $coin } { $price }
    .rest = , change over { $window } unknown
price-stale = { $mark } · { $coin } { $price }
    .rest = . Last price is { $age } old.
price-range = { $window } range { $low }–{ $high }
price-volume = { $window } volume { $volume }
price-fell-back = No way from { $coin } to { $currency } here; in { $quoted } instead.
price-route = { $coin } by { $route }.
price-silent = { $venue } does not answer. This is from { $answered }.
price-dissent = { $venue } says { $price } and was left out: more than 2% off the others.

convert = { $given } is { $worth }
convert-rate = One { $coin } is { $price }

depth = { $coin } { $price }
    .rest = , spread { $spread } ({ $share })
depth-bids = Bids within 1%: { $base }, { $quote }.
depth-bids-least = Bids within 1%: at least { $base }, { $quote }.
depth-asks = Asks within 1%: { $base }, { $quote }.
depth-asks-least = Asks within 1%: at least { $base }, { $quote }.
depth-detail = Order book · { $venue } · { $at }
alt-depth = Bids are the hollow curve on the left, asks the filled one on the right.

chart-line = { $coin } { $price }
    .rest = , { $change } { $window }
chart-alone = { $coin } { $price }
chart-range = { $window } range { $low }–{ $high }
chart-volume = { $window } volume { $volume }
chart-indicator = { $name } { $value }
chart-indicator-unknown = { $name } unknown: too few candles
chart-last = last candle { $at }
chart-running = last candle { $at }, still running
chart-gap = No data { $since }–{ $until }.
chart-gaps = { $n } more stretches without data.
chart-detail = { $interval } candles · { $venue } · to { $at } · price { $age } old
chart-no-data = no data { $since }–{ $until }
chart-high = high { $high }
chart-low = low { $low }
chart-volume-axis = vol { $coin }
alt-chart = Falling candles are filled, rising ones hollow.

market = Tendency: { $tendency }, { $days ->
    [one] one day
   *[other] { $days } days
}
    .rest = { " " }(was: { $before }).
market-first = Tendency: { $tendency }, { $days ->
    [one] one day
   *[other] { $days } days
}.
market-unknown = Tendency: unknown
    .rest = . Too few daily candles yet: it needs { $need }.
market-why = Why: BTC { $distance } from its 20-day mean; { $up } of { $of } above their own mean; volatility { $volatility } of its usual.
market-source = { $sources }, closes to { $at }.
market-rule = Bullish: BTC more than 3% above its mean and most coins up. Bearish: the mirror. Volatile: moves far above usual. Else sideways. A label flips after two closes.
market-heat = { $up } of { $of } up
heat-title = { $n } coins
heat-detail = Close to close in { $currency } · { $venue } · to { $at }
heat-lowest = below −6%
heat-low = −6 to −2%
heat-mid = −2 to +2%
heat-high = +2 to +6%
heat-highest = above +6%
alt-heatmap = Tiles sorted from the best change to the worst.

top-gainers = Top { $n } gainers, { $window }
top-losers = Top { $n } losers, { $window }
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
button-wider = Wider
over-budget-watchlist = A watch list holds 50 coins.
