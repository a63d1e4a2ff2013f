# Pronósticos: rangos, su historial, los modelos detrás.
unknown-horizon = No hay pronóstico a «{ $given }».
missing-horizon = ¿A cuánto tiempo?
unknown-model = No hay modelo «{ $given }».
missing-model = ¿Qué modelo?
over-budget-forecasts = Como máximo { $given } monedas a la vez; forecast top muestra todas.
not-allowed-forecast-no-challenger = No hay modelo que espere tomar su lugar.
not-allowed-forecast-no-previous = Antes de este no sirvió ningún modelo.
not-allowed-forecast-training = Ya se está entrenando un modelo.
not-allowed-forecast-refused = Ese modelo fue rechazado: su archivo no es lo que se entrenó.
source-forecasts = Quien calcula pronósticos
forecast-help = Qué puede ser de un precio: rangos
help-forecasts = Pronósticos
help-forecasts-more = A: 1h 4h 24h 1d 7d 14d 30d. No se pronostica dirección: el centro es el último precio.

ahead-days = { $n ->
    [one] { $n } día
   *[other] { $n } días
}
ahead-hours = { $n ->
    [one] { $n } hora
   *[other] { $n } horas
}
ahead-d = { $n }{ "\u00A0" }d
ahead-h = { $n }{ "\u00A0" }h
figure-alone = { $figure }
forecast-line = { $coin }, { $ahead }: rango del 80 % { $range }
    .rest = , centro { $middle }.
forecast-line-plain =
    { $coin }, { $ahead }, rango del 80 %: { $range }
    { $coin }, { $ahead }, centro: { $middle }
forecast-all = { $coin }: rangos del 80 %
    .rest = , centro { $middle }.
forecast-all-plain = { $coin }, centro de todos los rangos: { $middle }
forecast-all-both = { $coin }: rangos del 80 %
    .rest = , centro { $hours } para horas, { $days } para días.
forecast-all-both-plain =
    { $coin }, centro para horas: { $hours }
    { $coin }, centro para días: { $days }
forecast-all-held = «cumplió»: cuántas veces se cumplió el rango del 80 %, de n casos que no se solapan.
forecast-no-advice = No es un consejo.
forecast-model = { $n ->
    [one] Modelo { $models }, { $venues }, datos hasta { $at }. No es un consejo.
   *[other] Modelos { $models }, { $venues }, datos hasta { $at }. No es un consejo.
}
forecast-model-plain =
    Modelo: { $models }
    Datos: { $venues }, hasta { $at }
    No es un consejo.
forecast-widened = Ensanchado tras fallos: se cumplieron menos rangos de lo prometido.
forecast-off-low = Fuera de objetivo: se cumplieron menos rangos de lo prometido.
forecast-off-high = Fuera de objetivo: se cumplieron más rangos de lo prometido; son más anchos de lo necesario.
forecast-young = { $coin } es joven: se conocen pocas velas, así que esto se apoya en otras monedas.
forecast-young-coins = Jóvenes, se apoyan en otras monedas: { $coins }.
forecast-stale = { $mark }: la última vela que conoce tiene { $age }.
forecast-few-days = Aún no hay pronóstico para { $coin }; necesita { $need } velas diarias, hay { $have }.
forecast-few-hours = Aún no hay pronóstico en horas para { $coin }; necesita { $need } velas horarias, hay { $have }.
forecast-untrained = { $lane ->
    [hourly] Aún no hay modelo de horas entrenado.
   *[daily] Aún no hay modelo entrenado; el servicio entrena el primero por sí solo.
}
forecast-training = { $lane ->
    [hourly] Aún no hay modelo de horas entrenado; entrenando, { $percent } %.
   *[daily] Aún no hay modelo entrenado; entrenando, { $percent } %.
}
forecast-wrapped = No hay pronóstico para { $coin }: representa a { $peg } y se mueve con él.
forecast-stable = No hay pronóstico para { $coin }: debe quedarse donde está.
    .rest = { " " }Para saber cuándo no: alert { $word } off 1 by 0.5%
forecast-fiat = No hay pronóstico para { $coin }: solo las monedas cripto lo tienen.
forecast-nothing = El modelo no dice nada de { $coin }.
forecast-top = { $n ->
    [one] Rango del 80 % a { $ahead }, { $n } moneda
   *[other] Rangos del 80 % a { $ahead }, { $n } monedas
}
forecast-top-none = No hay moneda que pronosticar.
forecast-top-missing = Aún sin pronóstico: { $coins }.

record-none = Aún no hay historial.
record-live = Historial: el rango se cumplió el { $held } de { $n ->
        [one] { $n } vez
       *[other] { $n } veces
    }; un { $skill } mejor que «sin cambios»{ $size ->
        [small] { " " }(poco)
       *[clear] { "" }
    }.
record-live-no-better = Historial: el rango se cumplió el { $held } de { $n ->
        [one] { $n } vez
       *[other] { $n } veces
    }; no mejor que el rango simple.
record-live-alone = Historial: el rango se cumplió el { $held } de { $n ->
        [one] { $n } vez
       *[other] { $n } veces
    }.
record-backfilled = Historial recalculado: el rango se cumplió el { $held } de { $n ->
        [one] { $n } vez
       *[other] { $n } veces
    }; un { $skill } mejor que «sin cambios»{ $size ->
        [small] { " " }(poco)
       *[clear] { "" }
    }.
record-backfilled-no-better = Historial recalculado: el rango se cumplió el { $held } de { $n ->
        [one] { $n } vez
       *[other] { $n } veces
    }; no mejor que el rango simple.
record-backfilled-alone = Historial recalculado: el rango se cumplió el { $held } de { $n ->
        [one] { $n } vez
       *[other] { $n } veces
    }.
record-empty = Aún no hay historial: ningún modelo ha pronosticado nada.
record-head = Cómo les fue a los pronósticos
record-how = cumplió: parte en el rango del 80 %, todas las monedas. n: días ÷ horizonte. vivo: mostrado antes del resultado; prueba: de un modelo sobre velas que no conocía. Mejor que «sin cambios» (simple) y que GARCH-t: +.
record-own = { $coin }, { $ahead }, vivo: se cumplió el { $held } de { $n }.
record-worst = Peor moneda a { $ahead }: { $coin }, se cumplió el { $held }.
record-off = Fuera de objetivo: { $horizons }.
record-chain = Cada fila se escribió antes de su resultado y encaja en la cadena.
record-chain-broken = El historial fue cambiado: la fila { $number } de { $chain ->
    [outcomes] los resultados
   *[forecasts] los pronósticos
} no encaja en la cadena.
kind-live = vivo
kind-backfilled = prueba
column-ahead = a
column-from = de { $unit }
column-to = a { $unit }
column-held = cumplió
column-whose = de
column-skill = simple
column-garch = GARCH
column-last = precio
column-low = abajo
column-high = arriba
button-record = Historial
button-forecast = Pronóstico
button-ahead-1d = 1 día
button-ahead-7d = 7 días
button-ahead-30d = 30 días
button-train = Entrenar
button-promote = Promover
button-rollback = Revertir

fan-bands = Rango del 50 % { $half }, del 95 % { $most }.
fan-bands-plain =
    Rango del 50 %: { $half }
    Rango del 95 %: { $most }
fan-nearer = { $ahead } { $range }
fan-nearer-plain = Rango del 80 %, { $ahead }: { $range }
fan-title = { $coin }/{ $unit } · rango a { $ahead }
fan-range = rango del 80 %
fan-detail = Centro = último precio { $middle } · { $venue } · datos hasta { $at }
fan-known = conocido
fan-unknown = desconocido
fan-share-50 = 50 %
fan-share-80 = 80 %
fan-share-95 = 95 %
alt-fan = Bandas grises de lo desconocido en torno al último precio.

models-none = { $lane ->
    [hourly] Horas: aún no hay modelo entrenado.
   *[daily] Días: aún no hay modelo entrenado.
}
models-serving = { $lane ->
    [hourly] Horas: sirve { $model }.
   *[daily] Días: sirve { $model }.
}
models-card = Hecho de { $members }; aprendió hasta { $until }, entrenado { $made } ({ $why ->
    [first] el primero
    [full] todos los miembros
    [age] el anterior era viejo
    [drift] el anterior no cumplió lo prometido
   *[owner] pedido
}).
models-challenger = Aspirante: { $model }.
models-previous = Antes: { $model }.
models-refused = Rechazados, el archivo no es lo que se entrenó: { $models }.
models-training = Entrenando, { $percent } %.
models-failed = El último entrenamiento no terminó bien.
models-wanted = Se ha pedido un entrenamiento.
models-propose-train = { $lane ->
    [hourly] ¿Entrenar un modelo nuevo de horas?
   *[daily] ¿Entrenar un modelo nuevo de días?
}
models-propose-promote = { $model ->
    [none] { $lane ->
        [hourly] ¿Que sirva el aspirante de horas?
       *[daily] ¿Que sirva el aspirante de días?
    }
   *[other] ¿Que sirva { $model }?
}
models-propose-rollback = { $lane ->
    [hourly] ¿Que vuelva a servir el modelo de horas anterior?
   *[daily] ¿Que vuelva a servir el modelo de días anterior?
}
models-not-yet = Aún no está hecho ({ $draft }).
models-did-train = Se ha pedido un entrenamiento; empieza en un minuto mientras el servicio funcione.
models-did-promote = Sirve { $model }.
models-did-rollback = Vuelve a servir { $model }.
notice-models-refused = El modelo { $model } fue rechazado: su archivo no es lo que se entrenó. Sirve el anterior.
notice-models-promoted = Sirve el modelo { $model }: mejor que el anterior en velas que ninguno conocía ({ $because }).
notice-models-coverage = Modelo { $model }: los rangos a { $because } no se cumplen como se prometió. Se entrena un aspirante.
notice-models-loss = Modelo { $model }: a { $because } no es mejor que el rango simple. Se entrena un aspirante.
notice-models-features = Modelo { $model }: el mercado no se parece a aquel del que aprendió ({ $because }).
notice-models-failed = Un entrenamiento de pronósticos no terminó bien ({ $model }). Lo que sirve sigue sirviendo.
forecast-made = Rangos de { $coin }, desde { $last } ({ $venue }, datos hasta { $at }). No es un consejo.
forecast-made-range = { $ahead }: 80 % { $mid }; 50 % { $half }; 95 % { $most }.
no-advice = No puedo decirte qué comprar.
