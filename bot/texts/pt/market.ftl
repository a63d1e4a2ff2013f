# Preços, gráficos, livro de ofertas, tendência, movimentos. Uma chave com -plain entra no lugar dela em texto simples.
price-line = { $coin } { $price }
    .rest = , { $change } { $window }
price-line-plain =
    Preço de { $coin }: { $price }
    Variação de { $coin }, { $window }: { $change }
price-alone = { $coin } { $price }
    .rest = , variação em { $window } desconhecida
price-alone-plain =
    Preço de { $coin }: { $price }
    Variação de { $coin }, { $window }: desconhecida
price-stale = { $mark } · { $coin } { $price }.
    .rest = { " " }O último preço é de { $age } atrás.
price-stale-plain =
    { $mark } Preço de { $coin }: { $price }
    Idade do preço de { $coin }: { $age }
price-range = Faixa de { $window }: { $range }
price-range-plain = Faixa, { $window }: { $range }
price-volume = Volume de { $window }: { $volume }
price-volume-plain = Volume, { $window }: { $volume }
price-fell-back = Aqui não há caminho de { $coin } para { $currency }; vai em { $quoted }.
price-route = { $coin } por { $route }.
price-silent = { $venue } não responde. Isto é de { $answered }.
price-dissent = { $venue } diz { $price } e ficou de fora: mais de 2% longe das outras.
price-unpriced = Agora sem preço: { $coins }.
stale-coins = { $mark }, de { $age } atrás: { $coins }.

source-definition = Por definição
source-age-plain = Fonte: { $sources }, há { $age }
source-moment-plain = Fonte: { $sources }, dados: { $at }
source-stale-plain = { $mark } Fonte: { $sources }, há { $age }

convert = { $given } equivale a { $worth }
convert-plain = { $given }: { $worth }
convert-stale = { $mark } · { $given } equivale a { $worth }.
    .rest = { " " }O preço é de { $age } atrás.
convert-stale-plain =
    { $mark } { $given }: { $worth }
    Idade do preço: { $age }
convert-rate = Um { $coin } vale { $price }
convert-rate-plain = 1 { $coin }: { $price }

depth = { $coin } { $price }
    .rest = , ponto médio; spread { $spread } ({ $share })
depth-plain =
    Ponto médio de { $coin }: { $price }
    Spread: { $spread }
    Spread, parte do preço: { $share }
depth-stale = { $mark } · { $coin } { $price }
    .rest = , ponto médio há { $age }; spread { $spread } ({ $share })
depth-stale-plain =
    { $mark } Ponto médio de { $coin }: { $price }
    Idade do livro: { $age }
    Spread: { $spread }
    Spread, parte do preço: { $share }
depth-bids = Compras dentro de 1%: { $base }, { $quote }
depth-bids-least = Compras dentro de 1%: pelo menos { $base }, { $quote }
depth-asks = Vendas dentro de 1%: { $base }, { $quote }
depth-asks-least = Vendas dentro de 1%: pelo menos { $base }, { $quote }
depth-spread = spread { $share }
depth-detail = Livro de ofertas · { $venue } · { $at }
alt-depth = As compras são a curva vazada à esquerda, as vendas a cheia à direita.

chart-line = { $coin } { $price }
    .rest = , { $change } { $window }
chart-line-plain =
    Preço de { $coin }: { $price }
    Variação de { $coin }, { $window }: { $change }
chart-stale = { $mark } · { $coin } { $price }
    .rest = , de { $age } atrás; { $change } { $window }
chart-stale-plain =
    { $mark } Preço de { $coin }: { $price }
    Idade do preço de { $coin }: { $age }
    Variação de { $coin }, { $window }: { $change }
chart-range = faixa de { $window }: { $range }
chart-range-plain = Faixa, { $window }: { $range }
chart-volume = volume de até { $volume } em { $interval }
chart-volume-plain = Volume, o maior em { $interval }: { $volume }
chart-value = { $name } { $value }
chart-value-plain = { $name }: { $value }
chart-macd = { $name } { $macd }, sua média { $signal }
chart-macd-plain =
    { $name }: { $macd }
    Média de { $name }: { $signal }
chart-bbands = { $name } de { $lower } a { $upper }, centro { $middle }
chart-bbands-plain =
    { $name } embaixo: { $lower }
    { $name } em cima: { $upper }
    { $name } centro: { $middle }
chart-indicator-unknown = { $name } desconhecido: poucas velas
chart-last = última vela { $at }
chart-last-plain = Última vela: { $at }
chart-running = última vela { $at }, ainda aberta
chart-running-plain = Última vela, ainda aberta: { $at }
chart-fell-back = Aqui não há caminho de { $coin } para { $currency }; vai em { $quoted }.
chart-begins = As velas começam: { $at }.
chart-begins-plain = Primeira vela: { $at }
chart-gap = Sem dados { $since }–{ $until }.
chart-gap-plain = Sem dados: { $since } a { $until }
chart-gaps = { $n ->
    [one] Mais um trecho sem dados.
   *[other] Mais { $n } trechos sem dados.
}
curve-macd = MACD
curve-signal = média
chart-detail = Velas de { $interval } · { $venue } · até { $at } · preço de { $age } atrás
chart-no-data = sem dados { $since }–{ $until }
chart-high = máx. { $high }
chart-low = mín. { $low }
chart-volume-axis = vol. { $coin }
alt-chart = As velas de queda são cheias, as de alta vazadas.
unknown-interval-fit = Velas de { $given } são demais para esse período.

market = Tendência: { $tendency }, { $days ->
    [one] um dia
   *[other] { $days } dias
}
    .rest = { " " }(antes: { $before }).
market-plain =
    Tendência: { $tendency }
    Dias: { $days }
    Antes: { $before }
market-first = Tendência: { $tendency }, { $days ->
    [one] um dia
   *[other] { $days } dias
} ou mais
market-first-plain =
    Tendência: { $tendency }
    Dias: { $days } ou mais
market-unknown = Tendência: desconhecida.
    .rest = { " " }Ainda faltam velas diárias: são necessárias { $need }.
market-why = Por quê: BTC { $side ->
    [above] mais de 3% acima da
    [below] mais de 3% abaixo da
   *[near] dentro de ±3% da
} média de 20 dias; { $up } de { $of } em alta; volatilidade { $level ->
    [low] baixa
    [high] alta
   *[normal] habitual
}.
market-why-plain =
    BTC frente à média de 20 dias: { $side ->
        [above] mais de 3% acima
        [below] mais de 3% abaixo
       *[near] a menos de 3%
    }
    Moedas em alta: { $up } de { $of }
    Volatilidade: { $level ->
        [low] baixa
        [high] alta
       *[normal] habitual
    }
market-inputs = Por quê: BTC a { $distance } da média de 20 dias; { $up } de { $of } acima da própria; volatilidade { $volatility } da habitual.
market-inputs-plain =
    BTC desde a média de 20 dias: { $distance }
    Moedas acima da própria média: { $up } de { $of }
    Volatilidade, parte da habitual: { $volatility }
market-candidate = O último fechamento sozinho diz { $candidate }; um segundo decidiria.
market-missing = Sem { $coins }: não há velas.
market-source = { $sources }, fechamentos até { $at }.
market-source-plain = Fonte: { $sources }, fechamentos até { $at }
market-source-stale = { $mark }: { $sources }, fechamentos até { $at }, há { $age }.
market-rule = Em alta: BTC mais de 3% acima da média e a maioria sobe. Em baixa: o contrário. Volátil: movimentos muito acima do habitual. Senão, lateral. Uma mudança precisa de dois fechamentos.
market-heat = { $up } de { $of } em alta
market-heat-caption = { $n ->
    [one] Uma moeda
   *[other] { $n } moedas
} em { $window }, { $up } em alta:
heat-title = { $n ->
    [one] Uma moeda
   *[other] { $n } moedas
}
heat-detail = De fechamento a fechamento em { $currency } · { $venue } · até { $at }
heat-lowest = abaixo de −6%
heat-low = −6 a −2%
heat-mid = −2 a +2%
heat-high = +2 a +6%
heat-highest = acima de +6%
alt-heatmap = Quadros da melhor variação à pior.

top-gainers = { $n ->
    [one] A maior alta, { $window }
   *[other] As { $n } maiores altas, { $window }
}
top-losers = { $n ->
    [one] A maior queda, { $window }
   *[other] As { $n } maiores quedas, { $window }
}
top-gainers-all = { $n ->
    [one] A maior alta, { $window }
   *[other] As { $n } maiores altas, { $window }
}
    .rest = ; nenhuma outra moeda subiu
top-losers-all = { $n ->
    [one] A maior queda, { $window }
   *[other] As { $n } maiores quedas, { $window }
}
    .rest = ; nenhuma outra moeda caiu
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
over-budget-watchlist = Uma lista de acompanhamento comporta 50 moedas.
