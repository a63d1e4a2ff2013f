"""Longer candles from shorter ones, and prices across a rate."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.model import CandleSeries, Interval, Pair, SeriesKey, from_ms, to_ms
from core.market.resample import crossed, inverted, joined, masked, resample

START = datetime(2026, 1, 5, tzinfo=UTC)  # a Monday
KEY = SeriesKey("kraken", Pair("BTC", "USD"), Interval.M1)
MADE = (Interval.M5, Interval.M15, Interval.M30, Interval.H1, Interval.H4, Interval.D1, Interval.W1)


def minutes(numbers: "list[int]", seed: int = 1, key: SeriesKey = KEY) -> CandleSeries:
    rng = np.random.default_rng(seed)
    n = len(numbers)
    edges = np.exp(rng.normal(0, 0.01, (n, 4)).cumsum(axis=0)) * 100
    opened = np.array([to_ms(START) + i * key.interval.ms for i in numbers], dtype=np.int64)
    first, last = edges[:, 0], edges[:, 1]
    return CandleSeries(
        key, opened, first, edges.max(axis=1), edges.min(axis=1), last, rng.uniform(0, 5, n), rng.random(n) < 0.1
    )


@given(st.sets(st.integers(0, 3 * 1440), max_size=300), st.sampled_from(MADE))
def test_every_longer_candle_is_exactly_its_parts(numbers: set[int], interval: Interval) -> None:
    series = minutes(sorted(numbers))
    built = resample(series, interval)
    opens = {interval.floor_ms(ms) for ms in series.opened_ms.tolist()}
    assert built.series.opened_ms.tolist() == sorted(opens)
    for row, candle in enumerate(built.series):
        parts = series.between(candle.opened_at, candle.opened_at + interval.length)
        assert candle.open == parts.open[0]
        assert candle.close == parts.close[-1]
        assert candle.high == parts.high.max()
        assert candle.low == parts.low.min()
        assert candle.volume == pytest.approx(parts.volume.sum())
        assert bool(built.series.refilled[row]) == bool(parts.refilled.any())
        assert bool(built.partial[row]) == (len(parts) < interval.ms // Interval.M1.ms)


@given(st.sets(st.integers(0, 2000), max_size=200))
def test_in_steps_or_at_once_is_the_same(numbers: set[int]) -> None:
    series = minutes(sorted(numbers))
    at_once = resample(series, Interval.H4).series
    in_steps = resample(resample(series, Interval.M15).series, Interval.H4).series
    assert at_once.opened_ms.tolist() == in_steps.opened_ms.tolist()
    assert at_once.close.tolist() == in_steps.close.tolist()
    assert np.allclose(at_once.volume, in_steps.volume)


def test_weeks_open_on_mondays() -> None:
    days = minutes(list(range(10)), key=SeriesKey("kraken", Pair("BTC", "USD"), Interval.D1))
    weeks = resample(days, Interval.W1)
    assert [from_ms(ms) for ms in weeks.series.opened_ms.tolist()] == [START, START + timedelta(days=7)]
    assert weeks.partial.tolist() == [False, True]


def test_what_is_no_multiple_is_refused() -> None:
    with pytest.raises(ValueError, match="not made of"):
        resample(minutes([0], key=SeriesKey("x", Pair("A", "B"), Interval.W1)), Interval.D1)


def test_the_same_interval_is_itself() -> None:
    series = minutes([0, 1, 5])
    assert resample(series, Interval.M1).series.close.tolist() == series.close.tolist()


@given(st.lists(st.integers(0, 500), unique=True, min_size=1, max_size=50))
def test_turned_over_twice_is_the_same_price(numbers: list[int]) -> None:
    series = minutes(sorted(numbers))
    back = inverted(inverted(series))
    assert back.key == series.key
    for column in ("open", "high", "low", "close"):
        assert np.allclose(getattr(back, column), getattr(series, column), rtol=1e-12)
    turned = inverted(series)
    assert bool(np.all(turned.low <= np.minimum(turned.open, turned.close)))
    assert bool(np.all(turned.high >= np.maximum(turned.open, turned.close)))


@given(st.sets(st.integers(0, 40)), st.sets(st.integers(0, 40)))
def test_a_cross_has_the_candles_both_have_and_stays_ordered(here: set[int], there: set[int]) -> None:
    rate = minutes(sorted(there), seed=2, key=SeriesKey("x", Pair("USD", "EUR"), Interval.M1))
    made = crossed(minutes(sorted(here)), rate)
    assert made.key.pair == Pair("BTC", "EUR")
    assert len(made) == len(here & there)
    assert bool(np.all(made.low <= np.minimum(made.open, made.close)))
    assert bool(np.all(made.high >= np.maximum(made.open, made.close)))


def test_a_cross_at_a_constant_rate_is_exact() -> None:
    series = minutes(list(range(5)))
    flat = np.full(5, 0.5)
    rate = CandleSeries(
        SeriesKey("x", Pair("USD", "EUR"), Interval.M1), series.opened_ms, flat, flat, flat, flat, np.zeros(5)
    )
    assert np.allclose(crossed(series, rate).high, series.high / 2)


def test_of_two_candles_of_a_time_the_newer_counts() -> None:
    older, newer = minutes([0, 1, 2], seed=1), minutes([1, 3], seed=9)
    both = joined(older, newer)
    assert len(both) == 4
    assert both.close[1] == newer.close[0]
    assert both.close[2] == older.close[2]
    assert len(masked(both, both.close > 0)) == 4
