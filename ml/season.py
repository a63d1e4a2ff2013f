"""How volatile each hour of the week (or day of the week) is, learnt from whole weeks that were over at the time.

All coins together: one coin's week has one value for each slot, and a mean of a few dozen such values is mostly noise.
"""

import numpy as np

from core.market.model import Floats, Instants
from ml.spacing import Spacing

# A week is worth this much a week later: half of it after eight months.
_DECAY = 0.98
# Weeks without any season that are added to what was seen.
_PRIOR = 8.0
# 1970-01-01 was a Thursday; weeks begin on Mondays.
_MONDAY_MS = 4 * 86_400_000


def slots_of(times: Instants, spacing: Spacing) -> Instants:
    """Return the place of each opening time in its week, from 0 (Monday 00:00 UTC)."""
    return (times - _MONDAY_MS) // spacing.ms % spacing.slots


def weeks_of(times: Instants, spacing: Spacing) -> Instants:
    """Return the number of each opening time's week, from 0 (the first one's)."""
    week = (times - _MONDAY_MS) // (spacing.ms * spacing.slots)
    return np.asarray(week - week[0])


def tables(activity: Floats, times: Instants, spacing: Spacing) -> Floats:
    """Return the factors [week, slot] that were known when each week began; their mean square is 1.

    Parameters
    ----------
    activity : [time]
        How volatile each row was against its own recent past, 1 on average; NaN where nothing was seen.
    """
    week, slot = weeks_of(times, spacing), slots_of(times, spacing)
    grid = np.full((int(week[-1]) + 1, spacing.slots), np.nan)
    grid[week, slot] = activity
    known = ~np.isnan(grid)
    weight, summed = np.zeros(spacing.slots), np.zeros(spacing.slots)
    out = np.ones_like(grid)
    for row in range(1, len(grid)):
        weight = _DECAY * weight + known[row - 1]
        summed = _DECAY * summed + np.where(known[row - 1], grid[row - 1], 0.0)
        if weight.any():
            overall = summed.sum() / weight.sum()
            factor = (summed + _PRIOR * overall) / (weight + _PRIOR)
            out[row] = factor / np.sqrt(np.mean(factor**2))
    return out


def squares_ahead(table: Floats, times: Instants, spacing: Spacing) -> Floats:
    """Return the sum of squared factors over the next h rows, [time, horizon], as known at each row."""
    repeats = spacing.longest // spacing.slots + 2
    summed = np.cumsum(np.tile(table**2, repeats), axis=1)
    week, slot = weeks_of(times, spacing), slots_of(times, spacing)
    ahead = [summed[week, slot + horizon] - summed[week, slot] for horizon in spacing.horizons]
    return np.stack(ahead, axis=1)
