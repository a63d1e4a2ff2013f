"""The equal-weight mean of the members' quantiles: one model for all coins and horizons of a candle length."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.market.model import Floats
from ml.features import Table
from ml.member import Fitted
from ml.members import MEMBERS, SERVED
from ml.sample import Rows, Sample
from ml.spacing import LEVELS

Told = Callable[[float], object]
"""Hears the share of the work that is done, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Ensemble:
    """Fitted members by name."""

    members: Mapping[str, Fitted]

    def quantiles(self, table: Table, rows: Rows) -> Floats:
        """Return quantiles of log returns, [row, horizon, level]: ascending, the median 0."""
        told = [member.quantiles(table, rows) for member in self.members.values()]
        return _priced(np.mean(told, axis=0), table, rows)

    def of(self, name: str, table: Table, rows: Rows) -> Floats:
        """Return the quantiles of one member alone."""
        return _priced(self.members[name].quantiles(table, rows), table, rows)


def fit(sample: Sample, seed: int, names: Sequence[str] = SERVED, told: Told | None = None) -> Ensemble:
    """Fit the members of these names to one sample."""
    members: dict[str, Fitted] = {}
    for place, name in enumerate(names):
        members[name] = MEMBERS[name].fit(sample, seed)
        if told is not None:
            told((place + 1) / len(names))
    return Ensemble(members)


def evened(quantiles: Floats, horizons: Sequence[int]) -> Floats:
    """Return quantiles [row, horizon, level] with less of their lean to one side, the farther ahead the less of it.

    A lean is learnt from outcomes that do not overlap, and over h candles there are only 1/h as many of them: what is
    left of it over a month is which way the market of the training went, which is no forecast of where it goes.
    """
    even = (quantiles - quantiles[..., ::-1]) / 2
    kept = 1 / np.asarray(horizons, dtype=float)[:, None]
    return np.asarray(even + kept * (quantiles - even))


def _priced(relative: Floats, table: Table, rows: Rows) -> Floats:
    spacing = table.panel.spacing
    scales = table.measures.scales[rows.coin, rows.time]
    ascending = np.maximum.accumulate(evened(relative, spacing.horizons), axis=-1)
    # Every member's median is the last price; what rounding left of it is taken off.
    median = ascending[..., LEVELS.size // 2, None]
    return np.asarray((ascending - median) * scales[:, :, None])
