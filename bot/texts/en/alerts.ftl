# Alerts: rules as sentences, what they say when they fire, and the commands around them.

# ---- conditions, as they follow "when"
alert-when-price-below = { $coin } goes below { $level }
alert-when-price-above = { $coin } goes above { $level }
alert-when-price-crosses = { $coin } crosses { $level }
alert-when-price-equals = { $coin } touches { $level }
alert-when-change-down = { $coin } falls { $percent } within { $window }
alert-when-change-up = { $coin } rises { $percent } within { $window }
alert-when-change-either = { $coin } rises or falls { $percent } within { $window }
alert-when-indicator-below = { $coin } { $study } goes below { $level }
alert-when-indicator-above = { $coin } { $study } goes above { $level }
alert-when-indicator-crosses = { $coin } { $study } crosses { $level }
alert-when-indicator-equals = { $coin } { $study } touches { $level }
alert-when-volume-below = { $coin } volume of { $span } goes below { $times }× the usual
alert-when-volume-above = { $coin } volume of { $span } goes above { $times }× the usual
alert-when-volume-crosses = { $coin } volume of { $span } crosses { $times }× the usual
alert-when-volume-equals = { $coin } volume of { $span } is { $times }× the usual
alert-when-shift = the tendency of the market changes
alert-when-shift-to = the tendency of the market becomes { $label }
alert-when-depeg = { $coin } is { $percent } off { $level }
alert-when-forecast = the 80% range of { $coin } in { $ahead } leaves out { $level }
alert-live = { $clause } (running candle counted)
alert-and = { $first } and { $second }
alert-or = { $first } or { $second }
alert-sign-crosses = crosses
alert-sign-equals = touches
alert-short-volume = { $coin } volume { $span } { $many }×
alert-short-shift = market shift
alert-short-shift-to = market shift to { $label }
alert-short-forecast = { $coin } { $ahead } range without { $level }

# ---- options
alert-once = once
alert-every = every time, { $every } apart at least
alert-most = { $n ->
    [one] once
   *[other] { $n } times at most
}
alert-most-every = { $n } times at most, { $every } apart at least
alert-lasting = after { $span } without interruption
alert-at = at { $venue } only
alert-rearm = again after { $percent } back
alert-night = even at night
alert-expires = expires { $span }
alert-note = Note: { $note }

# ---- fired
alert-price-below = { $coin } { $telling ->
    [still] is still below { $level }
    [lasted] has been below { $level } for { $span }
   *[new] went below { $level }
}: { $price }
alert-price-above = { $coin } { $telling ->
    [still] is still above { $level }
    [lasted] has been above { $level } for { $span }
   *[new] went above { $level }
}: { $price }
alert-price-crosses = { $coin } crossed { $level }: { $price }
alert-price-equals = { $coin } { $telling ->
    [still] is still at { $level }
   *[new] touched { $level }
}: { $price }
alert-change = { $coin } { $telling ->
    [still] still { $change } within { $window }
    [lasted] { $change } within { $window }, for { $span }
   *[new] { $change } within { $window }
}: { $price }
alert-study-below = { $coin } { $study } { $telling ->
    [still] is still below { $level }
    [lasted] has been below { $level } for { $span }
   *[new] went below { $level }
}: { $value }
alert-study-above = { $coin } { $study } { $telling ->
    [still] is still above { $level }
    [lasted] has been above { $level } for { $span }
   *[new] went above { $level }
}: { $value }
alert-study-crosses = { $coin } { $study } crossed { $level }: { $value }
alert-study-equals = { $coin } { $study } { $telling ->
    [still] is still at { $level }
   *[new] touched { $level }
}: { $value }
alert-studies-below = { $coin } { $study } { $telling ->
    [still] is still below { $level }
    [lasted] has been below { $level } for { $span }
   *[new] went below { $level }
}
alert-studies-above = { $coin } { $study } { $telling ->
    [still] is still above { $level }
    [lasted] has been above { $level } for { $span }
   *[new] went above { $level }
}
alert-studies-crosses = { $coin } { $study } crossed { $level }
alert-studies-equals = { $coin } { $study } { $telling ->
    [still] still equals { $level }
   *[new] met { $level }
}
alert-volume = { $coin } volume of { $frame } { $telling ->
    [still] is still { $times }× the usual
    [lasted] has been unusual for { $span }: { $times }×
   *[new] was { $times }× the usual
}
alert-depeg = { $coin } { $telling ->
    [still] is still { $away } off { $peg }
    [lasted] has been off { $peg } for { $span }: { $away }
   *[new] is { $away } off { $peg }
}: { $price }
alert-shift = The tendency is { $label } now (was: { $was })
alert-shift-bare = The tendency is { $label } now
alert-forecast = The 80% range of { $coin } in { $ahead } { $telling ->
    [still] still leaves out
    [lasted] has left out for { $span }
   *[new] leaves out
} { $level }, by { $by }
alert-other = Your rule came true: { $rule }
alert-late = Late (service was down { $since }–{ $until }):
alert-late-bare = Late:
alert-at-time = { " " }at { $at }.
alert-at-venue = { " " }at { $at } ({ $venue }).
alert-at-before = { " " }at { $at } ({ $venue }; { $before } before).
alert-at-gap = { " " }at { $at } ({ $venue }; { $before } { $minute ->
    [yes] one minute
   *[no] { $gap }
} before).
alert-of-rule = All of the rule: { $rule }.
alert-merged = { $n ->
    [one] It has happened once more since.
   *[other] It has happened { $n } more times since.
}
alert-state-off = Rule { $rule }, now off.
alert-state-every = Rule { $rule }, again in { $every } at the earliest.
alert-state-left = { $n ->
    [one] Rule { $rule }, one more message.
   *[other] Rule { $rule }, { $n } more messages.
}
button-rearm = Re-arm
button-snooze = Snooze
button-why = Why

# ---- drafts
alert-when = When { $what }
alert-then = . { $terms }.
alert-now-price = { " " }(now { $now }, { $away } away)
alert-now-change = { " " }(now { $now })
alert-now-depeg = { " " }(now { $now } off)
alert-now-of = { " " }({ $coin } now { $now }, { $away } away)
alert-now-coin = { " " }({ $coin } now { $now })
alert-happened = { $n ->
    [0] It did not happen in the last { $days } days.
    [one] It happened once in the last { $days } days.
   *[other] It happened { $n }× in the last { $days } days.
}
alert-unsaved = Not saved yet ({ $draft }).
alert-of-room = Told in the room, for all to read.
alert-changes = This changes rule { $rule }.
alert-already-below = { $coin } is below that already: { $now }.
    .rest = { " " }Tell you at the next crossing, or now?
alert-already-above = { $coin } is above that already: { $now }.
    .rest = { " " }Tell you at the next crossing, or now?
alert-already = This is true already: { $what }.
    .rest = { " " }{ $coin } is at { $now }. Tell you the next time, or now?
alert-already-next = This is true already: { $what }.
    .rest = { " " }You will hear of the next time.
alert-already-terms = { $terms }.
alert-saved = Saved: { $rule }.
alert-saved-told = Saved: { $rule }, and told now.
alert-changed = Changed: { $rule }.
alert-saved-what = When { $what }. { $terms }.
alert-change-how = Say what { $target } should be.
alert-change-now = Now: { $text }
alert-change-examples = Example: alert { $target } < 58k · alert { $target } every 4h · alert { $target } note watch this
button-save = Save
button-change = Change
button-next = Next crossing
button-alerts = Alerts
button-alert = Alert
button-edit = Edit
button-pause = Pause
button-resume = Resume
button-rule = Rule
button-extend = Extend
offer-every = Every time, 1 h apart
offer-also = Also 24 h { $percent }

# ---- lists
alerts-list = { $room ->
    [yes] { $n ->
        [one] One alert in this room
       *[other] { $n } alerts in this room
    }
   *[no] { $n ->
        [one] You have one alert
       *[other] You have { $n } alerts
    }
}
alerts-none = { $room ->
    [yes] There are no alerts in this room.
   *[no] You have no alerts.
}
alerts-how = Try: alert btc < 60k
alerts-more = { $n ->
    [one] One more is farther away. Ask by coin: alerts eth
   *[other] { $n } more are farther away. Ask by coin: alerts eth
}
alert-away = { $away } away
alert-one = { $rule }: when { $what }
alert-one-terms = { $terms }.
alert-stands = State: { $state }.
alert-stands-away = State: { $state }; now { $now }, { $away } away.
alert-life-paused = paused
alert-life-done = done
alert-life-expired = expired
alert-snoozed = snoozed until { $until }
alert-phase-armed = armed
alert-phase-pending = true, not yet for long enough
alert-phase-fired = fired
alert-phase-cooling = fired, waiting for its next turn
alert-never-fired = It has not fired yet.
alert-fired-times = { $n ->
    [one] Fired once: { $at }.
   *[other] Fired { $n }×, last { $at }.
}
alert-why = { $n ->
    [one] { $rule } fired once
   *[other] { $rule } fired { $n }×
}
alert-why-never = { $rule } has not fired yet.
alert-why-rule = Rule then: { $text }
alerts-delete = { $n ->
    [one] Alert { $rules } deleted.
   *[other] { $n } alerts deleted: { $rules }.
}
alerts-pause = { $n ->
    [one] Alert { $rules } paused.
   *[other] { $n } alerts paused: { $rules }.
}
alerts-resume = { $n ->
    [one] Alert { $rules } is watched again.
   *[other] { $n } alerts are watched again: { $rules }.
}
alerts-snooze = { $n ->
    [one] Alert { $rules } snoozed until { $until }.
   *[other] { $n } alerts snoozed until { $until }: { $rules }.
}
    .rest = { " " }What it has to say arrives then.
alerts-extend = Alert { $rules } runs until { $until } now.
alerts-undo = { $n ->
    [one] Alert { $rules } is back.
   *[other] { $n } alerts are back: { $rules }.
}
alerts-off = Alert { $rule } is not watched: { $state }. Nothing changed.
alerts-pause-nothing = Nothing to pause: it is not watched now.
alerts-resume-nothing = Nothing to resume: it is watched already.

# ---- notices besides
alert-stale = { $mark } · { $coin } { $price }.
    .rest = { " " }Last price is { $age } old; alerts are paused, retrying. I will say when it is back.
alert-stale-bare = { $mark } · { $coin }: no price comes in.
    .rest = { " " }Alerts on it are paused, retrying. I will say when it is back.
alert-back = { $coin } prices are back
    .rest = { " " }({ $venue }, { $age } ago). { $since }–{ $until } was refilled and checked: { $n ->
        [0] no alert was due.
        [one] 1 alert was due, sent above.
       *[other] { $n } alerts were due, sent above.
    }
alert-expiring = Alert { $rule } expires on { $at }.
alert-expired = Alert { $rule } has expired.
