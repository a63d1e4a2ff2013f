# Words of every conversation.
either = { $others } ou { $last }
span-plain = { $low } a { $high }

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
