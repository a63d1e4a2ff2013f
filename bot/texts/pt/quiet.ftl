# Horas de silêncio.
quiet-help = Horas em que nada chega sem ser pedido
quiet-arrive = Os alertas retidos chegam juntos às { $ends } ({ $zone }, { $offset }).
quiet-hours = Silêncio de { $starts } a { $ends }.
quiet-except = Passa mesmo assim: { $way ->
    [fall] uma queda de { $percent } ou mais
    [rise] uma alta de { $percent } ou mais
   *[either] um movimento de { $percent } ou mais
}, e regras que dizem “even at night”.
quiet-held = { $n ->
    [one] Uma mensagem está retida agora.
   *[other] { $n } mensagens estão retidas agora.
}
quiet-off = As horas de silêncio estão desligadas.
quiet-freed = { $n ->
    [one] Havia uma mensagem retida; ela chega agora.
   *[other] Havia { $n } mensagens retidas; elas chegam agora.
}
quiet-none = Você não tem horas de silêncio.
quiet-how = Para definir: quiet 23:00-07:00 except -10%
quiet-change = Para mudar: quiet 22:00-06:30 except -10%
missing-hours = De que hora a que hora?
unknown-hours = “{ $given }” não serve como horas de silêncio.
unknown-digest = “{ $given }” não é hora, dia nem parte de um resumo.

# Resumos.
digest-help = Preços, tendência e alertas uma vez por dia
digest = Seu resumo
    .rest = { " " }desde { $since }
digest-set = { $days ->
    [weekdays] De segunda a sexta às { $time }
   *[daily] Todos os dias às { $time }
}: { $parts }.
digest-next = O próximo: { $at }.
digest-off = Nenhum resumo daqui em diante.
digest-none = Você não tem resumo.
digest-how = Para ter um: digest 08:00 weekdays watch
digest-change = Para mudar: digest 09:00 weekdays
digest-later-portfolio = O portfólio ainda não está conectado; entra no resumo em uma versão futura.
digest-part-watch = lista de acompanhamento
digest-part-market = tendência
digest-part-alerts = alertas
digest-market-unknown = Tendência: desconhecida; ainda há poucas velas diárias.
digest-no-alerts = Nenhum alerta desde então.
digest-alerts = { $n ->
    [one] Um alerta desde então:
   *[other] { $n } alertas desde então:
}
digest-more = { $n ->
    [one] E mais um.
   *[other] E mais { $n }.
}
button-now = Agora
button-off = Desligar
missing-time = A que horas?
missing-portfolio = Ainda não há portfólio de que falar; ele vem em uma versão futura.
unknown-time = “{ $given }” não é uma hora do dia.
unknown-days = “{ $given }” não são dias que eu conheça.
unknown-part = Nada chamado “{ $given }” cabe em um resumo.
column-alert = alerta

# Um resumo depois da hora; e o de uma sala.
digest-late = Com atraso (era para { $at }):
room-digest = Resumo desta sala
    .rest = { " " }desde { $since }
digest-part-prices = preços
digest-part-top = movimentos
digest-prices-unknown = Preços: desconhecidos; nenhuma moeda é acompanhada ainda.
digest-top = O que mais se moveu, { $window }:
digest-top-none = Movimentos: nenhum conhecido.
room-digest-set = Resumo aqui { $days ->
    [weekdays] de segunda a sexta às { $time }
   *[daily] todos os dias às { $time }
}: { $parts }.
room-digest-none = Resumo: nenhum.
room-digest-how = Um aqui toda manhã: room digest 08:00 weekdays
room-digest-language = Enquanto a sala não escolher, ele vem em { $language }. Para escolher: room language { $own }
button-digest = Resumo
