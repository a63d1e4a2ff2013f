"""HAR: a ridge regression of the log of future realised volatility, and how returns spread around it.

Source: Corsi, "A Simple Approximate Long-Memory Model of Realized Volatility", J. Financial Econometrics 7 (2009);
here with one regression over all coins and more than three averages.
"""

from dataclasses import dataclass

import numpy as np

from core.market.model import Floats
from ml.features import Table
from ml.member import Arrays
from ml.sample import Rows, Sample
from ml.scaling import Scaler
from ml.shape import spread, widened

# The penalty, in rows of the training. Outcomes of neighbouring rows overlap by all but one of h candles and coins move
# together, so a sample of fifty thousand rows knows as little of a month ahead as some hundred would.
_PENALTY = 0.1


@dataclass(frozen=True, slots=True)
class FittedHar:
    """Coefficients [feature + 1, horizon] on scaled features, and the shape of what is left."""

    scaler: Scaler
    coefficients: Floats
    shape: Floats

    def quantiles(self, table: Table, rows: Rows) -> Floats:
        """Return quantiles in units of each row's scale."""
        return widened(self.log_volatility(self.scaler.apply(table.values[rows.coin, rows.time])), self.shape)

    def log_volatility(self, scaled: Floats) -> Floats:
        """Return the log of forecast volatility against the row's scale, [row, horizon], of scaled features."""
        told = np.tile(self.coefficients[0], (len(scaled), 1))
        # A product of matrices adds up in an order that depends on how many rows it has: a row would differ in its last
        # bit by what else is asked.
        for feature, weights in zip(scaled.T, self.coefficients[1:], strict=True):
            told += feature[:, None] * weights
        return told

    def arrays(self) -> Arrays:
        """Return what was learnt."""
        return {**self.scaler.arrays(), "coefficients": self.coefficients, "shape": self.shape}


class Har:
    """The member."""

    name = "har"

    def fit(self, sample: Sample, seed: int) -> FittedHar:
        """Solve the regressions; nothing here is left to chance."""
        scaler = Scaler.of(sample.features)
        scaled = scaler.apply(sample.features)
        columns = [
            _ridge(scaled, target, _PENALTY * np.sqrt(horizon))
            for target, horizon in zip(sample.volatility.T, sample.spacing.horizons, strict=True)
        ]
        coefficients = np.stack(columns, axis=1)
        unshaped = FittedHar(scaler, coefficients, np.zeros((coefficients.shape[1], 1)))
        return FittedHar(scaler, coefficients, spread(sample.moved, unshaped.log_volatility(scaled)))

    def restore(self, arrays: Arrays) -> FittedHar:
        """Return the fitted member."""
        return FittedHar(Scaler.restore(arrays), np.asarray(arrays["coefficients"]), np.asarray(arrays["shape"]))


def _ridge(scaled: Floats, target: Floats, penalty: float) -> Floats:
    known = ~np.isnan(target)
    inputs = np.column_stack((np.ones(int(known.sum())), scaled[known]))
    penalties = np.full(inputs.shape[1], penalty * len(inputs))
    penalties[0] = 0.0
    return np.asarray(np.linalg.solve(inputs.T @ inputs + np.diag(penalties), inputs.T @ target[known]))
