# Words of every conversation.
either = { $others } o { $last }
span-plain = { $low } a { $high }

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
