"""How much wider or narrower ranges should be, told by the outcomes of the last year.

Slow on purpose: a range that follows its last misses is too wide after each storm and too narrow before the next.
"""

from dataclasses import dataclass

import numpy as np

from core.market.model import Floats, Instants
from ml.spacing import BANDS, Spacing

# All of what was measured would be followed by the regime after it; this power of it is.
_POWER = 0.7
# What several horizons say together is more certain, and is followed further.
_POWER_TOGETHER = 0.85
_SHARE = 0.8
# A coin's own factor counts n / (n + this), n its outcomes that do not overlap.
_PRIOR = 60.0
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
    recent = [_recent(record, row, place) for place in range(len(horizons))]
    missed = np.array([_missed(each) for each in recent])
    pooled = np.array([_followed(record.spacing, missed, place) for place in range(len(horizons))])
    own = np.tile(pooled, (record.misses.shape[1], 1))
    for place, horizon in enumerate(horizons):
        if missed[place] > 0:
            own[:, place] *= _own(recent[place], float(missed[place]), record.spacing.record_step / horizon)
    return Widths(pooled, own)


def _recent(record: Record, row: int, place: int) -> Floats:
    """Return the misses of the last year, [time, coin], of one horizon, that were known at the close of `row`."""
    horizon = record.spacing.horizons[place]
    first = np.searchsorted(record.rows, row - record.spacing.year - horizon)
    last = np.searchsorted(record.rows, row - horizon, side="right")
    return record.misses[first:last, :, place]


def _missed(recent: Floats) -> float:
    """Return what 80 % of misses were below, all coins together; NaN of too few."""
    known = recent[~np.isnan(recent)]
    return float(np.quantile(known, _SHARE)) if known.size >= _FEWEST else float("nan")


def _followed(spacing: Spacing, missed: Floats, place: int) -> float:
    """Return the factor of one horizon for all coins; 1 while too little is known of it.

    Beyond a week a year has so few outcomes that do not overlap that they tell mostly of chance: there all horizons
    from a week on speak, each by how many it has.
    """
    if np.isnan(missed[place]):
        return 1.0
    horizons = np.array(spacing.horizons)
    together = (horizons >= spacing.slots) & (horizons <= horizons[place]) & (missed > 0)
    if together.sum() > 1:
        factor = np.exp(_POWER_TOGETHER * np.average(np.log(missed[together]), weights=1 / horizons[together]))
    else:
        factor = missed[place] ** _POWER
    return float(np.clip(factor, 1 / _WIDEST, _WIDEST))


def _own(recent: Floats, missed: float, apart: float) -> Floats:
    """Return what each coin's factor is beyond the pooled one; `apart` outcomes that do not overlap are one row."""
    known = ~np.isnan(recent)
    factors = np.ones(recent.shape[1])
    for coin in range(recent.shape[1]):
        count = int(known[:, coin].sum())
        if count >= _FEWEST_OF_A_COIN:
            outcomes = count * min(apart, 1.0)
            ratio = float(np.quantile(recent[known[:, coin], coin], _SHARE)) / missed
            factors[coin] = np.clip(ratio, 1 / _WIDEST, _WIDEST) ** (outcomes / (outcomes + _PRIOR))
    return factors
