"""Averages that look back only. Arrays are [coin, time]; a row's result depends on no later row, to the last bit."""

from collections.abc import Sequence

import numpy as np

from core.market.model import Floats
from ml.panel import Flags


def forgetting(values: Floats, seen: Flags, decays: Sequence[float]) -> Floats:
    """Return exponentially weighted means [decay, coin, time] of what was seen; NaN before the first of it.

    A row that was not seen leaves the mean as it was. Early means are not pulled to zero: weights add up to one.
    """
    decay = np.asarray(decays)[:, None, None]
    fed = np.stack((np.where(seen, values, 0.0), seen.astype(float)), axis=1).transpose(2, 1, 0)
    state = np.zeros((decay.shape[0], 2, values.shape[0]))
    out = np.empty((values.shape[1], *state.shape))
    for row, new in enumerate(np.ascontiguousarray(fed.transpose(0, 1, 2))):
        state *= decay
        state += new
        out[row] = state
    with np.errstate(invalid="ignore"):
        mean = out[:, :, 0] / out[:, :, 1]
    return np.ascontiguousarray(mean.transpose(1, 2, 0))


def means(values: Floats, seen: Flags, windows: Sequence[int]) -> list[Floats]:
    """Return the mean of what was seen in the last rows, for each window; NaN where that is nothing."""
    summed = np.cumsum(np.where(seen, values, 0.0), axis=1)
    counted = np.cumsum(seen, axis=1, dtype=float)
    with np.errstate(invalid="ignore", divide="ignore"):
        return [_within(summed, window) / _within(counted, window) for window in windows]


def _within(summed: Floats, window: int) -> Floats:
    inside = summed.copy()
    inside[:, window:] -= summed[:, :-window]
    return inside


def highest(values: Floats, doublings: int) -> Floats:
    """Return the maximum of the last 2**doublings rows; NaN counts as nothing."""
    best = np.where(np.isnan(values), -np.inf, values)
    for step in (2**power for power in range(doublings)):
        best[:, step:] = np.maximum(best[:, step:], best[:, :-step].copy())
    return best


def ago(values: Floats, rows: int) -> Floats:
    """Return what `values` were `rows` rows before; NaN at the beginning."""
    out = np.full_like(values, np.nan)
    out[:, rows:] = values[:, :-rows]
    return out


def across(values: Floats) -> Floats:
    """Return the mean over coins [time]; coins that are NaN are not counted. NaN where none is left."""
    known = ~np.isnan(values)
    # Along the first axis numpy adds coin after coin, so coins that come later add exact zeros to earlier rows.
    summed = np.add.reduce(np.where(known, values, 0.0), axis=0)
    count = np.add.reduce(known, axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(count > 0, summed / count, np.nan)
