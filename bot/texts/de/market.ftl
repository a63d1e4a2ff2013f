# Preise, Charts, Orderbuch, Tendenz, Bewegungen.
price-line = { $coin } { $price }
    .rest = , { $change } { $window }
price-alone = { $coin } { $price }
    .rest = , Änderung über { $window } unbekannt
price-stale = { $mark } · { $coin } { $price }
    .rest = . Der letzte Preis ist { $age } alt.
price-range = Bereich { $window }: { $low }–{ $high }
price-volume = Volumen { $window }: { $volume }
price-fell-back = Von { $coin } führt hier kein Weg zu { $currency }; deshalb in { $quoted }.
price-route = { $coin } über { $route }.
price-silent = { $venue } antwortet nicht. Das hier ist von { $answered }.
price-dissent = { $venue } sagt { $price } und wurde weggelassen: mehr als 2 % neben den anderen.

convert = { $given } sind { $worth }
convert-rate = Ein { $coin } ist { $price }

depth = { $coin } { $price }
    .rest = , Spanne { $spread } ({ $share })
depth-bids = Gebote innerhalb 1 %: { $base }, { $quote }.
depth-bids-least = Gebote innerhalb 1 %: mindestens { $base }, { $quote }.
depth-asks = Angebote innerhalb 1 %: { $base }, { $quote }.
depth-asks-least = Angebote innerhalb 1 %: mindestens { $base }, { $quote }.
depth-detail = Orderbuch · { $venue } · { $at }
alt-depth = Gebote sind die hohle Kurve links, Angebote die gefüllte rechts.

chart-line = { $coin } { $price }
    .rest = , { $change } { $window }
chart-alone = { $coin } { $price }
chart-range = Bereich { $window }: { $low }–{ $high }
chart-volume = Volumen { $window }: { $volume }
chart-indicator = { $name } { $value }
chart-indicator-unknown = { $name } unbekannt: zu wenige Kerzen
chart-last = letzte Kerze { $at }
chart-running = letzte Kerze { $at }, läuft noch
chart-gap = Keine Daten { $since }–{ $until }.
chart-gaps = { $n } weitere Strecken ohne Daten.
chart-detail = { $interval }-Kerzen · { $venue } · bis { $at } · Preis { $age } alt
chart-no-data = keine Daten { $since }–{ $until }
chart-high = hoch { $high }
chart-low = tief { $low }
chart-volume-axis = Vol. { $coin }
alt-chart = Fallende Kerzen sind gefüllt, steigende hohl.

market = Tendenz: { $tendency }, { $days ->
    [one] ein Tag
   *[other] { $days } Tage
}
    .rest = { " " }(davor: { $before }).
market-first = Tendenz: { $tendency }, { $days ->
    [one] ein Tag
   *[other] { $days } Tage
}.
market-unknown = Tendenz: unbekannt
    .rest = . Noch zu wenige Tageskerzen: nötig sind { $need }.
market-why = Warum: BTC { $distance } vom 20-Tage-Mittel; { $up } von { $of } über ihrem eigenen Mittel; Schwankung { $volatility } des Üblichen.
market-source = { $sources }, Schlusskurse bis { $at }.
market-rule = Aufwärts: BTC mehr als 3 % über dem Mittel und die meisten Coins gestiegen. Abwärts: das Gegenteil. Schwankend: Bewegungen weit über dem Üblichen. Sonst seitwärts. Ein Wechsel braucht zwei Schlusskurse.
market-heat = { $up } von { $of } gestiegen
heat-title = { $n } Coins
heat-detail = Schluss zu Schluss in { $currency } · { $venue } · bis { $at }
heat-lowest = unter −6 %
heat-low = −6 bis −2 %
heat-mid = −2 bis +2 %
heat-high = +2 bis +6 %
heat-highest = über +6 %
alt-heatmap = Kacheln von der besten Änderung zur schlechtesten.

top-gainers = Die { $n } größten Gewinner, { $window }
top-losers = Die { $n } größten Verlierer, { $window }
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
button-wider = Weiter
over-budget-watchlist = Eine Beobachtungsliste fasst 50 Coins.
