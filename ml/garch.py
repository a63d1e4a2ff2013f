"""GARCH(1,1) with Student-t shocks, a fit for each coin (library arch); coins it cannot be fitted to take the median.

Source: Bollerslev, "A Conditionally Heteroskedastic Time Series Model for Speculative Prices and Rates of Return",
Review of Economics and Statistics 69 (1987).
"""

import warnings
from dataclasses import dataclass, replace

import numpy as np

from core.market.model import Floats
from ml.features import Table
from ml.member import Arrays
from ml.panel import Flags
from ml.sample import Rows, Sample
from ml.shape import spread, widened

# Fewer returns than this give parameters that say more of chance than of the coin.
_FEWEST = 400
# The newest returns that a fit looks at: hours would take long and say no more.
_MOST = 6000
_PERCENT = 100.0


@dataclass(frozen=True, slots=True)
class FittedGarch:
    """omega, alpha, beta of each coin it was fitted to, of squared percents, and the shape of what is left."""

    coins: tuple[str, ...]
    parameters: Floats
    line: Floats
    """What realised volatility was on average at a forecast of it: level and slope of the logs, [2, horizon]."""
    shape: Floats

    def quantiles(self, table: Table, rows: Rows) -> Floats:
        """Return quantiles in units of each row's scale."""
        return widened(self.line[0] + self.line[1] * self.log_volatility(table, rows), self.shape)

    def log_volatility(self, table: Table, rows: Rows) -> Floats:
        """Return the log of forecast volatility against the row's scale, [row, horizon]."""
        measures = table.measures
        own = self._own(table.panel.coins)
        next_step = _filtered(measures.square * _PERCENT**2, measures.moved, own)[rows.coin, rows.time]
        omega, alpha, beta = (parameter[rows.coin] for parameter in own)
        persistence = np.minimum(alpha + beta, 0.9999)
        usual = omega / (1 - persistence)
        base = (measures.base[rows.coin, rows.time] * _PERCENT) ** 2
        columns = []
        for horizon in table.panel.spacing.horizons:
            decayed = (1 - persistence**horizon) / (1 - persistence) / horizon
            columns.append(0.5 * np.log((usual + (next_step - usual) * decayed) / base))
        return np.asarray(np.clip(np.stack(columns, axis=1), -3, 3))

    def _own(self, coins: tuple[str, ...]) -> Floats:
        """Return the parameters of `coins`, [3, coin]."""
        usual = np.median(self.parameters, axis=0)
        own = dict(zip(self.coins, self.parameters, strict=True))
        return np.stack([own.get(coin, usual) for coin in coins], axis=1)

    def arrays(self) -> Arrays:
        """Return what was learnt."""
        names = np.frombuffer("\n".join(self.coins).encode(), np.uint8)
        return {"coins": names, "parameters": self.parameters, "line": self.line, "shape": self.shape}


class Garch:
    """The member."""

    name = "garch"

    def fit(self, sample: Sample, seed: int) -> FittedGarch:
        """Fit each coin with enough returns up to the last row that has an outcome."""
        measures, panel = sample.table.measures, sample.table.panel
        end = int(sample.rows.time[-1]) + sample.spacing.horizons[0] + 1
        coins, fits = [], []
        for place, coin in enumerate(panel.coins):
            moved = measures.moved[place, :end]
            returns = (measures.returns[place] / measures.factor)[:end][moved]
            found = fitted_shocks(returns[-_MOST:] * _PERCENT) if returns.size >= _FEWEST else None
            if found is not None:
                coins.append(coin)
                fits.append(found[:3])
        parameters = np.array(fits) if fits else np.array([_plain(measures.square[:, :end], measures.moved[:, :end])])
        nothing = np.zeros((2, len(sample.spacing.horizons)))
        unlined = FittedGarch(tuple(coins) or ("",), parameters, nothing, nothing)
        told = unlined.log_volatility(sample.table, sample.rows)
        line = _line(told, sample.volatility)
        return replace(unlined, line=line, shape=spread(sample.moved, line[0] + line[1] * told))

    def restore(self, arrays: Arrays) -> FittedGarch:
        """Return the fitted member."""
        coins = tuple(arrays["coins"].tobytes().decode().split("\n"))
        return FittedGarch(coins, *(np.asarray(arrays[name]) for name in ("parameters", "line", "shape")))


def fitted_shocks(returns: Floats) -> tuple[float, float, float, float] | None:
    """Return omega, alpha, beta and the degrees of freedom of returns in percent; None where no fit settles."""
    from arch import arch_model

    with warnings.catch_warnings():
        # A fit that did not settle is told by its parameters, below; the library shows its own warnings regardless.
        warnings.simplefilter("ignore")
        unfitted = arch_model(returns, mean="Zero", vol="GARCH", p=1, q=1, dist="t", rescale=False)
        found = unfitted.fit(disp="off", show_warning=False)
    omega, alpha, beta, freedom = (float(found.params[name]) for name in ("omega", "alpha[1]", "beta[1]", "nu"))
    settled = omega > 0 and alpha + beta < 1.02 and freedom > 2
    return (omega, alpha, beta, freedom) if settled else None


def _line(told: Floats, realised: Floats) -> Floats:
    """Return level and slope of the logs of what was realised on those of what was told, [2, horizon].

    Source: Mincer & Zarnowitz, "The Evaluation of Economic Forecasts" (1969).
    """
    columns = []
    for own, target in zip(told.T, realised.T, strict=True):
        known = ~np.isnan(target)
        x, y = own[known] - own[known].mean(), target[known]
        slope = float(x @ y / max(float(x @ x), 1e-9))
        columns.append((float(y.mean()) - slope * float(own[known].mean()), slope))
    return np.array(columns).T


def _plain(square: Floats, moved: Flags) -> Floats:
    """Return parameters as they usually are, around the level of these returns."""
    return np.array([0.02 * float(np.mean(square[moved])) * _PERCENT**2, 0.1, 0.88])


def _filtered(square: Floats, moved: Flags, parameters: Floats) -> Floats:
    """Return the variance of the next candle after each row, [coin, time]."""
    omega, alpha, beta = parameters
    has = moved.T
    # A row without a return of its own leaves the variance as it was.
    kept = np.where(has, beta, 1.0)
    added = np.where(has, omega + alpha * np.where(has, square.T, 0.0), 0.0)
    out = np.empty(has.shape)
    variance = omega / np.maximum(1 - alpha - beta, 1e-3)
    for row, (keep, add) in enumerate(zip(kept, added, strict=True)):
        variance = keep * variance + add
        out[row] = variance
    return out.T
