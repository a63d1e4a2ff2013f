"""The candles of all coins on one grid of time, in an order that does not depend on their names."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.market.model import Floats, Instants
from ml.spacing import Spacing

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Series:
    """Closed candles of one coin, oldest first: opening times in ms UTC, prices in one quote, volume in coins."""

    opened_ms: Instants
    high: Floats
    low: Floats
    close: Floats
    volume: Floats


@dataclass(frozen=True, slots=True)
class Panel:
    """Candles of all coins, [coin, time]. Before a coin's first candle and after its last one everything is NaN.

    In a gap between two candles the close is the last one known and `seen` is False: nothing is learnt from such a row.
    """

    spacing: Spacing
    coins: tuple[str, ...]
    times: Instants
    high: Floats
    low: Floats
    close: Floats
    volume: Floats
    seen: Flags

    def until(self, count: int) -> "Panel":
        """Return the panel as it was after its first `count` candles."""
        return self.span(0, count)

    def span(self, start: int, end: int) -> "Panel":
        """Return the rows of [start, end)."""
        part = slice(max(start, 0), end)
        return Panel(
            self.spacing,
            self.coins,
            self.times[part],
            self.high[:, part],
            self.low[:, part],
            self.close[:, part],
            self.volume[:, part],
            self.seen[:, part],
        )

    def rows_at(self, instants: Instants) -> Instants:
        """Return the row of each opening time; -1 for one that is outside or off the grid."""
        offset = instants - self.times[0]
        row = offset // self.spacing.ms
        outside = (offset % self.spacing.ms != 0) | (row < 0) | (row >= self.times.size)
        return np.where(outside, -1, row)


def panel_of(series: Mapping[str, Series], spacing: Spacing, until_ms: int | None = None) -> Panel:
    """Lay out `series`; candles that open at or after `until_ms` are left out, and coins without any.

    Pass the instant of asking, floored to the candle: then the candle that still runs is not among them. Coins stand in
    the order of their first candles, so that neither a new name nor the order of the mapping changes anything.

    Raises
    ------
    ValueError
        If an opening time is off the grid, times do not ascend, or no candle is left.
    """
    cut = {name: _cut(one, until_ms) for name, one in series.items()}
    kept = {name: one for name, one in cut.items() if one.opened_ms.size}
    if not kept:
        raise ValueError("a panel without a candle")
    for name, one in kept.items():
        if np.any(one.opened_ms % spacing.ms) or np.any(np.diff(one.opened_ms) <= 0):
            raise ValueError(f"times of {name} are no ascending grid of {spacing.name}")
    coins = tuple(sorted(kept, key=lambda name: (kept[name].opened_ms[0], -kept[name].close[0], name)))
    first = min(int(one.opened_ms[0]) for one in kept.values())
    last = max(int(one.opened_ms[-1]) for one in kept.values())
    times = np.arange(first, last + 1, spacing.ms, dtype=np.int64)
    columns = np.full((4, len(coins), times.size), np.nan)
    seen = np.zeros((len(coins), times.size), dtype=bool)
    for place, name in enumerate(coins):
        _lay(kept[name], (kept[name].opened_ms - first) // spacing.ms, columns[:, place], seen[place])
    high, low, close, volume = columns
    return Panel(spacing, coins, times, high, low, close, volume, seen)


def _cut(one: Series, until_ms: int | None) -> Series:
    if until_ms is None:
        return one
    count = int(np.searchsorted(one.opened_ms, until_ms))
    columns = (column[:count] for column in (one.high, one.low, one.close, one.volume))
    return Series(one.opened_ms[:count], *columns)


def _lay(one: Series, rows: Instants, columns: Floats, seen: Flags) -> None:
    found = np.stack((one.high, one.low, one.close, one.volume))
    # Who fills gaps by repeating the candle before leaves rows that say nothing of the market, and no price is 0.
    fresh = np.r_[True, np.any(found[:, 1:] != found[:, :-1], axis=0)]
    fresh &= np.all(np.isfinite(found[:3]) & (found[:3] > 0), axis=0)
    found[:, ~fresh] = np.nan
    span = slice(int(rows[0]), int(rows[-1]) + 1)
    seen[rows] = fresh
    columns[:, rows] = found
    last_seen = np.maximum.accumulate(np.where(seen[span], np.arange(span.start, span.stop), span.start))
    close = columns[2, last_seen]
    gap = ~seen[span]
    part = columns[:, span]
    part[:3, gap] = close[gap]
    part[3, gap] = 0.0
