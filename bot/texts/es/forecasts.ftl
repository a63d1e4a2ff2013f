# Pronósticos: rangos, su historial, los modelos detrás.
unknown-horizon = No hay pronóstico a «{ $given }».
missing-horizon = ¿A cuánto tiempo?
unknown-model = No hay modelo «{ $given }».
missing-model = ¿Qué modelo?
over-budget-forecasts = Como máximo { $given } monedas a la vez.
not-allowed-forecast-no-challenger = No hay modelo que espere tomar su lugar.
not-allowed-forecast-no-previous = Antes de este no hubo ningún modelo en servicio.
not-allowed-forecast-training = Ya se está entrenando un modelo.
not-allowed-forecast-refused = Ese modelo fue rechazado: su archivo no es lo que se entrenó.
source-forecasts = El servicio de pronósticos
forecast-help = En qué rango puede terminar un precio, con historial
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
forecast-all-held = «cumplió»: cuántas veces se cumplió el rango del 80 %, de n casos que no se solapan, todas las monedas juntas.
forecast-all-held-plain = Casos: resultados que no se solapan, todas las monedas juntas.
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
forecast-widened-at = Ensanchados tras fallos: { $horizons }.
forecast-off-low-at = Fuera de objetivo, se cumplieron menos rangos de lo prometido: { $horizons }.
forecast-off-high-at = Fuera de objetivo, se cumplieron más rangos de lo prometido: { $horizons }.
forecast-stand-in = Modelo suplente: el anterior fue rechazado, y no se mostró que este fuera mejor.
forecast-young = { $coin } es joven: se conocen pocas velas, así que esto se apoya en otras monedas.
forecast-young-coins = Jóvenes, se apoyan en otras monedas: { $coins }.
forecast-stale = { $mark }: la última vela que conoce tiene { $age }.
forecast-few-days = Aún no hay pronóstico para { $coin }; necesita { $need } velas diarias, hay { $have }.
forecast-few-hours = Aún no hay pronóstico en horas para { $coin }; necesita { $need } velas horarias, hay { $have }.
forecast-untrained = { $lane ->
    [hourly] Aún no hay modelo horario entrenado.
   *[daily] Aún no hay modelo entrenado; el servicio entrena el primero por sí solo.
}
forecast-training = { $lane ->
    [hourly] Aún no hay modelo horario entrenado; entrenando, { $percent } %.
   *[daily] Aún no hay modelo entrenado; entrenando, { $percent } %.
}
forecast-wrapped = No hay pronóstico para { $coin }: representa a { $peg } y se mueve con esa moneda.
forecast-leveraged = No hay pronóstico para { $coin }: multiplica los movimientos de { $peg }, que sí lo tiene.
forecast-stable = No hay pronóstico para { $coin }: está hecha para mantener su precio.
    .rest = { " " }Para saber cuándo no: alert { $word } off 1 by 0.5%
forecast-fiat = No hay pronóstico para { $coin }: es una divisa, y solo las monedas cripto lo tienen.
forecast-unit = Los rangos están en { $unit }; en { $coin } no los hay.
forecast-nothing = El modelo no dice nada sobre { $coin }.
forecast-over = { $coin } a { $horizons }: sin pronóstico por ahora. El último terminó y aún no se conoce ninguna vela posterior a { $at }.
forecast-over-all = Sin pronóstico a { $horizon } por ahora: los últimos terminaron y aún no se conocen velas más nuevas.
forecast-top = { $n ->
    [one] Rango del 80 % a { $ahead }, { $n } moneda
   *[other] Rangos del 80 % a { $ahead }, { $n } monedas
}
forecast-top-none = No hay moneda que pronosticar.
forecast-top-missing = Aún sin pronóstico: { $coins }.

record-none = Aún no hay historial.
record-live = Historial, todas las monedas: el rango se cumplió el { $held } de { $n ->
        [one] { $n } vez
       *[other] { $n } veces
    }{ $cases ->
        [sparse] ; pocos casos
       *[ample] { "" }
    }; un { $skill } mejor que «sin cambios»{ $size ->
        [small] { " " }(poco)
       *[clear] { "" }
    }.
record-live-no-better = Historial, todas las monedas: el rango se cumplió el { $held } de { $n ->
        [one] { $n } vez
       *[other] { $n } veces
    }{ $cases ->
        [sparse] ; pocos casos
       *[ample] { "" }
    }; no mejor que el rango simple.
record-live-alone = Historial, todas las monedas: el rango se cumplió el { $held } de { $n ->
        [one] { $n } vez
       *[other] { $n } veces
    }{ $cases ->
        [sparse] ; pocos casos
       *[ample] { "" }
    }.
record-backfilled = Historial recalculado, todas las monedas: el rango se cumplió el { $held } de { $n ->
        [one] { $n } vez
       *[other] { $n } veces
    }{ $cases ->
        [sparse] ; pocos casos
       *[ample] { "" }
    }; un { $skill } mejor que «sin cambios»{ $size ->
        [small] { " " }(poco)
       *[clear] { "" }
    }.
record-backfilled-no-better = Historial recalculado, todas las monedas: el rango se cumplió el { $held } de { $n ->
        [one] { $n } vez
       *[other] { $n } veces
    }{ $cases ->
        [sparse] ; pocos casos
       *[ample] { "" }
    }; no mejor que el rango simple.
record-backfilled-alone = Historial recalculado, todas las monedas: el rango se cumplió el { $held } de { $n ->
        [one] { $n } vez
       *[other] { $n } veces
    }{ $cases ->
        [sparse] ; pocos casos
       *[ample] { "" }
    }.
record-garch = Contra un modelo GARCH-t: { $skill }.
record-garch-even = Igual que un modelo GARCH-t.
record-empty = Aún no hay historial: ningún modelo ha pronosticado nada.
record-head = Cómo les fue a los pronósticos
record-table-live = En vivo, todas las monedas
record-table-backfilled = Recalculado, todas las monedas
record-how = cumplió: parte en el rango del 80 %. n: días ÷ horizonte. En vivo: mostrado antes del resultado. Recalculado: por un modelo sobre velas que no conocía. Mejor que «sin cambios» (simple) y que GARCH-t: +.
record-how-plain = Cumplido: parte en el rango del 80 %, todas las monedas. Casos: días divididos por horizonte. En vivo: mostrado antes del resultado. Recalculado: por un modelo sobre velas que no conocía. Mejor que «sin cambios» y que GARCH-t: +.
record-worst = Peor moneda a { $ahead }: { $coin }, se cumplió el { $held }.
record-off = Fuera de objetivo: { $horizons }.
record-chain = Cada fila en vivo se escribió antes de su resultado y encaja en la cadena.
record-chain-new = Las filas nuevas en vivo se escribieron antes de su resultado y encajan en la cadena; las anteriores se están releyendo.
record-chain-since = Cada fila en vivo se escribió antes de su resultado y encaja en la cadena: las nuevas leídas ahora, todas en menos de { $age }.
record-chain-none = Aún no hay ninguna fila en vivo.
record-chain-waiting = { $n ->
    [one] Hay una fila en vivo, que encaja en la cadena; aún no tiene resultado.
   *[other] Hay { $n } filas en vivo, que encajan en la cadena; ninguna tiene resultado aún.
}
record-chain-broken = El historial fue cambiado: la fila { $number } de { $chain ->
    [outcomes] los resultados
   *[forecasts] los pronósticos
} no encaja en la cadena.
column-ahead = a
column-from = de { $unit }
column-to = a { $unit }
column-held = cumplió
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
button-promote-daily = Promover días
button-promote-hourly = Promover horas
button-rollback-daily = Días atrás
button-rollback-hourly = Horas atrás

fan-bands = Rango del 50 % { $half }, del 95 % { $most }.
fan-bands-plain =
    Rango del 50 %: { $half }
    Rango del 95 %: { $most }
fan-nearer-label = Rango del 80 %:
fan-nearer = { $ahead } { $range }
fan-nearer-plain = Rango del 80 %, { $ahead }: { $range }
fan-title = { $coin }/{ $unit } · rango a { $ahead }
fan-range = rango del 80 %
fan-detail = Centro = último precio { $middle } · { $venue } · hasta { $at }
fan-known = conocido
fan-unknown = desconocido
fan-share-50 = 50 %
fan-share-80 = 80 %
fan-share-95 = 95 %
fan-widened = Ensanchado tras fallos.
fan-off-low = Fuera de objetivo.
fan-off-high = Fuera de objetivo.
fan-stand-in = Modelo suplente.
fan-young = Moneda joven.
fan-stale = { $mark }.
alt-fan = Bandas grises de lo desconocido en torno al último precio.

score-title = ¿Se cumple el rango?
score-all-coins = Todas las monedas
score-live = en vivo
score-backfilled = recalculado
score-kind-live = en vivo, hasta { $at }
score-kind-backfilled = recalculado, hasta { $at }
score-held = Rango del 80 % cumplido
score-versus = contra «sin cambios»
score-tolerance = tolerancia
score-calibration = Calibración, { $ahead }
score-honest = en la línea = honesto
score-shade = sombra: azar con este n, 80 %
score-axes = horizontal: prometido · vertical: ocurrido
score-head = { $subject }: cuántas veces se cumplió el rango del 80 %
score-without = { $coin } aún no tiene historial propio.
score-legend = Cumplido, de n (tolerancia), contra «sin cambios».
score-legend-plain = n: días divididos por horizonte
score-group = { $kind ->
    [live] En vivo, hasta { $at }:
   *[backfilled] Recalculado, hasta { $at }:
}
score-group-plain = { $kind ->
    [live] Historial en vivo, hasta: { $at }
   *[backfilled] Historial recalculado, hasta: { $at }
}
score-row = { $ahead } { $held } de { $n } ({ $tolerance }), { $skill }
score-row-plain =
    { $ahead }, cumplido: { $held } de { $n }
    { $ahead }, tolerancia: { $tolerance }
    { $ahead }, contra «sin cambios»: { $skill }
score-row-alone = { $ahead } { $held } de { $n } ({ $tolerance })
score-row-alone-plain =
    { $ahead }, cumplido: { $held } de { $n }
    { $ahead }, tolerancia: { $tolerance }
score-promised = Rangos a { $ahead }, { $kind }:
score-promised-plain = Rangos: { $ahead }, { $kind }
score-pair = { $promised } cumplido { $happened }
score-pair-plain = Rango { $promised }, cumplido: { $happened }
score-chance = Con n = { $n } el solo azar da { $low }–{ $high } por el 80 %, en cuatro de cinco casos.
score-chance-plain = Solo azar con n = { $n }, en cuatro de cinco casos: { $low } a { $high }
alt-score = Puntos sobre barras grises de tolerancia; debajo, lo ocurrido contra lo prometido.

models-none = { $lane ->
    [hourly] Horas: aún no hay modelo entrenado.
   *[daily] Días: aún no hay modelo entrenado.
}
models-serving = { $lane ->
    [hourly] Horas: { $model } está en servicio.
   *[daily] Días: { $model } está en servicio.
}
models-card = Hecho de { $members }; aprendió hasta { $until }, entrenado { $made } ({ $why ->
    [first] rápido, para empezar
    [full] todos los miembros
    [age] el anterior era viejo
    [drift] el anterior no cumplió lo prometido
   *[owner] pedido
}).
models-provisional = Ocupa el lugar hasta que uno de todos los miembros no sea peor.
models-challenger = Aspirante: { $model }.
models-previous = Antes: { $model }.
models-refused = Rechazados, el archivo no es lo que se entrenó: { $models }.
models-training = Entrenando, { $percent } %.
models-failed = El último entrenamiento no terminó bien.
models-wanted = Se pidió un entrenamiento.
models-propose-train = { $lane ->
    [hourly] ¿Entrenar un nuevo modelo horario?
   *[daily] ¿Entrenar un nuevo modelo diario?
}
models-propose-promote = { $model ->
    [none] { $lane ->
        [hourly] ¿Poner en servicio al aspirante horario?
       *[daily] ¿Poner en servicio al aspirante diario?
    }
   *[other] ¿Poner en servicio { $model }?
}
models-propose-rollback = { $lane ->
    [hourly] ¿Volver a poner en servicio el modelo horario anterior?
   *[daily] ¿Volver a poner en servicio el modelo diario anterior?
}
models-not-yet = Aún no está hecho ({ $draft }).
models-did-train = Se pidió un entrenamiento; empieza en un minuto mientras el servicio funcione.
models-did-promote = { $model } está en servicio.
models-did-rollback = { $model } está otra vez en servicio.
notice-models-refused = El modelo { $model } fue rechazado: su archivo no es lo que se entrenó. { $how ->
    [before] { $now }, que sirvió antes, está en servicio.
    [stand-in] { $now }, que esperaba como aspirante, lo suple hasta que se entrene uno nuevo.
    [none] No hay otro hasta que se entrene uno.
    [same] No estaba en servicio; lo está { $now }.
   *[other] El anterior está en servicio.
}
notice-models-promoted = El modelo { $model } está en servicio: mejor por { $gain } que el anterior, en velas que ninguno conocía.
notice-models-replaced = El modelo { $model }, de todos los miembros, reemplaza a uno provisional: no es peor en velas que ninguno conocía ({ $gain }).
notice-models-waits = El modelo { $model } fue entrenado y espera: { $why ->
    [coverage] es mejor, pero sus rangos no se cumplieron como se prometió en velas que no conocía ({ $gain }).
   *[loss] no se mostró que fuera mejor que el que está en servicio ({ $gain }).
}
notice-models-coverage = Modelo { $model }: los rangos a { $because } no se cumplen como se prometió. Se entrena un aspirante.
notice-models-loss = Modelo { $model }: a { $because } no es mejor que el rango simple. Se entrena un aspirante.
notice-models-features = Modelo { $model }: el mercado no se parece a aquel del que aprendió ({ $because }).
notice-models-failed = Un entrenamiento de pronósticos no terminó bien ({ $model }). Lo que está en servicio sigue.
notice-models-record = El historial de pronósticos fue cambiado: la fila { $because } de { $model ->
    [outcomes] los resultados
   *[forecasts] los pronósticos
} no encaja en la cadena.
forecast-made = Rangos de { $coin }, desde { $last } ({ $venue }, datos hasta { $at }). No es un consejo.
forecast-made-range = { $ahead }: 80 % { $mid }; 50 % { $half }; 95 % { $most }.
no-direction = No puedo decir si sube o baja.
no-advice = No puedo decirte qué comprar.
