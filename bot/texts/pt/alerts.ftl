# Alertas: regras como frases, o que dizem quando se cumprem e os comandos.

# ---- condições, como seguem a “quando”
alert-when-price-below = { $coin } cair abaixo de { $level }
alert-when-price-above = { $coin } subir acima de { $level }
alert-when-price-crosses = { $coin } cruzar { $level }
alert-when-price-equals = { $coin } tocar { $level }
alert-when-change-down = { $coin } cair { $percent } em { $window }
alert-when-change-up = { $coin } subir { $percent } em { $window }
alert-when-change-either = { $coin } subir ou cair { $percent } em { $window }
alert-when-indicator-below = { $coin } { $study } cair abaixo de { $level }
alert-when-indicator-above = { $coin } { $study } subir acima de { $level }
alert-when-indicator-crosses = { $coin } { $study } cruzar { $level }
alert-when-indicator-equals = { $coin } { $study } tocar { $level }
alert-when-volume-below = o volume de { $coin } em { $span } cair abaixo de { $times }× o habitual
alert-when-volume-above = o volume de { $coin } em { $span } subir acima de { $times }× o habitual
alert-when-volume-crosses = o volume de { $coin } em { $span } cruzar { $times }× o habitual
alert-when-volume-equals = o volume de { $coin } em { $span } for { $times }× o habitual
alert-when-shift = a tendência do mercado mudar
alert-when-shift-to = a tendência do mercado passar a { $label }
alert-when-depeg = { $coin } se afastar { $percent } de { $level }
alert-when-forecast = a faixa de 80% de { $coin } em { $ahead } deixar de fora { $level }
alert-live = { $clause } (a vela em curso conta)
alert-and = { $first } e { $second }
alert-or = { $first } ou { $second }
alert-sign-crosses = cruza
alert-sign-equals = toca
alert-short-volume = { $coin } volume { $span } { $many }×
alert-short-shift = mudança de tendência
alert-short-shift-to = mudança de tendência para { $label }
alert-short-forecast = { $coin } { $ahead } faixa sem { $level }

# ---- opções
alert-once = uma vez
alert-every = toda vez, com { $every } de intervalo no mínimo
alert-most = { $n ->
    [one] uma vez
   *[other] { $n } vezes no máximo
}
alert-most-every = { $n } vezes no máximo, com { $every } de intervalo no mínimo
alert-lasting = depois de { $span } sem interrupção
alert-at = só na { $venue }
alert-rearm = de novo depois de voltar { $percent }
alert-night = também à noite
alert-expires = expira em { $span }
alert-note = Nota: { $note }

# ---- avisos
alert-price-below = { $coin } { $telling ->
    [still] continua abaixo de { $level }
    [lasted] está há { $span } abaixo de { $level }
   *[new] caiu abaixo de { $level }
}: { $price }
alert-price-above = { $coin } { $telling ->
    [still] continua acima de { $level }
    [lasted] está há { $span } acima de { $level }
   *[new] subiu acima de { $level }
}: { $price }
alert-price-crosses = { $coin } cruzou { $level }: { $price }
alert-price-equals = { $coin } { $telling ->
    [still] continua em { $level }
   *[new] tocou { $level }
}: { $price }
alert-change = { $coin } { $telling ->
    [still] continua em { $change } em { $window }
    [lasted] { $change } em { $window }, há { $span }
   *[new] { $change } em { $window }
}: { $price }
alert-study-below = { $coin } { $study } { $telling ->
    [still] continua abaixo de { $level }
    [lasted] está há { $span } abaixo de { $level }
   *[new] caiu abaixo de { $level }
}: { $value }
alert-study-above = { $coin } { $study } { $telling ->
    [still] continua acima de { $level }
    [lasted] está há { $span } acima de { $level }
   *[new] subiu acima de { $level }
}: { $value }
alert-study-crosses = { $coin } { $study } cruzou { $level }: { $value }
alert-study-equals = { $coin } { $study } { $telling ->
    [still] continua em { $level }
   *[new] tocou { $level }
}: { $value }
alert-studies-below = { $coin } { $study } { $telling ->
    [still] continua abaixo de { $level }
    [lasted] está há { $span } abaixo de { $level }
   *[new] caiu abaixo de { $level }
}
alert-studies-above = { $coin } { $study } { $telling ->
    [still] continua acima de { $level }
    [lasted] está há { $span } acima de { $level }
   *[new] subiu acima de { $level }
}
alert-studies-crosses = { $coin } { $study } cruzou { $level }
alert-studies-equals = { $coin } { $study } { $telling ->
    [still] continua igual a { $level }
   *[new] alcançou { $level }
}
alert-volume = O volume de { $coin } em { $frame } { $telling ->
    [still] continua em { $times }× o habitual
    [lasted] está há { $span } fora do habitual: { $times }×
   *[new] foi { $times }× o habitual
}
alert-depeg = { $coin } { $telling ->
    [still] continua a { $away } de { $peg }
    [lasted] está há { $span } afastada de { $peg }: { $away }
   *[new] está a { $away } de { $peg }
}: { $price }
alert-shift = A tendência agora é { $label } (antes: { $was })
alert-shift-bare = A tendência agora é { $label }
alert-forecast = A faixa de 80% de { $coin } em { $ahead } { $telling ->
    [still] continua deixando de fora
    [lasted] deixa de fora há { $span }
   *[new] deixa de fora
} { $level }, por { $by }
alert-other = Sua regra se cumpriu: { $rule }
alert-late = Com atraso (o serviço ficou fora do ar { $since }–{ $until }):
alert-late-bare = Com atraso:
alert-at-time = { " " }às { $at }.
alert-at-venue = { " " }às { $at } ({ $venue }).
alert-at-before = { " " }às { $at } ({ $venue }; { $before } antes).
alert-at-gap = { " " }às { $at } ({ $venue }; { $before } { $minute ->
    [yes] um minuto
   *[no] { $gap }
} antes).
alert-of-rule = A regra toda: { $rule }.
alert-merged = { $n ->
    [one] Desde então aconteceu mais uma vez.
   *[other] Desde então aconteceu mais { $n } vezes.
}
alert-state-off = Regra { $rule }, agora desligada.
alert-state-every = Regra { $rule }, de novo em { $every } no mínimo.
alert-state-left = { $n ->
    [one] Regra { $rule }, mais um aviso.
   *[other] Regra { $rule }, mais { $n } avisos.
}
button-rearm = Rearmar
button-snooze = Silenciar
button-why = Por quê

# ---- rascunhos
alert-when = Quando { $what }
alert-then = . { $terms }.
alert-now-price = { " " }(agora { $now }, a { $away })
alert-now-change = { " " }(agora { $now })
alert-now-depeg = { " " }(agora a { $now })
alert-now-of = { " " }({ $coin } agora { $now }, a { $away })
alert-now-coin = { " " }({ $coin } agora { $now })
alert-happened = { $n ->
    [0] Não aconteceu nos últimos { $days } dias.
    [one] Aconteceu uma vez nos últimos { $days } dias.
   *[other] Aconteceu { $n }× nos últimos { $days } dias.
}
alert-unsaved = Ainda não salvo ({ $draft }).
alert-of-room = É dito na sala, à vista de todos.
alert-changes = Isto muda a regra { $rule }.
alert-already-below = { $coin } já está abaixo disso: { $now }.
    .rest = { " " }Aviso no próximo cruzamento ou agora?
alert-already-above = { $coin } já está acima disso: { $now }.
    .rest = { " " }Aviso no próximo cruzamento ou agora?
alert-already = Isto já se cumpre: { $what }.
    .rest = { " " }{ $coin } está em { $now }. Aviso na próxima vez ou agora?
alert-already-next = Isto já se cumpre: { $what }.
    .rest = { " " }Vou avisar na próxima vez.
alert-already-terms = { $terms }.
alert-saved = Salvo: { $rule }.
alert-saved-told = Salvo: { $rule }, e avisado agora.
alert-changed = Alterado: { $rule }.
alert-saved-what = Quando { $what }. { $terms }.
alert-change-how = Diga como { $target } deve ser.
alert-change-now = Agora: { $text }
alert-change-examples = Exemplo: alert { $target } < 58k · alert { $target } every 4h · alert { $target } note olhar bem
button-save = Salvar
button-change = Alterar
button-next = Próxima vez
button-alerts = Alertas
button-alert = Alerta
button-edit = Editar
button-pause = Pausar
button-resume = Retomar
button-rule = Regra
button-extend = Estender
offer-every = Toda vez, a cada 1 h
offer-also = Também 24 h { $percent }

# ---- listas
alerts-list = { $room ->
    [yes] { $n ->
        [one] Um alerta nesta sala
       *[other] { $n } alertas nesta sala
    }
   *[no] { $n ->
        [one] Você tem um alerta
       *[other] Você tem { $n } alertas
    }
}
alerts-none = { $room ->
    [yes] Não há alertas nesta sala.
   *[no] Você não tem alertas.
}
alerts-how = Tente: alert btc < 60k
alerts-more = { $n ->
    [one] Mais um está mais longe. Pergunte pela moeda: alerts eth
   *[other] Mais { $n } estão mais longe. Pergunte pela moeda: alerts eth
}
alert-away = a { $away }
alert-one = { $rule }: quando { $what }
alert-one-terms = { $terms }.
alert-stands = Estado: { $state }.
alert-stands-away = Estado: { $state }; agora { $now }, a { $away }.
alert-life-paused = em pausa
alert-life-done = concluído
alert-life-expired = expirado
alert-snoozed = silenciado até { $until }
alert-phase-armed = ativo
alert-phase-pending = se cumpre, ainda não por tempo suficiente
alert-phase-fired = avisado
alert-phase-cooling = avisado, esperando o intervalo
alert-never-fired = Ainda não avisou.
alert-fired-times = { $n ->
    [one] Avisou uma vez: { $at }.
   *[other] Avisou { $n }×, a última: { $at }.
}
alert-why = { $n ->
    [one] { $rule } avisou uma vez
   *[other] { $rule } avisou { $n }×
}
alert-why-never = { $rule } ainda não avisou.
alert-why-rule = Regra na época: { $text }
alerts-delete = { $n ->
    [one] Alerta { $rules } apagado.
   *[other] { $n } alertas apagados: { $rules }.
}
alerts-pause = { $n ->
    [one] Alerta { $rules } em pausa.
   *[other] { $n } alertas em pausa: { $rules }.
}
alerts-resume = { $n ->
    [one] O alerta { $rules } está ativo de novo.
   *[other] { $n } alertas estão ativos de novo: { $rules }.
}
alerts-snooze = { $n ->
    [one] Alerta { $rules } silenciado até { $until }.
   *[other] { $n } alertas silenciados até { $until }: { $rules }.
}
    .rest = { " " }O que tiver a dizer chega então.
alerts-extend = O alerta { $rules } agora vale até { $until }.
alerts-undo = { $n ->
    [one] O alerta { $rules } voltou.
   *[other] { $n } alertas voltaram: { $rules }.
}
alerts-off = O alerta { $rule } não está ativo: { $state }. Nada mudou.
alerts-pause-nothing = Nada a pausar: agora não está ativo.
alerts-resume-nothing = Nada a retomar: já está ativo.

# ---- outros avisos
alert-stale = { $mark } · { $coin } { $price }.
    .rest = { " " }O último preço tem { $age }; os alertas estão em pausa, continuo tentando. Digo quando voltar.
alert-stale-bare = { $mark } · { $coin }: não chega nenhum preço.
    .rest = { " " }Os alertas dela estão em pausa, continuo tentando. Digo quando voltar.
alert-back = Os preços de { $coin } voltaram
    .rest = { " " }({ $venue }, há { $age }). { $since }–{ $until } foi completado e verificado: { $n ->
        [0] não havia alertas pendentes.
        [one] havia 1 alerta pendente, enviado acima.
       *[other] havia { $n } alertas pendentes, enviados acima.
    }
alert-expiring = O alerta { $rule } expira em { $at }.
alert-expired = O alerta { $rule } expirou.
