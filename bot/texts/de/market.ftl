# Preise, Charts, Orderbuch, Tendenz, Bewegungen. Ein Schlüssel mit -plain steht im Klartext an dessen Stelle.
price-line = { $coin } { $price }
    .rest = , { $change } { $window }
price-line-plain =
    { $coin } Preis: { $price }
    { $coin } Änderung, { $window }: { $change }
price-alone = { $coin } { $price }
    .rest = , Änderung über { $window } unbekannt
price-alone-plain =
    { $coin } Preis: { $price }
    { $coin } Änderung, { $window }: unbekannt
price-stale = { $mark } · { $coin } { $price }.
    .rest = { " " }Der letzte Preis ist { $age } alt.
price-stale-plain =
    { $mark } { $coin } Preis: { $price }
    { $coin } Preis, Alter: { $age }
price-range = Bereich { $window }: { $range }
price-range-plain = Bereich, { $window }: { $range }
price-volume = Volumen { $window }: { $volume }
price-volume-plain = Volumen, { $window }: { $volume }
price-fell-back = Von { $coin } führt hier kein Weg zu { $currency }; deshalb in { $quoted }.
price-route = { $coin } über { $route }.
price-silent = { $venue } antwortet nicht. Das hier ist von { $answered }.
price-dissent = { $venue } sagt { $price } und wurde weggelassen: mehr als 2 % neben den anderen.
price-unpriced = Gerade kein Preis: { $coins }.
stale-coins = { $mark }, { $age } alt: { $coins }.

source-definition = Per Definition
source-age-plain = Quelle: { $sources }, vor { $age }
source-moment-plain = Quelle: { $sources }, Stand { $at }
source-stale-plain = { $mark } Quelle: { $sources }, vor { $age }

convert = { $given } sind { $worth }
convert-plain = { $given }: { $worth }
convert-stale = { $mark } · { $given } sind { $worth }.
    .rest = { " " }Der Preis ist { $age } alt.
convert-stale-plain =
    { $mark } { $given }: { $worth }
    Alter des Preises: { $age }
convert-rate = Ein { $coin } ist { $price }
convert-rate-plain = 1 { $coin }: { $price }

depth = { $coin } { $price }
    .rest = , Mitte; Spanne { $spread } ({ $share })
depth-plain =
    { $coin } Mitte: { $price }
    Spanne: { $spread }
    Spanne, Anteil am Preis: { $share }
depth-stale = { $mark } · { $coin } { $price }
    .rest = , Mitte vor { $age }; Spanne { $spread } ({ $share })
depth-stale-plain =
    { $mark } { $coin } Mitte: { $price }
    Alter des Orderbuchs: { $age }
    Spanne: { $spread }
    Spanne, Anteil am Preis: { $share }
depth-bids = Gebote innerhalb 1 %: { $base }, { $quote }
depth-bids-least = Gebote innerhalb 1 %: mindestens { $base }, { $quote }
depth-asks = Angebote innerhalb 1 %: { $base }, { $quote }
depth-asks-least = Angebote innerhalb 1 %: mindestens { $base }, { $quote }
depth-spread = Spanne { $share }
depth-detail = Orderbuch · { $venue } · { $at }
alt-depth = Gebote sind die hohle Kurve links, Angebote die gefüllte rechts.

chart-line = { $coin } { $price }
    .rest = , { $change } { $window }
chart-line-plain =
    { $coin } Preis: { $price }
    { $coin } Änderung, { $window }: { $change }
chart-stale = { $mark } · { $coin } { $price }
    .rest = , { $age } alt; { $change } { $window }
chart-stale-plain =
    { $mark } { $coin } Preis: { $price }
    { $coin } Preis, Alter: { $age }
    { $coin } Änderung, { $window }: { $change }
chart-range = Bereich { $window }: { $range }
chart-range-plain = Bereich, { $window }: { $range }
chart-volume = Volumen bis { $volume } in { $interval }
chart-volume-plain = Volumen, höchstes in { $interval }: { $volume }
chart-value = { $name } { $value }
chart-value-plain = { $name }: { $value }
chart-macd = { $name } { $macd }, dessen Mittel { $signal }
chart-macd-plain =
    { $name }: { $macd }
    { $name } Mittel: { $signal }
chart-bbands = { $name } { $lower } bis { $upper }, Mitte { $middle }
chart-bbands-plain =
    { $name } unten: { $lower }
    { $name } oben: { $upper }
    { $name } Mitte: { $middle }
chart-indicator-unknown = { $name } unbekannt: zu wenige Kerzen
chart-last = letzte Kerze { $at }
chart-last-plain = Letzte Kerze: { $at }
chart-running = letzte Kerze { $at }, läuft noch
chart-running-plain = Letzte Kerze, läuft noch: { $at }
chart-fell-back = Von { $coin } führt hier kein Weg zu { $currency }; deshalb in { $quoted }.
chart-begins = Die Kerzen beginnen { $at }.
chart-begins-plain = Kerzen beginnen: { $at }
chart-gap = Keine Daten { $since }–{ $until }.
chart-gap-plain = Keine Daten: { $since } bis { $until }
chart-gaps = { $n ->
    [one] Eine weitere Strecke ohne Daten.
   *[other] { $n } weitere Strecken ohne Daten.
}
curve-macd = MACD
curve-signal = Mittel
chart-detail = { $interval }-Kerzen · { $venue } · bis { $at } · Preis { $age } alt
chart-no-data = keine Daten { $since }–{ $until }
chart-high = hoch { $high }
chart-low = tief { $low }
chart-volume-axis = Vol. { $coin }
alt-chart = Fallende Kerzen sind gefüllt, steigende hohl.
unknown-interval-fit = Kerzen von { $given } sind zu viele für diesen Zeitraum.

market = Tendenz: { $tendency }, { $days ->
    [one] ein Tag
   *[other] { $days } Tage
}
    .rest = { " " }(davor: { $before }).
market-plain =
    Tendenz: { $tendency }
    Tage: { $days }
    Davor: { $before }
market-first = Tendenz: { $tendency }, { $days ->
    [one] ein Tag
   *[other] { $days } Tage
} oder länger
market-first-plain =
    Tendenz: { $tendency }
    Tage: { $days } oder mehr
market-unknown = Tendenz: unbekannt.
    .rest = { " " }Noch zu wenige Tageskerzen: nötig sind { $need }.
market-why = Warum: BTC { $side ->
    [above] mehr als 3 % über dem
    [below] mehr als 3 % unter dem
   *[near] innerhalb ±3 % vom
} 20-Tage-Mittel; { $up } von { $of } gestiegen; Schwankung { $level ->
    [low] gering
    [high] hoch
   *[normal] üblich
}.
market-why-plain =
    BTC gegen das 20-Tage-Mittel: { $side ->
        [above] mehr als 3 % darüber
        [below] mehr als 3 % darunter
       *[near] innerhalb 3 %
    }
    Coins gestiegen: { $up } von { $of }
    Schwankung: { $level ->
        [low] gering
        [high] hoch
       *[normal] üblich
    }
market-inputs = Warum: BTC { $distance } vom 20-Tage-Mittel; { $up } von { $of } über ihrem eigenen; Schwankung { $volatility } des Üblichen.
market-inputs-plain =
    BTC vom 20-Tage-Mittel: { $distance }
    Coins über ihrem eigenen Mittel: { $up } von { $of }
    Schwankung, Anteil am Üblichen: { $volatility }
market-candidate = Der letzte Schlusskurs allein sagt { $candidate }; ein zweiter würde es entscheiden.
market-missing = Ohne { $coins }: keine Kerzen.
market-source = { $sources }, Schlusskurse bis { $at }.
market-source-plain = Quelle: { $sources }, Schlusskurse bis { $at }
market-source-stale = { $mark }: { $sources }, Schlusskurse bis { $at }, vor { $age }.
market-rule = Aufwärts: BTC mehr als 3 % über dem Mittel und die meisten Coins gestiegen. Abwärts: das Gegenteil. Schwankend: Bewegungen weit über dem Üblichen. Sonst seitwärts. Ein Wechsel braucht zwei Schlusskurse.
market-heat = { $up } von { $of } gestiegen
market-heat-caption = { $n ->
    [one] Ein Coin
   *[other] { $n } Coins
} über { $window }, { $up } gestiegen:
heat-title = { $n ->
    [one] Ein Coin
   *[other] { $n } Coins
}
heat-detail = Schluss zu Schluss in { $currency } · { $venue } · bis { $at }
heat-lowest = unter −6 %
heat-low = −6 bis −2 %
heat-mid = −2 bis +2 %
heat-high = +2 bis +6 %
heat-highest = über +6 %
alt-heatmap = Kacheln von der besten Änderung zur schlechtesten.

top-gainers = { $n ->
    [one] Der größte Gewinner, { $window }
   *[other] Die { $n } größten Gewinner, { $window }
}
top-losers = { $n ->
    [one] Der größte Verlierer, { $window }
   *[other] Die { $n } größten Verlierer, { $window }
}
top-gainers-all = { $n ->
    [one] Der größte Gewinner, { $window }
   *[other] Die { $n } größten Gewinner, { $window }
}
    .rest = ; kein anderer Coin ist gestiegen
top-losers-all = { $n ->
    [one] Der größte Verlierer, { $window }
   *[other] Die { $n } größten Verlierer, { $window }
}
    .rest = ; kein anderer Coin ist gefallen
top-none = Kein Coin ist über { $window } { $direction ->
    [gainers] gestiegen
   *[losers] gefallen
}.

button-chart = Chart
button-depth = Orderbuch
button-price = Preis
button-turned = Umdrehen
button-details = Einzelheiten
button-gainers = Gewinner
button-losers = Verlierer
button-rsi = RSI
over-budget-watchlist = Eine Beobachtungsliste fasst 50 Coins.
