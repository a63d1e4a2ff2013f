"""Looking at a sheet."""

from typing import Any, TypeVar

from adapters.painter.candles import candle_sheet
from adapters.painter.fonts import measure
from adapters.painter.marks import Mark, Sheet, Words
from bot.speaking.drawings import CandleDrawing, Gap
from core.market.model import Interval
from tests.unit.adapters.painter.sketches import a_chart, a_series, a_walk

M = TypeVar("M", bound=Mark)


def sheet(drawing: CandleDrawing) -> Sheet:
    return candle_sheet(drawing, measure)


def roles(drawing: CandleDrawing) -> set[str]:
    return {mark.role for mark in sheet(drawing).marks}


def only(drawn: Sheet, role: str, kind: type[M]) -> M:
    (mark,) = drawn.of(role)
    assert isinstance(mark, kind)
    return mark


def extent(words: Words) -> tuple[float, float, float, float]:
    width = measure(words.text, words.size, words.strong)
    high, low = 0.75 * words.size, 0.2 * words.size
    if words.angle == 90:
        return words.x - high / 2, words.y - width / 2, words.x + high / 2, words.y + width / 2
    left = words.x - {"left": 0.0, "centre": 0.5, "right": 1.0}[words.anchor] * width
    return left, words.y - high, left + width, words.y + low


def gapped(slots: int = 40, missing: range = range(18, 26), **changes: Any) -> CandleDrawing:
    series = a_series(a_walk(slots), missing=missing)
    step = Interval.M30.ms
    since = int(series.opened_ms[0])
    gap = Gap(since + missing.start * step, since + missing.stop * step, "no data 06:01–10:45")
    return a_chart(series, gaps=(gap,), **changes)
