"""Equal pictures are recognised, different ones never mixed up."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from adapters.painter.fingerprint import fingerprint
from bot.speaking.drawings import Curve, Gap
from core.market.model import to_ms
from tests.unit.adapters.painter.sketches import HEADING, NOON, a_book, a_chart, a_heatmap, a_price, an_rsi


def test_the_same_content_is_the_same_picture() -> None:
    assert fingerprint(a_chart()) == fingerprint(a_chart())
    assert fingerprint(a_book()) == fingerprint(a_book())
    assert fingerprint(a_heatmap([0.1])) == fingerprint(a_heatmap([0.1]))


def test_formatters_count_by_what_they_write() -> None:
    assert fingerprint(a_chart()) == fingerprint(a_chart(price_text=lambda value: a_price(float(value))))
    german = a_chart(price_text=lambda value: a_price(value).replace(",", "."))
    assert fingerprint(a_chart()) != fingerprint(german)
    assert fingerprint(a_chart()) != fingerprint(a_chart(time_text=lambda at, step: f"{at:%I %p}"))


@pytest.mark.parametrize(
    "change",
    [
        {"theme": "dark"},
        {"running": True},
        {"last": 1.0},
        {"last_text": "1"},
        {"zone_label": "UTC+02:00"},
        {"heading": replace(HEADING, tag="SIMULATED")},
        {"overlays": (Curve("EMA(20)", np.full(40, 50_000.0)),)},
        {"panels": (an_rsi([50.0] * 40),)},
        {"gaps": (Gap(to_ms(NOON), to_ms(NOON) + 1_800_000, "no data"),)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_whatever_is_seen_makes_another_picture(change: dict[str, Any]) -> None:
    assert fingerprint(a_chart()) != fingerprint(a_chart(**change))


def test_one_revised_candle_makes_another_picture() -> None:
    chart = a_chart()
    volume = chart.series.volume.copy()
    volume[7] += 1e-9
    assert fingerprint(chart) != fingerprint(replace(chart, series=replace(chart.series, volume=volume)))
