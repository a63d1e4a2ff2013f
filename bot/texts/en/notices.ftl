# What is said unasked.
notice-again = Again, in case the first did not reach you:

notice-data-stopped = { $mark } · No prices come in.
    .rest = { " " }The last price is { $age } old; retrying. I will say when they are back.
notice-data-back = Prices are back.
    .rest = { " " }There were none from { $since } to { $until }; missing candles are refilled.

status-outbox = { $waiting ->
    [one] { $waiting } message waits
   *[other] { $waiting } messages wait
}, the oldest for { $age }.
status-undelivered = { $dead ->
    [one] { $dead } message could not be delivered.
   *[other] { $dead } messages could not be delivered.
}
