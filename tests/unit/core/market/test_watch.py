"""The price watch: one call per venue and poll, streams where they are, and the way between."""

import asyncio
from datetime import timedelta

from core.kernel.errors import Unavailable
from core.market.model import Pair, Trade
from tests.fakes.clock import NOON, ManualClock
from tests.fakes.market import FakeVenue
from tests.fakes.market_stage import MarketStage, settled
from tests.fakes.market_street import Street

BTC = Pair("BTC", "USDT")


class Streaming(MarketStage):
    """One venue that streams."""

    def __init__(self) -> None:
        clock = ManualClock()
        self.venue = FakeVenue("binance", clock, {"BTC/USDT": 60_000, "ETH/USDT": 3_000}, streams=True)
        super().__init__((self.venue,), clock)
        self.room.universe.configure(["BTC"])

    def says(self, price: float) -> None:
        self.venue.trades_to_come.put_nowait(Trade("binance", BTC, price, 1.0, self.clock.now()))

    def streaming(self) -> str:
        return " ".join(self.room.board.streaming)

    def last(self) -> float:
        ticker = self.room.board.of("binance").last(BTC)
        assert ticker is not None
        return ticker.last


async def test_a_poll_is_one_call_to_each_venue_for_all_coins_and_rates() -> None:
    street = Street()
    street.room.universe.configure(["BTC", "ETH"])
    held = await street.after(street.room.watch.poll(), 0.0)
    assert [v.calls["tickers"] for v in (street.binance, street.kraken, street.kucoin)] == [1, 1, 1]
    assert set(street.kraken.asked_pairs[0]) == {Pair("BTC", "USD"), Pair("USDT", "USD"), Pair("EUR", "USD")}
    assert held == sum(len(v.asked_pairs[0]) for v in (street.binance, street.kraken, street.kucoin))
    assert {m for t, m in street.bus.published if t == "quotes"} == {"binance", "kraken", "kucoin"}


async def test_after_a_poll_a_price_needs_no_call() -> None:
    street = Street()
    street.room.universe.configure(["BTC"])
    await street.after(street.room.watch.poll(), 0.0)
    await street.quote("btc", "USDT")
    assert street.binance.calls["tickers"] == 1


async def test_a_dead_venue_does_not_stop_the_poll() -> None:
    street = Street()
    street.room.universe.configure(["BTC"])
    await street.room.desk.ready()
    street.binance.faults.down = "network"
    assert await street.after(street.room.watch.poll(), 0.0) > 0


async def test_a_streamed_price_is_on_the_board_at_once_and_keeps_what_is_known_of_the_day() -> None:
    stage = Streaming()
    await stage.after(stage.room.watch.poll(), 0.0)
    listening = asyncio.create_task(stage.room.watch.streams())
    stage.clock.advance(1)
    stage.says(60_500)
    await settled()
    ticker = stage.room.board.of("binance").last(BTC)
    assert ticker is not None
    assert (ticker.last, ticker.at) == (60_500, NOON + timedelta(seconds=1))
    assert ticker.base_volume_24h is not None
    assert stage.room.board.streaming == ("binance",)
    await _stopped(listening)


async def test_while_the_stream_is_on_polls_are_rare() -> None:
    stage = Streaming()
    await stage.after(stage.room.watch.poll(), 0.0)
    listening = asyncio.create_task(stage.room.watch.streams())
    stage.says(60_500)
    await settled()
    for _ in range(6):
        stage.clock.advance(9)
        stage.says(60_501)
        await settled()
        await stage.after(stage.room.watch.poll(), 0.0)
    assert stage.venue.calls["tickers"] == 1
    stage.clock.advance(9)
    stage.says(60_502)
    await settled()
    await stage.after(stage.room.watch.poll(), 0.0)
    assert stage.venue.calls["tickers"] == 2
    await _stopped(listening)


async def test_a_broken_stream_is_polled_and_comes_back_by_itself() -> None:
    stage = Streaming()
    await stage.room.desk.ready()
    listening = asyncio.create_task(stage.room.watch.streams())
    stage.says(60_500)
    await settled()
    stage.venue.trades_to_come.put_nowait(Unavailable("binance", "network"))
    await settled()
    assert stage.streaming() == ""
    assert stage.room.board.of("binance").state.failed == 1
    stage.clock.advance(15)
    stage.says(60_700)
    await settled()
    assert stage.streaming() == "binance"
    assert stage.last() == 60_700
    assert stage.venue.calls["trades"] == 2
    await _stopped(listening)


async def test_a_stream_that_falls_silent_without_hanging_up_is_taken_for_broken() -> None:
    stage = Streaming()
    await stage.room.desk.ready()
    listening = asyncio.create_task(stage.room.watch.streams())
    stage.says(60_500)
    await settled()
    stage.clock.advance(46)
    await settled()
    assert stage.room.board.streaming == ()
    assert stage.room.board.of("binance").state.reason == "timeout"
    await _stopped(listening)


async def test_a_newly_watched_coin_joins_the_stream() -> None:
    stage = Streaming()
    await stage.room.desk.ready()
    listening = asyncio.create_task(stage.room.watch.streams())
    stage.says(60_500)
    await settled()
    stage.store.watchlists.lists[1] = ["ethereum"]
    for _ in range(3):
        stage.clock.advance(30)
        stage.says(60_501)
        await settled()
    assert Pair("ETH", "USDT") in await stage.room.watch.pairs("binance")
    stage.clock.advance(10)
    await settled()
    assert stage.venue.calls["trades"] == 2
    await _stopped(listening)


async def test_an_older_price_does_not_replace_a_newer_one() -> None:
    stage = Streaming()
    board = stage.room.board.of("binance")
    board.note_trade(Trade("binance", BTC, 2.0, 1.0, NOON))
    board.note_trade(Trade("binance", BTC, 1.0, 1.0, NOON - timedelta(seconds=5)))
    assert stage.last() == 2.0


async def test_a_price_from_the_future_is_of_now() -> None:
    stage = Streaming()
    stage.room.board.of("binance").note_trade(Trade("binance", BTC, 2.0, 1.0, NOON + timedelta(hours=1)))
    ticker = stage.room.board.of("binance").last(BTC)
    assert ticker is not None
    assert ticker.at == NOON


async def _stopped(listening: "asyncio.Task[None]") -> None:
    listening.cancel()
    (ended,) = await asyncio.gather(listening, return_exceptions=True)
    assert isinstance(ended, asyncio.CancelledError)
