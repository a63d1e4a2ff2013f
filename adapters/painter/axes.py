"""What stands on the axes of a picture: the range, the round values in it and their words. Pure, and cheap enough
that a picture is recognised by it."""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import floor, isfinite, log
from zoneinfo import ZoneInfo

import numpy as np

from adapters.painter.ticks import power_of_ten, round_ticks, time_ticks
from bot.speaking.drawings import CandleDrawing, Curve, DepthDrawing, FanDrawing, Panel, ScoreboardDrawing
from core.market.model import Floats, from_ms

PRICE_TICKS = 5
PANEL_TICKS = 3

# Prices have ticks a little beyond the highest and lowest, where the two are written: a share of the range.
_BEYOND = 0.06


@dataclass(frozen=True, slots=True)
class ValueAxis:
    """A linear axis from `low` to `high`; its words are in units of 10 to the `power`."""

    low: float
    high: float
    power: int
    ticks: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """The time shown, [since, until) ms, in candles of `interval_ms`; ticks are open times with their words."""

    since_ms: int
    until_ms: int
    interval_ms: int
    ticks: tuple[tuple[int, str], ...]


def price_axis(drawing: CandleDrawing) -> ValueAxis:
    """Return the axis that holds every wick, overlay and the last price."""
    low, high = _extremes(
        (drawing.series.low, drawing.series.high, np.array([drawing.last]), *_values(drawing.overlays))
    )
    beyond = (high - low) * _BEYOND
    return _worded((low, high), (low - beyond, high + beyond), PRICE_TICKS, drawing.price_text)


def panel_axis(panel: Panel, price_text: Callable[[float], str]) -> ValueAxis:
    """Return an indicator's axis: what holds curves, bars and levels, with room around within its bounds.

    Levels are its ticks where there are any; a small whole number is written as such, else as prices are.
    """
    bars = () if panel.bars is None else (panel.bars, np.zeros(1))
    low, high = _extremes((*_values(panel.curves), *bars, np.array(panel.levels)))
    if panel.bounds:
        least, most = panel.bounds
        around = (most - least) / 10
        low, high = max(least, low - around), min(most, high + around)
    if not panel.levels:
        return _worded((low, high), (low, high), PANEL_TICKS, lambda value: _plain(value, price_text))
    ticks = tuple((level, _plain(level, price_text)) for level in panel.levels if low <= level <= high)
    return ValueAxis(low, high, 0, ticks)


def time_axis(drawing: CandleDrawing) -> TimeAxis:
    """Return the time from the first candle or gap to the end of the last."""
    interval_ms = drawing.series.key.interval.ms
    since = min(int(drawing.series.opened_ms[0]), *(gap.since_ms for gap in drawing.gaps), sys.maxsize)
    until = max(int(drawing.series.opened_ms[-1]) + interval_ms, *(gap.until_ms for gap in drawing.gaps), 0)
    half = interval_ms // 2
    step_s, ticks = time_ticks(since - half, until - half - 1, drawing.zone, interval_ms // 1000)
    zone = ZoneInfo(drawing.zone)
    local = ((ms, from_ms(ms).astimezone(zone)) for ms in ticks)
    return TimeAxis(since, until, interval_ms, tuple((ms, drawing.time_text(at, step_s)) for ms, at in local))


def size_axis(drawing: DepthDrawing) -> ValueAxis:
    """Return the axis of the cumulated sizes, from nothing to the larger side."""
    most = max(cumulated(drawing.bids), cumulated(drawing.asks), 0.0)
    return _worded((0.0, most or 1.0), (0.0, most or 1.0), PRICE_TICKS, drawing.size_text)


def book_axis(drawing: DepthDrawing) -> ValueAxis:
    """Return the axis of the prices in the book, a little wider than its outermost levels."""
    low, high = _extremes((np.array([price for price, _ in (*drawing.bids, *drawing.asks)]),))
    margin = (high - low) * 0.02
    ends = (low - margin, high + margin)
    return _worded(ends, ends, PRICE_TICKS, drawing.price_text)


def fan_axis(drawing: FanDrawing) -> ValueAxis:
    """Return the axis of a fan, in logarithms: what holds every wick and the widest range; ticks are round prices."""
    ends = np.array([price for point in drawing.points for price in point.b95])
    low, high = _extremes((drawing.series.low, drawing.series.high, np.array([drawing.last]), ends))
    worded = _worded((low, high), (low, high), PRICE_TICKS, drawing.price_text)
    ticks = tuple((log(value), words) for value, words in worded.ticks if value > 0)
    beyond = (log(high) - log(low)) * _BEYOND / 2
    return ValueAxis(log(low) - beyond, log(high) + beyond, worded.power, ticks)


def fan_time_axis(drawing: FanDrawing) -> TimeAxis:
    """Return the time of a fan's candles, up to its cut-off."""
    since, step = int(drawing.series.opened_ms[0]), drawing.series.key.interval.ms
    step_s, ticks = time_ticks(since, drawing.cutoff_ms, drawing.zone, step // 1000, most=3)
    zone = ZoneInfo(drawing.zone)
    local = ((ms, from_ms(ms).astimezone(zone)) for ms in ticks)
    return TimeAxis(since, drawing.cutoff_ms, step, tuple((ms, drawing.time_text(at, step_s)) for ms, at in local))


def held_axis(drawing: ScoreboardDrawing) -> ValueAxis:
    """Return the axis of shares that held: from 60 %, or lower where less did, to all."""
    rows = [row for group in drawing.groups for row in group.rows]
    least = min(min(row.held, row.tolerance[0]) for row in rows)
    # In tenths; few enough for their words to stand apart, and what is promised is always among them.
    low, step = (6, 1) if least >= 0.6 else (2 * floor(5 * least), 2)
    ticks = ((tenths / 10, drawing.percent_text(tenths / 10)) for tenths in range(low, 11, step))
    return ValueAxis(low / 10, 1.0, 0, tuple(ticks))


def share_axis(drawing: ScoreboardDrawing) -> ValueAxis:
    """Return the axis of all shares, from nothing to all."""
    quarters = (0.0, 0.25, 0.5, 0.75, 1.0)
    return ValueAxis(0.0, 1.0, 0, tuple((share, drawing.percent_text(share)) for share in quarters))


def cumulated(levels: Iterable[tuple[float, float]]) -> float:
    """Return the size of all levels together."""
    return float(sum(size for _, size in levels))


def _values(curves: Iterable[Curve]) -> Iterator[Floats]:
    return (curve.values for curve in curves)


def _extremes(columns: Iterable[Floats]) -> tuple[float, float]:
    known = np.concatenate([column[np.isfinite(column)] for column in columns])
    if known.size == 0:
        return 0.0, 1.0
    low, high = float(known.min()), float(known.max())
    if high - low > abs(high) * 1e-9:
        return low, high
    around = abs(high) * 0.005 or 1.0
    return low - around, high + around


def _worded(
    ends: tuple[float, float], ticked: tuple[float, float], most: int, text: Callable[[float], str]
) -> ValueAxis:
    power = power_of_ten(max(abs(ends[0]), abs(ends[1])))
    unit = 10.0**power
    ticks = round_ticks(ticked[0] / unit, ticked[1] / unit, most, text)
    return ValueAxis(*ends, power, tuple((value * unit, words) for value, words in ticks))


def _plain(value: float, price_text: Callable[[float], str]) -> str:
    if isfinite(value) and abs(value) < 1000 and value == round(value):
        return f"{value:.0f}".replace("-", "−")
    return price_text(value)
