# Words of every conversation.
either = { $others } or { $last }
span-plain = { $low } to { $high }

answer-comes = Asking …

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

# Columns of tables where they are read out, a line for each cell: "BTC, price: 64,210 USD".
spoken-rank = place
spoken-coin = coin
spoken-ahead = ahead
spoken-price = price
spoken-change = change, { $window }
spoken-alert = nearest alert
spoken-from = 80% range from
spoken-to = 80% range to
spoken-held = 80% range held
spoken-n = cases
spoken-skill = better than "no change" by
spoken-garch = better than GARCH-t by
spoken-last = last price
spoken-low = 80% range, low end
spoken-high = 80% range, high end
