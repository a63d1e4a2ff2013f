"""The market's tendency: the published rule, and that it does not flicker."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.model import CandleSeries, Floats, Interval, Pair, SeriesKey, to_ms
from core.market.tendency import NEEDED_CLOSES, Inputs, Label, Tendency, candidate, tendencies

START = datetime(2025, 1, 1, tzinfo=UTC)


def daily(close: Floats, symbol: str = "BTC") -> CandleSeries:
    opened = to_ms(START) + np.arange(close.size, dtype=np.int64) * Interval.D1.ms
    key = SeriesKey("binance", Pair(symbol, "USDT"), Interval.D1)
    return CandleSeries(key, opened, close, close, close, close, np.ones(close.size))


def looked(distance: float = 0.0, up: int = 10, of: int = 20, ratio: float = 1.0) -> Inputs:
    return Inputs(START, distance, up, of, 0.5, ratio)


def wander(n: int, seed: int = 3, noise: float = 0.01, drift: float = 0.0) -> Floats:
    rng = np.random.default_rng(seed)
    return np.asarray(100 * np.exp((rng.normal(0, noise, n) + drift).cumsum()))


@pytest.mark.parametrize(
    ("inputs", "label"),
    [
        (looked(distance=0.031, up=11), Label.BULLISH),
        (looked(distance=0.031, up=10), Label.SIDEWAYS),
        (looked(distance=0.03, up=20), Label.SIDEWAYS),
        (looked(distance=-0.031, up=9), Label.BEARISH),
        (looked(distance=-0.031, up=10), Label.SIDEWAYS),
        (looked(ratio=1.5), Label.VOLATILE),
        (looked(distance=-0.2, up=1, ratio=3.0), Label.BEARISH),
        (looked(distance=0.04, up=0, of=4), Label.BULLISH),
    ],
)
def test_the_rule_is_the_published_one(inputs: Inputs, label: Label) -> None:
    assert candidate(inputs) is label


@pytest.mark.parametrize(("ratio", "level"), [(0.5, "low"), (0.75, "low"), (1.0, "normal"), (1.5, "high")])
def test_volatility_has_a_level_in_words(ratio: float, level: str) -> None:
    assert looked(ratio=ratio).volatility_level == level


def test_a_steady_rise_with_the_others_is_bullish_and_a_fall_bearish() -> None:
    rise = np.concatenate([wander(200), wander(60, drift=0.01) / 100 * wander(200)[-1]])
    others = [daily(rise, f"C{i}") for i in range(6)]
    assert tendencies(daily(rise), others)[-1].label is Label.BULLISH
    fall = 1e4 / rise
    fell = tendencies(daily(fall), [daily(fall, f"C{i}") for i in range(6)])[-1]
    assert (fell.label, fell.inputs.up, fell.inputs.of) == (Label.BEARISH, 0, 6)


def test_too_few_closes_give_no_label() -> None:
    assert tendencies(daily(wander(NEEDED_CLOSES - 1)), []) == ()
    assert tendencies(CandleSeries.empty(daily(wander(1)).key), []) == ()


@given(st.integers(0, 50), st.floats(0.005, 0.06))
def test_a_label_flips_only_after_two_closes_that_agree(seed: int, noise: float) -> None:
    standing = tendencies(daily(wander(220, seed, noise)), [])
    for before, after in pairwise(standing):
        if after.label is not before.label:
            assert after.candidate is after.label
            assert before.candidate is after.label
            assert (after.since, after.previous) == (after.as_of, before.label)
        else:
            assert (after.since, after.previous) == (before.since, before.previous)


@given(st.integers(0, 30), st.integers(1, 40))
def test_the_past_is_not_rewritten_by_the_future(seed: int, cut: int) -> None:
    close = wander(220, seed, 0.03)
    whole, earlier = tendencies(daily(close), []), tendencies(daily(close[:-cut]), [])
    assert whole[: len(earlier)] == earlier


@given(st.integers(0, 30))
def test_where_the_replay_begins_does_not_matter_for_the_label(seed: int) -> None:
    # More than the year that the median looks back, and the twenty days of the means.
    close = wander(480, seed, 0.03)
    coins = [daily(wander(480, seed + i, 0.03), f"C{i}") for i in range(6)]
    whole = tendencies(daily(close), coins)
    series = daily(close)
    later = tendencies(series.sliced(slice(5, None)), [c.sliced(slice(5, None)) for c in coins])
    assert [t.label for t in later[-60:]] == [t.label for t in whole[-60:]]


def test_breadth_counts_only_coins_with_twenty_closes() -> None:
    close = wander(120)
    young = daily(close, "NEW").sliced(slice(110, None))
    assert tendencies(daily(close), [daily(close, "OLD"), young])[-1].inputs.of == 1


def test_the_tendency_is_of_a_close_and_says_since_when() -> None:
    standing = tendencies(daily(wander(300, 5, 0.03)), [])
    assert standing[-1].as_of == START + timedelta(days=300)
    assert any(t.since is not None for t in standing)


def hourly(days: Floats, path: Floats, symbol: str = "BTC") -> CandleSeries:
    """Return hours that begin when the last of `days` has closed."""
    opened = to_ms(START) + days.size * Interval.D1.ms + np.arange(path.size, dtype=np.int64) * Interval.H1.ms
    key = SeriesKey("binance", Pair(symbol, "USDT"), Interval.H1)
    return CandleSeries(key, opened, path, path, path, path, np.ones(path.size))


def by_hour(days: Floats, path: Floats) -> tuple[Tendency, ...]:
    hours = hourly(days, path)
    return tendencies(daily(days), [daily(days)], {hours.key.pair: hours})


def test_each_hourly_close_is_judged_and_a_flip_needs_two_of_them() -> None:
    days = wander(220, 3, 0.005)
    quiet, fallen = np.full(5, days[-1]), np.full(3, days[-1] * 0.8)
    standing = by_hour(days, np.concatenate([quiet, fallen]))
    labels = [t.label for t in standing if t.as_of > START + timedelta(days=220)]
    assert labels == [standing[-4].label] * 6 + [Label.BEARISH] * 2
    assert standing[-1].since == START + timedelta(days=220, hours=7)


def test_one_odd_hour_flips_nothing() -> None:
    days = wander(220, 3, 0.005)
    path = np.full(10, days[-1])
    path[4] *= 0.7
    assert {t.label for t in by_hour(days, path)[-10:]} == {by_hour(days, path[:4])[-1].label}


@given(st.integers(0, 20))
def test_the_last_hour_of_a_day_is_judged_as_the_day_itself(seed: int) -> None:
    days = wander(221, seed, 0.03)
    path = np.append(np.linspace(days[-2], days[-1], 23), days[-1])
    whole, hours = tendencies(daily(days), [daily(days)])[-1], by_hour(days[:-1], path)[-1]
    assert hours.as_of == whole.as_of
    for name in ("distance", "up", "of", "volatility", "volatility_ratio"):
        assert getattr(hours.inputs, name) == pytest.approx(getattr(whole.inputs, name))


@given(st.integers(0, 20), st.integers(1, 30))
def test_an_hour_is_judged_without_looking_ahead(seed: int, cut: int) -> None:
    days, path = wander(200, seed, 0.03), wander(48, seed + 1, 0.02)
    path *= days[-1] / path[0]
    whole, earlier = by_hour(days, path), by_hour(days, path[:-cut])
    assert whole[: len(earlier)] == earlier
