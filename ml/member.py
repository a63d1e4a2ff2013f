"""The interface of a forecaster. A new one is a file with a class like this and a line in `members.py`."""

from collections.abc import Mapping
from typing import Any, Protocol

from numpy.typing import NDArray

from core.market.model import Floats
from ml.features import Table
from ml.sample import Rows, Sample

Arrays = Mapping[str, NDArray[Any]]


class Fitted(Protocol):
    """What one member learnt."""

    def quantiles(self, table: Table, rows: Rows) -> Floats:
        """Return quantiles of log returns in units of each row's scale, [row, horizon, level]; the median is 0."""

    def arrays(self) -> Arrays:
        """Return all that was learnt: `Member.restore` makes the same of it."""


class Member(Protocol):
    """One way to forecast, not yet fitted."""

    @property
    def name(self) -> str:
        """Its name in manifests and tables."""

    def fit(self, sample: Sample, seed: int) -> Fitted:
        """Learn from `sample`; the same sample and seed give the same result, to the last bit."""

    def restore(self, arrays: Arrays) -> Fitted:
        """Return what `Fitted.arrays` told; KeyError or ValueError when something else did."""
