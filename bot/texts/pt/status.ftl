# Proof of life.
status-data = Idade dos dados: { $age }.
status-no-data = Ainda sem dados.
status-gaps = { $gaps ->
    [one] { $gaps } lacuna
   *[other] { $gaps } lacunas
} em { $series } séries.
status-venue-down = { $venue } não responde ({ $reason }).
status-series-failing = { $coin }: sem velas ({ $reason }).
status-moved = { $coin } não é mais negociada em { $venue }.
status-counts = Velas preenchidas { $refilled }, recusadas { $rejected }; preços descartados { $dropped }.
status-rules = { $rules ->
    [one] { $rules } regra vigiada.
   *[other] { $rules } regras vigiadas.
}
status-checked = Última verificação há { $age }.
status-up = No ar há { $age }.
status-door-down = { $venue } está sem conexão há { $age }; continuo tentando.
