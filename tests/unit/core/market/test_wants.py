"""Wants: what another room needs is collected and watched, as long as it needs it."""

from datetime import timedelta

from core.market.collector import Collection
from core.market.model import Interval, Pair, SeriesKey
from core.market.wants import Want
from tests.fakes.market_street import Street

EUR = SeriesKey("kucoin", Pair("BTC", "EUR"), Interval.M1)


class Wanting(Street):
    """The street collects minutes of ETH; somebody wants BTC in euros at KuCoin."""

    async def wants(self, *venues: str) -> None:
        btc = await self.coin("btc")
        self.room.universe.configure(["ETH"])
        self.room.collector.configure(Collection((Interval.M1,), {Interval.M1: timedelta(days=1)}))
        self.room.wants.say("alerts", [Want(btc, venue, EUR.pair) for venue in venues])

    def rows(self, key: SeriesKey) -> int:
        series = self.store.candles.series.get(key)
        return 0 if series is None else len(series)


async def test_a_wanted_pair_is_collected_at_its_venue_and_its_coin_at_home() -> None:
    street = Wanting()
    await street.wants("kucoin")
    await street.after(street.room.collector.catch_up(), 0.0)
    assert street.rows(EUR) > 0
    assert street.rows(SeriesKey("binance", Pair("BTC", "USDT"), Interval.M1)) > 0


async def test_a_wanted_pair_is_looked_at_with_every_poll() -> None:
    street = Wanting()
    await street.wants("kucoin")
    assert EUR.pair in await street.room.watch.pairs("kucoin")
    assert EUR.pair not in await street.room.watch.pairs("kraken")


async def test_what_is_wanted_no_more_is_not_asked_for() -> None:
    street = Wanting()
    await street.wants("kucoin")
    await street.wants()
    await street.after(street.room.collector.catch_up(), 0.0)
    assert street.rows(EUR) == 0


async def test_a_pair_that_the_venue_does_not_trade_stops_nobody() -> None:
    street = Wanting()
    await street.wants("kraken")
    await street.after(street.room.collector.catch_up(), 0.0)
    assert street.rows(SeriesKey("binance", Pair("ETH", "USDT"), Interval.M1)) > 0


async def test_what_a_poll_sees_of_a_followed_pair_is_on_the_tape_once() -> None:
    street = Wanting()
    await street.wants("kucoin")
    street.room.board.tape.follow([("kucoin", EUR.pair)])
    await street.after(street.room.watch.poll(), 0.0)
    await street.after(street.room.watch.poll(), 0.0)
    assert [(seen.venue, seen.pair) for seen in street.room.board.tape.take()] == [("kucoin", EUR.pair)]
