"""The watcher and time: a wall clock that is put back, what was before a rule is as it is, what a stop left."""

from dataclasses import replace
from datetime import timedelta

from adapters.storage.engine import Database
from core.alerts.model import Life
from core.alerts.watcher import WatchPolicy
from tests.fakes.clock import ManualClock
from tests.fakes.watch_stage import WatchStage


async def test_a_wall_clock_that_is_put_back_keeps_no_rule_waiting(database: Database) -> None:
    wall = ManualClock()
    stage = WatchStage(database, wall=wall, policy=WatchPolicy())
    await stage.candles(*[61_000.0] * 30)
    await stage.watcher.open()
    await stage.minute(61_000)
    wall.advance(days=-1)
    await stage.rule("btc < 60000 usd")
    assert len(await stage.minute(59_000)) == 1


async def test_a_rule_that_is_resumed_tells_nothing_of_the_minutes_before(database: Database) -> None:
    stage = WatchStage(database)
    await stage.candles(*[61_000.0] * 30)
    await stage.watcher.open()
    rule = await stage.rule("btc < 60000 usd every 1m")
    await stage.change(rule, Life.PAUSED)
    await stage.minute(61_000)
    stage.clock.advance(minutes=2)
    await stage.watcher.round()
    await stage.change(rule, Life.ACTIVE)
    await stage.candles(59_000.0, 61_000.0)
    assert await stage.watcher.round() == []
    assert len(await stage.minute(59_000)) == 1


async def test_a_rule_whose_messages_are_not_kept_any_more_tells_what_was_missed(database: Database) -> None:
    stage = WatchStage(database)
    await stage.candles(*[61_000.0] * 30)
    await stage.watcher.open()
    rule = await stage.rule("btc < 60000 usd every 1m")
    await stage.minute(61_000)
    async with database.begin() as work:
        await work.rules.tell(replace(rule, told=1, told_at=stage.clock.now() + timedelta(minutes=1)))
        await work.commit()
    stage.clock.advance(minutes=3)
    await stage.candles(61_000.0, 61_000.0, 59_000.0)
    again = WatchStage(database, clock=stage.clock)
    await again.watcher.open()
    await again.watcher.round()
    assert len(await again.notices()) == 1
