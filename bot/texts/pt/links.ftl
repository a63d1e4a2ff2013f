# ---- unir portas
link-help = Una suas contas daqui e de lá em uma pessoa
unlink-help = Deixe esta conta começar de novo
link-code = Escreva isto em uma conversa privada comigo na outra plataforma: link { $code }
link-code-how = Vale uma vez, até { $until }, e eu pergunto aqui antes de unir algo.
link-code-joins = Quem escrever se une a você: alertas, lista e endereços passam para você; suas configurações ficam. Não mostre a ninguém.
link-typed = Perguntei no { $door } se é você. Diga sim lá.
link-typed-moves = Então passa para lá o que há aqui: alertas com números novos, lista, resumo. Valem as configurações de lá.
link-asked = Alguém no { $door } escreveu seu código: { $name }. É você?
link-asked-if = Sim une essa conta à sua, e ela verá e mudará tudo que é seu. Se não for você, diga não.
link-no-name = sem nome
link-joined = { $door } está unido: agora são uma pessoa.
link-joined-there = Agora você é uma pessoa com { $door }. Valem as configurações de lá.
link-joined-alerts = Para onde os alertas vão primeiro: settings alerts telegram
link-moved-rules = { $n ->
    [one] Um alerta passou, com número novo.
   *[other] { $n } alertas passaram, com números novos.
}
link-moved-coins = { $n ->
    [one] Uma moeda chegou à lista.
   *[other] { $n } moedas chegaram à lista.
}
link-refused = Ninguém foi unido; a conta no { $door } foi avisada.
link-refused-then = Se você não escreveu o código, alguém o viu. Ele não abre mais nada.
link-refused-there = No { $door } disseram que não é você. Nada foi unido.
unlinked-here = Esta conta começa de novo e nada dela é guardado. Tudo que havia fica no { $stays }.
unlinked-there = { $door } começa de novo. Tudo que havia fica aqui.
unlinked-you = Esta conta foi separada das outras e começa de novo; nada dela é guardado.
unlinked-other = { $door } saiu: começa de novo, e tudo que havia fica aqui.
cancelled-link = O código para sua outra conta não abre mais nada.
button-link-yes = Sim, sou eu
button-link-no = Não
