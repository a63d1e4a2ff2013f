# A porta e os comandos sobre a própria casa.
stranger = Este bot é privado; peça um convite ao dono.
secret-dropped = Isso parecia um segredo. Não guardei; considere-o vazado e revogue-o.
sent-privately = Enviei no privado.
replay-ended = A reprodução terminou; o mercado dela está parado.
claimed-owner = Este bot agora é seu.
claimed-invite = Acesso liberado.
claimed-next = Tente: price btc · market · help
room-welcome = Candlewick está aqui.
    .rest = { " " }Todos nesta sala podem perguntar sobre o mercado.
room-welcome-how = Tente: /price btc · /chart sol 4h · /market. O que é pessoal vai para o chat privado.
asked-at = Pergunta feita às { $at }.
asked-again = Isso foi dito às { $at }.
    .rest = { " " }Ainda quer?
asked-long-ago = O que foi perguntado até { $at } é antigo demais para responder.
    .rest = { " " }Pergunte de novo quando precisar.
undo-nothing = Aqui não há nada para desfazer.
undo-nothing-how = Desfazer vale para a última mudança sua neste chat, por um minuto.
undo-lapsed = Dá para desfazer por um minuto, e ele já passou.
    .rest = { " " }Para fazer mesmo assim: { $line }
greeted = Olá. Respondo sobre o mercado: preços, gráficos, projeções, alertas.
thanked = Por nada.
parted = Até a próxima.
nodded = Certo.
not-understood = Respondo sobre o mercado, e essa não é uma pergunta que eu conheça.
understood-as = Entendido como: { $line }
not-understood-try = Tente: price btc · chart sol 4h rsi · help
type-instead = Escreva: { $choices }

start = Preços, gráficos, projeções e alertas, aqui no chat.
start-try = Tente: price btc · alert btc < 60k · chart sol 4h rsi
start-free = Sem conta e sem chave.
welcome-language = Passo 1 de 3: português?
welcome-zone = Passo 2 de 3: qual fuso horário? Outro: settings zone Asia/Tokyo
welcome-zone-kept = Os horários estão em { $zone } ({ $offset }).
welcome-first = Passo 3 de 3: algo para testar.

help = O que dá para perguntar
help-market-line = Mercado:
    .rest = { " " }price btc eth in eur · top losers 24h 10 · convert 250 eur to eth
help-charts-line = Gráficos:
    .rest = { " " }chart sol 4h 30d rsi · forecast btc 7d
help-alerts-line = Alertas:
    .rest = { " " }alert btc < 60k · alerts · watch add arb
help-settings-line = Ajustes:
    .rest = { " " }settings language de · settings zone Europe/Berlin
help-privacy-line = Confiança:
    .rest = { " " }status · privacy · privacy export
help-more = Mais: help market. Frases também funcionam: quanto custa o bitcoin em euros?
help-command = { $what }:
    .rest = { " " }{ $examples }
help-market = Mercado
help-market-more = Qualquer divisa: in eur, in brl, in btc. Uma corretora: price btc at kraken.
help-charts = Gráficos
help-charts-more = Intervalos: 1m 5m 15m 30m 1h 4h 1d 1w. Indicadores: rsi macd ema20 sma50 bbands atr vwap.
help-alerts = Alertas
help-alerts-more = Opções: every 4h · max 3 · for 10m · until 31 dec · even at night · note.
help-watch = Lista de acompanhamento
help-watch-more = Mais curto: watch arb também adiciona.
help-settings = Ajustes
help-settings-more = Idiomas: en de es pt. Texto simples: settings plain on.
help-digest = Resumo
help-digest-more = Chega uma vez por dia na hora dita; digest now mostra na hora.
help-quiet = Horas de silêncio
help-quiet-more = O que esperou chega junto quando terminam.
help-notify = Outras formas de avisar
help-notify-more = Um endereço recebe primeiro um código. Só no privado.
help-link = Uma pessoa, várias contas
help-link-more = Diga link aqui no privado e depois link e o código no privado do outro app; pergunto aqui se foi mesmo você.
help-rooms = Salas
help-rooms-more = Diz-se na própria sala; os administradores dela podem mudar. O que é pessoal continua pessoal ali.
help-undo = Desfazer e sair
help-undo-more = undo desfaz a última mudança por 60 s. cancel deixa o que perguntei ou o que espera um sim.
help-privacy = Confiança
help-privacy-more = Nunca peço chave nem frase-semente pelo chat.

start-help = O que é isto e o que tentar
help-help = O que dá para perguntar
price-help = Quanto custam as moedas agora
convert-help = Converter um valor para outra divisa
chart-help = Um gráfico de velas, com indicadores
market-help = A tendência do mercado e o porquê
top-help = As maiores altas ou quedas
depth-help = O livro de ofertas perto do preço
alert-help = Me avise quando algo acontecer
alerts-help = Seus alertas; altere ou apague
watch-help = Sua lista de acompanhamento
settings-help = Idioma, fuso, divisa, aparência
room-help = Os ajustes, os alertas e o resumo desta sala
privacy-help = O que fica guardado; exportar ou apagar
status-help = Idade dos dados e o que está no ar
cancel-help = Sair de qualquer diálogo
confirm-help = Dizer sim a um rascunho
admin-help = Pessoas e permissões

button-zone = Fuso horário
button-language = Idioma
button-privacy = Privacidade
button-market = Mercado
button-charts = Gráficos
button-watch = Acompanhar
button-plain = Texto simples
button-theme = Tema
button-undo = Desfazer
button-do-it = Fazer
button-list = Lista
button-again = Repetir
button-cancel = Cancelar
button-keep = Manter
button-skip = Pular
button-later = Depois
button-export = Exportar
button-delete = Apagar

settings = Seus ajustes
settings-fallback-here = O que não chegar a você no privado é publicado nesta sala a partir de agora, sem nada pessoal.
settings-fallback-off = O que não chegar a você no privado não é publicado em lugar nenhum.
room-makers-owner = Aqui só o dono cria alertas.
room-makers-admins = Aqui o dono e os administradores da sala criam alertas.
room-makers-members = Aqui o dono e os membros criam alertas.
room-makers-everyone = Aqui qualquer pessoa pode criar alertas.
room = Esta sala
room-how = Mudar: room language de · room quiet 23:00-07:00 · room digest 08:00. Podem os administradores da sala e o dono.
room-commands = Respondidos aqui: { $commands }.
room-commands-all = Todos os comandos são respondidos aqui.
room-whole = O que vale aqui vale no servidor inteiro; com “here”, só neste canal: room language de here.
room-alone = Só neste canal: { $names }. Voltar ao do servidor: room { $first } default
room-loud = Horas de silêncio: nenhuma.
room-zone-each = Fuso horário: como o de quem pergunta; as horas de silêncio e o que sai sem que ninguém pergunte seguem { $zone }.
room-private = Isso é para salas: diga num grupo ou canal em que eu esteja.
room-private-own = Os seus estão aqui: settings · alerts · quiet
value-each = como em quem pergunta
settings-saved = Salvo.
settings-alerts-absent = Ainda nada chega a você por { $door }; até lá, aviso onde você está agora. Tente: { $example }
settings-how = Mudar: settings language de · settings currency eur · settings numbers de
setting-language = Idioma: { $value }
setting-zone = Fuso horário: { $value }
setting-currency = Divisa: { $value }
setting-numbers = Números: { $value }
setting-plain = Texto simples: { $value }
setting-emoji = Emoji: { $value }
setting-theme = Gráficos: { $value }
setting-llm = Assistente: { $value }
setting-alerts = Mensagens não pedidas: { $value }
value-on = sim
value-off = não
value-light = claro
value-dark = escuro
value-any = onde eu chegar a você
value-alerts-telegram = Telegram
value-alerts-discord = Discord
value-alerts-local = Terminal
value-language-en = inglês
value-language-de = alemão
value-language-es = espanhol
value-language-pt = português
value-numbers-en = 1,234.50
value-numbers-de = 1.234,50
value-numbers-es = 1.234,50
value-numbers-pt = 1.234,50

watch-list = Você acompanha { $n ->
    [one] uma moeda
   *[other] { $n } moedas
}
watch-empty = Você ainda não acompanha nada.
watch-how = Adicione uma moeda: watch add arb
watch-add = { $coins }: na sua lista de acompanhamento.
watch-add-nothing = Nada novo: já estava na sua lista de acompanhamento.
watch-remove = { $coins }: fora da sua lista de acompanhamento.
watch-remove-nothing = Nada a remover: não estava na sua lista de acompanhamento.
column-coin = moeda
column-price = preço
column-24h = 24 h
column-name = nome
column-role = papel

privacy = O que guardo sobre você
privacy-kept = { $what }: { $n }
privacy-not = Não guardo: suas mensagens, nem nada que pareça um segredo.
privacy-how = Obter tudo: privacy export. Apagar tudo: privacy delete
privacy-export = Neste arquivo está tudo o que guardo sobre você.
privacy-delete = Isto apaga para sempre tudo o que guardo sobre você.
privacy-delete-type = Para continuar, escreva: confirm { $draft }
privacy-deleted = Tudo o que eu guardava sobre você foi apagado ({ $n ->
    [one] uma entrada
   *[other] { $n } entradas
}).
kept-person = Seus ajustes e seu papel
kept-fallback = A sala para o que não chega a você no privado
kept-identities = Contas de onde você escreve
kept-drafts = Rascunhos à espera da sua palavra
kept-link = Um código que vincula suas contas
kept-undos = Como desfazer sua última mudança
kept-turns = O que você perguntou por último; palavra por palavra onde faltava uma
kept-welcome = Suas primeiras perguntas: até onde foram, e a região que seu app informou
kept-counters = Contadores dos números dos seus rascunhos e alertas
kept-rules = Alertas que você criou
kept-rule-lists = Listas de alertas que você viu
kept-firings = Alertas avisados e por quê
kept-audit = Entradas do registro de segurança (um número, sem nome)
kept-watchlist = Moedas que você acompanha
kept-notices = Mensagens para você
kept-quiet = Suas horas de silêncio
kept-digest = Seu resumo
kept-asides = Linhas para a sua próxima resposta

cancelled = { $n ->
    [one] Um rascunho descartado.
   *[other] { $n } rascunhos descartados.
}
cancelled-question = Descartado: “{ $line }”.
cancelled-nothing = Não havia nada à sua espera.
waiting-nothing-here = Aqui não havia nada pendente.
waiting-elsewhere = { $n ->
    [one] Um rascunho espera em outro chat: { $drafts }. Para descartar: cancel { $first }
   *[other] { $n } rascunhos esperam em outros chats: { $drafts }. Para descartar um: cancel { $first }
}
cancelled-welcome = Sem mais perguntas; start pergunta de novo.

admin-users = { $n ->
    [one] Uma pessoa
   *[other] { $n } pessoas
}
admin-how = Mudar: admin allow 4 · admin block 4 · admin invite
admin-invite = Código de convite: { $code }
admin-invite-how = Vale 7 dias, um uso. A pessoa me envia no privado: { $code }
admin-changed = { $name } (pessoa { $id }) agora é: { $role }
role-owner = dono
role-member = membro
role-stranger = desconhecido
role-blocked = bloqueado
not-allowed-own-role = Não dá para mudar o próprio papel.
