# What is said unasked.
notice-again = De novo, caso a primeira mensagem não tenha chegado:

notice-data-stopped = { $mark } · Não chegam preços.
    .rest = { " " }O último preço tem { $age }; continuo tentando. Aviso quando voltarem.
notice-data-back = Os preços voltaram.
    .rest = { " " }Não houve nenhum de { $since } a { $until }; as velas que faltam são preenchidas.

status-outbox = { $waiting ->
    [one] { $waiting } mensagem espera
   *[other] { $waiting } mensagens esperam
}, a mais antiga há { $age }.
status-undelivered = { $dead ->
    [one] { $dead } mensagem não pôde ser entregue.
   *[other] { $dead } mensagens não puderam ser entregues.
}
