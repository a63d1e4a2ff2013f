# Proof of life.
status-data = Antigüedad de los datos: { $age }.
status-no-data = Todavía sin datos.
status-gaps = { $gaps ->
    [one] { $gaps } hueco
   *[other] { $gaps } huecos
} en { $series } series.
status-venue-down = { $venue } no responde ({ $reason }).
status-series-failing = { $coin }: sin velas ({ $reason }).
status-moved = { $coin } ya no se negocia en { $venue }.
status-counts = Velas rellenadas { $refilled }, rechazadas { $rejected }; precios descartados { $dropped }.
status-rules = { $rules ->
    [one] { $rules } regla vigilada.
   *[other] { $rules } reglas vigiladas.
}
status-checked = Última revisión hace { $age }.
status-up = En marcha desde hace { $age }.
status-door-down = { $venue } lleva { $age } sin conexión; se sigue intentando.
