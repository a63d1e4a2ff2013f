# What is said unasked.
notice-again = De novo, caso a primeira mensagem não tenha chegado:

notice-data-stopped = { $mark } · Não chegam preços.
    .rest = { " " }O último preço tem { $age }; continuo tentando. Aviso quando voltarem.
notice-data-back = Os preços voltaram.
    .rest = { " " }Não houve nenhum de { $since } a { $until }; as velas que faltam são preenchidas.

notice-defect = Algo falhou aqui: { $where ->
    [answer] a resposta a { $name }
    [door] a leitura de uma mensagem ({ $name })
    [job] a tarefa { $name }
    [loop] { $name }
   *[delivery] a entrega de uma mensagem ({ $name })
}.
    .rest = { " " }{ $fault }; o código { $reference } o encontra no registro. O mesmo eu digo no máximo uma vez por hora.

status-delayed = As mensagens para você estão atrasadas: a mais antiga espera há { $age }.
status-outbox = { $waiting ->
    [one] { $waiting } mensagem espera
   *[other] { $waiting } mensagens esperam
}, a mais antiga há { $age }.
status-undelivered = { $dead ->
    [one] { $dead } mensagem não pôde ser entregue.
   *[other] { $dead } mensagens não puderam ser entregues.
}
status-held = { $held ->
    [one] { $held } mensagem está retida.
   *[other] { $held } mensagens estão retidas.
}

# O que foi retido e é dito junto; segue uma linha para cada um.
held = { $kind ->
    [alert] { $n ->
        [one] Um alerta ficou retido até { $until }:
       *[other] { $n } alertas ficaram retidos até { $until }:
    }
   *[message] { $n ->
        [one] Uma mensagem ficou retida até { $until }:
       *[other] { $n } mensagens ficaram retidas até { $until }:
    }
}
held-limit = { $n ->
    [one] Um alerta a mais do que cabe em uma hora; retido até { $until }:
   *[other] { $n } alertas a mais do que cabem em uma hora; retidos até { $until }:
}
held-pressure = { $n } alertas em uma mensagem: não consegui chegar a você até { $until }.

# What could not be said where it should have been.
fallback-head = Para alguém daqui a quem não consigo escrever no privado:
undelivered = { $n ->
    [one] Uma mensagem não chegou
   *[other] { $n } mensagens não chegaram
} a você{ $reason ->
    [blocked] : eu estava bloqueado no seu chat privado
    [locked] : o tópico de lá está trancado
    [rejected] : o seu chat privado não existia
   *[other] {""}
}.
undelivered-paused = Em pausa por isso: { $rules }. Para continuar: alerts resume { $first }
