# Alertas: reglas como frases, lo que dicen cuando se cumplen y los comandos.

# ---- condiciones, como siguen a «cuando»
alert-when-price-below = { $coin } baje de { $level }
alert-when-price-above = { $coin } suba de { $level }
alert-when-price-crosses = { $coin } cruce { $level }
alert-when-price-equals = { $coin } toque { $level }
alert-when-change-down = { $coin } baje { $percent } en { $window }
alert-when-change-up = { $coin } suba { $percent } en { $window }
alert-when-change-either = { $coin } suba o baje { $percent } en { $window }
alert-when-indicator-below = { $coin } { $study } baje de { $level }
alert-when-indicator-above = { $coin } { $study } suba de { $level }
alert-when-indicator-crosses = { $coin } { $study } cruce { $level }
alert-when-indicator-equals = { $coin } { $study } toque { $level }
alert-when-volume-below = el volumen de { $coin } en { $span } baje de { $times }× lo habitual
alert-when-volume-above = el volumen de { $coin } en { $span } suba de { $times }× lo habitual
alert-when-volume-crosses = el volumen de { $coin } en { $span } cruce { $times }× lo habitual
alert-when-volume-equals = el volumen de { $coin } en { $span } sea { $times }× lo habitual
alert-when-shift = cambie la tendencia del mercado
alert-when-shift-to = la tendencia del mercado pase a { $label }
alert-when-depeg = { $coin } se aparte { $percent } de { $level }
alert-when-forecast = el rango del 80 % de { $coin } a { $ahead } deje fuera { $level }
alert-live = { $clause } (cuenta la vela en curso)
alert-and = { $first } y { $second }
alert-or = { $first } o { $second }
alert-sign-crosses = cruza
alert-sign-equals = toca
alert-short-volume = { $coin } volumen { $span } { $many }×
alert-short-shift = cambio de tendencia
alert-short-shift-to = cambio de tendencia a { $label }
alert-short-forecast = { $coin } { $ahead } rango sin { $level }

# ---- opciones
alert-once = una vez
alert-every = cada vez, con { $every } entre una y otra como mínimo
alert-most = { $n ->
    [one] una vez
   *[other] { $n } veces como máximo
}
alert-most-every = { $n } veces como máximo, con { $every } entre una y otra como mínimo
alert-lasting = tras { $span } sin interrupción
alert-at = solo en { $venue }
alert-rearm = de nuevo tras volver { $percent }
alert-night = también de noche
alert-expires = vence en { $span }
alert-note = Nota: { $note }

# ---- avisos
alert-price-below = { $coin } { $telling ->
    [still] sigue por debajo de { $level }
    [lasted] lleva { $span } por debajo de { $level }
   *[new] bajó de { $level }
}: { $price }
alert-price-above = { $coin } { $telling ->
    [still] sigue por encima de { $level }
    [lasted] lleva { $span } por encima de { $level }
   *[new] subió de { $level }
}: { $price }
alert-price-crosses = { $coin } cruzó { $level }: { $price }
alert-price-equals = { $coin } { $telling ->
    [still] sigue en { $level }
   *[new] tocó { $level }
}: { $price }
alert-change = { $coin } { $telling ->
    [still] sigue en { $change } en { $window }
    [lasted] { $change } en { $window }, desde hace { $span }
   *[new] { $change } en { $window }
}: { $price }
alert-study-below = { $coin } { $study } { $telling ->
    [still] sigue por debajo de { $level }
    [lasted] lleva { $span } por debajo de { $level }
   *[new] bajó de { $level }
}: { $value }
alert-study-above = { $coin } { $study } { $telling ->
    [still] sigue por encima de { $level }
    [lasted] lleva { $span } por encima de { $level }
   *[new] subió de { $level }
}: { $value }
alert-study-crosses = { $coin } { $study } cruzó { $level }: { $value }
alert-study-equals = { $coin } { $study } { $telling ->
    [still] sigue en { $level }
   *[new] tocó { $level }
}: { $value }
alert-studies-below = { $coin } { $study } { $telling ->
    [still] sigue por debajo de { $level }
    [lasted] lleva { $span } por debajo de { $level }
   *[new] bajó de { $level }
}
alert-studies-above = { $coin } { $study } { $telling ->
    [still] sigue por encima de { $level }
    [lasted] lleva { $span } por encima de { $level }
   *[new] subió de { $level }
}
alert-studies-crosses = { $coin } { $study } cruzó { $level }
alert-studies-equals = { $coin } { $study } { $telling ->
    [still] sigue igual a { $level }
   *[new] alcanzó { $level }
}
alert-volume = El volumen de { $coin } en { $frame } { $telling ->
    [still] sigue en { $times }× lo habitual
    [lasted] lleva { $span } fuera de lo habitual: { $times }×
   *[new] fue { $times }× lo habitual
}
alert-depeg = { $coin } { $telling ->
    [still] sigue a { $away } de { $peg }
    [lasted] lleva { $span } apartada de { $peg }: { $away }
   *[new] está a { $away } de { $peg }
}: { $price }
alert-shift = La tendencia ahora es { $label } (antes: { $was })
alert-shift-bare = La tendencia ahora es { $label }
alert-forecast = El rango del 80 % de { $coin } a { $ahead } { $telling ->
    [still] sigue dejando fuera
    [lasted] deja fuera desde hace { $span }
   *[new] deja fuera
} { $level }, por { $by }
alert-other = Tu regla se cumplió: { $rule }
alert-late = Con retraso (el servicio estuvo caído { $since }–{ $until }):
alert-late-bare = Con retraso:
alert-at-time = { " " }a las { $at }.
alert-at-venue = { " " }a las { $at } ({ $venue }).
alert-at-before = { " " }a las { $at } ({ $venue }; { $before } antes).
alert-at-gap = { " " }a las { $at } ({ $venue }; { $before } { $minute ->
    [yes] un minuto
   *[no] { $gap }
} antes).
alert-of-rule = Toda la regla: { $rule }.
alert-merged = { $n ->
    [one] Desde entonces pasó una vez más.
   *[other] Desde entonces pasó { $n } veces más.
}
alert-state-off = Regla { $rule }, ya desactivada.
alert-state-every = Regla { $rule }, de nuevo en { $every } como mínimo.
alert-state-left = { $n ->
    [one] Regla { $rule }, un aviso más.
   *[other] Regla { $rule }, { $n } avisos más.
}
button-rearm = Reactivar
button-snooze = Silenciar
button-why = Por qué

# ---- borradores
alert-when = Cuando { $what }
alert-then = . { $terms }.
alert-now-price = { " " }(ahora { $now }, a { $away })
alert-now-change = { " " }(ahora { $now })
alert-now-depeg = { " " }(ahora a { $now })
alert-now-of = { " " }({ $coin } ahora { $now }, a { $away })
alert-now-coin = { " " }({ $coin } ahora { $now })
alert-happened = { $n ->
    [0] No ocurrió en los últimos { $days } días.
    [one] Ocurrió una vez en los últimos { $days } días.
   *[other] Ocurrió { $n }× en los últimos { $days } días.
}
alert-unsaved = Aún no guardada ({ $draft }).
alert-of-room = Se dice en la sala, a la vista de todos.
alert-changes = Esto cambia la regla { $rule }.
alert-already-below = { $coin } ya está por debajo: { $now }.
    .rest = { " " }¿Te aviso en el próximo cruce o ahora?
alert-already-above = { $coin } ya está por encima: { $now }.
    .rest = { " " }¿Te aviso en el próximo cruce o ahora?
alert-already = Esto ya se cumple: { $what }.
    .rest = { " " }{ $coin } está en { $now }. ¿Te aviso la próxima vez o ahora?
alert-already-next = Esto ya se cumple: { $what }.
    .rest = { " " }Te avisaré la próxima vez.
alert-already-terms = { $terms }.
alert-saved = Guardada: { $rule }.
alert-saved-told = Guardada: { $rule }, y avisada ahora.
alert-changed = Cambiada: { $rule }.
alert-saved-what = Cuando { $what }. { $terms }.
alert-change-how = Di cómo debe ser { $target }.
alert-change-now = Ahora: { $text }
alert-change-examples = Ejemplo: alert { $target } < 58k · alert { $target } every 4h · alert { $target } note mirar bien
button-save = Guardar
button-change = Cambiar
button-next = Próximo cruce
button-alerts = Alertas
button-alert = Alerta
button-edit = Editar
button-pause = Pausar
button-resume = Reanudar
button-rule = Regla
button-extend = Extender
offer-every = Cada vez, cada 1 h
offer-also = También 24 h { $percent }

# ---- listas
alerts-list = { $room ->
    [yes] { $n ->
        [one] Una alerta en esta sala
       *[other] { $n } alertas en esta sala
    }
   *[no] { $n ->
        [one] Tienes una alerta
       *[other] Tienes { $n } alertas
    }
}
alerts-none = { $room ->
    [yes] No hay alertas en esta sala.
   *[no] No tienes alertas.
}
alerts-how = Prueba: alert btc < 60k
alerts-more = { $n ->
    [one] Una más está más lejos. Pregunta por moneda: alerts eth
   *[other] { $n } más están más lejos. Pregunta por moneda: alerts eth
}
alert-away = a { $away }
alert-one = { $rule }: cuando { $what }
alert-one-terms = { $terms }.
alert-stands = Estado: { $state }.
alert-stands-away = Estado: { $state }; ahora { $now }, a { $away }.
alert-life-paused = en pausa
alert-life-done = terminada
alert-life-expired = vencida
alert-snoozed = silenciada hasta { $until }
alert-phase-armed = activa
alert-phase-pending = se cumple, aún no el tiempo suficiente
alert-phase-fired = avisada
alert-phase-cooling = avisada, esperando el intervalo
alert-never-fired = Aún no avisó.
alert-fired-times = { $n ->
    [one] Avisó una vez: { $at }.
   *[other] Avisó { $n }×, la última: { $at }.
}
alert-why = { $n ->
    [one] { $rule } avisó una vez
   *[other] { $rule } avisó { $n }×
}
alert-why-never = { $rule } aún no avisó.
alert-why-rule = Regla entonces: { $text }
alerts-delete = { $n ->
    [one] Alerta { $rules } borrada.
   *[other] { $n } alertas borradas: { $rules }.
}
alerts-pause = { $n ->
    [one] Alerta { $rules } en pausa.
   *[other] { $n } alertas en pausa: { $rules }.
}
alerts-resume = { $n ->
    [one] La alerta { $rules } está activa de nuevo.
   *[other] { $n } alertas están activas de nuevo: { $rules }.
}
alerts-snooze = { $n ->
    [one] Alerta { $rules } silenciada hasta { $until }.
   *[other] { $n } alertas silenciadas hasta { $until }: { $rules }.
}
    .rest = { " " }Lo que tenga que decir llega entonces.
alerts-extend = La alerta { $rules } ahora dura hasta { $until }.
alerts-undo = { $n ->
    [one] La alerta { $rules } está de vuelta.
   *[other] { $n } alertas están de vuelta: { $rules }.
}
alerts-off = La alerta { $rule } no está activa: { $state }. No cambió nada.
alerts-pause-nothing = Nada que pausar: ahora no está activa.
alerts-resume-nothing = Nada que reanudar: ya está activa.

# ---- otros avisos
alert-stale = { $mark } · { $coin } { $price }.
    .rest = { " " }El último precio tiene { $age }; las alertas están en pausa, sigo intentando. Te diré cuando vuelva.
alert-stale-bare = { $mark } · { $coin }: no llega ningún precio.
    .rest = { " " }Sus alertas están en pausa, sigo intentando. Te diré cuando vuelva.
alert-back = Los precios de { $coin } volvieron
    .rest = { " " }({ $venue }, hace { $age }). { $since }–{ $until } se completó y se revisó: { $n ->
        [0] no había alertas pendientes.
        [one] había 1 alerta pendiente, enviada arriba.
       *[other] había { $n } alertas pendientes, enviadas arriba.
    }
alert-expiring = La alerta { $rule } vence el { $at }.
alert-expired = La alerta { $rule } venció.
