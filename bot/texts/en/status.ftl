# Proof of life.
status-data = Data age { $age }.
status-no-data = No data yet.
status-gaps = { $gaps ->
    [one] { $gaps } gap
   *[other] { $gaps } gaps
} in { $series } series.
status-venue-down = { $venue } does not answer ({ $reason }).
status-series-failing = { $coin }: no candles ({ $reason }).
status-moved = { $coin } is no longer traded at { $venue }.
status-counts = Candles refilled { $refilled }, refused { $rejected }; prices discarded { $dropped }.
status-rules = { $rules ->
    [one] Watching { $rules } rule.
   *[other] Watching { $rules } rules.
}
status-checked = Last check { $age } ago.
status-up = Up { $age }.
status-door-down = { $venue } has not been connected for { $age }; tried again until it is.
