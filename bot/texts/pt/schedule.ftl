# What runs by itself, when it does not run well.
status-job-hangs = { $name } está em execução há { $age }.
status-job-failing = { $name } falhou { $count ->
    [one] { $count } vez
   *[other] { $count } vezes seguidas
} ({ $reason }).
status-loop-down = { $name } parou ({ $reason }); próxima tentativa em { $wait }.
status-loop-restarted = { $name } foi reiniciado { $count ->
    [one] { $count } vez
   *[other] { $count } vezes
} ({ $reason }).
