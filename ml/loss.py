"""The score that forecasts are trained and judged by."""

import numpy as np

from core.market.model import Floats
from ml.spacing import LEVELS


def pinball(outcomes: Floats, quantiles: Floats) -> Floats:
    """Return the mean pinball loss over LEVELS, [...]; the unit of `outcomes`, lower is better, NaN stays NaN.

    Parameters
    ----------
    outcomes : [...]
    quantiles : [..., level]

    Source: Koenker & Bassett, "Regression Quantiles", Econometrica 46 (1978).
    """
    miss = outcomes[..., None] - quantiles
    return np.asarray(np.maximum(LEVELS * miss, (LEVELS - 1) * miss).mean(axis=-1))
