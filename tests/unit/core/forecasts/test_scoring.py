"""Scores: what they reward, and what chance does."""

import numpy as np
import pytest

from core.forecasts import scoring
from core.forecasts.model import LEVELS
from core.forecasts.scoring import CENTRAL

CHANCE = np.random.default_rng(3)


def a_spread(width: float) -> np.ndarray:
    """Return the quantiles of a normal return of that deviation."""
    sample = np.sort(np.random.default_rng(1).normal(0, 1, 200_001))
    return np.quantile(sample - np.median(sample), LEVELS) * width


def test_the_true_spread_loses_less_than_a_narrower_or_a_wider_one() -> None:
    moved = CHANCE.normal(0, 0.02, 20_000)
    losses = {
        width: float(scoring.pinball(np.tile(a_spread(width), (moved.size, 1)), moved).mean())
        for width in (0.01, 0.02, 0.04)
    }
    assert min(losses, key=lambda width: losses[width]) == 0.02


def test_skill_is_nothing_against_itself_and_more_for_less_loss() -> None:
    loss = np.array([1.0, 2.0, np.nan])
    assert scoring.skill(loss, loss) == 0
    assert scoring.skill(loss * 0.9, loss) == pytest.approx(0.1)
    assert scoring.skill(loss, loss * np.nan) is None


def test_the_plain_range_holds_as_often_as_it_says_of_what_it_was_made_of() -> None:
    closes = 100 * np.exp(np.cumsum(CHANCE.normal(0.001, 0.02, 1_000)))
    plain = scoring.climatology(closes, 1)
    assert plain is not None
    moves = np.diff(np.log(closes))
    moves = moves - np.median(moves)
    assert np.mean((moves >= plain[scoring.LOW80]) & (moves <= plain[scoring.HIGH80])) == pytest.approx(0.8, abs=0.01)
    assert scoring.climatology(closes[:100], 1) is None


def test_plain_ranges_of_the_past_know_nothing_of_what_came_after() -> None:
    closes = 100 * np.exp(np.cumsum(CHANCE.normal(0, 0.02, 400)))
    rows = np.array([50, 200, 300])
    whole = scoring.climatologies(closes, 7, rows)
    assert np.isnan(whole[0]).all()
    later = closes.copy()
    later[301:] *= 5
    assert np.array_equal(scoring.climatologies(later, 7, rows)[1:], whole[1:])


def test_a_sample_that_is_kept_sorted_says_what_one_that_is_sorted_anew_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scoring, "MOST_PAST", 150)
    closes = 100 * np.exp(np.cumsum(CHANCE.normal(0, 0.02, 500)))
    rows = np.array([120, 121, 128, 129, 300, 301, 302, 340, 499])
    found = scoring.climatologies(closes, 7, rows)
    past = np.log(closes[7:]) - np.log(closes[:-7])
    for row, told in zip(rows, found, strict=True):
        sample = past[max(0, row - 6 - 150) : row - 6]
        assert np.allclose(told, np.quantile(sample - np.median(sample), LEVELS), atol=1e-12)


def test_the_widening_that_is_asked_for_is_the_one_that_would_have_held() -> None:
    moved = CHANCE.normal(0, 0.02, 5_000)
    narrow = np.tile(a_spread(0.01), (moved.size, 1))
    factor = scoring.widening(narrow, moved)
    assert factor == pytest.approx(2, abs=0.1)
    held = (moved >= factor * narrow[:, scoring.LOW80]) & (moved <= factor * narrow[:, scoring.HIGH80])
    assert held.mean() == pytest.approx(0.8, abs=0.01)
    assert scoring.widening(np.tile(a_spread(0.04), (moved.size, 1)), moved) == 1


def test_no_difference_is_seldom_taken_for_one_and_a_clear_one_is_seen() -> None:
    chances = [scoring.chance_of(np.random.default_rng(n).normal(0, 1, 180), 30) for n in range(200)]
    # Few blocks know little of chance: a little more than one in ten, and not one in three.
    assert np.mean(np.array(chances) < 0.1) < 0.25
    assert scoring.chance_of(np.random.default_rng(1).normal(1, 1, 180), 30) < 0.01
    assert scoring.chance_of(np.ones(50), 30) == 1.0


def test_overlapping_windows_are_one_experiment() -> None:
    assert scoring.experiments(90, 1) == 90
    assert scoring.experiments(180, 7) == 25
    assert scoring.experiments(29, 30) == 0


def test_a_population_that_stays_is_stable_and_one_that_moved_is_not() -> None:
    even = np.full(10, 0.1)
    assert scoring.stability(even, even) == 0
    assert scoring.stability(even, np.array([0.5, 0.2, 0.1, 0.1, 0.1, 0, 0, 0, 0, 0])) > 0.25


def test_what_lay_inside_each_central_range_is_counted_also_between_two_levels() -> None:
    # Quantiles of an even spread from -1 to 1: a central range of 50 % reaches from -.5 to .5.
    even = np.tile(2 * np.array(LEVELS) - 1, (4, 1))
    moved = np.array([0.1, -0.45, 0.52, -0.97])
    expected = [sum(abs(value) <= share for value in moved) / 4 for share in CENTRAL]
    assert scoring.inside(even, moved).tolist() == expected


@pytest.mark.parametrize("n", [1, 5, 24, 180])
@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.95])
def test_four_of_five_honest_ranges_lie_in_the_band_of_chance(n: int, share: float) -> None:
    low, high = scoring.chance_band(share, n)
    assert 0 <= low <= high <= 1
    held = np.random.default_rng(3).binomial(n, share, 40_000) / n
    # Counts are whole: with half of the two at its ends the band holds what it says.
    step = 0.5 / n
    assert ((held > low + step) & (held < high - step)).mean() <= 0.8 + 0.01
    assert ((held >= low - step) & (held <= high + step)).mean() >= 0.8 - 0.01


def test_the_band_of_chance_narrows_with_what_is_known_and_ends_where_nothing_is_open() -> None:
    widths = [high - low for low, high in (scoring.chance_band(0.8, n) for n in (5, 25, 100, 400))]
    assert widths == sorted(widths, reverse=True)
    assert scoring.chance_band(0.0, 9) == (0.0, 0.0)
    assert scoring.chance_band(1.0, 9) == (1.0, 1.0)
