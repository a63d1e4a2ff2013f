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

status-outbox = { $waiting ->
    [one] { $waiting } mensaje espera
   *[other] { $waiting } mensajes esperan
}, el más antiguo desde hace { $age }.
status-undelivered = { $dead ->
    [one] { $dead } mensaje no se pudo entregar.
   *[other] { $dead } mensajes no se pudieron entregar.
}
