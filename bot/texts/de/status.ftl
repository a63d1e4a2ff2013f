# Proof of life.
status-data = Datenalter { $age }.
status-no-data = Noch keine Daten.
status-gaps = { $gaps ->
    [one] { $gaps } Lücke
   *[other] { $gaps } Lücken
} in { $series } Reihen.
status-venue-down = { $venue } antwortet nicht ({ $reason }).
status-series-failing = { $coin }: keine Kerzen ({ $reason }).
status-moved = { $coin } wird bei { $venue } nicht mehr gehandelt.
status-counts = Kerzen nachgefüllt { $refilled }, abgelehnt { $rejected }; verworfene Preise { $dropped }.
status-rules = { $rules ->
    [one] { $rules } Regel wird beobachtet.
   *[other] { $rules } Regeln werden beobachtet.
}
status-checked = Letzte Prüfung vor { $age }.
status-up = Läuft seit { $age }.
status-door-down = { $venue } ist seit { $age } nicht verbunden; es wird weiter versucht.
