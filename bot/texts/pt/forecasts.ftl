# Projeções: faixas, seu histórico, os modelos por trás.
unknown-horizon = Não há projeção para “{ $given }”.
missing-horizon = Para daqui a quanto tempo?
unknown-model = Não há modelo “{ $given }”.
missing-model = Qual modelo?
over-budget-forecasts = No máximo { $given } moedas de uma vez.
not-allowed-forecast-no-challenger = Nenhum modelo espera tomar seu lugar.
not-allowed-forecast-no-previous = Antes deste nenhum modelo esteve em serviço.
not-allowed-forecast-training = Já se está treinando um modelo.
not-allowed-forecast-refused = Esse modelo foi recusado: seu arquivo não é o que foi treinado.
source-forecasts = O serviço de projeções
forecast-help = Em que faixa um preço pode terminar, com histórico
help-forecasts = Projeções
help-forecasts-more = Para: 1h 4h 24h 1d 7d 14d 30d. Não se projeta direção: o centro é o último preço.

ahead-days = { $n ->
    [one] { $n } dia
   *[other] { $n } dias
}
ahead-hours = { $n ->
    [one] { $n } hora
   *[other] { $n } horas
}
ahead-d = { $n }{ "\u00A0" }d
ahead-h = { $n }{ "\u00A0" }h
figure-alone = { $figure }
forecast-line = { $coin }, { $ahead }: faixa de 80% { $range }
    .rest = , centro { $middle }.
forecast-line-plain =
    { $coin }, { $ahead }, faixa de 80%: { $range }
    { $coin }, { $ahead }, centro: { $middle }
forecast-all = { $coin }: faixas de 80%
    .rest = , centro { $middle }.
forecast-all-plain = { $coin }, centro de todas as faixas: { $middle }
forecast-all-both = { $coin }: faixas de 80%
    .rest = , centro { $hours } para horas, { $days } para dias.
forecast-all-both-plain =
    { $coin }, centro para horas: { $hours }
    { $coin }, centro para dias: { $days }
forecast-all-held = “confirmou”: quantas vezes a faixa de 80% se confirmou, de n casos que não se sobrepõem, todas as moedas juntas.
forecast-all-held-plain = Casos: resultados que não se sobrepõem, todas as moedas juntas.
forecast-no-advice = Não é recomendação.
forecast-model = { $n ->
    [one] Modelo { $models }, { $venues }, dados até { $at }. Não é recomendação.
   *[other] Modelos { $models }, { $venues }, dados até { $at }. Não é recomendação.
}
forecast-model-plain =
    Modelo: { $models }
    Dados: { $venues }, até { $at }
    Não é recomendação.
forecast-widened = Alargada após erros: menos faixas se confirmaram do que o prometido.
forecast-off-low = Fora do alvo: menos faixas se confirmaram do que o prometido.
forecast-off-high = Fora do alvo: mais faixas se confirmaram do que o prometido; são mais largas do que o necessário.
forecast-widened-at = Alargadas após erros: { $horizons }.
forecast-off-low-at = Fora do alvo, menos faixas se confirmaram do que o prometido: { $horizons }.
forecast-off-high-at = Fora do alvo, mais faixas se confirmaram do que o prometido: { $horizons }.
forecast-stand-in = Modelo substituto: o anterior foi recusado, e não se mostrou que este fosse melhor.
forecast-young = { $coin } é jovem: conhecem-se poucas velas, então isto se apoia em outras moedas.
forecast-young-coins = Jovens, apoiam-se em outras moedas: { $coins }.
forecast-stale = { $mark }: a última vela conhecida tem { $age }.
forecast-few-days = Ainda não há projeção para { $coin }; são necessárias { $need } velas diárias, há { $have }.
forecast-few-hours = Ainda não há projeção em horas para { $coin }; são necessárias { $need } velas horárias, há { $have }.
forecast-untrained = { $lane ->
    [hourly] Ainda não há modelo horário treinado.
   *[daily] Ainda não há modelo treinado; o serviço treina o primeiro sozinho.
}
forecast-training = { $lane ->
    [hourly] Ainda não há modelo horário treinado; treinando, { $percent }%.
   *[daily] Ainda não há modelo treinado; treinando, { $percent }%.
}
forecast-wrapped = Não há projeção para { $coin }: representa { $peg } e se move junto.
forecast-leveraged = Não há projeção para { $coin }: multiplica os movimentos de { $peg }, que tem projeção.
forecast-stable = Não há projeção para { $coin }: é feita para manter o preço.
    .rest = { " " }Para saber quando não mantém: alert { $word } off 1 by 0.5%
forecast-fiat = Não há projeção para { $coin }: é uma divisa, e só criptomoedas têm.
forecast-unit = As faixas estão em { $unit }; em { $coin } não há.
forecast-nothing = O modelo não diz nada sobre { $coin }.
forecast-over = { $coin } em { $horizons }: sem projeção por agora. A última terminou, e ainda não se conhece vela depois de { $at }.
forecast-over-all = Sem projeção em { $horizon } por agora: as últimas terminaram, e ainda não se conhecem velas mais novas.
forecast-top = { $n ->
    [one] Faixa de 80% em { $ahead }, { $n } moeda
   *[other] Faixas de 80% em { $ahead }, { $n } moedas
}
forecast-top-none = Não há moeda para projetar.
forecast-top-missing = Ainda sem projeção: { $coins }.

record-none = Ainda não há histórico.
record-live = Histórico, todas as moedas: a faixa se confirmou em { $held } de { $n ->
        [one] { $n } vez
       *[other] { $n } vezes
    }{ $cases ->
        [sparse] ; poucos casos
       *[ample] { "" }
    }; { $skill } melhor que “sem mudança”{ $size ->
        [small] { " " }(pouco)
       *[clear] { "" }
    }.
record-live-no-better = Histórico, todas as moedas: a faixa se confirmou em { $held } de { $n ->
        [one] { $n } vez
       *[other] { $n } vezes
    }{ $cases ->
        [sparse] ; poucos casos
       *[ample] { "" }
    }; não melhor que a faixa simples.
record-live-alone = Histórico, todas as moedas: a faixa se confirmou em { $held } de { $n ->
        [one] { $n } vez
       *[other] { $n } vezes
    }{ $cases ->
        [sparse] ; poucos casos
       *[ample] { "" }
    }.
record-backfilled = Histórico recalculado, todas as moedas: a faixa se confirmou em { $held } de { $n ->
        [one] { $n } vez
       *[other] { $n } vezes
    }{ $cases ->
        [sparse] ; poucos casos
       *[ample] { "" }
    }; { $skill } melhor que “sem mudança”{ $size ->
        [small] { " " }(pouco)
       *[clear] { "" }
    }.
record-backfilled-no-better = Histórico recalculado, todas as moedas: a faixa se confirmou em { $held } de { $n ->
        [one] { $n } vez
       *[other] { $n } vezes
    }{ $cases ->
        [sparse] ; poucos casos
       *[ample] { "" }
    }; não melhor que a faixa simples.
record-backfilled-alone = Histórico recalculado, todas as moedas: a faixa se confirmou em { $held } de { $n ->
        [one] { $n } vez
       *[other] { $n } vezes
    }{ $cases ->
        [sparse] ; poucos casos
       *[ample] { "" }
    }.
record-garch = Contra um modelo GARCH-t: { $skill }.
record-garch-even = Igual a um modelo GARCH-t.
record-empty = Ainda não há histórico: nenhum modelo projetou nada.
record-head = Como foram as projeções
record-table-live = Ao vivo, todas as moedas
record-table-backfilled = Recalculado, todas as moedas
record-how = confirmou: parte na faixa de 80%. n: dias ÷ horizonte. Ao vivo: mostrado antes do resultado. Recalculado: por um modelo sobre velas que não conhecia. Melhor que “sem mudança” (simples) e que GARCH-t: +.
record-how-plain = Confirmada: parte na faixa de 80%, todas as moedas. Casos: dias divididos pelo horizonte. Ao vivo: mostrado antes do resultado. Recalculado: por um modelo sobre velas que não conhecia. Melhor que “sem mudança” e que GARCH-t: +.
record-worst = Pior moeda em { $ahead }: { $coin }, confirmou-se em { $held }.
record-off = Fora do alvo: { $horizons }.
record-chain = Cada linha ao vivo foi escrita antes do seu resultado e encaixa na cadeia.
record-chain-new = As linhas novas ao vivo foram escritas antes do seu resultado e encaixam na cadeia; as anteriores estão sendo relidas.
record-chain-since = Cada linha ao vivo foi escrita antes do seu resultado e encaixa na cadeia: as novas lidas agora, todas em menos de { $age }.
record-chain-none = Ainda não há nenhuma linha ao vivo.
record-chain-waiting = { $n ->
    [one] Há uma linha ao vivo, que encaixa na cadeia; ainda não tem resultado.
   *[other] Há { $n } linhas ao vivo, que encaixam na cadeia; nenhuma tem resultado ainda.
}
record-chain-broken = O histórico foi mudado: a linha { $number } { $chain ->
    [outcomes] dos resultados
   *[forecasts] das projeções
} não encaixa na cadeia.
column-ahead = em
column-from = de { $unit }
column-to = a { $unit }
column-held = confirmou
column-skill = simpl.
column-garch = GARCH
column-last = preço
column-low = baixo
column-high = alto
button-record = Histórico
button-forecast = Projeção
button-ahead-1d = 1 dia
button-ahead-7d = 7 dias
button-ahead-30d = 30 dias
button-train = Treinar
button-promote-daily = Promover dias
button-promote-hourly = Promover horas
button-rollback-daily = Voltar dias
button-rollback-hourly = Voltar horas

fan-bands = Faixa de 50% { $half }, de 95% { $most }.
fan-bands-plain =
    Faixa de 50%: { $half }
    Faixa de 95%: { $most }
fan-nearer-label = Faixa de 80%:
fan-nearer = { $ahead } { $range }
fan-nearer-plain = Faixa de 80%, { $ahead }: { $range }
fan-title = { $coin }/{ $unit } · faixa em { $ahead }
fan-range = faixa de 80%
fan-detail = Centro = último preço { $middle } · { $venue } · até { $at }
fan-known = conhecido
fan-unknown = desconhecido
fan-share-50 = 50%
fan-share-80 = 80%
fan-share-95 = 95%
fan-widened = Alargada após erros.
fan-off-low = Fora do alvo.
fan-off-high = Fora do alvo.
fan-stand-in = Modelo substituto.
fan-young = Moeda jovem.
fan-stale = { $mark }.
alt-fan = Faixas cinzentas do desconhecido em torno do último preço.

score-title = A faixa se confirma?
score-all-coins = Todas as moedas
score-live = ao vivo
score-backfilled = recalculado
score-kind-live = ao vivo, até { $at }
score-kind-backfilled = recalculado, até { $at }
score-held = Faixa de 80% confirmada
score-versus = contra “sem mudança”
score-tolerance = tolerância
score-calibration = Calibração, { $ahead }
score-honest = na linha = honesto
score-shade = sombra: acaso com este n, 80%
score-axes = horizontal: prometido · vertical: ocorrido
score-head = { $subject }: quantas vezes a faixa de 80% se confirmou
score-without = { $coin } ainda não tem histórico próprio.
score-legend = Confirmada, de n (tolerância), contra “sem mudança”.
score-legend-plain = n: dias divididos pelo horizonte
score-group = { $kind ->
    [live] Ao vivo, até { $at }:
   *[backfilled] Recalculado, até { $at }:
}
score-group-plain = { $kind ->
    [live] Histórico ao vivo, até: { $at }
   *[backfilled] Histórico recalculado, até: { $at }
}
score-row = { $ahead } { $held } de { $n } ({ $tolerance }), { $skill }
score-row-plain =
    { $ahead }, confirmada: { $held } de { $n }
    { $ahead }, tolerância: { $tolerance }
    { $ahead }, contra “sem mudança”: { $skill }
score-row-alone = { $ahead } { $held } de { $n } ({ $tolerance })
score-row-alone-plain =
    { $ahead }, confirmada: { $held } de { $n }
    { $ahead }, tolerância: { $tolerance }
score-promised = Faixas em { $ahead }, { $kind }:
score-promised-plain = Faixas: { $ahead }, { $kind }
score-pair = { $promised } confirmada { $happened }
score-pair-plain = Faixa { $promised }, confirmada: { $happened }
score-chance = Com n = { $n } só o acaso dá { $low }–{ $high } pelos 80%, em quatro de cinco casos.
score-chance-plain = Só acaso com n = { $n }, em quatro de cinco casos: { $low } a { $high }
alt-score = Pontos sobre barras cinza de tolerância; abaixo, o ocorrido contra o prometido.

models-none = { $lane ->
    [hourly] Horas: ainda não há modelo treinado.
   *[daily] Dias: ainda não há modelo treinado.
}
models-serving = { $lane ->
    [hourly] Horas: { $model } está em serviço.
   *[daily] Dias: { $model } está em serviço.
}
models-card = Feito de { $members }; aprendeu até { $until }, treinado { $made } ({ $why ->
    [first] rápido, para começar
    [full] todos os membros
    [age] o anterior era velho
    [drift] o anterior não cumpriu o prometido
   *[owner] pedido
}).
models-provisional = Ocupa o lugar até que um de todos os membros não seja pior.
models-challenger = Desafiante: { $model }.
models-previous = Antes: { $model }.
models-refused = Recusados, o arquivo não é o que foi treinado: { $models }.
models-training = Treinando, { $percent }%.
models-failed = O último treino não terminou bem.
models-wanted = Um treino foi pedido.
models-propose-train = { $lane ->
    [hourly] Treinar um novo modelo horário?
   *[daily] Treinar um novo modelo diário?
}
models-propose-promote = { $model ->
    [none] { $lane ->
        [hourly] Colocar em serviço o desafiante horário?
       *[daily] Colocar em serviço o desafiante diário?
    }
   *[other] Colocar { $model } em serviço?
}
models-propose-rollback = { $lane ->
    [hourly] Colocar de novo em serviço o modelo horário anterior?
   *[daily] Colocar de novo em serviço o modelo diário anterior?
}
models-not-yet = Ainda não feito ({ $draft }).
models-did-train = Um treino foi pedido; começa em um minuto enquanto o serviço estiver no ar.
models-did-promote = { $model } está em serviço.
models-did-rollback = { $model } está de novo em serviço.
notice-models-refused = O modelo { $model } foi recusado: seu arquivo não é o que foi treinado. { $how ->
    [before] { $now }, que serviu antes, está em serviço.
    [stand-in] { $now }, que esperava como desafiante, o substitui até que um novo seja treinado.
    [none] Não há outro até que um seja treinado.
    [same] Não estava em serviço; { $now } está.
   *[other] O anterior está em serviço.
}
notice-models-promoted = O modelo { $model } está em serviço: melhor em { $gain } que o anterior, em velas que nenhum conhecia.
notice-models-replaced = O modelo { $model }, de todos os membros, substitui um provisório: não é pior em velas que nenhum conhecia ({ $gain }).
notice-models-waits = O modelo { $model } foi treinado e espera: { $why ->
    [coverage] é melhor, mas suas faixas não se confirmaram como prometido em velas que não conhecia ({ $gain }).
   *[loss] não se mostrou que fosse melhor que o que está em serviço ({ $gain }).
}
notice-models-coverage = Modelo { $model }: as faixas em { $because } não se confirmam como prometido. Treina-se um desafiante.
notice-models-loss = Modelo { $model }: em { $because } não é melhor que a faixa simples. Treina-se um desafiante.
notice-models-features = Modelo { $model }: o mercado não se parece com aquele do qual aprendeu ({ $because }).
notice-models-failed = Um treino de projeções não terminou bem ({ $model }). O que está em serviço continua.
notice-models-record = O histórico de projeções foi mudado: a linha { $because } { $model ->
    [outcomes] dos resultados
   *[forecasts] das projeções
} não encaixa na cadeia.
forecast-made = Faixas de { $coin }, a partir de { $last } ({ $venue }, dados até { $at }). Não é recomendação.
forecast-made-range = { $ahead }: 80% { $mid }; 50% { $half }; 95% { $most }.
no-direction = Não posso dizer se sobe ou cai.
no-advice = Não posso dizer o que comprar.
