"""Scores are proper, coins weigh alike, and errors know that neighbours overlap and that coins move together."""

import numpy as np
import pytest

from core.market.model import Floats
from ml.judging import Judged, against, half_years, verdict
from ml.loss import pinball
from ml.spacing import LEVELS

CHANCE = np.random.default_rng(2)
SD = np.array([0.01, 0.02, 0.1])
OUTCOMES = CHANCE.normal(0, 1, (3, 400)) * SD[:, None]
NORMAL = np.array([-1.96, -1.645, -1.2816, -0.8416, -0.5244, -0.2533, 0, 0.2533, 0.5244, 0.8416, 1.2816, 1.645, 1.96])
RIGHT = np.tile(NORMAL, (3, 400, 1)) * SD[:, None, None]
COINS = ("A", "B", "C")
HALVES = ("2023-H1",) * 200 + ("2023-H2",) * 200


def judged(ours: Floats, outcomes: Floats = OUTCOMES, base: Floats = RIGHT * 1.5) -> Judged:
    return Judged(outcomes, ours, base, base)


def test_the_loss_is_least_for_the_right_quantiles() -> None:
    right = pinball(OUTCOMES, RIGHT).mean()
    assert all(pinball(OUTCOMES, RIGHT * factor).mean() > right for factor in (0.5, 0.8, 1.25, 2.0))
    assert all(pinball(OUTCOMES, RIGHT + shift).mean() > right for shift in (-0.01, 0.01))


def test_a_forecast_is_no_better_than_itself() -> None:
    found = verdict(judged(RIGHT, base=RIGHT), 1, 3, COINS, HALVES)
    assert found.skill.gain == 0
    assert found.skill.error == 0


def test_coins_weigh_alike_whatever_they_swing() -> None:
    better_for_the_wild_one = np.concatenate((RIGHT[:2] * 1.5, RIGHT[2:]))
    better_for_the_calm_one = np.concatenate((RIGHT[:1], RIGHT[1:] * 1.5))
    wild, calm = (
        verdict(judged(q), 1, 3, COINS, HALVES).skill.gain for q in (better_for_the_wild_one, better_for_the_calm_one)
    )
    assert wild == pytest.approx(calm, abs=0.01)


def test_coverage_is_told_with_the_coin_that_is_worst() -> None:
    narrow = RIGHT.copy()
    narrow[1] /= 2
    found = verdict(judged(narrow), 1, 3, COINS, HALVES)
    assert found.worst_coin == "B"
    assert found.worst_coin_80 == pytest.approx(0.48, abs=0.06)
    assert found.covered_80 == pytest.approx((0.8 + 0.48 + 0.8) / 3, abs=0.04)
    assert verdict(judged(RIGHT), 1, 3, COINS, HALVES).covered_95 == pytest.approx(0.95, abs=0.02)


def test_shares_below_each_level_are_the_levels_of_right_quantiles() -> None:
    np.testing.assert_allclose(verdict(judged(RIGHT), 1, 3, COINS, HALVES).below, LEVELS, atol=0.04)


def test_coins_that_move_together_and_outcomes_that_overlap_make_the_error_larger() -> None:
    one = pinball(OUTCOMES[:1], RIGHT[:1])
    single = against(one, one * 1.2, one, 10).error
    three_alike = np.repeat(one, 3, axis=0)
    assert against(three_alike, three_alike * 1.2, three_alike, 10).error == pytest.approx(single)
    repeated = np.repeat(one[:, ::8], 8, axis=1)
    assert against(repeated, repeated * 1.2, repeated, 16).error > 2 * single


def test_outcomes_that_do_not_overlap_are_counted_by_time_and_not_by_coin() -> None:
    assert verdict(judged(RIGHT), 30, 3, COINS, HALVES).independent == 400 * 3 // 30
    assert verdict(judged(RIGHT), 30, 3, COINS, HALVES).outcomes == 1200
    # Between two origins nothing is asked: more outcomes than origins there are not.
    assert verdict(judged(RIGHT), 1, 3, COINS, HALVES).independent == 400


def test_of_too_few_origins_no_error_is_told_rather_than_none() -> None:
    one = pinball(OUTCOMES[:, :19], RIGHT[:, :19])
    assert np.isnan(against(one, one * 1.2, one, 10).error)
    assert against(one, one * 1.2, one, 9).error > 0


def test_what_has_no_forecast_or_no_outcome_is_left_out() -> None:
    some = RIGHT.copy()
    some[0] = np.nan
    outcomes = OUTCOMES.copy()
    outcomes[1, 300:] = np.nan
    assert verdict(judged(some, outcomes), 1, 3, COINS, HALVES).outcomes == 700
    with pytest.raises(ValueError, match="no forecast"):
        verdict(judged(np.full_like(RIGHT, np.nan)), 1, 3, COINS, HALVES)


def test_skill_is_told_by_half_year() -> None:
    mixed = RIGHT.copy()
    mixed[:, :200] *= 3
    by_half = verdict(judged(mixed), 1, 3, COINS, HALVES).by_half_year
    assert by_half["2023-H1"] < 0 < by_half["2023-H2"]


def test_half_years_begin_in_january_and_july() -> None:
    days = np.array(["2023-06-30T23:00", "2023-07-01", "2023-12-31", "2024-01-01"], dtype="datetime64[ms]")
    assert half_years(days.astype(np.int64)) == ("2023-H1", "2023-H2", "2023-H2", "2024-H1")
