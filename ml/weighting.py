"""Weights of members by their loss of the last year; docs/forecasts.md says how they did beside the equal mean."""

from typing import Literal

import numpy as np

from core.market.model import Floats, Instants
from ml.loss import pinball
from ml.spacing import Spacing

Weighting = Literal["equal", "recent"]

# A member that loses one percent more has a weight of 1/e of the best one's.
_TEMPERATURE = 0.01
_FEWEST = 200


def weighted(said: Floats, outcomes: Floats, rows: Instants, spacing: Spacing, weighting: Weighting) -> Floats:
    """Return one forecast of many, [row, coin, horizon, level].

    Parameters
    ----------
    said : [member, row, coin, horizon, level]
        Log returns, NaN where a member said nothing.
    outcomes : [row, coin, horizon]
        What came of it. Only outcomes that were there at a row count for its weights.
    rows : [row]
        Places in time, ascending.
    """
    if weighting == "equal":
        return np.asarray(said.mean(axis=0))
    losses = pinball(outcomes[None], said)
    out = np.empty(said.shape[1:])
    for place, horizon in enumerate(spacing.horizons):
        for at, row in enumerate(rows):
            first = np.searchsorted(rows, row - spacing.year - horizon)
            last = np.searchsorted(rows, row - horizon, side="right")
            weights = _weights(losses[:, first:last, :, place])
            out[at, :, place] = np.tensordot(weights, said[:, at, :, place], axes=1)
    return out


def _weights(losses: Floats) -> Floats:
    """Return the weight of each member from its losses [member, row, coin]; alike with too few of them."""
    known = ~np.isnan(losses).any(axis=0)
    if int(known.sum()) < _FEWEST:
        return np.full(len(losses), 1 / len(losses))
    total = losses[:, known].sum(axis=1)
    weights = np.exp(-(total / total.min() - 1) / _TEMPERATURE)
    return np.asarray(weights / weights.sum())
