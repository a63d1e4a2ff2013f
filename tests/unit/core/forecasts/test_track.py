"""The track record — what is counted, when it is off target, and what chance does to a good model."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from core.forecasts.model import HORIZONS, LEVELS
from core.forecasts.track import Kind, Scored, Verdict, coin_record, judged, tolerance, track_record
from core.market.model import to_ms
from tests.fakes.clock import NOON
from tests.unit.core.forecasts.test_scoring import a_spread

DAY = 86_400_000


def a_record(days: int, width: float = 1.0, coins: tuple[str, ...] = ("bitcoin", "ethereum"), seed: int = 1) -> Scored:
    """Return daily forecasts of 2 % moves that were `width` times too wide; the last one came true at noon."""
    chance = np.random.default_rng(seed)
    rows = [(day, coin) for day in range(days) for coin in coins]
    quantiles = np.tile(a_spread(0.02 * width), (len(rows), 1))
    plain = np.tile(a_spread(0.03), (len(rows), 1))
    return Scored(
        np.array([to_ms(NOON) - (days - day) * DAY for day, _ in rows]),
        np.array([coin for _, coin in rows]),
        quantiles,
        plain,
        np.full((len(rows), len(LEVELS)), np.nan),
        # As many in each part of the spread as there should be, in any order.
        chance.permutation(np.quantile(np.random.default_rng(1).normal(0, 0.02, 200_001), _even(len(rows)))),
    )


def _even(n: int) -> np.ndarray:
    return (np.arange(n) + 0.5) / n


def test_the_window_of_a_horizon_is_its_own() -> None:
    found = {text: (tolerance(h).days, tolerance(h).points) for text, h in HORIZONS.items() if text.endswith("d")}
    assert found == {"1d": (90, 0.05), "7d": (180, 0.07), "14d": (180, 0.10), "30d": (365, 0.06)}


def test_a_record_says_how_often_ranges_held_of_outcomes_that_do_not_overlap() -> None:
    record = track_record(a_record(120), HORIZONS["1d"], Kind.LIVE, NOON)
    assert record is not None
    assert record.n == 90
    assert record.held == pytest.approx(0.8, abs=0.06)
    assert record.skill is not None and record.skill > 0.02
    assert record.skill_garch is None
    assert record.verdict is Verdict.GOOD


def test_two_coins_are_not_two_experiments() -> None:
    one = track_record(a_record(90, coins=("bitcoin",)), HORIZONS["1d"], Kind.LIVE, NOON)
    many = track_record(a_record(90, coins=tuple("abcdefgh")), HORIZONS["1d"], Kind.LIVE, NOON)
    assert one is not None and many is not None
    assert one.n == many.n == 90


@pytest.mark.parametrize(("width", "verdict"), [(0.5, Verdict.LOW), (1.0, Verdict.GOOD), (2.0, Verdict.HIGH)])
def test_ranges_that_hold_too_seldom_or_too_often_are_off_target(width: float, verdict: Verdict) -> None:
    record = track_record(a_record(90, width), HORIZONS["1d"], Kind.LIVE, NOON)
    assert record is not None
    assert record.verdict is verdict
    assert record.is_off_target == (verdict is not Verdict.GOOD)


def test_a_record_shorter_than_its_window_is_not_judged() -> None:
    record = track_record(a_record(40, 0.2), HORIZONS["1d"], Kind.LIVE, NOON)
    assert record is not None
    assert record.verdict is Verdict.EARLY


def test_what_is_older_than_the_window_counts_no_more() -> None:
    old = a_record(90, 0.3).where(np.arange(60))
    assert track_record(old, HORIZONS["1d"], Kind.LIVE, NOON + timedelta(days=200)) is None


def test_the_tolerance_of_a_horizon_is_its_edge() -> None:
    week = tolerance(HORIZONS["7d"])
    assert judged(0.73, 180, week) is judged(0.87, 180, week) is Verdict.GOOD
    assert judged(0.729, 180, week) is Verdict.LOW
    assert judged(0.871, 180, week) is Verdict.HIGH


def test_a_good_model_is_seldom_called_off_target() -> None:
    record = a_record(90, coins=tuple("abcdefgh"))
    off = 0
    for seed in range(60):
        drawn = np.random.default_rng(seed).normal(0, 0.02, len(record))
        found = track_record(replace(record, moved=drawn), HORIZONS["1d"], Kind.LIVE, NOON)
        off += found is not None and found.is_off_target
    assert off <= 3


def test_the_coin_that_holds_least_is_named() -> None:
    record = a_record(90)
    record.quantiles[record.coins == "ethereum"] *= 0.3
    found = track_record(record, HORIZONS["1d"], Kind.LIVE, NOON)
    assert found is not None and found.worst is not None
    assert found.worst.coin_id == "ethereum"
    own = coin_record(record, "ethereum", HORIZONS["1d"])
    assert own is not None and own.held == found.worst.held < 0.5
    assert coin_record(record, "solana", HORIZONS["1d"]) is None
