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

status-delayed = Messages to you are delayed: the oldest waits for { $age }.
status-outbox = { $waiting ->
    [one] { $waiting } message waits
   *[other] { $waiting } messages wait
}, the oldest for { $age }.
status-undelivered = { $dead ->
    [one] { $dead } message could not be delivered.
   *[other] { $dead } messages could not be delivered.
}
status-held = { $held ->
    [one] { $held } message is held.
   *[other] { $held } messages are held.
}

# What was held and is told together; a line each follows.
held = { $kind ->
    [alert] { $n ->
        [one] One alert was held until { $until }:
       *[other] { $n } alerts were held until { $until }:
    }
   *[message] { $n ->
        [one] One message was held until { $until }:
       *[other] { $n } messages were held until { $until }:
    }
}
held-limit = { $n ->
    [one] One alert more than an hour may bring; held until { $until }:
   *[other] { $n } alerts more than an hour may bring; held until { $until }:
}
held-pressure = { $n } alerts in one message: you could not be reached until { $until }.

# What could not be said where it should have been.
fallback-head = For somebody here who cannot be reached in private:
undelivered = { $n ->
    [one] One message
   *[other] { $n } messages
} could not reach you{ $reason ->
    [blocked] : I was blocked in your private chat
    [locked] : the thread there is locked
    [rejected] : your private chat was not there
   *[other] {""}
}.
undelivered-paused = Paused for it: { $rules }. To go on: alerts resume { $first }
