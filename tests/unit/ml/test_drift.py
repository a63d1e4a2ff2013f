"""Drift is near zero for what a model learnt on, and large where features lie elsewhere."""

import numpy as np

from ml.drift import Habits, by_name

CHANCE = np.random.default_rng(3)
LEARNT = CHANCE.normal(0, 1, (5000, 3)).astype(np.float32)
HABITS = Habits.of(LEARNT)


def test_what_was_learnt_on_has_not_drifted() -> None:
    assert (HABITS.index(LEARNT) < 1e-6).all()
    assert (HABITS.index(CHANCE.normal(0, 1, (800, 3)).astype(np.float32)) < 0.1).all()


def test_a_feature_that_moved_is_told_by_its_name() -> None:
    now = CHANCE.normal(0, 1, (800, 3)).astype(np.float32)
    now[:, 1] += 1.5
    index = by_name(("base", "fast", "age"), HABITS.index(now))
    assert index["fast"] > 0.25
    assert max(index["base"], index["age"]) < 0.1


def test_a_feature_that_stands_still_is_no_fault() -> None:
    still = np.ones((100, 3), dtype=np.float32)
    index = Habits.of(still).index(still)
    assert np.isfinite(index).all()
    assert (index < 1e-6).all()
