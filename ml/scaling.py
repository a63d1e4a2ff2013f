"""Features on one scale. Means and spreads come from the rows that are trained on, never from later ones."""

from dataclasses import dataclass

import numpy as np

from core.market.model import Floats
from ml.features import Singles
from ml.member import Arrays

# Beyond this many standard deviations a feature says no more than that it is extreme.
_FARTHEST = 4.0


@dataclass(frozen=True, slots=True)
class Scaler:
    """Mean and standard deviation of each feature, [feature]."""

    mean: Floats
    sd: Floats

    @classmethod
    def of(cls, features: Singles | Floats) -> "Scaler":
        """Measure the training rows."""
        sd = features.std(axis=0, dtype=np.float64)
        return cls(features.mean(axis=0, dtype=np.float64), np.where(sd > 1e-6, sd, 1.0))

    def apply(self, features: Singles | Floats) -> Floats:
        """Return features of about unit spread, [row, feature]."""
        return np.clip((features - self.mean) / self.sd, -_FARTHEST, _FARTHEST)

    def arrays(self) -> Arrays:
        """Return what was measured."""
        return {"mean": self.mean, "sd": self.sd}

    @classmethod
    def restore(cls, arrays: Arrays) -> "Scaler":
        """Return the scaler of `arrays`."""
        return cls(np.asarray(arrays["mean"]), np.asarray(arrays["sd"]))
