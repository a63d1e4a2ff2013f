"""Doubts: a price that no other fresh venue was near fires when another venue confirms it, and only then."""

from datetime import timedelta

import pytest

from adapters.storage.engine import Database
from core.alerts.model import Life
from tests.fakes.watch_stage import BTC, WatchStage, after


@pytest.fixture
async def stage(database: Database) -> WatchStage:
    """Bitcoin stands at 61,000 at Kraken and Coinbase, and both are heard."""
    stage = WatchStage(database)
    await stage.candles(*[61_000.0] * 30)
    await stage.watcher.open()
    await stage.rule("btc < 60000 usd")
    await stage.price(61_000, venue="coinbase")
    await stage.price(61_000)
    return stage


def coinbase_is_collected(stage: WatchStage) -> bool:
    return BTC in stage.wants.of("coinbase")


async def test_a_price_that_one_venue_alone_says_fires_nothing_and_is_counted(stage: WatchStage) -> None:
    assert not coinbase_is_collected(stage)
    assert await stage.price(50_000) == []
    assert await stage.price(61_000) == []
    assert coinbase_is_collected(stage)
    stage.clock.advance(seconds=-4)
    assert await stage.minute(61_000, low=50_000) == []
    assert await stage.disbelieved() == 1
    for _ in range(3):
        await stage.price(61_000, 0, venue="coinbase")
        assert await stage.minute(61_000) == []
    stage.clock.advance(seconds=25)
    await stage.watcher.round()
    assert not coinbase_is_collected(stage)
    assert await stage.notices() == []


async def test_it_is_told_with_its_own_time_when_the_candle_of_another_confirms_it(stage: WatchStage) -> None:
    assert await stage.price(59_500, 10) == []
    assert await stage.price(61_000, 10) == []
    stage.clock.advance(seconds=-22)
    assert await stage.minute(61_000, low=59_500) == []
    await stage.wick(61_000, 59_700, venue="coinbase")
    (due,) = await stage.watcher.round()
    assert (due.at, due.price, due.venue) == (after(12), 59_500, "kraken")
    assert await stage.minute(61_000) == []
    assert len(await stage.notices()) == 1


async def test_a_wick_of_a_candle_is_confirmed_as_well(stage: WatchStage) -> None:
    stage.clock.advance(seconds=-2)
    assert await stage.minute(61_000, low=59_500) == []
    assert await stage.disbelieved() == 1
    assert coinbase_is_collected(stage)
    await stage.wick(61_000, 59_600, venue="coinbase")
    (due,) = await stage.watcher.round()
    assert (due.at, due.price) == (after(60), 59_500)


async def test_the_next_price_of_another_venue_is_witness_enough(stage: WatchStage) -> None:
    assert await stage.price(59_500, 5) == []
    (due,) = await stage.price(59_400, 5, venue="coinbase")
    assert (due.at, due.price, due.venue) == (after(7), 59_500, "kraken")


async def test_a_witness_that_comes_too_late_is_none(stage: WatchStage) -> None:
    assert await stage.price(59_500, 5) == []
    await stage.price(61_000, 5)
    stage.clock.advance(minutes=3)
    await stage.candles(61_000.0, 61_000.0, 61_000.0)
    await stage.watcher.round()
    await stage.wick(61_000, 59_500, venue="coinbase")
    assert await stage.watcher.round() == []


async def test_where_nobody_else_is_fresh_it_fires_and_names_the_venue(stage: WatchStage) -> None:
    stage.clock.advance(minutes=4)
    await stage.candles(*[61_000.0] * 4)
    (due,) = await stage.price(50_000)
    assert (due.venue, due.price) == ("kraken", 50_000)


async def test_a_rule_of_one_venue_asks_no_other(stage: WatchStage) -> None:
    await stage.rule("btc < 55000 usd at kraken")
    (due,) = await stage.price(50_000)
    assert (due.venue, due.price) == ("kraken", 50_000)


async def test_what_waits_for_a_witness_outlives_a_kill(stage: WatchStage) -> None:
    stage.clock.advance(seconds=-2)
    assert await stage.minute(61_000, low=59_500) == []
    again = WatchStage(stage.database, stage.clock)
    await again.watcher.open()
    await again.wick(61_000, 59_600, venue="coinbase")
    (due,) = await again.watcher.round()
    assert (due.at, due.price) == (after(60), 59_500)


async def test_a_rule_that_was_made_after_it_is_not_told_of_it(stage: WatchStage) -> None:
    assert await stage.price(59_500, 5) == []
    await stage.price(61_000, 5)
    rule = await stage.rule("btc < 60500 usd")
    dues = await stage.price(59_600, 5, venue="coinbase")
    assert [due.rule_id for due in dues] == [rule.id - 1]
    assert (await stage.saved(rule)).life is Life.ACTIVE


async def test_a_market_that_falls_everywhere_is_told_at_once(stage: WatchStage) -> None:
    assert await stage.price(60_200, 1, venue="coinbase") == []
    (due,) = await stage.price(59_900, 1)
    assert due.at == stage.clock.now()
    assert due.at - after(0) == timedelta(seconds=4)
