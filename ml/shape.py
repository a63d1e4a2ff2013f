"""From a forecast of volatility to quantiles: how returns spread when divided by it."""

import numpy as np

from core.market.model import Floats
from ml.spacing import LEVELS, MEDIAN


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


def _quantiles(sample: Floats) -> Floats:
    if not sample.size:
        return np.zeros(LEVELS.size)
    found = np.quantile(sample, LEVELS)
    return np.asarray(found - found[MEDIAN])
