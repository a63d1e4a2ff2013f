# Words of every conversation.
either = { $others } o { $last }
span-plain = { $low } a { $high }

answer-comes = Consultando …

source-age = { $sources }, hace { $age }.
source-moment = { $sources }, datos: { $at }.
source-stale = { $mark }: { $sources }, hace { $age }.
source-simulated = Mercado simulado
source-replay = Repetición

mark-simulated = { $mark } (simulado)
mark-replay = { $mark } (repetición)
mark-paper = { $mark } (dinero ficticio)
mark-stale = { $mark } (desactualizado)

label-bullish = alcista
label-bearish = bajista
label-sideways = lateral
label-volatile = volátil
label-unknown = desconocido

# Columns of tables where they are read out, a line for each cell: "BTC, price: 64,210 USD".
spoken-rank = lugar
spoken-coin = moneda
spoken-ahead = plazo
spoken-price = precio
spoken-change = cambio, { $window }
spoken-alert = alerta más cercana
spoken-from = rango del 80 % desde
spoken-to = rango del 80 % hasta
spoken-held = rango del 80 % cumplido
spoken-n = casos
spoken-skill = mejor que «sin cambios» por
spoken-garch = mejor que GARCH-t por
spoken-last = último precio
spoken-low = rango del 80 %, extremo inferior
spoken-high = rango del 80 %, extremo superior
