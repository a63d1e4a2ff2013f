"""core.market.ports.Venue: what every venue promises, real, simulated or replayed."""

from collections.abc import AsyncIterator
from datetime import timedelta

import numpy as np
import pytest

from core.kernel.errors import UnknownName
from core.market.model import Interval, Pair, to_ms
from tests.contracts.venues_under_test import VENUES_UNDER_TEST, UnderTest

NOSUCH = Pair("NOSUCH", "USD")


@pytest.fixture(params=VENUES_UNDER_TEST)
async def under_test(request: pytest.FixtureRequest) -> AsyncIterator[UnderTest]:
    async with VENUES_UNDER_TEST[request.param]() as under_test:
        yield under_test


def test_it_has_an_id_and_a_name(under_test: UnderTest) -> None:
    assert under_test.venue.id == under_test.venue.id.lower() != ""
    assert under_test.venue.name


async def test_it_lists_each_pair_once_as_people_write_it(under_test: UnderTest) -> None:
    listings = await under_test.venue.listings()
    pairs = [listing.pair for listing in listings]
    assert len(pairs) == len(set(pairs))
    assert set(under_test.pairs) <= set(pairs)
    assert {listing.venue for listing in listings} == {under_test.venue.id}


async def test_tickers_have_a_price_and_a_time_that_is_not_to_come(under_test: UnderTest) -> None:
    tickers = await under_test.venue.tickers(under_test.pairs)
    assert {ticker.pair for ticker in tickers} == set(under_test.pairs)
    for ticker in tickers:
        assert ticker.venue == under_test.venue.id
        assert ticker.last > 0
        assert ticker.at.utcoffset() == timedelta(0)
        assert under_test.now - timedelta(minutes=2) <= ticker.at <= under_test.now


async def test_one_ticker_is_the_same_as_among_many(under_test: UnderTest) -> None:
    pair = under_test.pairs[0]
    (alone,) = await under_test.venue.tickers([pair])
    among = {ticker.pair: ticker for ticker in await under_test.venue.tickers(under_test.pairs)}[pair]
    assert (alone.last, alone.change_24h, alone.base_volume_24h) == (
        among.last,
        pytest.approx(among.change_24h) if among.change_24h is not None else None,
        among.base_volume_24h,
    )


async def test_pairs_that_it_does_not_trade_get_no_ticker(under_test: UnderTest) -> None:
    assert [t.pair for t in await under_test.venue.tickers([NOSUCH, under_test.pairs[0]])] == [under_test.pairs[0]]
    assert list(await under_test.venue.tickers([NOSUCH])) == []
    assert list(await under_test.venue.tickers([])) == []


@pytest.mark.parametrize("interval", [Interval.M1, Interval.H1, Interval.D1])
async def test_candles_are_in_order_on_the_grid_and_within_what_was_asked(
    under_test: UnderTest, interval: Interval
) -> None:
    until = under_test.now - 3 * interval.length
    since = until - 50 * interval.length
    series = await under_test.venue.candles(under_test.pairs[0], interval, since, until)
    assert (series.key.venue, series.key.pair, series.key.interval) == (
        under_test.venue.id,
        under_test.pairs[0],
        interval,
    )
    assert series.opened_ms.tolist() == list(
        range(interval.floor_ms(to_ms(since)) + interval.ms, to_ms(until), interval.ms)
    )
    assert np.all(series.low <= np.minimum(series.open, series.close))
    assert np.all(np.maximum(series.open, series.close) <= series.high)
    assert np.all(series.low > 0)
    assert np.all(series.volume >= 0)


async def test_the_running_candle_is_included_when_the_end_lies_beyond_now(under_test: UnderTest) -> None:
    since, until = under_test.now - timedelta(hours=3), under_test.now + timedelta(days=2)
    series = await under_test.venue.candles(under_test.pairs[0], Interval.H1, since, until)
    assert series.opened_ms[-1] == Interval.H1.floor_ms(to_ms(under_test.now))


async def test_the_end_is_not_included_and_the_beginning_is(under_test: UnderTest) -> None:
    since = Interval.H1.floor(under_test.now) - timedelta(hours=5)
    series = await under_test.venue.candles(under_test.pairs[0], Interval.H1, since, since + timedelta(hours=2))
    assert series.opened_ms.tolist() == [to_ms(since), to_ms(since) + Interval.H1.ms]


async def test_nothing_is_asked_for_and_nothing_is_given(under_test: UnderTest) -> None:
    at = Interval.H1.floor(under_test.now) - timedelta(hours=5)
    pair = under_test.pairs[0]
    assert len(await under_test.venue.candles(pair, Interval.H1, at, at)) == 0
    assert len(await under_test.venue.candles(pair, Interval.H1, at, at - timedelta(days=1))) == 0
    future = under_test.now + timedelta(days=2)
    assert len(await under_test.venue.candles(pair, Interval.H1, future, future + timedelta(days=1))) == 0


async def test_a_pair_that_it_does_not_trade_is_named(under_test: UnderTest) -> None:
    with pytest.raises(UnknownName) as candles:
        await under_test.venue.candles(NOSUCH, Interval.H1, under_test.now - timedelta(hours=2), under_test.now)
    with pytest.raises(UnknownName) as book:
        await under_test.venue.order_book(NOSUCH)
    for error in (candles.value, book.value):
        assert (error.what, error.given) == ("pair", "NOSUCH/USD")


async def test_an_order_book_is_best_first_and_not_crossed(under_test: UnderTest) -> None:
    book = await under_test.venue.order_book(under_test.pairs[0])
    bids, asks = [price for price, _ in book.bids], [price for price, _ in book.asks]
    assert bids == sorted(bids, reverse=True)
    assert asks == sorted(asks)
    assert bids[0] < asks[0]
    assert all(price > 0 and size > 0 for price, size in (*book.bids, *book.asks))
    assert under_test.now - timedelta(minutes=2) <= book.at <= under_test.now
    # Deep enough for what `depth` shows, ±1 %.
    assert bids[-1] <= bids[0] * 0.9905
    assert asks[-1] >= asks[0] * 1.0095


async def test_it_may_be_closed_twice_and_unused(under_test: UnderTest) -> None:
    await under_test.venue.close()
    await under_test.venue.close()
