"""Whether features still lie where they lay when a model learnt: the population stability index."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.market.model import Floats
from ml.features import Singles
from ml.member import Arrays

_BINS = 10
# An empty bin would make the index infinite; half a row in a thousand is as good as none.
_LEAST = 5e-4


@dataclass(frozen=True, slots=True)
class Habits:
    """Edges [feature, bin - 1] and shares [feature, bin] of each feature's deciles in training."""

    edges: Floats
    shares: Floats

    @classmethod
    def of(cls, features: Singles) -> "Habits":
        """Measure the rows of a training, [row, feature]."""
        inner = np.linspace(0, 1, _BINS + 1)[1:-1]
        edges = np.quantile(features, inner, axis=0).T.astype(np.float64)
        return cls(edges, _shares(edges, features))

    def index(self, features: Singles) -> Floats:
        """Return the index of each feature, [feature]: below 0.1 nothing changed, above 0.25 much did.

        Source: Siddiqi, "Credit Risk Scorecards" (2006).
        """
        now = _shares(self.edges, features)
        return np.asarray(np.sum((now - self.shares) * np.log(now / self.shares), axis=1))

    def arrays(self) -> Arrays:
        """Return what was measured."""
        return {"edges": self.edges, "shares": self.shares}


def by_name(names: Sequence[str], index: Floats) -> dict[str, float]:
    """Return indices by the name of their feature."""
    return {name: float(value) for name, value in zip(names, index, strict=True)}


def _shares(edges: Floats, features: Singles) -> Floats:
    shares = []
    for own, column in zip(edges, features.T, strict=True):
        counts = np.bincount(np.searchsorted(own, column, side="right"), minlength=len(own) + 1)
        shares.append(np.maximum(counts / max(column.size, 1), _LEAST))
    return np.array(shares)
