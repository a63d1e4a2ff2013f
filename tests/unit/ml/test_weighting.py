"""Weights by recent loss follow who was better, and only what was known."""

import numpy as np
import pytest

from core.market.model import Floats, Instants
from ml.spacing import DAILY, LEVELS
from ml.weighting import weighted

ROWS: Instants = np.arange(0, 600, 2, dtype=np.int64)
SPREAD = np.array([-1.96, -1.645, -1.28, -0.84, -0.52, -0.25, 0, 0.25, 0.52, 0.84, 1.28, 1.645, 1.96])
OUTCOMES = np.random.default_rng(6).normal(0, 1, (ROWS.size, 4, 4))


def said(*widths: float) -> Floats:
    """Return what members say whose ranges are so wide; 1 is right."""
    return np.stack([np.broadcast_to(width * SPREAD, (ROWS.size, 4, 4, LEVELS.size)) for width in widths])


def test_equal_weights_are_the_mean() -> None:
    told = weighted(said(1, 3), OUTCOMES, ROWS, DAILY, "equal")
    np.testing.assert_allclose(told, said(2)[0])


def test_the_better_member_weighs_more() -> None:
    told = weighted(said(1, 1.3), OUTCOMES, ROWS, DAILY, "recent")
    width = told[-1, 0, 0, -1] / SPREAD[-1]
    assert 1 < width < 1.1


def test_members_that_lose_alike_weigh_alike() -> None:
    told = weighted(said(1.2, 1.2), OUTCOMES, ROWS, DAILY, "recent")
    np.testing.assert_allclose(told, said(1.2)[0])


@pytest.mark.parametrize("place", range(4))
def test_an_outcome_counts_only_once_it_is_there(place: int) -> None:
    at, horizon = 250, DAILY.horizons[place]
    later = OUTCOMES.copy()
    later[ROWS + horizon > ROWS[at], :, place] *= 5
    plain, other = (weighted(said(1, 1.3), each, ROWS, DAILY, "recent") for each in (OUTCOMES, later))
    assert np.array_equal(plain[: at + 1, :, place], other[: at + 1, :, place])
    assert not np.array_equal(plain[at + horizon + 1 :, :, place], other[at + horizon + 1 :, :, place])


def test_before_there_are_outcomes_all_weigh_alike() -> None:
    told = weighted(said(1, 3), OUTCOMES, ROWS, DAILY, "recent")
    np.testing.assert_allclose(told[0], said(2)[0, 0])
