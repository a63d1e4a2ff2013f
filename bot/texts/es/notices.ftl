# What is said unasked.
notice-again = Otra vez, por si el primer mensaje no te llegó:

notice-data-stopped = { $mark } · No llegan precios.
    .rest = { " " }El último precio tiene { $age }; sigo intentando. Te diré cuando vuelvan.
notice-data-back = Los precios volvieron.
    .rest = { " " }No hubo ninguno de { $since } a { $until }; las velas que faltan se rellenan.

notice-defect = Algo falló aquí: { $where ->
    [answer] la respuesta a { $name }
    [door] la lectura de un mensaje ({ $name })
    [job] la tarea { $name }
    [loop] { $name }
   *[delivery] la entrega de un mensaje ({ $name })
}.
    .rest = { " " }{ $fault }; el código { $reference } lo encuentra en el registro. Lo mismo lo digo como mucho una vez por hora.

status-delayed = Tus mensajes llegan con retraso: el más antiguo espera desde hace { $age }.
status-outbox = { $waiting ->
    [one] { $waiting } mensaje espera
   *[other] { $waiting } mensajes esperan
}, el más antiguo desde hace { $age }.
status-undelivered = { $dead ->
    [one] { $dead } mensaje no se pudo entregar.
   *[other] { $dead } mensajes no se pudieron entregar.
}
status-held = { $held ->
    [one] { $held } mensaje está retenido.
   *[other] { $held } mensajes están retenidos.
}

# Lo que se retuvo y se dice junto; sigue una línea por cada uno.
held = { $kind ->
    [alert] { $n ->
        [one] Una alerta se retuvo hasta { $until }:
       *[other] { $n } alertas se retuvieron hasta { $until }:
    }
   *[message] { $n ->
        [one] Un mensaje se retuvo hasta { $until }:
       *[other] { $n } mensajes se retuvieron hasta { $until }:
    }
}
held-limit = { $n ->
    [one] Una alerta más de las que caben en una hora; retenida hasta { $until }:
   *[other] { $n } alertas más de las que caben en una hora; retenidas hasta { $until }:
}
held-pressure = { $n } alertas en un mensaje: no pude llegar a ti hasta { $until }.

# What could not be said where it should have been.
fallback-head = Para alguien de aquí a quien no puedo escribir en privado:
undelivered = { $n ->
    [one] Un mensaje no te llegó
   *[other] { $n } mensajes no te llegaron
}{ $reason ->
    [blocked] : estaba bloqueado en tu chat privado
    [locked] : el hilo de ahí está cerrado
    [rejected] : tu chat privado no existía
   *[other] {""}
}.
undelivered-paused = En pausa por eso: { $rules }. Para seguir: alerts resume { $first }
