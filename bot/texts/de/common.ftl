# Words of every conversation.
either = { $others } oder { $last }
span-plain = { $low } bis { $high }

answer-comes = Ich frage nach …

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

# Columns of tables where they are read out, a line for each cell: "BTC, price: 64,210 USD".
spoken-rank = Platz
spoken-coin = Coin
spoken-ahead = voraus
spoken-price = Preis
spoken-change = Änderung, { $window }
spoken-alert = nächster Alarm
spoken-from = 80-%-Bereich von
spoken-to = 80-%-Bereich bis
spoken-held = 80-%-Bereich hielt
spoken-n = Fälle
spoken-skill = besser als „keine Änderung“ um
spoken-garch = besser als GARCH-t um
spoken-last = letzter Preis
spoken-low = 80-%-Bereich, unteres Ende
spoken-high = 80-%-Bereich, oberes Ende
