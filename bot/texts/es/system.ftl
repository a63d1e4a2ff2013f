# La puerta y los comandos sobre la casa misma.
stranger = Este bot es privado; pide una invitación a su dueño.
secret-dropped = Eso parecía un secreto. No lo guardé; considéralo filtrado y revócalo.
sent-privately = Te lo envié en privado.
replay-ended = La repetición terminó; su mercado está detenido.
claimed-owner = Eres el dueño.
claimed-invite = Ya estás dentro.
claimed-next = Prueba: price btc · market · help
room-welcome = Candlewick está aquí.
    .rest = { " " }Todos en esta sala pueden preguntar por el mercado.
room-welcome-how = Prueba: /price btc · /chart sol 4h · /market. Lo personal va a tu chat privado.
asked-at = Preguntaste a las { $at }.
asked-again = Dijiste eso a las { $at }.
    .rest = { " " }¿Todavía lo quieres?
asked-long-ago = Lo que preguntaste hasta las { $at } es demasiado viejo para responderlo.
    .rest = { " " }Pregunta de nuevo cuando lo necesites.
undo-nothing = Aquí no hay nada que deshacer.
undo-nothing-how = Deshacer se refiere a lo último que cambiaste en este chat, durante un minuto.
undo-lapsed = Deshacer se puede durante un minuto, y ya pasó.
    .rest = { " " }Para hacerlo de todos modos: { $line }
greeted = Hola. Respondo sobre el mercado: precios, gráficos, pronósticos, alertas.
thanked = Con gusto.
parted = Hasta la próxima.
nodded = De acuerdo.
not-understood = Respondo sobre el mercado, y esa no es una pregunta que conozca.
understood-as = Entendido como: { $line }
not-understood-try = Prueba: price btc · chart sol 4h rsi · help
type-instead = Escribe: { $choices }

start = Precios, gráficos, pronósticos y alertas, aquí en el chat.
start-try = Prueba: price btc · alert btc < 60k · chart sol 4h rsi
start-free = Sin cuenta ni clave.
welcome-language = Paso 1 de 3: ¿español?
welcome-zone = Paso 2 de 3: ¿qué zona horaria? Otra: settings zone Asia/Tokyo
welcome-zone-kept = Las horas están en { $zone } ({ $offset }).
welcome-first = Paso 3 de 3: algo para probar.

help = Qué puedes preguntar
help-market-line = Mercado:
    .rest = { " " }price btc eth in eur · top losers 24h 10 · convert 250 eur to eth
help-charts-line = Gráficos:
    .rest = { " " }chart sol 4h 30d rsi · forecast btc 7d
help-alerts-line = Alertas:
    .rest = { " " }alert btc < 60k · alerts · watch add arb
help-settings-line = Ajustes:
    .rest = { " " }settings language de · settings zone Europe/Berlin
help-privacy-line = Confianza:
    .rest = { " " }status · privacy · privacy export
help-more = Más: help market. También entiendo frases: ¿cuánto cuesta bitcoin en euros?
help-command = { $what }:
    .rest = { " " }{ $examples }
help-market = Mercado
help-market-more = Cualquier divisa: in eur, in brl, in btc. Una plataforma: price btc at kraken.
help-charts = Gráficos
help-charts-more = Intervalos: 1m 5m 15m 30m 1h 4h 1d 1w. Indicadores: rsi macd ema20 sma50 bbands atr vwap.
help-alerts = Alertas
help-alerts-more = Opciones: every 4h · max 3 · for 10m · until 31 dec · even at night · note.
help-watch = Lista de seguimiento
help-watch-more = Más corto: watch arb también la agrega.
help-settings = Ajustes
help-settings-more = Idiomas: en de es pt. Texto simple: settings plain on.
help-digest = Resumen
help-digest-more = Llega una vez al día a la hora que digas; digest now lo muestra al momento.
help-quiet = Horas de silencio
help-quiet-more = Lo que esperó llega junto cuando terminan.
help-notify = Otras formas de avisarte
help-notify-more = Una dirección recibe primero un código. Solo en privado.
help-link = Una persona, varias cuentas
help-link-more = Escribe link aquí en privado y luego link y el código en privado en la otra app; pregunto aquí si fuiste tú.
help-rooms = Salas
help-rooms-more = Se dice en la propia sala; sus administradores pueden cambiarlo. Lo tuyo sigue siendo tuyo ahí.
help-undo = Deshacer y salir
help-undo-more = undo deshace el último cambio durante 60 s. cancel deja lo que pregunté o lo que espera un sí.
help-privacy = Confianza
help-privacy-more = Nunca pido una clave ni una frase semilla por chat.

start-help = Qué es esto y qué probar
help-help = Qué puedes preguntar
price-help = Cuánto cuestan las monedas ahora
convert-help = Convertir una cantidad a otra divisa
chart-help = Un gráfico de velas, con indicadores
market-help = La tendencia del mercado y por qué
top-help = Las mayores subidas o bajadas
depth-help = El libro de órdenes cerca del precio
alert-help = Avísame cuando pase algo
alerts-help = Tus alertas; cámbialas o bórralas
watch-help = Tu lista de seguimiento
settings-help = Idioma, zona horaria, divisa, aspecto
room-help = Los ajustes, las alertas y el resumen de esta sala
privacy-help = Qué se guarda; exportarlo o borrarlo
status-help = Antigüedad de los datos y qué funciona
cancel-help = Salir de cualquier diálogo
confirm-help = Decir sí a un borrador
admin-help = Personas y permisos

button-zone = Zona horaria
button-language = Idioma
button-privacy = Privacidad
button-market = Mercado
button-charts = Gráficos
button-watch = Seguimiento
button-plain = Texto simple
button-theme = Tema
button-undo = Deshacer
button-do-it = Hacerlo
button-list = Lista
button-again = Repetir
button-cancel = Cancelar
button-keep = Mantener
button-skip = Saltar
button-later = Más tarde
button-export = Exportar
button-delete = Borrar

settings = Tus ajustes
settings-fallback-here = Lo que no te llegue en privado se publica desde ahora en esta sala, sin nada personal.
settings-fallback-off = Lo que no te llegue en privado no se publica en ninguna parte.
room-makers-owner = Aquí las alertas las crea solo el dueño.
room-makers-admins = Aquí las alertas las crean el dueño y los administradores de la sala.
room-makers-members = Aquí las alertas las crean el dueño y los miembros.
room-makers-everyone = Aquí cualquiera puede crear alertas.
room = Esta sala
room-how = Cambiar: room language de · room quiet 23:00-07:00 · room digest 08:00. Pueden los administradores de la sala y el dueño.
room-commands = Aquí se responde: { $commands }.
room-commands-all = Aquí se responde a todos los comandos.
room-whole = Lo que vale aquí vale en todo el servidor; con «here», solo en este canal: room language de here.
room-alone = Solo en este canal: { $names }. Volver a lo del servidor: room { $first } default
room-loud = Horas de silencio: ninguna.
room-zone-each = Zona horaria: como la tenga quien pregunta; las horas de silencio y lo que se publica sin que nadie pregunte van por { $zone }.
room-private = Eso es para salas: dilo en un grupo o un canal donde yo esté.
room-private-own = Los tuyos están aquí: settings · alerts · quiet
value-each = como lo tenga quien pregunta
settings-saved = Guardado.
settings-alerts-absent = Todavía no te llega nada por { $door }; hasta entonces te aviso donde estás ahora. Prueba: { $example }
settings-how = Cambiar: settings language de · settings currency eur · settings numbers de
setting-language = Idioma: { $value }
setting-zone = Zona horaria: { $value }
setting-currency = Divisa: { $value }
setting-numbers = Números: { $value }
setting-plain = Texto simple: { $value }
setting-emoji = Emoji: { $value }
setting-theme = Gráficos: { $value }
setting-llm = Asistente: { $value }
setting-alerts = Mensajes no pedidos: { $value }
value-on = sí
value-off = no
value-light = claro
value-dark = oscuro
value-any = donde pueda llegar a ti
value-alerts-telegram = Telegram
value-alerts-discord = Discord
value-alerts-local = Terminal
value-language-en = inglés
value-language-de = alemán
value-language-es = español
value-language-pt = portugués
value-numbers-en = 1,234.50
value-numbers-de = 1.234,50
value-numbers-es = 1.234,50
value-numbers-pt = 1.234,50

watch-list = Sigues { $n ->
    [one] una moneda
   *[other] { $n } monedas
}
watch-empty = Todavía no sigues nada.
watch-how = Agrega una moneda: watch add arb
watch-add = { $coins }: en tu lista de seguimiento.
watch-add-nothing = Nada nuevo: ya estaba en tu lista de seguimiento.
watch-remove = { $coins }: fuera de tu lista de seguimiento.
watch-remove-nothing = Nada que quitar: no estaba en tu lista de seguimiento.
column-coin = moneda
column-price = precio
column-24h = 24 h
column-name = nombre
column-role = rol

privacy = Qué guardo sobre ti
privacy-kept = { $what }: { $n }
privacy-not = No guardo: tus mensajes, ni nada que parezca un secreto.
privacy-how = Obtener todo: privacy export. Borrar todo: privacy delete
privacy-export = En este archivo está todo lo que guardo sobre ti.
privacy-delete = Esto borra para siempre todo lo que guardo sobre ti.
privacy-delete-type = Para seguir, escribe: confirm { $draft }
privacy-deleted = Todo lo que guardaba sobre ti está borrado ({ $n ->
    [one] una entrada
   *[other] { $n } entradas
}).
kept-person = Tus ajustes y tu rol
kept-fallback = La sala para lo que no te llega en privado
kept-identities = Cuentas desde las que escribes
kept-drafts = Borradores que esperan tu palabra
kept-link = Un código que vincula tus cuentas
kept-undos = Cómo deshacer tu último cambio
kept-turns = Lo último que preguntaste; palabra por palabra donde faltaba una
kept-welcome = Tus primeras preguntas: hasta dónde llegaron, y la región que dio tu app
kept-counters = Contadores para los números de tus borradores y alertas
kept-rules = Alertas que creaste
kept-rule-lists = Listas de alertas que viste
kept-firings = Alertas avisadas y por qué
kept-audit = Entradas del registro de seguridad (un número, sin nombre)
kept-watchlist = Monedas que sigues
kept-notices = Mensajes para ti
kept-quiet = Tus horas de silencio
kept-digest = Tu resumen
kept-asides = Líneas para tu próxima respuesta

cancelled = { $n ->
    [one] Un borrador descartado.
   *[other] { $n } borradores descartados.
}
cancelled-question = Descartado: «{ $line }».
cancelled-nothing = No había nada esperándote.
waiting-nothing-here = Aquí no había nada pendiente.
waiting-elsewhere = { $n ->
    [one] Un borrador espera en otro chat: { $drafts }. Para descartarlo: cancel { $first }
   *[other] { $n } borradores esperan en otros chats: { $drafts }. Para descartar uno: cancel { $first }
}
cancelled-welcome = Sin más preguntas; start las hace otra vez.

admin-users = { $n ->
    [one] Una persona
   *[other] { $n } personas
}
admin-how = Cambiar: admin allow 4 · admin block 4 · admin invite
admin-invite = Código de invitación: { $code }
admin-invite-how = Vale 7 días, un solo uso. Que me envíe en privado: { $code }
admin-changed = { $name } (persona { $id }) ahora es: { $role }
role-owner = dueño
role-member = miembro
role-stranger = desconocido
role-blocked = bloqueado
not-allowed-own-role = No puedes cambiar tu propio rol.
