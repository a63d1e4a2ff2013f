"""No row is learnt from before its outcome was known, and what stops a training is later than what it learnt."""

from dataclasses import replace
from math import gcd

import numpy as np
import pytest

from ml.features import tabulate
from ml.sample import NothingToLearn, askable, gather, moved, outcomes
from ml.spacing import DAILY, HOURLY, YOUNGEST, Spacing
from tests.fakes.candles_of_a_walk import COINS, a_panel

TABLE = tabulate(a_panel(400))
SAMPLE = gather(TABLE, 300)
HORIZONS = np.asarray(DAILY.horizons)


def test_an_outcome_that_ends_after_the_day_of_learning_is_unknown() -> None:
    known = ~np.isnan(SAMPLE.moved)
    ends = SAMPLE.rows.time[:, None] + HORIZONS
    assert (ends[known] < 300).all()
    assert known[ends < 300].all()
    assert not np.isnan(SAMPLE.volatility[known]).any()
    assert np.isnan(SAMPLE.volatility[~known]).all()


def test_what_comes_after_the_day_of_learning_changes_no_sample() -> None:
    cut = gather(tabulate(TABLE.panel.until(300)), 300)
    assert np.array_equal(cut.features, SAMPLE.features)
    assert np.array_equal(cut.moved, SAMPLE.moved, equal_nan=True)
    assert np.array_equal(cut.volatility, SAMPLE.volatility, equal_nan=True)


def test_rows_that_are_trained_on_have_their_outcomes_before_the_span_that_stops() -> None:
    earlier = SAMPLE.earlier()
    learnt = SAMPLE.embargoed(SAMPLE.moved, earlier)
    ends = SAMPLE.rows.time[earlier, None] + HORIZONS
    assert np.isnan(learnt[ends >= SAMPLE.later]).all()
    assert not np.isnan(learnt[ends < SAMPLE.later]).any()
    assert (SAMPLE.rows.time[SAMPLE.after()] >= SAMPLE.later).all()
    assert SAMPLE.after().size > 0


def test_a_coin_is_asked_about_from_its_sixtieth_candle_on() -> None:
    rows = askable(TABLE, 0, 400)
    assert rows.time.min() == YOUNGEST - 1
    assert set(rows.coin[rows.time == YOUNGEST - 1]) == set(range(6))


def test_targets_are_returns_in_units_of_the_scale() -> None:
    rows = askable(TABLE, 100, 101)
    panel, horizon = TABLE.panel, 7
    plain = np.log(panel.close[:, 107] / panel.close[:, 100])
    place = DAILY.horizons.index(horizon)
    np.testing.assert_allclose(moved(TABLE, rows, 400)[:, place], plain)
    scaled = plain / TABLE.measures.scales[:, 100, place]
    np.testing.assert_allclose(outcomes(TABLE, rows, 400)[:, place], scaled)


@pytest.mark.parametrize("spacing", [DAILY, HOURLY], ids=["days", "hours"])
@pytest.mark.parametrize("most", [1500, 1000, 400, 100])
def test_many_rows_are_thinned_no_more_than_they_must_and_keep_every_slot_of_the_week(
    spacing: Spacing, most: int
) -> None:
    spacing = replace(spacing, rows=most)
    rows = gather(tabulate(a_panel(2000, COINS[:2], spacing)), 2000).rows
    stride = int(np.diff(np.unique(rows.time)).min())
    assert most / 3 < rows.time.size <= most
    assert gcd(stride, spacing.slots) == 1


def test_nothing_is_learnt_before_every_horizon_has_outcomes() -> None:
    # Thirteen days after the first row nobody knows of a month.
    with pytest.raises(NothingToLearn, match="30 ahead"):
        gather(TABLE, YOUNGEST + 13)


def test_too_little_is_said_to_be_too_little() -> None:
    with pytest.raises(NothingToLearn):
        gather(TABLE, YOUNGEST)
