"""The changes of one stream: which of them a candle moves past a level."""

from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np

from core.alerts.gauges import ChangeGauge
from core.alerts.minutes import MINUTE_MS, Minutes

# With fewer, looking at one after the other is the shorter way.
_MANY = 24


class Changes:
    """The changes of one stream. All times are ms."""

    __slots__ = ("_columns", "_gauges")

    def __init__(self) -> None:
        self._gauges: list[ChangeGauge] = []
        self._columns: _Columns | None = None

    def __iter__(self) -> Iterator[ChangeGauge]:
        return iter(self._gauges)

    def add(self, gauge: ChangeGauge) -> None:
        self._gauges.append(gauge)
        self._columns = None

    def drop(self, gauge: ChangeGauge) -> None:
        self._gauges = [each for each in self._gauges if each is not gauge]
        self._columns = None

    def excited(self, minutes: Minutes, low: float, high: float, at: int) -> list[ChangeGauge]:
        """Return those that leave the span between their levels by prices from `low` to `high` in the candle that
        closes at `at`; they have looked back from there."""
        if len(self._gauges) >= _MANY and len(minutes):
            if self._columns is None:
                self._columns = _Columns(self._gauges)
            found = self._columns.excited(minutes, low, high, at)
            for gauge in found:
                gauge.look_back(at)
            return found
        return [gauge for gauge in self._gauges if _leaves(gauge, low, high, at)]


def _leaves(gauge: ChangeGauge, low: float, high: float, at: int) -> bool:
    gauge.look_back(at)
    base, ladder = gauge.base, gauge.ladder
    return base is not None and not (ladder.low <= low / base - 1 and high / base - 1 < ladder.high)


class _Columns:
    """Many changes as columns [n]: how far back each looks, and the ends of the span in which it passes nothing, read
    anew where a ladder says that they have moved."""

    __slots__ = ("_backs", "_gauges", "_highs", "_lows", "_moved")

    def __init__(self, gauges: Sequence[ChangeGauge]) -> None:
        # In the order of their windows they are found in one pass over the candles.
        self._gauges = sorted(gauges, key=lambda gauge: gauge.window)
        self._backs = np.array([gauge.window + MINUTE_MS for gauge in self._gauges], dtype=np.int64)
        self._lows = np.array([gauge.ladder.low for gauge in self._gauges])
        self._highs = np.array([gauge.ladder.high for gauge in self._gauges])
        self._moved: set[int] = set()
        for row, gauge in enumerate(self._gauges):
            gauge.ladder.heed = partial(self._moved.add, row)

    def excited(self, minutes: Minutes, low: float, high: float, at: int) -> list[ChangeGauge]:
        """Return those that leave their span, as `Changes` does."""
        for row in self._moved:
            ladder = self._gauges[row].ladder
            self._lows[row], self._highs[row] = ladder.low, ladder.high
        self._moved.clear()
        # Views for this call only: an array that is looked into cannot grow.
        opened, closes = np.frombuffer(minutes.opened, dtype=np.int64), np.frombuffer(minutes.close)
        rows = np.searchsorted(opened, at - self._backs, side="right") - 1
        bases = closes[rows]
        stays = (self._lows <= low / bases - 1) & (high / bases - 1 < self._highs)
        return [self._gauges[row] for row in np.flatnonzero(~stays & (rows >= 0)).tolist()]
