# Preços, gráficos, livro de ofertas, tendência, movimentos.
price-line = { $coin } { $price }
    .rest = , { $change } { $window }
price-alone = { $coin } { $price }
    .rest = , variação em { $window } desconhecida
price-stale = { $mark } · { $coin } { $price }
    .rest = . O último preço tem { $age }.
price-range = Faixa de { $window }: { $low }–{ $high }
price-volume = Volume de { $window }: { $volume }
price-fell-back = Aqui não há caminho de { $coin } para { $currency }; vai em { $quoted }.
price-route = { $coin } por { $route }.
price-silent = { $venue } não responde. Isto é de { $answered }.
price-dissent = { $venue } diz { $price } e ficou de fora: mais de 2% longe das outras.

convert = { $given } são { $worth }
convert-rate = Um { $coin } vale { $price }

depth = { $coin } { $price }
    .rest = , spread { $spread } ({ $share })
depth-bids = Compras dentro de 1%: { $base }, { $quote }.
depth-bids-least = Compras dentro de 1%: pelo menos { $base }, { $quote }.
depth-asks = Vendas dentro de 1%: { $base }, { $quote }.
depth-asks-least = Vendas dentro de 1%: pelo menos { $base }, { $quote }.
depth-detail = Livro de ofertas · { $venue } · { $at }
alt-depth = As compras são a curva vazada à esquerda, as vendas a cheia à direita.

chart-line = { $coin } { $price }
    .rest = , { $change } { $window }
chart-alone = { $coin } { $price }
chart-range = faixa de { $window }: { $low }–{ $high }
chart-volume = volume de { $window }: { $volume }
chart-indicator = { $name } { $value }
chart-indicator-unknown = { $name } desconhecido: poucas velas
chart-last = última vela { $at }
chart-running = última vela { $at }, ainda aberta
chart-gap = Sem dados { $since }–{ $until }.
chart-gaps = Mais { $n } trechos sem dados.
chart-detail = Velas de { $interval } · { $venue } · até { $at } · preço de { $age } atrás
chart-no-data = sem dados { $since }–{ $until }
chart-high = máx. { $high }
chart-low = mín. { $low }
chart-volume-axis = vol. { $coin }
alt-chart = As velas de queda são cheias, as de alta vazadas.

market = Tendência: { $tendency }, { $days ->
    [one] um dia
   *[other] { $days } dias
}
    .rest = { " " }(antes: { $before }).
market-first = Tendência: { $tendency }, { $days ->
    [one] um dia
   *[other] { $days } dias
}.
market-unknown = Tendência: desconhecida
    .rest = . Ainda faltam velas diárias: são necessárias { $need }.
market-why = Por quê: BTC a { $distance } da média de 20 dias; { $up } de { $of } acima da própria média; volatilidade { $volatility } da habitual.
market-source = { $sources }, fechamentos até { $at }.
market-rule = Em alta: BTC mais de 3% acima da média e a maioria sobe. Em baixa: o contrário. Volátil: movimentos muito acima do habitual. Senão, lateral. Uma mudança precisa de dois fechamentos.
market-heat = { $up } de { $of } em alta
heat-title = { $n } moedas
heat-detail = De fechamento a fechamento em { $currency } · { $venue } · até { $at }
heat-lowest = abaixo de −6%
heat-low = −6 a −2%
heat-mid = −2 a +2%
heat-high = +2 a +6%
heat-highest = acima de +6%
alt-heatmap = Quadros da melhor variação à pior.

top-gainers = As { $n } maiores altas, { $window }
top-losers = As { $n } maiores quedas, { $window }
top-none = Nenhuma moeda { $direction ->
    [gainers] subiu
   *[losers] caiu
} em { $window }.

button-chart = Gráfico
button-depth = Livro
button-price = Preço
button-turned = Inverter
button-details = Detalhes
button-gainers = Altas
button-losers = Quedas
button-rsi = RSI
button-wider = Mais amplo
over-budget-watchlist = Uma lista comporta 50 moedas.
