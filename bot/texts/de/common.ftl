# Words of every conversation.
either = { $others } oder { $last }
span-plain = { $low } bis { $high }

source-age = { $sources }, vor { $age }.
source-moment = { $sources }, Stand { $at }.
source-stale = { $mark }: { $sources }, vor { $age }.
source-simulated = Simulierter Markt
source-replay = Wiedergabe

mark-simulated = { $mark } (simuliert)
mark-replay = { $mark } (Wiedergabe)
mark-paper = { $mark } (Spielgeld)
mark-stale = { $mark } (veraltet)

label-bullish = aufwärts
label-bearish = abwärts
label-sideways = seitwärts
label-volatile = schwankend
label-unknown = unbekannt
