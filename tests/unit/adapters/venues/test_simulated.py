"""The simulated venue: the same market for everybody and for ever, and nothing of its future."""

import asyncio
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.venues.simulated import LISTED_AT, SIMULATED_COINS, SIMULATED_PAIRS, SimulatedVenue
from adapters.venues.simulated_assets import ASSETS, COINS
from core.kernel.errors import UnknownName
from core.market.model import CandleSeries, Interval, Pair, Ticker
from core.market.ports import Venue
from tests.fakes.clock import NOON, LeapingClock, ManualClock

ROOT = Path(__file__).resolve().parents[4]
BTC, BTC_EUR = Pair("BTC", "USD"), Pair("BTC", "EUR")
SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
AFTER_ALL = datetime(2100, 1, 1, tzinfo=UTC)
STORED = (Interval.M1, Interval.H1, Interval.D1)

LATER: Venue = SimulatedVenue(ManualClock(NOON + 40 * DAY))

moments = st.integers(0, 86_400 * 30).map(lambda seconds: NOON + seconds * SECOND)
pairs = st.sampled_from([BTC, Pair("PEPE", "USD"), Pair("USDT", "USD"), Pair("USD", "BRL"), BTC_EUR])


def candles(venue: Venue, pair: Pair, interval: Interval, since: datetime, until: datetime) -> CandleSeries:
    return asyncio.run(venue.candles(pair, interval, since, until))


def at(moment: datetime) -> SimulatedVenue:
    return SimulatedVenue(ManualClock(moment))


async def ticker_of(venue: Venue, pair: Pair) -> Ticker:
    (ticker,) = await venue.tickers([pair])
    return ticker


async def test_thirty_coins_two_stable_ones_and_currencies_are_listed() -> None:
    listed = {listing.pair for listing in await LATER.listings()}
    assert len(SIMULATED_COINS) == 30
    assert {Pair(coin, "USD") for coin in (*SIMULATED_COINS, "USDT", "USDC", "EUR", "GBP", "AUD")} <= listed
    assert {Pair("USD", fiat) for fiat in ("JPY", "BRL", "CHF", "MXN", "CAD")} <= listed
    assert {BTC_EUR, Pair("ETH", "BTC")} <= listed
    assert (LATER.id, LATER.name, LATER.streams) == ("simulated", "Simulated market", True)


async def test_another_process_sees_the_same_candles() -> None:
    program = """
import asyncio
from datetime import timedelta
from adapters.venues.simulated import SimulatedVenue
from core.market.model import Interval, Pair
from tests.fakes.clock import NOON, ManualClock
venue = SimulatedVenue(ManualClock(NOON))
for pair in (Pair("BTC", "USD"), Pair("BTC", "EUR")):
    for interval in (Interval.M1, Interval.H1, Interval.D1):
        series = asyncio.run(venue.candles(pair, interval, NOON - 50 * interval.length, NOON + timedelta(days=1)))
        print([tuple(map(float, (c.open, c.high, c.low, c.close, c.volume))) for c in series])
"""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7"}
    said = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, check=True
    )
    expected = []
    for pair in (BTC, BTC_EUR):
        for interval in STORED:
            series = await at(NOON).candles(pair, interval, NOON - 50 * interval.length, NOON + DAY)
            expected.append(str([(c.open, c.high, c.low, c.close, c.volume) for c in series]))
    assert said.stdout.decode().splitlines() == expected


@pytest.mark.parametrize(
    ("pair", "interval", "candle"),
    [
        (BTC, Interval.M1, (92310.8, 92364.5, 92300.0, 92350.0, 53.79719412326813)),
        (Pair("PEPE", "USD"), Interval.H1, (9.03452e-06, 9.04896e-06, 8.94563e-06, 9.00782e-06, 2820167968768.0)),
        (Pair("EUR", "USD"), Interval.D1, (1.14671, 1.15427, 1.14481, 1.14707, 28988830.2265625)),
        (Pair("ETH", "BTC"), Interval.H1, (0.0363384, 0.0365268, 0.0361635, 0.0362092, 9435.25290298462)),
    ],
    ids=lambda value: str(value) if isinstance(value, Pair) else "",
)
async def test_the_market_is_the_one_that_data_directories_already_hold(
    pair: Pair, interval: Interval, candle: tuple[float, ...]
) -> None:
    opened = interval.floor(NOON)
    (found,) = await LATER.candles(pair, interval, opened, opened + interval.length)
    assert (found.open, found.high, found.low, found.close, found.volume) == candle


@given(pair=pairs, interval=st.sampled_from(STORED), now=moments, back=st.integers(0, 400), length=st.integers(0, 90))
def test_what_was_seen_once_is_seen_for_ever(
    pair: Pair, interval: Interval, now: datetime, back: int, length: int
) -> None:
    # Days and hours of a cross are made of minutes: fewer of them, to be quick.
    back, length = (back % 12, length % 12) if pair == BTC_EUR else (back, length)
    since = now - back * interval.length
    until = min(since + length * interval.length, now)
    assert list(candles(at(now), pair, interval, since, until)) == [
        candle for candle in candles(LATER, pair, interval, since, until) if candle.opened_at + interval.length <= now
    ]


@given(pair=pairs, interval=st.sampled_from(STORED), now=moments)
def test_no_candle_of_the_future_is_known(pair: Pair, interval: Interval, now: datetime) -> None:
    series = candles(at(now), pair, interval, now - 3 * interval.length, AFTER_ALL)
    assert all(candle.opened_at < now for candle in series)
    *closed, last = series
    assert last.opened_at + interval.length >= now
    assert all(candle.opened_at + interval.length <= now for candle in closed)


@given(interval=st.sampled_from(STORED), since=moments, length=st.integers(-5, 50))
def test_a_range_holds_the_candles_that_open_in_it_and_no_others(
    interval: Interval, since: datetime, length: int
) -> None:
    until = since + length * interval.length
    until = min(until, NOON + 39 * DAY)
    opened = [candle.opened_at for candle in candles(LATER, BTC, interval, since, until)]
    first = interval.floor(since)
    grid = (first + i * interval.length for i in range(60))
    assert opened == [moment for moment in grid if since <= moment < until]


async def test_the_running_candle_is_left_out_when_the_range_ends_before_now() -> None:
    venue = at(NOON + 90 * SECOND)
    assert len(await venue.candles(BTC, Interval.M1, NOON, NOON + 90 * SECOND)) == 1
    assert len(await venue.candles(BTC, Interval.M1, NOON, NOON + 91 * SECOND)) == 2


async def test_history_begins_with_the_listing() -> None:
    days = await LATER.candles(BTC, Interval.D1, datetime(2009, 1, 3, tzinfo=UTC), AFTER_ALL)
    assert days.opened_ms[0] == int(LISTED_AT.timestamp() * 1000)
    assert NOON - LISTED_AT > 1096 * DAY
    assert len(await LATER.candles(BTC, Interval.M1, LISTED_AT - 30 * DAY, LISTED_AT)) == 0


async def test_every_candle_begins_where_the_last_ended_and_is_ordered() -> None:
    for pair in SIMULATED_PAIRS:
        series = await LATER.candles(pair, Interval.M1, NOON - 2 * HOUR, NOON)
        assert series.open[1:].tolist() == series.close[:-1].tolist()
        assert np.all(series.low <= np.minimum(series.open, series.close))
        assert np.all(series.high >= np.maximum(series.open, series.close))
        assert np.all(series.low > 0)
        assert np.all(series.volume >= 0)


async def test_prices_of_three_years_are_plausible() -> None:
    for coin in COINS:
        days = await LATER.candles(coin.pair, Interval.D1, NOON - 1096 * DAY, NOON)
        assert len(days) == 1096
        assert coin.price / 25 < days.low.min() < days.high.max() < coin.price * 25


async def test_an_unknown_pair_is_named_with_those_akin() -> None:
    with pytest.raises(UnknownName) as refusal:
        await LATER.candles(Pair("BTC", "DKK"), Interval.M1, NOON, NOON + DAY)
    assert (refusal.value.what, refusal.value.given) == ("pair", "BTC/DKK")
    assert "BTC/USD" in refusal.value.nearest
    with pytest.raises(UnknownName):
        await LATER.order_book(Pair("BTX", "USD"))
    assert await LATER.tickers([Pair("BTX", "USD")]) == ()


@given(pair=pairs, now=moments)
def test_a_ticker_agrees_with_the_minutes_of_its_last_day(pair: Pair, now: datetime) -> None:
    venue = at(now)
    ticker = asyncio.run(ticker_of(venue, pair))
    begin = Interval.M1.floor(now - DAY + MINUTE - timedelta(milliseconds=1))
    day = candles(venue, pair, Interval.M1, begin, now + SECOND)
    assert ticker.at == now
    assert ticker.last == day.close[-1]
    assert (ticker.high_24h, ticker.low_24h) == (day.high.max(), day.low.min())
    assert ticker.change_24h == pytest.approx(ticker.last / day.open[0] - 1, abs=1e-12)
    assert ticker.base_volume_24h == day.volume.sum()
    assert ticker.bid is not None
    assert ticker.ask is not None
    assert ticker.bid < ticker.ask
    assert 0.999 < ticker.bid / ticker.last <= 1 <= ticker.ask / ticker.last < 1.001


@pytest.mark.parametrize("pair", [*(asset.pair for asset in ASSETS), BTC_EUR], ids=str)
async def test_a_book_is_ordered_about_the_price_and_reaches_a_percent_away(pair: Pair) -> None:
    venue = at(NOON + 17 * SECOND)
    book, ticker = await venue.order_book(pair), await ticker_of(venue, pair)
    assert (book.bids[0][0], book.asks[0][0]) == (ticker.bid, ticker.ask)
    bids, asks = np.array(book.bids), np.array(book.asks)
    assert np.all(np.diff(bids[:, 0]) < 0)
    assert np.all(np.diff(asks[:, 0]) > 0)
    assert np.all(bids > 0)
    assert np.all(asks > 0)
    assert bids[-1, 0] < ticker.last * 0.99 < ticker.last * 1.01 < asks[-1, 0]
    assert ticker.base_volume_24h is not None
    waiting = bids[bids[:, 0] > ticker.last * 0.99, 1].sum()
    assert 0.0002 < waiting / ticker.base_volume_24h < 0.05


async def test_a_book_is_the_same_within_a_second_and_another_in_the_next() -> None:
    clock = ManualClock(NOON)
    venue = SimulatedVenue(clock)
    first = await venue.order_book(BTC)
    clock.advance(0.4)
    assert await venue.order_book(BTC) == first == await at(NOON).order_book(BTC)
    clock.advance(0.6)
    assert (await venue.order_book(BTC)).bids != first.bids


async def test_trades_come_with_every_second_at_the_price_of_then() -> None:
    clock = LeapingClock(NOON + 0.3 * SECOND)
    stream = SimulatedVenue(clock).trades([BTC, Pair("ETH", "USD")])
    seen = [await anext(stream) for _ in range(20)]
    assert [trade.at for trade in seen[:4]] == [NOON + SECOND, NOON + SECOND, NOON + 2 * SECOND, NOON + 2 * SECOND]
    for trade in seen:
        assert trade.price == (await ticker_of(at(trade.at), trade.pair)).last
        assert trade.size > 0


async def test_rounds_of_trades_are_as_far_apart_as_told() -> None:
    stream = SimulatedVenue(LeapingClock(NOON + 5 * SECOND), step=MINUTE).trades([BTC])
    assert [(await anext(stream)).at for _ in range(3)] == [NOON + MINUTE, NOON + 2 * MINUTE, NOON + 3 * MINUTE]


async def test_closing_twice_is_harmless() -> None:
    venue = at(NOON)
    await venue.close()
    await venue.close()
