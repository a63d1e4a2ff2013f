# Forecasts: ranges, their record, the models behind them. A key with -plain is said in its place in plain-text mode.
unknown-horizon = No forecast over '{ $given }'.
missing-horizon = How far ahead?
unknown-model = No model '{ $given }'.
missing-model = Which model?
over-budget-forecasts = At most { $given } coins at once.
not-allowed-forecast-no-challenger = No model waits to take its place.
not-allowed-forecast-no-previous = No model was in service before this one.
not-allowed-forecast-training = A model is being trained already.
not-allowed-forecast-refused = That model was refused: its file is not what was trained.
source-forecasts = The forecast service
forecast-help = The range a price may end in, and its record
help-forecasts = Forecasts
help-forecasts-more = Ahead: 1h 4h 24h 1d 7d 14d 30d. No direction is forecast: the middle is the last price.

ahead-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
ahead-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
}
ahead-d = { $n }{ "\u00A0" }d
ahead-h = { $n }{ "\u00A0" }h
figure-alone = { $figure }
forecast-line = { $coin }, { $ahead }: 80% range { $range }
    .rest = , middle { $middle }.
forecast-line-plain =
    { $coin }, { $ahead }, 80% range: { $range }
    { $coin }, { $ahead }, middle: { $middle }
forecast-all = { $coin }: 80% ranges
    .rest = , middle { $middle }.
forecast-all-plain = { $coin } middle of all ranges: { $middle }
forecast-all-both = { $coin }: 80% ranges
    .rest = , middle { $hours } for hours, { $days } for days.
forecast-all-both-plain =
    { $coin } middle, hours: { $hours }
    { $coin } middle, days: { $days }
forecast-all-held = "held": how often the 80% range held, of n outcomes that do not overlap, all coins together.
forecast-all-held-plain = Cases: outcomes that do not overlap, all coins together.
forecast-no-advice = Not advice.
forecast-model = { $n ->
    [one] Model { $models }, { $venues }, data to { $at }. Not advice.
   *[other] Models { $models }, { $venues }, data to { $at }. Not advice.
}
forecast-model-plain =
    Model: { $models }
    Data: { $venues }, to { $at }
    Not advice.
forecast-widened = Widened after misses: fewer ranges held than promised.
forecast-off-low = Off target: fewer ranges held than promised.
forecast-off-high = Off target: more ranges held than promised; they are wider than need be.
forecast-widened-at = Widened after misses: { $horizons }.
forecast-off-low-at = Off target, fewer ranges held than promised: { $horizons }.
forecast-off-high-at = Off target, more ranges held than promised: { $horizons }.
forecast-stand-in = Stand-in model: the one before was refused, and this one was never shown to be better.
forecast-young = { $coin } is young: few candles are known of it, so this rests on what other coins did.
forecast-young-coins = Young, resting on what other coins did: { $coins }.
forecast-stale = { $mark }: the last candle it knows is { $age } old.
forecast-few-days = No forecast for { $coin } yet; it needs { $need } daily candles, { $have } are there.
forecast-few-hours = No forecast in hours for { $coin } yet; it needs { $need } hourly candles, { $have } are there.
forecast-untrained = { $lane ->
    [hourly] No hourly model is trained yet.
   *[daily] No model is trained yet; the service trains the first by itself.
}
forecast-training = { $lane ->
    [hourly] No hourly model is trained yet; training, { $percent }%.
   *[daily] No model is trained yet; training, { $percent }%.
}
forecast-wrapped = No forecast for { $coin }: it stands for { $peg } and moves with it.
forecast-leveraged = No forecast for { $coin }: it multiplies the moves of { $peg }, which has one.
forecast-stable = No forecast for { $coin }: it is made to hold its price.
    .rest = { " " }To hear when it does not: alert { $word } off 1 by 0.5%
forecast-fiat = No forecast for { $coin }: only coins have one.
forecast-unit = Ranges are in { $unit }; none is made in { $coin }.
forecast-nothing = The model says nothing about { $coin }.
forecast-over = { $coin } over { $horizons }: no forecast now. The last one has ended, and no candle after { $at } is known yet.
forecast-over-all = No forecast over { $horizon } now: the last ones have ended, and no newer candles are known yet.
forecast-top = { $n ->
    [one] 80% range in { $ahead }, { $n } coin
   *[other] 80% ranges in { $ahead }, { $n } coins
}
forecast-top-none = There is no coin to forecast.
forecast-top-missing = No forecast yet: { $coins }.

record-none = No track record yet.
record-live = Track record, all coins: range held { $held } of { $n ->
        [one] { $n } time
       *[other] { $n } times
    }{ $cases ->
        [sparse] ; few cases
       *[ample] { "" }
    }; better than "no change" by { $skill }{ $size ->
        [small] { " " }(small)
       *[clear] { "" }
    }.
record-live-no-better = Track record, all coins: range held { $held } of { $n ->
        [one] { $n } time
       *[other] { $n } times
    }{ $cases ->
        [sparse] ; few cases
       *[ample] { "" }
    }; no better than the plain range.
record-live-alone = Track record, all coins: range held { $held } of { $n ->
        [one] { $n } time
       *[other] { $n } times
    }{ $cases ->
        [sparse] ; few cases
       *[ample] { "" }
    }.
record-backfilled = Back-filled record, all coins: range held { $held } of { $n ->
        [one] { $n } time
       *[other] { $n } times
    }{ $cases ->
        [sparse] ; few cases
       *[ample] { "" }
    }; better than "no change" by { $skill }{ $size ->
        [small] { " " }(small)
       *[clear] { "" }
    }.
record-backfilled-no-better = Back-filled record, all coins: range held { $held } of { $n ->
        [one] { $n } time
       *[other] { $n } times
    }{ $cases ->
        [sparse] ; few cases
       *[ample] { "" }
    }; no better than the plain range.
record-backfilled-alone = Back-filled record, all coins: range held { $held } of { $n ->
        [one] { $n } time
       *[other] { $n } times
    }{ $cases ->
        [sparse] ; few cases
       *[ample] { "" }
    }.
record-garch = Against a GARCH-t model: { $skill }.
record-garch-even = No different from a GARCH-t model.
record-empty = There is no record yet: no model has made a forecast.
record-head = How forecasts did
record-table-live = Live, all coins
record-table-backfilled = Back-filled, all coins
record-how = held: share of outcomes in the 80% range. n: days ÷ horizon. Live: shown before the outcome. Back-filled: by a model on candles it had not seen. Better than "no change" (plain) and than GARCH-t: +.
record-how-plain = Held: share of outcomes in the 80% range, all coins. Cases: days divided by horizon. Live: shown before the outcome. Back-filled: by a model on candles it had not seen. Better than "no change" and than GARCH-t: +.
record-worst = Worst coin at { $ahead }: { $coin }, held { $held }.
record-off = Off target: { $horizons }.
record-chain = Every live row was written before its outcome, and fits the chain.
record-chain-new = New live rows were written before their outcome, and fit the chain; older ones are being read again.
record-chain-since = Every live row was written before its outcome, and fits the chain: new ones read now, all of them within { $age }.
record-chain-none = No live row is written yet.
record-chain-waiting = { $n ->
    [one] One live row is written and fits the chain; it has no outcome yet.
   *[other] { $n } live rows are written and fit the chain; none has an outcome yet.
}
record-chain-broken = The record was changed: row { $number } of { $chain ->
    [outcomes] the outcomes
   *[forecasts] the forecasts
} does not fit the chain.
column-ahead = ahead
column-from = from { $unit }
column-to = to { $unit }
column-held = held
column-skill = plain
column-garch = GARCH
column-last = last
column-low = low
column-high = high
button-record = Record
button-forecast = Forecast
button-ahead-1d = 1 day
button-ahead-7d = 7 days
button-ahead-30d = 30 days
button-train = Train
button-promote-daily = Promote days
button-promote-hourly = Promote hours
button-rollback-daily = Days back
button-rollback-hourly = Hours back

fan-bands = 50% range { $half }, 95% range { $most }.
fan-bands-plain =
    50% range: { $half }
    95% range: { $most }
fan-nearer-label = 80% range:
fan-nearer = { $ahead } { $range }
fan-nearer-plain = 80% range, { $ahead }: { $range }
fan-title = { $coin }/{ $unit } · range in { $ahead }
fan-range = 80% range
fan-detail = Middle = last price { $middle } · { $venue } · data to { $at }
fan-known = known
fan-unknown = not known
fan-share-50 = 50%
fan-share-80 = 80%
fan-share-95 = 95%
fan-widened = Widened after misses.
fan-off-low = Off target.
fan-off-high = Off target.
fan-stand-in = Stand-in model.
fan-young = Young coin.
fan-stale = { $mark }.
alt-fan = Grey bands of what is not known, around the last price.

score-title = Does the range hold?
score-all-coins = All coins
score-live = live
score-backfilled = back-filled
score-kind-live = live, to { $at }
score-kind-backfilled = back-filled, to { $at }
score-held = 80% range held
score-versus = vs “no change”
score-tolerance = tolerance
score-calibration = Calibration, { $ahead }
score-honest = on the line = honest
score-shade = shade: chance at this n, 80%
score-axes = across: promised · up: happened
score-head = { $subject }: how often the 80% range held
score-without = { $coin } has no record of its own yet.
score-legend = Held, of n (tolerance), against "no change".
score-legend-plain = n: days divided by horizon
score-group = { $kind ->
    [live] Live, to { $at }:
   *[backfilled] Back-filled, to { $at }:
}
score-group-plain = { $kind ->
    [live] Live record, to: { $at }
   *[backfilled] Back-filled record, to: { $at }
}
score-row = { $ahead } { $held } of { $n } ({ $tolerance }), { $skill }
score-row-plain =
    { $ahead }, held: { $held } of { $n }
    { $ahead }, tolerance: { $tolerance }
    { $ahead }, against "no change": { $skill }
score-row-alone = { $ahead } { $held } of { $n } ({ $tolerance })
score-row-alone-plain =
    { $ahead }, held: { $held } of { $n }
    { $ahead }, tolerance: { $tolerance }
score-promised = Ranges over { $ahead }, { $kind }:
score-promised-plain = Ranges: { $ahead }, { $kind }
score-pair = { $promised } held { $happened }
score-pair-plain = { $promised } range, held: { $happened }
score-chance = At n = { $n } chance alone makes { $low }–{ $high } of 80%, in four of five cases.
score-chance-plain = Chance alone at n = { $n }, in four of five cases: { $low } to { $high }
alt-score = Dots on grey bars of tolerance; below, what happened against what was promised.

models-none = { $lane ->
    [hourly] Hours: no model is trained yet.
   *[daily] Days: no model is trained yet.
}
models-serving = { $lane ->
    [hourly] Hours: { $model } is in service.
   *[daily] Days: { $model } is in service.
}
models-card = Made of { $members }; learnt up to { $until }, trained { $made } ({ $why ->
    [first] quick, to begin with
    [full] all members
    [age] the one before was old
    [drift] the one before missed its promise
   *[owner] asked for
}).
models-provisional = It holds the place until a model of all members is no worse.
models-challenger = Challenger: { $model }.
models-previous = Before it: { $model }.
models-refused = Refused, the file is not what was trained: { $models }.
models-training = Training, { $percent }%.
models-failed = The last training did not end well.
models-wanted = A training is asked for.
models-propose-train = { $lane ->
    [hourly] Train a new hourly model?
   *[daily] Train a new daily model?
}
models-propose-promote = { $model ->
    [none] { $lane ->
        [hourly] Put the hourly challenger into service?
       *[daily] Put the daily challenger into service?
    }
   *[other] Put { $model } into service?
}
models-propose-rollback = { $lane ->
    [hourly] Put the hourly model before this one back into service?
   *[daily] Put the daily model before this one back into service?
}
models-not-yet = Not done yet ({ $draft }).
models-did-train = A training is asked for; it begins within a minute while the service runs.
models-did-promote = { $model } is in service.
models-did-rollback = { $model } is in service again.
notice-models-refused = Model { $model } was refused: its file is not what was trained. { $how ->
    [before] { $now }, which served before, is in service.
    [stand-in] { $now }, which waited as the challenger, stands in until a new one is trained.
    [none] No other is there until one is trained.
    [same] It was not in service; { $now } is.
   *[other] The one before is in service.
}
notice-models-promoted = Model { $model } is in service: better by { $gain } than the one before, on candles that neither had seen.
notice-models-replaced = Model { $model }, of all members, took the place of a provisional one: no worse on candles that neither had seen ({ $gain }).
notice-models-waits = Model { $model } was trained and waits: { $why ->
    [coverage] it is better, but its ranges did not hold as promised on candles that it had not seen ({ $gain }).
   *[loss] it was not shown to be better than the one in service ({ $gain }).
}
notice-models-coverage = Model { $model }: ranges over { $because } do not hold as promised. A challenger is trained.
notice-models-loss = Model { $model }: over { $because } it is no better than the plain range. A challenger is trained.
notice-models-features = Model { $model }: the market looks different from what it learnt on ({ $because }).
notice-models-failed = A training of forecasts did not end well ({ $model }). What is in service stays.
notice-models-record = The record of forecasts was changed: row { $because } of { $model ->
    [outcomes] the outcomes
   *[forecasts] the forecasts
} does not fit the chain.
forecast-made = { $coin } ranges, from { $last } ({ $venue }, data to { $at }). Not advice.
forecast-made-range = { $ahead }: 80% { $mid }; 50% { $half }; 95% { $most }.
no-direction = I can't say whether it goes up or down.
no-advice = I can't tell you what to buy.
