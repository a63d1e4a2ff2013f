"""How much wider or narrower ranges should be, told by the outcomes of the last year.

Slow on purpose: a range that follows its last misses is too wide after each storm and too narrow before the next.
"""

from dataclasses import dataclass

import numpy as np

from core.market.model import Floats, Instants
from ml.spacing import BANDS, Spacing

_SHARE = 0.8
# What was measured counts n / (n + this), n the outcomes that do not overlap: a year has 365 of a day but twelve of a
# month, and an 80 % quantile of twelve is off by a quarter, more than models ever were. All coins together are one
# experiment, or a few: they move together.
_PRIOR = 40.0
# A coin's own quantile is measured on that coin alone, and coins differ less than years do.
_PRIOR_OF_A_COIN = 120.0
# With fewer outcomes than this, all coins together, nothing is corrected.
_FEWEST = 200
_FEWEST_OF_A_COIN = 20
_WIDEST = 2.0


@dataclass(frozen=True, slots=True)
class Record:
    """Forecasts that were made without knowing their outcomes, at rows that ascend.

    `misses` [time, coin, horizon] is the distance of the outcome from the last price over the half-width of the 80 %
    range on its side; 1 lies on the edge, NaN is unknown.
    """

    spacing: Spacing
    rows: Instants
    misses: Floats


@dataclass(frozen=True, slots=True)
class Widths:
    """Factors of all quantiles, [coin, horizon], of the coins of a record; `pooled` [horizon] is for any other coin."""

    pooled: Floats
    own: Floats


def misses(quantiles: Floats, outcomes: Floats) -> Floats:
    """Return |outcome| over the half-width on its side, [...], of quantiles [..., level]."""
    low, high = BANDS[_SHARE]
    edge = np.where(outcomes > 0, quantiles[..., high], quantiles[..., low])
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(edge != 0, outcomes / edge, np.nan)


def widths_at(record: Record, row: int) -> Widths:
    """Return the factors as they were known at the close of `row`: from outcomes of the year before it."""
    horizons = record.spacing.horizons
    coins = record.misses.shape[1]
    pooled, own = np.ones(len(horizons)), np.ones((coins, len(horizons)))
    for place, horizon in enumerate(horizons):
        first = np.searchsorted(record.rows, row - record.spacing.year - horizon)
        last = np.searchsorted(record.rows, row - horizon, side="right")
        recent = record.misses[first:last, :, place]
        known = ~np.isnan(recent)
        if int(known.sum()) < _FEWEST:
            continue
        missed = float(np.quantile(recent[known], _SHARE))
        apart = min(record.spacing.record_step / horizon, 1.0)
        pooled[place] = _shrunk(missed, int(known.any(axis=1).sum()) * apart, _PRIOR)
        own[:, place] = pooled[place] * _own(recent, known, missed, apart)
    return Widths(pooled, own)


def _own(recent: Floats, known: Floats, missed: float, apart: float) -> Floats:
    """Return what each coin's factor is beyond the pooled one; `apart` outcomes that do not overlap are one row."""
    factors = np.ones(recent.shape[1])
    for coin in range(recent.shape[1]):
        count = int(known[:, coin].sum())
        if count >= _FEWEST_OF_A_COIN:
            ratio = float(np.quantile(recent[known[:, coin], coin], _SHARE)) / missed
            factors[coin] = _shrunk(ratio, count * apart, _PRIOR_OF_A_COIN)
    return factors


def _shrunk(measured: float, outcomes: float, prior: float) -> float:
    """Return as much of a measured factor as so many outcomes are worth."""
    return float(np.clip(measured, 1 / _WIDEST, _WIDEST) ** (outcomes / (outcomes + prior)))
