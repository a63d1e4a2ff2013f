"""From a forecast of volatility to quantiles: how returns spread when divided by it."""

import numpy as np

from core.market.model import Floats
from ml.spacing import LEVELS, MEDIAN

# A width of nothing has no logarithm.
_NARROWEST = 1e-12


def spread(moved: Floats, log_volatility: Floats) -> Floats:
    """Return the quantiles of returns over forecast volatility, [horizon, level], their median taken off.

    Both are [row, horizon] in one unit; rows whose outcome is NaN are left out.
    """
    ratio = moved / np.exp(log_volatility)
    columns = [_quantiles(column[~np.isnan(column)]) for column in ratio.T]
    return np.stack(columns)


def widened(log_volatility: Floats, shape: Floats) -> Floats:
    """Return quantiles [row, horizon, level] of a forecast volatility [row, horizon] and a shape [horizon, level]."""
    return np.asarray(np.exp(log_volatility)[:, :, None] * shape[None])


def widened_by(quantiles: Floats, log_volatility: Floats) -> Floats:
    """Return quantiles [row, horizon, level] times a volatility [row, horizon]."""
    return np.asarray(quantiles * np.exp(log_volatility)[:, :, None])


def averaged(said: Floats) -> Floats:
    """Return one forecast [..., level] of several [member, ..., level] whose medians are 0: the mean of log-widths.

    Members differ by factors: one that says twice as much and one that says half as much are equally far off, and the
    plain mean of the two would be too wide. NaN where any says nothing.
    """
    widths = np.exp(np.log(np.maximum(np.abs(said), _NARROWEST)).mean(axis=0))
    return np.asarray(widths * np.sign(LEVELS - LEVELS[MEDIAN]))


def _quantiles(sample: Floats) -> Floats:
    if not sample.size:
        return np.zeros(LEVELS.size)
    found = np.quantile(sample, LEVELS)
    return np.asarray(found - found[MEDIAN])
