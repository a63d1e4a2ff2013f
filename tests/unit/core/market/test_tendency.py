"""The market's tendency: the published rule, and that it does not flicker."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.model import CandleSeries, Floats, Interval, Pair, SeriesKey, to_ms
from core.market.tendency import NEEDED_CLOSES, Inputs, Label, candidate, tendencies, tendency

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
    found = tendency(daily(rise), others)
    assert found is not None
    assert found.label is Label.BULLISH
    fall = 1e4 / rise
    fell = tendency(daily(fall), [daily(fall, f"C{i}") for i in range(6)])
    assert fell is not None
    assert (fell.label, fell.inputs.up, fell.inputs.of) == (Label.BEARISH, 0, 6)


def test_too_few_closes_give_no_label() -> None:
    assert tendency(daily(wander(NEEDED_CLOSES - 1)), []) is None
    assert tendency(CandleSeries.empty(daily(wander(1)).key), []) is None


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
    found = tendency(daily(close), [daily(close, "OLD"), young])
    assert found is not None
    assert found.inputs.of == 1


def test_the_tendency_is_of_a_close_and_says_since_when() -> None:
    standing = tendencies(daily(wander(300, 5, 0.03)), [])
    assert standing[-1].as_of == START + timedelta(days=300)
    assert any(t.since is not None for t in standing)
