"""The watcher: streams that come and go, what two say at once, and holes that are filled when it no longer matters."""

import pytest

from adapters.storage.engine import Database
from core.alerts.model import Life
from tests.fakes.watch_stage import WatchStage, after


@pytest.fixture
async def stage(database: Database) -> WatchStage:
    """Bitcoin has stood at 61,000 for half an hour, and the watcher has just begun."""
    stage = WatchStage(database)
    await stage.candles(*[61_000.0] * 30)
    await stage.watcher.open()
    return stage


async def test_a_stream_that_nobody_looked_at_for_a_while_begins_where_prices_are_now(stage: WatchStage) -> None:
    first = await stage.rule("btc < 50000 usd")
    await stage.minute(61_000)
    await stage.change(first, Life.PAUSED)
    await stage.minute(59_000)
    await stage.minute(59_000)
    await stage.rule("btc < 60000 usd")
    assert await stage.minute(59_000) == []
    await stage.minute(61_000)
    assert len(await stage.minute(59_500)) == 1


async def test_a_hole_that_is_filled_when_no_rule_is_at_rest_tells_nothing(stage: WatchStage) -> None:
    rule = await stage.rule("btc < 60000 usd every 1h")
    assert len(await stage.minute(59_000)) == 1
    stage.clock.advance(minutes=3)
    await stage.candles(59_000.0)
    stage.clock.advance(seconds=21)
    await stage.watcher.round()
    stage.clock.advance(seconds=39)
    await stage.candles(*[59_000.0] * 3)
    assert await stage.watcher.round() == []
    assert (await stage.saved(rule)).told == 1


async def test_a_price_that_two_conditions_are_made_of_is_one_price_to_both(stage: WatchStage) -> None:
    # A level is in dollars, a change in whatever its coin is priced in: two streams, and of one price one snapshot.
    await stage.rule("btc crosses 60000 usd and btc -0.5% 15m")
    assert await stage.price(60_000) == []
    assert await stage.price(60_900) == []
    assert len(await stage.price(59_900)) == 1


async def test_what_is_missed_in_the_first_minute_of_a_house_is_made_up_for(stage: WatchStage) -> None:
    await stage.rule("btc < 60000 usd")
    stage.clock.advance(minutes=2)
    await stage.candles(59_000.0, 61_000.0)
    again = WatchStage(stage.database, stage.clock)
    await again.watcher.open()
    (due,) = await again.watcher.round()
    assert due.at == after(60)
