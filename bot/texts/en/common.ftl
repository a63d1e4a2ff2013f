# Words of every conversation.
either = { $others } or { $last }
span-plain = { $low } to { $high }

source-age = { $sources }, { $age } ago.
source-moment = { $sources }, as of { $at }.
source-stale = { $mark }: { $sources }, { $age } ago.
source-simulated = Simulated market
source-replay = Replay

mark-simulated = { $mark }
mark-replay = { $mark }
mark-paper = { $mark }
mark-stale = { $mark }

label-bullish = bullish
label-bearish = bearish
label-sideways = sideways
label-volatile = volatile
label-unknown = unknown
