# Precios, gráficos, libro de órdenes, tendencia, movimientos.
price-line = { $coin } { $price }
    .rest = , { $change } { $window }
price-alone = { $coin } { $price }
    .rest = , cambio en { $window } desconocido
price-stale = { $mark } · { $coin } { $price }
    .rest = . El último precio tiene { $age }.
price-range = Rango de { $window }: { $low }–{ $high }
price-volume = Volumen de { $window }: { $volume }
price-fell-back = Aquí no hay camino de { $coin } a { $currency }; va en { $quoted }.
price-route = { $coin } por { $route }.
price-silent = { $venue } no responde. Esto es de { $answered }.
price-dissent = { $venue } dice { $price } y quedó fuera: más de 2 % lejos de los demás.

convert = { $given } son { $worth }
convert-rate = Un { $coin } vale { $price }

depth = { $coin } { $price }
    .rest = , diferencial { $spread } ({ $share })
depth-bids = Compras dentro del 1 %: { $base }, { $quote }.
depth-bids-least = Compras dentro del 1 %: al menos { $base }, { $quote }.
depth-asks = Ventas dentro del 1 %: { $base }, { $quote }.
depth-asks-least = Ventas dentro del 1 %: al menos { $base }, { $quote }.
depth-detail = Libro de órdenes · { $venue } · { $at }
alt-depth = Las compras son la curva hueca de la izquierda, las ventas la llena de la derecha.

chart-line = { $coin } { $price }
    .rest = , { $change } { $window }
chart-alone = { $coin } { $price }
chart-range = rango de { $window }: { $low }–{ $high }
chart-volume = volumen de { $window }: { $volume }
chart-indicator = { $name } { $value }
chart-indicator-unknown = { $name } desconocido: muy pocas velas
chart-last = última vela { $at }
chart-running = última vela { $at }, todavía abierta
chart-gap = Sin datos { $since }–{ $until }.
chart-gaps = { $n } tramos más sin datos.
chart-detail = Velas de { $interval } · { $venue } · hasta { $at } · precio de hace { $age }
chart-no-data = sin datos { $since }–{ $until }
chart-high = máx. { $high }
chart-low = mín. { $low }
chart-volume-axis = vol. { $coin }
alt-chart = Las velas que bajan están llenas, las que suben huecas.

market = Tendencia: { $tendency }, { $days ->
    [one] un día
   *[other] { $days } días
}
    .rest = { " " }(antes: { $before }).
market-first = Tendencia: { $tendency }, { $days ->
    [one] un día
   *[other] { $days } días
}.
market-unknown = Tendencia: desconocida
    .rest = . Todavía faltan velas diarias: se necesitan { $need }.
market-why = Por qué: BTC a { $distance } de su media de 20 días; { $up } de { $of } sobre su propia media; volatilidad { $volatility } de la habitual.
market-source = { $sources }, cierres hasta { $at }.
market-rule = Alcista: BTC más de 3 % sobre su media y la mayoría sube. Bajista: lo contrario. Volátil: movimientos muy por encima de lo habitual. Si no, lateral. Un cambio necesita dos cierres.
market-heat = { $up } de { $of } en alza
heat-title = { $n } monedas
heat-detail = De cierre a cierre en { $currency } · { $venue } · hasta { $at }
heat-lowest = menos de −6 %
heat-low = −6 a −2 %
heat-mid = −2 a +2 %
heat-high = +2 a +6 %
heat-highest = más de +6 %
alt-heatmap = Casillas del mejor cambio al peor.

top-gainers = Las { $n } mayores subidas, { $window }
top-losers = Las { $n } mayores bajadas, { $window }
top-none = Ninguna moneda { $direction ->
    [gainers] subió
   *[losers] bajó
} en { $window }.

button-chart = Gráfico
button-depth = Libro
button-price = Precio
button-turned = Al revés
button-details = Detalles
button-gainers = Subidas
button-losers = Bajadas
button-rsi = RSI
button-wider = Más amplio
over-budget-watchlist = Una lista de seguimiento admite 50 monedas.
