"""Outliers: what nobody else was near is held back, what somebody was near is not, and nothing grows without end."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.alerts.outliers import (
    WITHIN_MS,
    Extremes,
    Span,
    Suspect,
    Suspects,
    believed,
    is_beyond,
    minutes_to_witness,
    witnessed,
)
from core.market.model import Candle, to_ms
from tests.databases import NOON

MINUTE = 60_000
AT = to_ms(NOON)
prices = st.floats(1.0, 1e6)
spans = st.tuples(prices, prices).map(lambda ends: Span(min(ends), max(ends)))


@st.composite
def candles(draw: st.DrawFn) -> Candle:
    low, one, other, high = sorted(draw(st.lists(prices, min_size=4, max_size=4)))
    first, last = draw(st.permutations([one, other]))
    return Candle(NOON, first, high, low, last, 1.0)


@pytest.mark.parametrize(
    ("price", "others", "expected"),
    [
        (97.9, [Span(100, 101)], True),
        (98.0, [Span(100, 101)], False),
        (103.1, [Span(100, 101)], True),
        (103.02, [Span(100, 101)], False),
        (90, [Span(100, 101), Span(91, 101)], False),
        (90, [Span(100, 101), Span(95, 101)], True),
        (90, [], False),
    ],
)
def test_a_price_is_beyond_when_it_is_two_percent_past_everybody_else(
    price: float, others: list[Span], expected: bool
) -> None:
    assert is_beyond(price, others) is expected


@given(prices, st.lists(spans, max_size=4), spans)
def test_another_venue_never_makes_a_believed_price_suspect_once_somebody_is_near(
    price: float, others: list[Span], one: Span
) -> None:
    near = Span(min(one.low, price), max(one.high, price))
    assert not is_beyond(price, [*others, near])


@given(candles(), st.lists(spans, max_size=3))
def test_what_is_left_of_a_candle_is_a_candle_of_its_own_believed_prices(candle: Candle, others: list[Span]) -> None:
    good, suspects = believed(candle, others)
    assert all(is_beyond(price, others) for price in suspects)
    assert set(suspects) <= {candle.open, candle.high, candle.low, candle.close}
    if good is None:
        assert set(suspects) == {candle.open, candle.high, candle.low, candle.close}
        return
    assert good.low <= min(good.open, good.close) <= max(good.open, good.close) <= good.high
    assert not any(is_beyond(price, others) for price in (good.open, good.high, good.low, good.close))
    assert candle.low <= good.low
    assert good.high <= candle.high
    if not suspects:
        assert good == candle


def test_a_candle_loses_its_wick_and_keeps_the_rest() -> None:
    good, suspects = believed(Candle(NOON, 100, 101, 80, 100, 1.0), [Span(99, 101)])
    assert (good, suspects) == (Candle(NOON, 100, 101, 100, 100, 1.0), (80,))


def test_a_price_stands_for_two_minutes_after_its_own() -> None:
    said = Extremes()
    said.note(100.0, AT + 5_000)
    for minutes, expected in ((0, None), (1, Span(100, 100)), (2, Span(100, 100)), (3, Span(100, 100)), (4, None)):
        assert said.during(AT + minutes * MINUTE) == expected
    assert said.said(AT + 2 * MINUTE) is None


def test_a_minute_begins_at_the_price_that_stood() -> None:
    said = Extremes()
    said.note(100.0, AT + 5_000)
    said.note(105.0, AT + MINUTE + 5_000)
    assert said.said(AT + 2 * MINUTE) == Span(100, 105)


@given(st.lists(st.tuples(prices, st.integers(0, 10**9)), max_size=200))
def test_of_all_that_is_said_in_any_order_little_is_kept(said: list[tuple[float, int]]) -> None:
    extremes, closes = Extremes(), set()
    for price, at in said:
        extremes.note(price, at)
        closes.add(at // MINUTE * MINUTE + MINUTE)
    assert sum(extremes.said(close) is not None for close in closes) <= 8


@given(st.lists(st.tuples(st.integers(0, 10 * MINUTE), prices), max_size=300))
def test_suspects_are_held_each_once_as_far_as_they_went(said: list[tuple[int, float]]) -> None:
    suspects = Suspects()
    for at, price in said:
        suspects.add(Suspect(at, price, "kraken"))
    assert len(suspects) <= 11 * 64
    for at, price in said:
        same = [each.price for each in suspects if (each.at - 1) // MINUTE == (at - 1) // MINUTE]
        assert len(same) >= 64 or min(same) <= price <= max(same)
    suspects.drop(tuple(suspects))
    assert not suspects


@given(st.integers(0, 10 * MINUTE), prices)
def test_candles_of_two_intervals_may_confirm_a_price_and_no_others(at: int, price: float) -> None:
    suspect, there = Suspect(at, price, "kraken"), Span(price, price)
    confirming = {close for close in range(0, 20 * MINUTE, MINUTE) if witnessed(suspect, [(close, there)])}
    assert confirming == set(minutes_to_witness(suspect)) - {close for close in confirming if close < at}
    assert all(at <= close <= at + WITHIN_MS for close in confirming)
    assert not witnessed(suspect, [(max(confirming), Span(price * 2, price * 3))])


def test_a_deeper_price_of_another_venue_confirms_too() -> None:
    close = to_ms(NOON + timedelta(minutes=1))
    assert witnessed(Suspect(AT + 1, 95.0, "kraken"), [(close, Span(90, 100))])
