"""Candles cut into finer ones that add up to them exactly.

A candle's extremes are decided at its own scale; the path inside is then drawn so that it attains them. So a day is
known without its minutes, a minute without the rest of its day, and yet sixty minutes make their hour to the digit.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.market.model import Floats, Instants

# From this many standard deviations on, a move happens mostly within one part of its candle.
_ABRUPT = 2.0
_TINY = 1e-300


@dataclass(frozen=True, slots=True)
class Bars:
    """Candles of consecutive cells as columns [n].

    `open`, `high`, `low`, `close`: natural logarithms of prices · `deviation`: the standard deviation that a candle's
    own move was drawn with · `bond`: its correlation with the market · `lots`: what was traded, in lots.
    """

    open: Floats
    high: Floats
    low: Floats
    close: Floats
    deviation: Floats
    bond: Floats
    lots: Instants

    def __len__(self) -> int:
        return int(self.open.size)

    def __getitem__(self, rows: slice) -> "Bars":
        return self.changed(lambda column: column[rows])

    def changed(self, change: Callable[[NDArray[Any]], NDArray[Any]]) -> "Bars":
        """Return the bars with `change` made to every column."""
        first, high, low, last, deviation, bond, lots = map(change, self.columns)
        return Bars(first, high, low, last, deviation, bond, lots)

    @property
    def columns(self) -> tuple[NDArray[Any], ...]:
        return (self.open, self.high, self.low, self.close, self.deviation, self.bond, self.lots)


@dataclass(frozen=True, slots=True)
class Draws:
    """What chance gives for the parts [m, n]: `noise` and `unrest` are normal, `up` and `down` uniform in (0, 1);
    `season` [m, n] is how much variance is usual in a part against the others."""

    noise: Floats
    unrest: Floats
    up: Floats
    down: Floats
    season: Floats


def joined(pieces: Sequence[Bars]) -> Bars:
    """Return the pieces one after the other."""
    if len(pieces) == 1:
        return pieces[0]
    columns = zip(*(piece.columns for piece in pieces), strict=True)
    first, high, low, last, deviation, bond, lots = (np.concatenate(column) for column in columns)
    return Bars(first, high, low, last, deviation, bond, lots)


def gathered(bars: Bars, count: int) -> Bars:
    """Return the candles that each `count` consecutive bars add up to."""
    rows = bars.changed(lambda column: column.reshape(-1, count))
    return Bars(
        np.ascontiguousarray(rows.open[:, 0]),
        rows.high.max(axis=1),
        rows.low.min(axis=1),
        np.ascontiguousarray(rows.close[:, -1]),
        np.sqrt(np.cumsum(rows.deviation**2, axis=1)[:, -1]),
        np.ascontiguousarray(rows.bond[:, 0]),
        rows.lots.sum(axis=1),
    )


def reach(start: Floats, end: Floats, deviation: Floats, up: Floats, down: Floats) -> tuple[Floats, Floats]:
    """Return the highest and lowest value of a Brownian bridge from `start` to `end`, by the inverse of the law
    P(max ≤ x) = 1 − exp(−2 (x − start)(x − end) / deviation²); `up` and `down` are uniform in (0, 1)."""
    middle, move, spread = start + end, (end - start) ** 2, 2.0 * deviation**2
    high = 0.5 * (middle + np.sqrt(move - spread * np.log(up)))
    low = 0.5 * (middle - np.sqrt(move - spread * np.log(down)))
    return np.maximum(high, np.maximum(start, end)), np.minimum(low, np.minimum(start, end))


def divided(whole: Bars, draws: Draws) -> Bars:
    """Return the parts of `whole` [m], row after row: [m × n] bars. Each row depends on nothing but itself."""
    low, high = whole.low[:, None], whole.high[:, None]
    share = _variance_shares(whole, draws)
    deviation = whole.deviation[:, None] * np.sqrt(share)
    edges, peak, trough = _edges(whole, draws, share, deviation)
    start, end = edges[:, :-1], edges[:, 1:]
    top, bottom = reach(start, end, deviation, draws.up, draws.down)
    top, bottom = np.minimum(top, high), np.maximum(bottom, low)
    rows = np.arange(len(whole))
    top[rows, peak] = whole.high
    bottom[rows, trough] = whole.low
    lots = _lots(whole.lots, deviation + 2.0 * (top - bottom))
    bond = np.repeat(whole.bond, share.shape[1])
    return Bars(start.ravel(), top.ravel(), bottom.ravel(), end.ravel(), deviation.ravel(), bond, lots.ravel())


def _variance_shares(whole: Bars, draws: Draws) -> Floats:
    """Which part of the whole's variance falls to each part: season, clusters, and one abrupt part for a great move."""
    weight = draws.season * np.exp(0.5 * draws.unrest)
    mean = np.cumsum(weight, axis=1)[:, -1] / weight.shape[1]
    stretch = ((whole.close - whole.open) / np.maximum(whole.deviation, _TINY)) ** 2
    surplus = 0.3 * np.clip(stretch - _ABRUPT**2, 0.0, 60.0) * mean
    weight[np.arange(len(whole)), weight.argmax(axis=1)] += surplus
    sums = np.cumsum(weight, axis=1)
    return weight / sums[:, -1:]


def _edges(
    whole: Bars, draws: Draws, share: Floats, deviation: Floats
) -> tuple[Floats, NDArray[np.intp], NDArray[np.intp]]:
    """Return where the parts meet [m, n + 1], and which part holds the whole's high and low."""
    rows, clock = np.arange(len(whole)), np.cumsum(share, axis=1)
    low, high = whole.low, whole.high
    path = whole.open[:, None] + np.cumsum(draws.noise * deviation, axis=1)
    path += (whole.close - path[:, -1])[:, None] * clock
    # The part that ends at the inner edge nearest to an extreme is the one that attains it.
    inner = path[:, :-1]
    peak, trough = inner.argmax(axis=1), inner.argmin(axis=1)
    trough = np.where(trough == peak, (peak + 1) % inner.shape[1], trough)
    margin = 0.5 * np.minimum(deviation[rows, peak], high - low) * draws.up[rows, peak]
    lift = high - margin - path[rows, peak]
    margin = 0.5 * np.minimum(deviation[rows, trough], high - low) * draws.down[rows, trough]
    drop = low + margin - path[rows, trough]
    path = path + _bent(clock, (clock[rows, peak], lift), (clock[rows, trough], drop))
    edges = np.empty((path.shape[0], path.shape[1] + 1))
    edges[:, 0] = whole.open
    edges[:, 1:] = _folded(path, low[:, None], high[:, None])
    edges[:, -1] = whole.close
    return edges, peak, trough


def _bent(clock: Floats, one: tuple[Floats, Floats], other: tuple[Floats, Floats]) -> Floats:
    """Return the broken line from 0 at clock 0 through both knots (clock, value) to 0 at clock 1."""
    first = one[0] < other[0]
    a, at_a = (np.where(first, one[i], other[i])[:, None] for i in (0, 1))
    b, at_b = (np.where(first, other[i], one[i])[:, None] for i in (0, 1))
    rise = at_a * clock / np.maximum(a, _TINY)
    between = at_a + (at_b - at_a) * (clock - a) / np.maximum(b - a, _TINY)
    fall = at_b * (1.0 - clock) / np.maximum(1.0 - b, _TINY)
    return np.where(clock <= a, rise, np.where(clock <= b, between, fall))


def _folded(path: Floats, low: Floats, high: Floats) -> Floats:
    """Return `path` reflected at both bounds until it lies between them: steps keep their size."""
    height = np.maximum(high - low, _TINY)
    depth = np.mod(path - low, 2.0 * height)
    return np.clip(low + np.minimum(depth, 2.0 * height - depth), low, high)


def _lots(total: Instants, weight: Floats) -> Instants:
    """Return whole lots by `weight` that sum to `total` in each row."""
    sums = np.cumsum(weight, axis=1)
    upto = np.floor(total[:, None] * (sums / np.maximum(sums[:, -1:], _TINY))).astype(np.int64)
    upto[:, -1] = total
    return np.diff(upto, axis=1, prepend=0)
