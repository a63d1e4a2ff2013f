"""adapters.venues.checks — what never leaves the adapter."""

import math
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.venues import checks
from core.market.model import Interval, OrderBook, Pair, SeriesKey, Ticker, Trade, from_ms, to_ms

NOW = datetime(2026, 3, 5, 14, 30, tzinfo=UTC)
HOUR = Interval.H1.ms
OPENED = Interval.H1.floor_ms(to_ms(NOW)) - HOUR
PAIR = Pair("BTC", "USD")
KEY = SeriesKey("kraken", PAIR, Interval.H1)
BLANK = Ticker("kraken", PAIR, 0.0, NOW)

anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["1e400", "NaN", OPENED]),
    lambda inner: st.lists(inner, max_size=7) | st.dictionaries(st.sampled_from(["last", "bid", "timestamp"]), inner),
    max_leaves=9,
)


def row(opened: object = OPENED, high: object = 11.0, low: object = 9.0, close: object = 10.5) -> list[object]:
    return [opened, 10.0, high, low, close, 3.0]


def dropped(*rows: object) -> dict[str, int]:
    return dict(checks.sieve(rows, HOUR, NOW).dropped)


def test_a_sound_candle_passes_as_numbers_or_text() -> None:
    candle = (OPENED, 10.0, 11.0, 9.0, 10.5, 3.0)
    assert checks.sieve([row()], HOUR, NOW) == checks.Sieved({OPENED: candle}, {})
    assert checks.sieve([[str(cell) for cell in row()]], HOUR, NOW).rows == {OPENED: candle}


@pytest.mark.parametrize("cell", [0.0, -1.0])
def test_a_price_is_above_zero(cell: float) -> None:
    assert dropped(row(low=cell)) == {"unpriced": 1}


@pytest.mark.parametrize("cell", [math.nan, math.inf, "1e400", None, "", True, [], "ten"])
def test_a_price_is_a_finite_number(cell: object) -> None:
    assert dropped(row(close=cell)) == {"misshapen": 1}


def test_volume_may_be_nothing_but_not_less() -> None:
    assert dropped([*row()[:5], 0.0]) == {}
    assert dropped([*row()[:5], -0.1]) == {"unpriced": 1}


@pytest.mark.parametrize("wrong", [row(high=8.0), row(low=12.0), row(close=11.5), row(close=8.5)])
def test_high_and_low_hold_the_others(wrong: list[object]) -> None:
    assert dropped(wrong) == {"misordered": 1}


@pytest.mark.parametrize("opened", [OPENED + 1, OPENED + HOUR // 2, 0, HOUR])
def test_a_candle_opens_on_the_grid_and_after_there_was_a_market(opened: int) -> None:
    assert dropped(row(opened)) == {"off_grid": 1}


def test_the_running_candle_passes_and_the_next_does_not() -> None:
    assert dropped(row(OPENED + HOUR)) == {}
    assert dropped(row(OPENED + 2 * HOUR)) == {"future": 1}


def test_clocks_may_differ_by_a_little() -> None:
    nearly = from_ms(OPENED + 2 * HOUR) - timedelta(seconds=3)
    assert checks.sieve([row(OPENED + 2 * HOUR)], HOUR, nearly).dropped == {}


def test_of_two_with_the_same_time_the_later_counts() -> None:
    sieved = checks.sieve([row(close=10.1), row(close=10.2)], HOUR, NOW)
    assert sieved.rows[OPENED][4] == 10.2
    assert sieved.dropped == {"repeated": 1}


@pytest.mark.parametrize("wrong", [None, [], [OPENED], "abcdef", {"a": 1}, 7, [1, None, None, None, None, None]])
def test_what_is_no_row_is_dropped(wrong: object) -> None:
    assert dropped(wrong) == {"misshapen": 1}


def test_a_series_is_ordered_and_within_its_bounds() -> None:
    rows = checks.sieve([row(OPENED - k * HOUR) for k in (0, 3, 1, 2)], HOUR, NOW).rows
    series = checks.series(KEY, rows, from_ms(OPENED - 2 * HOUR), from_ms(OPENED))
    assert series.opened_ms.tolist() == [OPENED - 2 * HOUR, OPENED - HOUR]
    assert series.close.tolist() == [10.5, 10.5]
    assert series.close.flags.c_contiguous
    assert len(checks.series(KEY, {}, from_ms(0), NOW)) == 0


@given(st.lists(anything | st.lists(anything, min_size=6, max_size=6), max_size=5))
def test_whatever_comes_only_candles_go(rows: list[object]) -> None:
    series = checks.series(KEY, checks.sieve(rows, HOUR, NOW).rows, from_ms(0), NOW)
    for column in (series.open, series.high, series.low, series.close):
        assert np.all(np.isfinite(column))
        assert np.all(column > 0)
    assert np.all(series.opened_ms % HOUR == 0)


def test_a_ticker_is_filled_and_its_change_is_a_fraction() -> None:
    said = {"last": "10", "bid": 9.9, "ask": 10.1, "high": 11, "low": 9, "percentage": 2.5, "baseVolume": 0}
    filled = checks.ticker(BLANK, {**said, "timestamp": to_ms(NOW) - 1000}, NOW)
    assert filled == Ticker(
        "kraken", PAIR, 10.0, NOW - timedelta(seconds=1), 9.9, 10.1, 0.025, 11.0, 9.0, base_volume_24h=0.0
    )


def test_a_ticker_without_a_price_is_none() -> None:
    assert all(checks.ticker(BLANK, {"last": last}, NOW) is None for last in (None, 0, -1, "1e400", math.nan))


def test_a_second_figure_that_makes_no_sense_is_left_out() -> None:
    said = {"last": 10, "bid": 11, "ask": 9, "high": 1, "low": 2, "percentage": -150, "quoteVolume": -1}
    assert checks.ticker(BLANK, said, NOW) == Ticker("kraken", PAIR, 10.0, NOW)


@pytest.mark.parametrize("ms", [None, 0, -5, "soon", to_ms(NOW) + 60_000, 1e300])
def test_a_time_that_is_none_is_now(ms: object) -> None:
    assert checks.instant(ms, NOW) == NOW


@given(st.dictionaries(st.sampled_from(["last", "bid", "ask", "high", "low", "percentage", "timestamp"]), anything))
def test_whatever_is_said_a_ticker_s_figures_are_numbers(said: dict[str, object]) -> None:
    filled = checks.ticker(BLANK, said, NOW)
    if filled is not None:
        assert math.isfinite(filled.last) and filled.last > 0
        assert filled.at <= NOW
        assert all(price is None or price > 0 for price in (filled.bid, filled.ask, filled.high_24h, filled.low_24h))


def test_a_book_is_sorted_and_loses_what_is_no_level() -> None:
    blank = OrderBook("kraken", PAIR, NOW, (), ())
    said = {"bids": [[9, 1], [9.5, 2], [0, 1], ["x", 1]], "asks": [["10.5", "1"], [10, 0], [10.2, 3, 99]]}
    assert checks.order_book(blank, said, NOW) == OrderBook(
        "kraken", PAIR, NOW, ((9.5, 2.0), (9.0, 1.0)), ((10.2, 3.0), (10.5, 1.0))
    )


@pytest.mark.parametrize(
    ("bids", "asks"),
    [
        ([[10, 1]], [[9, 1]]),
        ([[10, 1]], [[10, 1]]),
        ([], []),
        (None, [[10, 1]]),
        ("bids", "asks"),
        ([["x", 1]], [[10, 1]]),
    ],
)
def test_a_book_that_is_crossed_empty_or_garbled_is_none(bids: object, asks: object) -> None:
    assert checks.order_book(OrderBook("kraken", PAIR, NOW, (), ()), {"bids": bids, "asks": asks}, NOW) is None


def test_one_side_of_a_book_may_be_empty() -> None:
    book = checks.order_book(OrderBook("kraken", PAIR, NOW, (), ()), {"bids": [], "asks": [[10, 1]]}, NOW)
    assert book is not None and book.bids == ()


def test_a_trade_needs_a_price_and_no_size() -> None:
    blank = Trade("kraken", PAIR, 0.0, 0.0, NOW)
    assert checks.trade(blank, {"price": "7", "amount": None, "timestamp": to_ms(NOW)}, NOW) == Trade(
        "kraken", PAIR, 7.0, 0.0, NOW
    )
    assert checks.trade(blank, {"price": 0}, NOW) is None
