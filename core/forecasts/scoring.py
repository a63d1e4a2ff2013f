"""How good forecasts were: pinball loss, coverage, skill, and whether a difference is more than luck."""

from math import floor

import numpy as np
from numpy.typing import NDArray

from core.forecasts.model import LEVELS, MIDDLE
from core.market.model import Floats

_LEVELS = np.array(LEVELS)
# The 80 % range lies between these two.
LOW80, HIGH80 = LEVELS.index(0.1), LEVELS.index(0.9)
LOW95, HIGH95 = LEVELS.index(0.025), LEVELS.index(0.975)
CENTRAL = (0.2, 0.4, 0.5, 0.6, 0.8, 0.9, 0.95)
"""Central ranges whose promise is held against what happened: those between two of `LEVELS`, and the 50 % range."""
FEWEST_PAST = 100
MOST_PAST = 3_000
"""Returns that a plain range is made of: eight years of days, four months of hours."""
_DRAWS = 2_000
_RESORTED = 50


def pinball(quantiles: Floats, moved: Floats) -> Floats:
    """Return the mean pinball loss over `LEVELS`.

    Parameters
    ----------
    quantiles : [..., 13]
        Forecast log-returns (unitless; 0.01 is about +1 %).
    moved : [...]
        Log-returns that came true.

    Returns
    -------
    [...]
        Same unit as `moved`; lower is better. NaN where either is.

    Source: Koenker & Bassett, "Regression Quantiles", Econometrica 46 (1978).
    """
    miss = moved[..., None] - quantiles
    return np.asarray(np.maximum(_LEVELS * miss, (_LEVELS - 1) * miss).mean(axis=-1))


def climatology(closes: Floats, steps: int) -> Floats | None:
    """Return the quantiles [13] of the last 3,000 log-returns over `steps` candles, less their median: what "no change"
    claims. None for fewer than a hundred of them."""
    (found,) = climatologies(closes, steps, np.array([closes.size - 1]))
    return None if np.isnan(found).any() else found


def climatologies(closes: Floats, steps: int, origins: NDArray[np.int64]) -> Floats:
    """Return `climatology` as it was at each of the rows `origins`, ascending: [origins, 13], NaN where too little was
    known. A sample that grows by a return is sorted once and kept so: a fold is scored in a moment."""
    logs = np.log(closes)
    past = logs[steps:] - logs[:-steps]
    found = np.full((origins.size, _LEVELS.size), np.nan)
    ordered, first, last = np.empty(0), 0, 0
    for place, row in enumerate(origins.tolist()):
        end = max(0, row + 1 - steps)
        begin = max(0, end - MOST_PAST)
        if end - last > _RESORTED:
            ordered = np.sort(past[begin:end])
        else:
            new = past[last:end]
            ordered = np.insert(ordered, np.searchsorted(ordered, np.sort(new)), np.sort(new))
            ordered = np.delete(ordered, np.searchsorted(ordered, past[first:begin]))
        first, last = begin, end
        if ordered.size >= FEWEST_PAST:
            found[place] = _quantiles(ordered)
    return found


def _quantiles(ordered: Floats) -> Floats:
    """Return the quantiles of a sorted sample, less its median."""
    places = _LEVELS * (ordered.size - 1)
    below = places.astype(np.int64)
    above = np.minimum(below + 1, ordered.size - 1)
    told = ordered[below] + (places - below) * (ordered[above] - ordered[below])
    return np.asarray(told - told[MIDDLE])


def skill(loss: Floats, plain: Floats) -> float | None:
    """Return 1 − loss / plain over the pairs that have both; None without any. Above zero is better than `plain`."""
    both = np.isfinite(loss) & np.isfinite(plain)
    total = float(plain[both].sum())
    return None if total <= 0 else 1 - float(loss[both].sum()) / total


def widening(quantiles: Floats, moved: Floats) -> float:
    """Return the factor (1 or more) by which 80 % ranges [n, 13] have to be stretched so that 80 % of `moved` [n] had
    held: the 80 % quantile of each outcome's distance in half-widths of its side."""
    half = np.where(moved >= 0, quantiles[:, HIGH80], -quantiles[:, LOW80])
    usable = np.isfinite(moved) & np.isfinite(half) & (half > 0)
    if not usable.any():
        return 1.0
    return max(1.0, float(np.quantile(np.abs(moved[usable]) / half[usable], 0.8)))


def inside(quantiles: Floats, moved: Floats) -> Floats:
    """Return which share of `moved` [n] lay in each central range of `CENTRAL` of `quantiles` [n, 13]."""
    return np.array([_inside(quantiles, moved, share) for share in CENTRAL])


def _inside(quantiles: Floats, moved: Floats, share: float) -> float:
    low, high = (_at_level(quantiles, 0.5 + side * share / 2) for side in (-1, 1))
    return float(((moved >= low) & (moved <= high)).mean())


def _at_level(quantiles: Floats, level: float) -> Floats:
    """Return the quantiles [n] at `level`, between two of `LEVELS` by a straight line, as they are shown."""
    place = float(np.interp(level, _LEVELS, np.arange(_LEVELS.size)))
    below = round(place) if np.isclose(place, round(place)) else floor(place)
    above = min(below + 1, _LEVELS.size - 1)
    share = max(0.0, place - below)
    return np.asarray(quantiles[:, below] + share * (quantiles[:, above] - quantiles[:, below]))


def chance_band(share: float, n: int, sure: float = 0.8) -> tuple[float, float]:
    """Return between which shares of `n` outcomes a range that truly holds `share` of them lies in the `sure` middle of
    all cases: quantiles of the binomial distribution, between two counts by a straight line."""
    if share <= 0 or share >= 1:
        return share, share
    counts = np.arange(n + 1)
    logs = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, n + 1)))])
    ways = logs[n] - logs[counts] - logs[n - counts]
    total = np.cumsum(np.exp(ways + counts * np.log(share) + (n - counts) * np.log(1 - share)))
    ends = np.interp([(1 - sure) / 2, (1 + sure) / 2], np.concatenate([[0.0], total]), np.arange(-1, n + 1) + 0.5)
    low, high = np.clip(ends, 0, n) / n
    return float(low), float(high)


def chance_of(better_by: Floats, block: int, seed: int = 1) -> float:
    """Return how likely a mean of `better_by` [n] as high as seen is if there is no difference, one-sided.

    `better_by` is ordered by time, coins averaged: neighbours overlap and coins move together, so whole blocks of
    `block` are drawn. 1.0 for fewer than two blocks: nothing can be told of so little.

    Source: moving-block bootstrap, Künsch, Annals of Statistics 17 (1989).
    """
    values = better_by[np.isfinite(better_by)]
    block = max(1, block)
    if values.size < 2 * block:
        return 1.0
    chance = np.random.Generator(np.random.PCG64(seed))
    pieces = -(-values.size // block)
    starts = chance.integers(0, values.size - block + 1, (_DRAWS, pieces))
    rows = (starts[..., None] + np.arange(block)).reshape(_DRAWS, -1)[:, : values.size]
    means = values[rows].mean(axis=1)
    # Centred: what the draws would be around if there were no difference.
    as_high = np.count_nonzero(means - means.mean() >= values.mean())
    return float((1 + as_high) / (1 + _DRAWS))


def experiments(days: float, horizon_days: float) -> int:
    """Return how many outcomes tell something of their own: overlapping windows, and coins that move together, are
    one."""
    return floor(days / horizon_days + 1e-9)


def stability(reference: Floats, now: Floats) -> float:
    """Return the population stability index of shares `now` [bins] against `reference`: below .1 the same, above .25
    another population. Empty bins count as a thousandth.

    Source: Siddiqi, "Credit Risk Scorecards" (2006).
    """
    before, after = np.maximum(reference, 1e-3), np.maximum(now, 1e-3)
    return float(((after - before) * np.log(after / before)).sum())
