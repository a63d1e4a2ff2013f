"""Rows to learn from: features beside what came after, as far as it had come by the day of learning."""

from dataclasses import dataclass, replace
from math import gcd

import numpy as np

from core.market.model import Floats, Instants
from ml.features import Singles, Table
from ml.panel import Panel
from ml.spacing import YOUNGEST, Spacing

# Of the time before the day of learning, this last part stops the training and is not trained on.
_LATER = 0.15


@dataclass(frozen=True, slots=True)
class Rows:
    """Places in a table: `coin` and `time` are positions on its axes, [row]."""

    coin: Instants
    time: Instants

    def take(self, chosen: Instants) -> "Rows":
        """Return some of them."""
        return Rows(self.coin[chosen], self.time[chosen])


@dataclass(frozen=True, slots=True)
class Sample:
    """What a member learns from.

    Targets are in units of the row's own scale: `moved` [row, horizon] is the log return, `volatility` the log of what
    the candles of the horizon realised. NaN where the outcome came after the cut-off.
    """

    table: Table
    rows: Rows
    moved: Floats
    volatility: Floats
    later: int
    """Rows of time from here on are for stopping; training rows end their outcomes before."""

    @property
    def spacing(self) -> Spacing:
        """The candle length."""
        return self.table.panel.spacing

    @property
    def features(self) -> Singles:
        """Features of the rows, [row, feature]."""
        return np.asarray(self.table.values[self.rows.coin, self.rows.time])

    def earlier(self) -> Instants:
        """Return the rows before `later`; outcomes that reach into it are hidden by `training_targets`."""
        return np.flatnonzero(self.rows.time < self.later)

    def before(self) -> "Sample":
        """Return the part that ends before `later`, outcomes included."""
        earlier = self.earlier()
        moved, volatility = (self.embargoed(targets, earlier) for targets in (self.moved, self.volatility))
        return replace(self, rows=self.rows.take(earlier), moved=moved, volatility=volatility)

    def after(self) -> Instants:
        """Return the rows that stop the training."""
        return np.flatnonzero(self.rows.time >= self.later)

    def embargoed(self, targets: Floats, chosen: Instants) -> Floats:
        """Return targets of `chosen` rows without the outcomes that were not known when `later` began."""
        ends = self.rows.time[chosen, None] + np.asarray(self.spacing.horizons)
        return np.where(ends < self.later, targets[chosen], np.nan)


class NothingToLearn(ValueError):
    """There are no outcomes yet, or none over some horizon."""


def askable(table: Table, start: int, end: int) -> Rows:
    """Return the places of [start, end) that can be forecast: a price, a volatility, and `YOUNGEST` candles."""
    span = slice(start, end)
    usable = (table.measures.age[:, span] >= YOUNGEST) & ~np.isnan(table.measures.base[:, span])
    coin, time = np.nonzero(usable)
    return Rows(coin, time + start)


def gather(table: Table, cutoff: int) -> Sample:
    """Return the sample of a model made at the close of row `cutoff - 1`: no outcome ends later than that row.

    Raises
    ------
    NothingToLearn
        If some horizon has no outcome yet that a training may learn from.
    """
    panel, spacing = table.panel, table.panel.spacing
    rows = askable(table, 0, cutoff - spacing.horizons[0])
    # A gap's row repeats what was known before it.
    rows = rows.take(np.flatnonzero(panel.seen[rows.coin, rows.time]))
    stride = _stride(rows.time.size, spacing)
    rows = rows.take(np.flatnonzero((panel.times // spacing.ms)[rows.time] % stride == 0))
    if not rows.time.size:
        raise NothingToLearn(f"nothing to learn from in {cutoff} candles of {len(panel.coins)} coins")
    # In order of time: a later span is then a tail.
    rows = rows.take(np.argsort(rows.time, kind="stable"))
    first = int(rows.time[0])
    later = cutoff - int(_LATER * (cutoff - first))
    sample = Sample(table, rows, outcomes(table, rows, cutoff), realised(table, rows, cutoff), later)
    if np.isnan(sample.before().moved).all(axis=0).any():
        raise NothingToLearn(f"{cutoff} candles are too few to learn of {spacing.longest} ahead")
    return sample


def _stride(count: int, spacing: Spacing) -> int:
    """Return every how manieth candle is learnt from: thinned rows still come from every slot of the week."""
    stride = max(1, -(-count // spacing.rows))
    while gcd(stride, spacing.slots) > 1:
        stride += 1
    return stride


def outcomes(table: Table, rows: Rows, cutoff: int) -> Floats:
    """Return log returns over each horizon in units of the row's scale, [row, horizon]; NaN if not over by `cutoff`."""
    return moved(table, rows, cutoff) / table.measures.scales[rows.coin, rows.time]


def moved(table: Table, rows: Rows, cutoff: int) -> Floats:
    """Return log returns over each horizon, [row, horizon]; NaN where not over by `cutoff`."""
    return moved_in(table.panel, rows, cutoff)


def moved_in(panel: Panel, rows: Rows, cutoff: int) -> Floats:
    """Return log returns over each horizon, [row, horizon]; NaN where not over by `cutoff`."""
    return _ahead(np.log(panel.close), rows, panel, cutoff)


def realised(table: Table, rows: Rows, cutoff: int) -> Floats:
    """Return the log of realised volatility over each horizon against the row's scale, [row, horizon]."""
    measures, panel = table.measures, table.panel
    # Ranges tell a candle's volatility from many trades, its close from two; but they miss jumps between candles.
    variance = np.where(panel.seen, 0.5 * (measures.range + measures.square) * measures.factor**2, 0.0)
    summed = _ahead(np.cumsum(np.nan_to_num(variance), axis=1), rows, panel, cutoff)
    scale = measures.scales[rows.coin, rows.time]
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(0.5 * np.log(summed / scale**2 + 0.05**2))


def _ahead(values: Floats, rows: Rows, panel: Panel, cutoff: int) -> Floats:
    """Return how much `values` change over each horizon from each row."""
    ends = rows.time[:, None] + np.asarray(panel.spacing.horizons)
    over = ends < cutoff
    ends = np.where(over, ends, 0)
    change = values[rows.coin[:, None], ends] - values[rows.coin, rows.time][:, None]
    priced = ~np.isnan(panel.close[rows.coin[:, None], ends])
    return np.where(over & priced, change, np.nan)
