# Precios, gráficos, libro de órdenes, tendencia, movimientos. Una clave con -plain la reemplaza en texto simple.
price-line = { $coin } { $price }
    .rest = , { $change } { $window }
price-line-plain =
    Precio de { $coin }: { $price }
    Cambio de { $coin }, { $window }: { $change }
price-alone = { $coin } { $price }
    .rest = , cambio en { $window } desconocido
price-alone-plain =
    Precio de { $coin }: { $price }
    Cambio de { $coin }, { $window }: desconocido
price-stale = { $mark } · { $coin } { $price }.
    .rest = { " " }El último precio es de hace { $age }.
price-stale-plain =
    { $mark } Precio de { $coin }: { $price }
    Antigüedad del precio de { $coin }: { $age }
price-range = Rango de { $window }: { $range }
price-range-plain = Rango, { $window }: { $range }
price-volume = Volumen de { $window }: { $volume }
price-volume-plain = Volumen, { $window }: { $volume }
price-fell-back = Aquí no hay camino de { $coin } a { $currency }; va en { $quoted }.
price-route = { $coin } por { $route }.
price-silent = { $venue } no responde. Esto es de { $answered }.
price-dissent = { $venue } dice { $price } y quedó fuera: más de 2 % lejos de los demás.
price-unpriced = Ahora sin precio: { $coins }.
stale-coins = { $mark }, de hace { $age }: { $coins }.

source-definition = Por definición
source-age-plain = Fuente: { $sources }, hace { $age }
source-moment-plain = Fuente: { $sources }, datos: { $at }
source-stale-plain = { $mark } Fuente: { $sources }, hace { $age }

convert = { $given } equivale a { $worth }
convert-plain = { $given }: { $worth }
convert-stale = { $mark } · { $given } equivale a { $worth }.
    .rest = { " " }El precio es de hace { $age }.
convert-stale-plain =
    { $mark } { $given }: { $worth }
    Antigüedad del precio: { $age }
convert-rate = Un { $coin } vale { $price }
convert-rate-plain = 1 { $coin }: { $price }

depth = { $coin } { $price }
    .rest = , punto medio; diferencial { $spread } ({ $share })
depth-plain =
    Punto medio de { $coin }: { $price }
    Diferencial: { $spread }
    Diferencial, parte del precio: { $share }
depth-stale = { $mark } · { $coin } { $price }
    .rest = , punto medio hace { $age }; diferencial { $spread } ({ $share })
depth-stale-plain =
    { $mark } Punto medio de { $coin }: { $price }
    Antigüedad del libro: { $age }
    Diferencial: { $spread }
    Diferencial, parte del precio: { $share }
depth-bids = Compras dentro del 1 %: { $base }, { $quote }
depth-bids-least = Compras dentro del 1 %: al menos { $base }, { $quote }
depth-asks = Ventas dentro del 1 %: { $base }, { $quote }
depth-asks-least = Ventas dentro del 1 %: al menos { $base }, { $quote }
depth-spread = diferencial { $share }
depth-detail = Libro de órdenes · { $venue } · { $at }
alt-depth = Las compras son la curva hueca de la izquierda, las ventas la llena de la derecha.

chart-line = { $coin } { $price }
    .rest = , { $change } { $window }
chart-line-plain =
    Precio de { $coin }: { $price }
    Cambio de { $coin }, { $window }: { $change }
chart-stale = { $mark } · { $coin } { $price }
    .rest = , de hace { $age }; { $change } { $window }
chart-stale-plain =
    { $mark } Precio de { $coin }: { $price }
    Antigüedad del precio de { $coin }: { $age }
    Cambio de { $coin }, { $window }: { $change }
chart-range = rango de { $window }: { $range }
chart-range-plain = Rango, { $window }: { $range }
chart-volume = volumen de hasta { $volume } en { $interval }
chart-volume-plain = Volumen, el mayor en { $interval }: { $volume }
chart-value = { $name } { $value }
chart-value-plain = { $name }: { $value }
chart-macd = { $name } { $macd }, su media { $signal }
chart-macd-plain =
    { $name }: { $macd }
    Media de { $name }: { $signal }
chart-bbands = { $name } de { $lower } a { $upper }, centro { $middle }
chart-bbands-plain =
    { $name } abajo: { $lower }
    { $name } arriba: { $upper }
    { $name } centro: { $middle }
chart-indicator-unknown = { $name } desconocido: muy pocas velas
chart-last = última vela { $at }
chart-last-plain = Última vela: { $at }
chart-running = última vela { $at }, todavía abierta
chart-running-plain = Última vela, todavía abierta: { $at }
chart-fell-back = Aquí no hay camino de { $coin } a { $currency }; va en { $quoted }.
chart-begins = Las velas empiezan: { $at }.
chart-begins-plain = Primera vela: { $at }
chart-gap = Sin datos { $since }–{ $until }.
chart-gap-plain = Sin datos: { $since } a { $until }
chart-gaps = { $n ->
    [one] Un tramo más sin datos.
   *[other] { $n } tramos más sin datos.
}
curve-macd = MACD
curve-signal = media
chart-detail = Velas de { $interval } · { $venue } · hasta { $at } · precio de hace { $age }
chart-no-data = sin datos { $since }–{ $until }
chart-high = máx. { $high }
chart-low = mín. { $low }
chart-volume-axis = vol. { $coin }
alt-chart = Las velas que bajan están llenas, las que suben huecas.
unknown-interval-fit = Las velas de { $given } son demasiadas para ese período.

market = Tendencia: { $tendency }, { $days ->
    [one] un día
   *[other] { $days } días
}
    .rest = { " " }(antes: { $before }).
market-plain =
    Tendencia: { $tendency }
    Días: { $days }
    Antes: { $before }
market-first = Tendencia: { $tendency }, { $days ->
    [one] un día
   *[other] { $days } días
} o más
market-first-plain =
    Tendencia: { $tendency }
    Días: { $days } o más
market-unknown = Tendencia: desconocida.
    .rest = { " " }Todavía faltan velas diarias: se necesitan { $need }.
market-why = Por qué: BTC { $side ->
    [above] más de 3 % sobre
    [below] más de 3 % bajo
   *[near] a ±3 % de
} su media de 20 días; { $up } de { $of } en alza; volatilidad { $level ->
    [low] baja
    [high] alta
   *[normal] habitual
}.
market-why-plain =
    BTC frente a su media de 20 días: { $side ->
        [above] más de 3 % sobre ella
        [below] más de 3 % bajo ella
       *[near] a menos de 3 %
    }
    Monedas en alza: { $up } de { $of }
    Volatilidad: { $level ->
        [low] baja
        [high] alta
       *[normal] habitual
    }
market-inputs = Por qué: BTC a { $distance } de su media de 20 días; { $up } de { $of } sobre la suya; volatilidad { $volatility } de la habitual.
market-inputs-plain =
    BTC desde su media de 20 días: { $distance }
    Monedas sobre su propia media: { $up } de { $of }
    Volatilidad, parte de la habitual: { $volatility }
market-candidate = El último cierre por sí solo dice { $candidate }; un segundo lo decidiría.
market-missing = Sin { $coins }: no hay velas.
market-source = { $sources }, cierres hasta { $at }.
market-source-plain = Fuente: { $sources }, cierres hasta { $at }
market-source-stale = { $mark }: { $sources }, cierres hasta { $at }, hace { $age }.
market-rule = Alcista: BTC más de 3 % sobre su media y la mayoría sube. Bajista: lo contrario. Volátil: movimientos muy por encima de lo habitual. Si no, lateral. Un cambio necesita dos cierres.
market-heat = { $up } de { $of } en alza
market-heat-caption = { $n ->
    [one] Una moneda
   *[other] { $n } monedas
} en { $window }, { $up } en alza:
heat-title = { $n ->
    [one] Una moneda
   *[other] { $n } monedas
}
heat-detail = De cierre a cierre en { $currency } · { $venue } · hasta { $at }
heat-lowest = menos de −6 %
heat-low = −6 a −2 %
heat-mid = −2 a +2 %
heat-high = +2 a +6 %
heat-highest = más de +6 %
alt-heatmap = Casillas del mejor cambio al peor.

top-gainers = { $n ->
    [one] La mayor subida, { $window }
   *[other] Las { $n } mayores subidas, { $window }
}
top-losers = { $n ->
    [one] La mayor bajada, { $window }
   *[other] Las { $n } mayores bajadas, { $window }
}
top-gainers-all = { $n ->
    [one] La mayor subida, { $window }
   *[other] Las { $n } mayores subidas, { $window }
}
    .rest = ; ninguna otra moneda subió
top-losers-all = { $n ->
    [one] La mayor bajada, { $window }
   *[other] Las { $n } mayores bajadas, { $window }
}
    .rest = ; ninguna otra moneda bajó
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
over-budget-watchlist = Una lista de seguimiento admite 50 monedas.
