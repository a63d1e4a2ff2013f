"""Gradient-boosted trees (LightGBM) on the log of realised volatility, and how returns spread around it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.market.model import Floats
from ml.features import Singles, Table
from ml.member import Arrays
from ml.sample import Rows, Sample
from ml.shape import spread, widened

if TYPE_CHECKING:
    from lightgbm import Booster

_MOST_TREES = 400
_PATIENCE = 30
# Where no later span can stop it.
_UNSTOPPED = 60
_CHOICES = {
    "objective": "regression",
    "learning_rate": 0.04,
    "num_leaves": 12,
    "min_data_in_leaf": 300,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 20.0,
    "max_bin": 63,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbosity": -1,
}


@dataclass(frozen=True, slots=True)
class FittedTrees:
    """One booster for each horizon, as text (it holds no code), and the shape of what is left."""

    boosters: tuple["Booster", ...]
    shape: Floats

    def quantiles(self, table: Table, rows: Rows) -> Floats:
        """Return quantiles in units of each row's scale."""
        return widened(_predicted(self.boosters, table.values[rows.coin, rows.time]), self.shape)

    def arrays(self) -> Arrays:
        """Return what was learnt."""
        texts = [np.frombuffer(booster.model_to_string().encode(), np.uint8) for booster in self.boosters]
        return {"shape": self.shape} | {f"trees_{place}": text for place, text in enumerate(texts)}


class Trees:
    """The member."""

    name = "trees"

    def fit(self, sample: Sample, seed: int) -> FittedTrees:
        """Grow trees until the later span gains no more."""
        earlier, after = sample.earlier(), sample.after()
        features = sample.features
        learnt = sample.embargoed(sample.volatility, earlier)
        boosters = tuple(
            _grown((features[earlier], learnt[:, place]), (features[after], sample.volatility[after, place]), seed)
            for place in range(len(sample.spacing.horizons))
        )
        return FittedTrees(boosters, spread(sample.moved, _predicted(boosters, features)))

    def restore(self, arrays: Arrays) -> FittedTrees:
        """Return the fitted member."""
        from lightgbm import Booster

        texts = [arrays[f"trees_{place}"].tobytes().decode() for place in range(len(arrays) - 1)]
        boosters = tuple(Booster(model_str=text) for text in texts)
        return FittedTrees(boosters, np.asarray(arrays["shape"]))


def _predicted(boosters: tuple["Booster", ...], features: Singles) -> Floats:
    columns = [np.asarray(booster.predict(features, num_threads=1)) for booster in boosters]
    return np.stack(columns, axis=1)


def _grown(earlier: tuple[Singles, Floats], after: tuple[Singles, Floats], seed: int) -> "Booster":
    import lightgbm

    can_stop = not np.isnan(after[1]).all()
    earlier_set, after_set = (
        lightgbm.Dataset(features[~np.isnan(target)], target[~np.isnan(target)], free_raw_data=True)
        for features, target in (earlier, after)
    )
    if not can_stop:
        return lightgbm.train({**_CHOICES, "seed": seed}, earlier_set, _UNSTOPPED)
    stop = lightgbm.early_stopping(_PATIENCE, verbose=False)
    return lightgbm.train(
        {**_CHOICES, "seed": seed}, earlier_set, _MOST_TREES, valid_sets=[after_set], callbacks=[stop]
    )
