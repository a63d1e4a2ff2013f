# What is said unasked.
notice-again = Again, in case the first did not reach you:

notice-data-stopped = { $mark } · No prices come in.
    .rest = { " " }The last price is { $age } old; retrying. I will say when they are back.
notice-data-back = Prices are back.
    .rest = { " " }There were none from { $since } to { $until }; missing candles are refilled.

notice-defect = Something failed here: { $where ->
    [answer] answering { $name }
    [door] reading a message ({ $name })
    [job] the job { $name }
    [loop] { $name }
   *[delivery] delivering a message ({ $name })
}.
    .rest = { " " }{ $fault }; code { $reference } finds it in the log. I say the same at most once an hour.

status-outbox = { $waiting ->
    [one] { $waiting } message waits
   *[other] { $waiting } messages wait
}, the oldest for { $age }.
status-undelivered = { $dead ->
    [one] { $dead } message could not be delivered.
   *[other] { $dead } messages could not be delivered.
}
