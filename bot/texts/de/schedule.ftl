# What runs by itself, when it does not run well.
status-job-hangs = { $name } läuft seit { $age }.
status-job-failing = { $name } ist { $count ->
    [one] { $count }-mal
   *[other] { $count }-mal nacheinander
} gescheitert ({ $reason }).
status-loop-down = { $name } ist stehen geblieben ({ $reason }); nächster Versuch in { $wait }.
status-loop-restarted = { $name } wurde { $count ->
    [one] { $count }-mal
   *[other] { $count }-mal
} neu gestartet ({ $reason }).
