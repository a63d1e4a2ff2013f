# Words of every conversation.
either = { $others } ou { $last }
span-plain = { $low } a { $high }

answer-comes = Consultando …

source-age = { $sources }, há { $age }.
source-moment = { $sources }, dados: { $at }.
source-stale = { $mark }: { $sources }, há { $age }.
source-simulated = Mercado simulado
source-replay = Reprodução

mark-simulated = { $mark } (simulado)
mark-replay = { $mark } (reprodução)
mark-paper = { $mark } (dinheiro fictício)
mark-stale = { $mark } (desatualizado)

label-bullish = em alta
label-bearish = em baixa
label-sideways = lateral
label-volatile = volátil
label-unknown = desconhecido

# Columns of tables where they are read out, a line for each cell: "BTC, price: 64,210 USD".
spoken-rank = posição
spoken-coin = moeda
spoken-ahead = prazo
spoken-price = preço
spoken-change = variação, { $window }
spoken-alert = alerta mais próximo
spoken-from = faixa de 80% desde
spoken-to = faixa de 80% até
spoken-held = faixa de 80% confirmada
spoken-n = casos
spoken-skill = melhor que “sem mudança” por
spoken-garch = melhor que GARCH-t por
spoken-last = último preço
spoken-low = faixa de 80%, extremo inferior
spoken-high = faixa de 80%, extremo superior
