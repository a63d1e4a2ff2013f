"""Candles that were not whole when they were stored: they are asked for until they are, and their price is of then."""

from datetime import datetime, timedelta

from core.market.filling import Filled
from core.market.gaps import read_unfinished, unfinished_key
from core.market.history import Window
from core.market.model import CandleSeries, Interval, Pair, SeriesKey, to_ms
from tests.fakes.clock import NOON
from tests.fakes.market import wavy
from tests.fakes.market_street import Street

MINUTE = timedelta(minutes=1)
KEY = SeriesKey("binance", Pair("BTC", "USDT"), Interval.M1)


class Growing(Street):
    """The street half a minute past noon, with prices that move and the last half hour stored."""

    def __init__(self) -> None:
        super().__init__()
        for venue, price in ((self.binance, 60_000.0), (self.kucoin, 60_010.0)):
            venue.prices[KEY.pair] = wavy(price)
        self.clock.advance(30)

    async def fill(self, back: timedelta = 30 * MINUTE) -> Filled:
        await self.room.desk.ready()
        until = KEY.interval.floor(self.clock.now()) + MINUTE
        return await self.after(self.room.collector._filler.complete(KEY, self.clock.now() - back, until), 0.0)

    def stored(self, at: datetime) -> CandleSeries:
        return self.store.candles.series[KEY].between(at, at + MINUTE)

    def unfinished(self) -> set[datetime]:
        kept = read_unfinished(self.store.memory.facts.get(unfinished_key(KEY)))
        return {NOON + timedelta(milliseconds=ms - to_ms(NOON)) for ms in kept}


async def test_the_running_candle_is_unfinished_until_its_close_was_seen() -> None:
    street = Growing()
    await street.fill()
    assert street.unfinished() == {NOON}
    street.clock.advance(minutes=1)
    await street.fill()
    assert street.unfinished() == {NOON + MINUTE}
    assert street.stored(NOON).close[0] == wavy(60_000)(to_ms(NOON + MINUTE))


async def test_a_candle_that_the_own_venue_left_half_is_made_whole_by_another() -> None:
    street = Growing()
    await street.fill()
    street.binance.faults.down = "network"
    street.clock.advance(minutes=3)
    await street.fill()
    half = street.stored(NOON)
    assert half.refilled.all()
    assert half.close[0] == wavy(60_010)(to_ms(NOON + MINUTE))


async def test_candles_that_another_venue_brings_while_they_run_are_made_whole_too() -> None:
    street = Growing()
    street.binance.faults.down = "network"
    await street.fill()
    street.clock.advance(minutes=3)
    await street.fill()
    assert street.stored(NOON).close[0] == wavy(60_010)(to_ms(NOON + MINUTE))
    assert street.unfinished() == {NOON + 3 * MINUTE}


async def test_a_venue_that_stops_at_half_a_candle_replaces_nothing_that_is_whole() -> None:
    street = Growing()
    street.binance.faults.down = "network"
    street.clock.advance(minutes=3)
    await street.fill()
    whole = street.stored(NOON + 2 * MINUTE).close[0]
    street.binance.faults.down = ""
    street.binance.faults.behind_s = 75
    street.binance.faults.absent.append((to_ms(NOON + 3 * MINUTE), to_ms(NOON + 30 * MINUTE)))
    street.clock.advance(10)
    await street.fill()
    assert street.stored(NOON + 2 * MINUTE).close[0] == whole


async def test_what_was_whole_is_not_asked_for_again() -> None:
    street = Growing()
    await street.fill()
    street.clock.advance(minutes=1)
    await street.fill()
    street.clock.advance(minutes=1)
    await street.fill()
    _, _, since, _ = street.binance.asked_candles[-1]
    assert since == NOON


async def test_the_price_of_a_candle_whose_close_nobody_saw_is_of_its_open() -> None:
    street = Growing()
    coin = await street.coin("btc")
    await street.fill()
    for venue in (street.binance, street.kraken, street.kucoin):
        venue.faults.down = "network"
    street.clock.advance(hours=1)
    again = street.room.desk
    history = await street.after(again.candles(coin, Window(Interval.M1, timedelta(hours=2))), 0.0)
    assert history.at == NOON + timedelta(seconds=30)
    health = await street.after(street.room.collector.health(), 0.0)
    assert health.gaps == 0


async def test_the_age_of_the_data_counts_from_what_was_seen() -> None:
    street = Growing()
    street.room.universe.configure(["BTC"])
    collecting = street.room.collector
    collecting.configure(type(collecting._collection)((Interval.D1,), {Interval.D1: timedelta(days=3)}))
    await street.after(collecting.catch_up(), 0.0)
    for venue in (street.binance, street.kraken, street.kucoin):
        venue.faults.down = "network"
    # The day's candle ended half an hour ago, but it was last seen yesterday at noon.
    street.clock.advance(hours=12, minutes=30)
    health = await street.after(collecting.health(), 0.0)
    assert health.age is not None
    assert health.age >= timedelta(hours=12)
