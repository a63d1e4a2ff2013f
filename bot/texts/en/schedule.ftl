# What runs by itself, when it does not run well.
status-job-hangs = { $name } has been running for { $age }.
status-job-failing = { $name } failed { $count ->
    [one] { $count } time
   *[other] { $count } times in a row
} ({ $reason }).
status-loop-down = { $name } stopped ({ $reason }); next try in { $wait }.
status-loop-restarted = { $name } was restarted { $count ->
    [one] { $count } time
   *[other] { $count } times
} ({ $reason }).
