# ---- unir portas
link-help = Vincule suas contas daqui e de lá como uma pessoa
unlink-help = Desvincule esta conta; ela começa vazia
link-code = Escreva isto em um chat privado comigo no outro app: link { $code }
link-code-how = Vale uma vez, até { $until }, e eu pergunto aqui antes de vincular algo.
link-code-joins = Quem escrever passa a ser uma pessoa com você: alertas, lista de acompanhamento e endereços passam para você; seus ajustes ficam. Não mostre a ninguém.
link-typed = Perguntei no { $door } se é você. Responda lá: link yes.
link-typed-moves = Então passa para lá o que há aqui: alertas com números novos, lista de acompanhamento, resumo. Os ajustes de lá ficam.
link-asked = Alguém no { $door } escreveu seu código: { $name }. É você?
link-asked-if = Sim vincula essa conta à sua, e ela verá e mudará tudo que é seu. Se não for você, diga não.
link-asked-elsewhere = O sim vale no chat privado do { $door } onde o código foi mostrado.
link-no-name = sem nome
link-joined = { $door } está vinculado: lá e aqui você é a mesma pessoa.
link-joined-there = Agora você é a mesma pessoa que no { $door }. Valem os ajustes de lá.
link-joined-alerts = Para onde os alertas vão primeiro: settings alerts telegram
link-moved-rules = { $n ->
    [one] Um alerta passou, com número novo.
   *[other] { $n } alertas passaram, com números novos.
}
link-moved-coins = { $n ->
    [one] Uma moeda chegou à lista de acompanhamento.
   *[other] { $n } moedas chegaram à lista de acompanhamento.
}
link-moved-hours = Os horários que você tinha vieram junto; agora seguem o relógio de { $zone }.
link-refused = Ninguém foi vinculado; a conta no { $door } foi avisada.
link-refused-then = Se você não escreveu o código, alguém o viu. Ele não abre mais nada.
link-refused-there = No { $door } disseram que não é você. Nada foi vinculado.
unlinked-here = Esta conta começa vazia e nada dela é guardado. Tudo que havia fica no { $stays }.
unlinked-there = { $door } começa do zero. Tudo que havia fica aqui.
unlinked-you = Esta conta foi desvinculada das outras e começa vazia; nada dela é guardado.
unlinked-other = { $door } foi desvinculado: lá começa do zero, e tudo que havia fica aqui.
cancelled-link = O código para sua outra conta não abre mais nada.
button-link-yes = Sou eu
button-link-no = Não
