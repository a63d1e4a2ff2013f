"""Sources: what comes to be known later is used, of the past and of venues."""

from adapters.storage.engine import Database
from core.market.model import Listing
from tests.fakes.watch_stage import BTC, WatchStage


async def test_history_that_is_stored_later_is_looked_back_on(database: Database) -> None:
    stage = WatchStage(database)
    await stage.watcher.open()
    await stage.rule("btc -5% 1h")
    await stage.minute(61_000)
    stage.clock.advance(minutes=-1)
    await stage.candles(*[64_500.0] * 120)
    stage.clock.advance(minutes=1)
    stage.clock.advance(minutes=1)
    await stage.candles(61_500.0)
    assert await stage.watcher.round() == []
    assert len(await stage.minute(61_000)) == 1


async def test_a_venue_that_is_known_later_is_listened_to(database: Database) -> None:
    stage = WatchStage(database)
    stage.router.learn("kraken", [])
    await stage.watcher.open()
    await stage.rule("btc < 60000 usd")
    await stage.price(61_000, venue="coinbase")
    stage.router.learn("kraken", [Listing("kraken", BTC)])
    for seconds in (61, 21):
        stage.clock.advance(seconds=seconds)
        await stage.watcher.round()
    await stage.price(61_000, venue="kraken")
    (due,) = await stage.price(59_990, venue="kraken")
    assert due.venue == "kraken"
