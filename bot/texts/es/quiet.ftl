# Horas de silencio.
quiet-help = Horas en las que nada llega sin pedirlo
quiet-arrive = Las alertas retenidas llegan juntas a las { $ends } ({ $zone }, { $offset }).
quiet-hours = Silencio de { $starts } a { $ends }.
quiet-except = Pasa igual: { $way ->
    [fall] una baja de { $percent } o más
    [rise] una subida de { $percent } o más
   *[either] un movimiento de { $percent } o más
}, y las reglas que dicen «even at night».
quiet-held = { $n ->
    [one] Un mensaje está retenido ahora.
   *[other] { $n } mensajes están retenidos ahora.
}
quiet-off = Las horas de silencio están desactivadas.
quiet-freed = { $n ->
    [one] Había un mensaje retenido; llega ahora.
   *[other] Había { $n } mensajes retenidos; llegan ahora.
}
quiet-none = No tienes horas de silencio.
quiet-how = Para fijarlas: quiet 23:00-07:00 except -10%
quiet-change = Para cambiarlas: quiet 22:00-06:30 except -10%
missing-hours = ¿De qué hora a qué hora?
unknown-hours = «{ $given }» no sirve como horas de silencio.
unknown-digest = «{ $given }» no es hora, día ni parte de un resumen.

# Resúmenes.
digest-help = Precios, tendencia y alertas una vez al día
digest = Tu resumen
    .rest = { " " }desde { $since }
digest-set = { $days ->
    [weekdays] De lunes a viernes a las { $time }
   *[daily] Todos los días a las { $time }
}: { $parts }.
digest-next = El próximo: { $at }.
digest-off = No habrá más resúmenes.
digest-none = No tienes resumen.
digest-how = Para tener uno: digest 08:00 weekdays watch
digest-change = Para cambiarlo: digest 09:00 weekdays
digest-later-portfolio = El portafolio aún no está conectado; se suma al resumen en una versión posterior.
digest-part-watch = lista de seguimiento
digest-part-market = tendencia
digest-part-alerts = alertas
digest-market-unknown = Tendencia: desconocida; aún hay muy pocas velas diarias.
digest-no-alerts = Ninguna alerta desde entonces.
digest-alerts = { $n ->
    [one] Una alerta desde entonces:
   *[other] { $n } alertas desde entonces:
}
digest-more = { $n ->
    [one] Y una más.
   *[other] Y { $n } más.
}
button-now = Ahora
button-off = Desactivar
missing-time = ¿A qué hora?
missing-portfolio = Aún no hay portafolio del que hablar; llega en una versión posterior.
unknown-time = «{ $given }» no es una hora del día.
unknown-days = «{ $given }» no son días que conozca.
unknown-part = Nada llamado «{ $given }» cabe en un resumen.
column-alert = alerta

# Un resumen después de su hora; y el de una sala.
digest-late = Con retraso (tocaba el { $at }):
room-digest = Resumen de esta sala
    .rest = { " " }desde { $since }
digest-part-prices = precios
digest-part-top = movimientos
digest-prices-unknown = Precios: desconocidos; aún no se sigue ninguna moneda.
digest-top = Lo que más se movió, { $window }:
digest-top-none = Movimientos: ninguno conocido.
room-digest-set = Resumen aquí { $days ->
    [weekdays] de lunes a viernes a las { $time }
   *[daily] todos los días a las { $time }
}: { $parts }.
room-digest-none = Resumen: ninguno.
room-digest-how = Uno aquí cada mañana: room digest 08:00 weekdays
room-digest-language = Mientras la sala no elija, llega en { $language }. Para elegir: room language { $own }
button-digest = Resumen
