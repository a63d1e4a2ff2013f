"""core.market.ports.Candles, line by line."""

import asyncio
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.storage.engine import Database
from core.market.model import CandleSeries, Interval, Pair, SeriesKey, to_ms
from tests.databases import MINUTE, NOON

BTC = SeriesKey("binance", Pair("BTC", "USDT"), Interval.M1)
OTHERS = [
    SeriesKey("kraken", BTC.pair, Interval.M1),
    SeriesKey("binance", Pair("ETH", "USDT"), Interval.M1),
    SeriesKey("binance", BTC.pair, Interval.H1),
]
ALWAYS = NOON - timedelta(days=3650), NOON + timedelta(days=3650)


def candles(key: SeriesKey, minutes: range, price: float = 100.0, refilled: bool = False) -> CandleSeries:
    """Return a candle for each of `minutes` after noon, around `price`."""
    opened = np.array([to_ms(NOON + each * MINUTE) for each in minutes], dtype=np.int64)
    base = price + np.arange(opened.size) / 3
    columns = base, base * 1.01, base * 0.99, base * 1.001, base / 7
    return CandleSeries(key, opened, *columns, refilled=np.full(opened.size, refilled))


def same(one: CandleSeries, other: CandleSeries) -> bool:
    columns = ("opened_ms", "open", "high", "low", "close", "volume", "refilled")
    return one.key == other.key and all(np.array_equal(getattr(one, c), getattr(other, c)) for c in columns)


async def append(database: Database, series: CandleSeries) -> int:
    async with database.begin() as work:
        changed = await work.candles.append(series)
        await work.commit()
    return changed


async def stored(database: Database, key: SeriesKey = BTC) -> CandleSeries:
    async with database.reading() as work:
        return await work.candles.read(key, *ALWAYS)


async def test_nothing_stored_reads_as_nothing(database: Database) -> None:
    async with database.reading() as work:
        assert len(await work.candles.read(BTC, *ALWAYS)) == 0
        assert len(await work.candles.newest(BTC, 10, NOON)) == 0
        assert list(await work.candles.opened_between(BTC, *ALWAYS)) == []
        assert await work.candles.span(BTC) is None
        assert await work.candles.keys() == ()


# Few and many: PostgreSQL takes them in by different ways.
@pytest.mark.parametrize("many", [0, 1, 7, 2_000])
async def test_what_is_appended_reads_back_to_the_last_bit(database: Database, many: int) -> None:
    series = candles(BTC, range(many), refilled=True)
    assert await append(database, series) == many
    assert same(await stored(database), series)


async def test_appending_the_same_again_changes_nothing(database: Database) -> None:
    for many in (3, 1_000):
        await append(database, candles(BTC, range(many)))
        assert await append(database, candles(BTC, range(many))) == 0


@pytest.mark.parametrize("many", [10, 1_000])
async def test_only_rows_that_are_new_or_differ_are_counted(database: Database, many: int) -> None:
    await append(database, candles(BTC, range(many)))
    longer = candles(BTC, range(many + 2))
    longer.volume[1] += 1
    assert await append(database, longer) == 3
    assert same(await stored(database), longer)


async def test_a_candle_that_another_venue_served_is_marked_until_its_own_venue_serves_it(database: Database) -> None:
    await append(database, candles(BTC, range(3), refilled=True))
    assert await append(database, candles(BTC, range(2))) == 2
    assert (await stored(database)).refilled.tolist() == [False, False, True]


@pytest.mark.parametrize("other", OTHERS, ids=str)
async def test_series_are_told_apart_by_venue_pair_and_interval(database: Database, other: SeriesKey) -> None:
    await append(database, candles(BTC, range(3)))
    await append(database, candles(other, range(3), price=7))
    assert same(await stored(database), candles(BTC, range(3)))
    assert same(await stored(database, other), candles(other, range(3), price=7))


async def test_reading_takes_what_opens_from_since_and_before_until(database: Database) -> None:
    await append(database, candles(BTC, range(10)))
    async with database.reading() as work:
        read = await work.candles.read(BTC, NOON + 2 * MINUTE, NOON + 5 * MINUTE)
        opened = await work.candles.opened_between(BTC, NOON + 2 * MINUTE, NOON + 5 * MINUTE)
    assert read.opened_ms.tolist() == list(opened) == [to_ms(NOON + each * MINUTE) for each in (2, 3, 4)]


async def test_the_newest_are_the_last_before_until_oldest_first(database: Database) -> None:
    series = candles(BTC, range(10))
    await append(database, series)
    async with database.reading() as work:
        assert same(await work.candles.newest(BTC, 3, NOON + 8 * MINUTE), series.sliced(slice(5, 8)))
        assert same(await work.candles.newest(BTC, 50, NOON + 8 * MINUTE), series.sliced(slice(0, 8)))


async def test_older_candles_may_come_later(database: Database) -> None:
    await append(database, candles(BTC, range(5, 8)))
    await append(database, candles(BTC, range(3)))
    async with database.reading() as work:
        assert await work.candles.span(BTC) == (NOON, NOON + 7 * MINUTE)
        assert len(await work.candles.read(BTC, *ALWAYS)) == 6


async def test_every_series_that_has_a_candle_is_a_key(database: Database) -> None:
    for key in (BTC, *OTHERS):
        await append(database, candles(key, range(1)))
    await append(database, candles(SeriesKey("kucoin", BTC.pair, Interval.D1), range(0)))
    async with database.reading() as work:
        assert await work.candles.keys() == (BTC, OTHERS[2], OTHERS[1], OTHERS[0])


async def test_of_two_who_append_the_same_at_once_each_candle_counts_once(database: Database) -> None:
    changed = await asyncio.gather(*(append(database, candles(BTC, range(many))) for many in (800, 900, 20, 10)))
    assert sum(changed) == 900
    assert same(await stored(database), candles(BTC, range(900)))


prices = st.floats(min_value=5e-324, max_value=1.7e308, allow_nan=False)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(price=prices, volume=st.just(0.0) | prices)
async def test_any_price_reads_back_exactly(database: Database, price: float, volume: float) -> None:
    opened = np.array([to_ms(NOON)], dtype=np.int64)
    column = np.array([price])
    series = CandleSeries(BTC, opened, column, column, column, column, np.array([volume]))
    await append(database, series)
    assert same(await stored(database), series)
