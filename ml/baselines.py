"""What anybody could forecast with instead: past returns as they were, and a textbook GARCH-t for each coin."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.market.model import Floats, Instants
from ml.features import Measures
from ml.garch import fitted_shocks
from ml.panel import Panel
from ml.season import slots_of, weeks_of
from ml.spacing import LEVELS, MEDIAN

_FEWEST_MOVES = 200
_FEWEST_RETURNS = 400
_PATHS = 1000
_PERCENT = 100.0


def climatology(panel: Panel, origins: Instants) -> Floats:
    """Return quantiles of all past returns of a coin over each horizon, their median taken off.

    [coin, origin, horizon, level]; NaN with too few of them.
    """
    log_close = np.log(panel.close)
    out = np.full((len(panel.coins), origins.size, len(panel.spacing.horizons), LEVELS.size), np.nan)
    for coin, prices in enumerate(log_close):
        listed = np.flatnonzero(~np.isnan(prices))
        if not listed.size:
            # It came after all of this.
            continue
        first, last = int(listed[0]), int(listed[-1])
        for place, horizon in enumerate(panel.spacing.horizons):
            moved = prices[first + horizon : last + 1] - prices[first : last + 1 - horizon]
            for asked, origin in enumerate(origins):
                count = int(origin) - first - horizon + 1
                if count > _FEWEST_MOVES and origin <= last:
                    quantiles = np.quantile(moved[:count], LEVELS)
                    out[coin, asked, place] = quantiles - quantiles[MEDIAN]
    return out


@dataclass(frozen=True, slots=True)
class Shocks:
    """GARCH(1,1) of one coin: variance omega + alpha e² + beta v, Student-t shocks of `freedom`; squared percents."""

    omega: float
    alpha: float
    beta: float
    freedom: float


def garch_t(measures: Measures, origins: Instants, refit: int, seasonal: bool, seed: int = 11) -> Floats:
    """Return quantiles of simulated paths, a model for each coin, refitted every `refit` candles.

    [coin, origin, horizon, level]; NaN with fewer than 400 returns. With `seasonal` returns are divided by the factor
    of their slot of the week first and paths are multiplied by it again.
    """
    panel = measures.panel
    chance = np.random.default_rng(seed)
    out = np.full((len(panel.coins), origins.size, len(panel.spacing.horizons), LEVELS.size), np.nan)
    for coin in range(len(panel.coins)):
        moved = np.flatnonzero(measures.moved[coin])
        factor = measures.factor[moved] if seasonal else np.ones(moved.size)
        returns = measures.returns[coin, moved] / factor * _PERCENT
        inside = np.flatnonzero(~np.isnan(panel.close[coin, origins]))
        counts = np.searchsorted(moved, origins[inside], side="right")
        for asked, shocks, variances in _eras(returns, counts, refit):
            rows = inside[asked]
            ahead = _factors_ahead(measures, origins[rows]) if seasonal else np.ones((rows.size, panel.spacing.longest))
            out[coin, rows] = _simulated(shocks, variances, ahead, panel.spacing.horizons, chance)
    return out


def _eras(returns: Floats, counts: Instants, refit: int) -> Iterator[tuple[Instants, Shocks, Floats]]:
    """Yield which origins share a fit, the fit, and the variance of the candle after each of them."""
    usable = np.flatnonzero(counts >= _FEWEST_RETURNS)
    for era in np.unique(counts[usable] // refit):
        asked = usable[counts[usable] // refit == era]
        known = int(counts[asked[0]])
        found = fitted_shocks(returns[:known])
        if found is None:
            continue
        shocks = Shocks(*found)
        variance = np.empty(int(counts[asked[-1]]) + 1)
        variance[0] = float(np.var(returns[:known]))
        for row, moved in enumerate(returns[: variance.size - 1]):
            variance[row + 1] = shocks.omega + shocks.alpha * moved**2 + shocks.beta * variance[row]
        yield asked, shocks, variance[counts[asked]]


def _simulated(
    shocks: Shocks, variance: Floats, factors: Floats, horizons: tuple[int, ...], chance: np.random.Generator
) -> Floats:
    """Return quantiles [origin, horizon, level] of antithetic paths; `factors` are [origin, step]."""
    drawn = chance.standard_t(shocks.freedom, (variance.size, _PATHS // 2, horizons[-1]))
    drawn *= np.sqrt((shocks.freedom - 2) / shocks.freedom)
    unit = np.concatenate((drawn, -drawn), axis=1)
    running = np.repeat(variance[:, None], unit.shape[1], axis=1)
    moved = np.zeros_like(running)
    out = np.empty((variance.size, len(horizons), LEVELS.size))
    for step in range(horizons[-1]):
        shock = np.sqrt(running) * unit[:, :, step]
        moved += shock * factors[:, step, None]
        running = shocks.omega + shocks.alpha * shock**2 + shocks.beta * running
        if step + 1 in horizons:
            out[:, horizons.index(step + 1)] = np.quantile(moved, LEVELS, axis=1).T / _PERCENT
    return out


def _factors_ahead(measures: Measures, rows: Instants) -> Floats:
    """Return the season's factor of each of the next candles, as known at `rows`, [row, step]."""
    spacing, times = measures.panel.spacing, measures.panel.times
    ahead = (slots_of(times, spacing)[rows][:, None] + np.arange(1, spacing.longest + 1)) % spacing.slots
    return np.asarray(measures.table[weeks_of(times, spacing)[rows][:, None], ahead])
