# What runs by itself, when it does not run well.
status-job-hangs = { $name } lleva { $age } en marcha.
status-job-failing = { $name } falló { $count ->
    [one] { $count } vez
   *[other] { $count } veces seguidas
} ({ $reason }).
status-loop-down = { $name } se detuvo ({ $reason }); próximo intento en { $wait }.
status-loop-restarted = { $name } se reinició { $count ->
    [one] { $count } vez
   *[other] { $count } veces
} ({ $reason }).
