"""The watcher: nothing that was crossed is lost, nothing is told twice, whatever stops in between."""

import json
from collections.abc import Mapping
from datetime import timedelta

import pytest

from adapters.storage.engine import Database
from core.alerts.ledger import Page
from core.alerts.model import Life, Rule, Telling
from core.alerts.watcher import WatchPolicy
from core.market.tape import Seen
from tests.fakes.watch_stage import BTC, ETH, WatchStage, after


@pytest.fixture
async def stage(database: Database) -> WatchStage:
    """Bitcoin has stood at 61,000 for half an hour, and the watcher has just begun."""
    stage = WatchStage(database)
    await stage.candles(*[61_000.0] * 30)
    await stage.candles(*[3_000.0] * 30, pair=ETH)
    await stage.watcher.open()
    return stage


async def test_a_price_that_crosses_is_told_and_the_rule_is_over(stage: WatchStage) -> None:
    rule = await stage.rule("btc < 60000 usd")
    assert await stage.price(60_500) == []
    (due,) = await stage.price(59_950)
    assert (due.at, due.price, due.venue, due.coin) == (after(2), 59_950, "kraken", "btc")
    assert (due.before, due.before_at) == (60_500, after(1))
    (notice,) = await stage.notices()
    assert (notice.kind, notice.person_id, notice.due_at, notice.rule_id) == ("alert", 1, after(2), rule.id)
    assert (await stage.saved(rule)).life is Life.DONE
    assert ("outbox", "") in stage.bus.published
    assert await stage.price(61_000) == []
    assert await stage.price(59_000) == []


async def test_a_wick_between_two_looks_is_told_when_its_candle_is_there(stage: WatchStage) -> None:
    await stage.rule("btc < 60000 usd")
    assert await stage.price(61_000, 30) == []
    stage.clock.advance(seconds=-30)
    (due,) = await stage.minute(61_000, low=59_990)
    assert (due.at, due.price) == (after(60), 59_990)


async def test_what_a_price_has_told_its_candle_does_not_tell_again(stage: WatchStage) -> None:
    await stage.rule("btc < 60000 usd every 1m rearm 0.1%")
    assert len(await stage.price(59_950, 10)) == 1
    await stage.price(61_000, 10)
    stage.clock.advance(seconds=-20)
    assert await stage.minute(61_000, low=59_950) == []


async def test_a_stop_loses_nothing_and_the_message_says_that_it_is_late(stage: WatchStage) -> None:
    await stage.rule("btc < 60000 usd")
    await stage.minute(61_000)
    stage.clock.advance(minutes=30)
    await stage.candles(*[61_000.0] * 10, 59_500.0, *[61_500.0] * 19)
    again = WatchStage(stage.database, stage.clock)
    await again.watcher.open()
    (due,) = await again.watcher.round()
    assert due.at == after(60 + 11 * 60)
    (notice,) = await again.notices()
    facts = json.loads(notice.facts)
    assert facts["telling"] == Telling.LATE
    assert facts["down"] is not None
    assert await again.watcher.round() == []


async def test_what_was_told_before_a_stop_is_not_told_after_it(stage: WatchStage) -> None:
    await stage.rule("btc < 60000 usd every 1h")
    assert len(await stage.price(59_900, 5)) == 1
    again = WatchStage(stage.database, stage.clock)
    await again.watcher.open()
    stage.clock.advance(seconds=55)
    await again.candles(61_000.0, 59_900.0)
    assert await again.watcher.round() == []
    assert len(await again.notices()) == 1


async def test_prices_seen_before_a_kill_are_remembered_in_their_minute(stage: WatchStage) -> None:
    await stage.rule("btc < 60000 usd every 1s rearm 0.1%")
    assert len(await stage.price(59_950, 5)) == 1
    await stage.price(60_500, 5)
    assert len(await stage.price(59_940, 5)) == 1
    again = WatchStage(stage.database, stage.clock)
    await again.watcher.open()
    stage.clock.advance(seconds=45)
    await again.wick(60_500, 59_940)
    told = [due for due in await again.watcher.round() if due.telling is None]
    assert told == []


async def test_true_for_six_hours_is_told_once_an_hour_also_with_a_stop_in_between(stage: WatchStage) -> None:
    await stage.rule("btc < 60000 usd every 1h")
    dues = list(await stage.minute(59_000))
    for minute in range(1, 6 * 60):
        if minute == 200:
            stage = WatchStage(stage.database, stage.clock)
            await stage.watcher.open()
        dues += await stage.minute(59_000)
    dues += await stage.minute(62_000)
    assert [due.due for due in dues] == [after(60) + timedelta(hours=n) for n in range(6)]
    assert [notice.due_at for notice in await stage.notices()] == [due.due for due in dues]


async def test_a_rule_that_is_saved_later_is_watched_and_a_paused_one_is_not(stage: WatchStage) -> None:
    await stage.minute(61_000)
    rule = await stage.rule("btc < 60000 usd every 1m")
    await stage.minute(61_000)
    await stage.change(rule, Life.PAUSED)
    assert await stage.minute(59_000) == []
    await stage.change(rule, Life.ACTIVE)
    await stage.minute(61_000)
    assert len(await stage.minute(59_000)) == 1


async def test_a_coin_without_candles_keeps_no_other_waiting_for_long(stage: WatchStage) -> None:
    await stage.rule("btc < 60000 usd")
    await stage.rule("eth < 2000 usd")
    await stage.minute(61_000, pair=ETH)
    stage.clock.advance(minutes=1)
    await stage.candles(61_000.0, 59_000.0)
    assert await stage.watcher.round() == []
    stage.clock.advance(seconds=25)
    assert len(await stage.watcher.round()) == 1


async def test_a_silent_venue_is_replaced_by_the_next(stage: WatchStage) -> None:
    await stage.rule("btc < 60000 usd")
    await stage.price(61_000)
    stage.clock.advance(minutes=5)
    await stage.price(61_050, venue="coinbase")
    stage.clock.advance(seconds=30)
    await stage.watcher.round()
    dues = await stage.price(59_900, venue="coinbase")
    assert [due.venue for due in dues] == ["coinbase"]


async def test_a_venue_that_tells_every_price_is_not_waited_for(database: Database) -> None:
    stage = WatchStage(database, streaming=("kraken",))
    await stage.candles(*[61_000.0] * 30)
    await stage.watcher.open()
    await stage.rule("btc < 60000 usd")
    await stage.price(61_000)
    await stage.price(61_000, 60)
    await stage.price(61_000, 60)
    (due,) = await stage.price(59_900, 1)
    assert due.at == stage.clock.now()


async def test_the_house_can_begin_with_nothing(database: Database) -> None:
    stage = WatchStage(database)
    await stage.watcher.open()
    assert await stage.watcher.round() == []
    assert len(stage.watcher) == 0


async def test_what_was_crossed_in_a_hole_is_told_late_when_it_is_filled(stage: WatchStage) -> None:
    rule = await stage.rule("btc < 60000 usd")
    await stage.minute(61_000)
    stage.clock.advance(minutes=10)
    await stage.candles(61_000.0)
    stage.clock.advance(seconds=21)
    assert await stage.watcher.round() == []
    stage.clock.advance(seconds=21)
    assert await stage.watcher.round() == []
    stage.clock.advance(seconds=-42)
    await stage.candles(*[61_000.0] * 5, 59_000.0, *[61_000.0] * 4)
    stage.clock.advance(minutes=1)
    await stage.candles(61_000.0)
    (due,) = await stage.watcher.round()
    assert (due.telling, due.at) == (Telling.LATE, after(60 + 6 * 60))
    assert (await stage.saved(rule)).life is Life.DONE
    await stage.minute(61_000)
    assert len(await stage.notices()) == 1


async def test_what_was_judged_and_not_written_is_judged_again_after_a_failure(stage: WatchStage) -> None:
    rule = await stage.rule("btc < 60000 usd")
    await stage.minute(61_000)
    stage.clock.advance(minutes=1)
    await stage.candles(61_000.0, 59_000.0)

    async def fails(page: Page, judged: Mapping[int, Rule]) -> None:
        raise RuntimeError("a defect of ours")

    write, stage.ledger.write = stage.ledger.write, fails  # type: ignore[method-assign]
    with pytest.raises(RuntimeError):
        await stage.watcher.round()
    stage.ledger.write = write  # type: ignore[method-assign]
    await stage.watcher.open()
    (due,) = await stage.watcher.round()
    assert (due.rule_id, due.at) == (rule.id, after(120))
    assert len(await stage.notices()) == 1


async def test_a_mark_that_cannot_be_read_stops_nothing(stage: WatchStage) -> None:
    await stage.rule("btc < 60000 usd")
    for text in ("", "{", "[]", "[1,2]", '["a", 1, {}, null]', "[1, 1, null, null]", '[1, 1, {}, "x"]', "7"):
        async with stage.database.begin() as work:
            await work.memory.keep("alerts-judged", text)
            await work.commit()
        await stage.watcher.open()
        assert await stage.watcher.round() == []
    assert len(await stage.price(59_900)) == 1


async def test_a_price_from_long_ago_is_no_news(stage: WatchStage) -> None:
    await stage.rule("btc < 60000 usd")
    await stage.price(61_000)
    stage.tape.note(Seen("kraken", BTC, 50_000, after(-600)))
    assert await stage.watcher.round() == []
    assert len(await stage.price(59_900)) == 1


async def test_a_price_that_comes_after_a_later_one_is_told_and_the_later_one_stands(stage: WatchStage) -> None:
    await stage.rule("btc < 60000 usd every 1s rearm 0.1%")
    await stage.price(61_000, 20)
    stage.tape.note(Seen("kraken", BTC, 59_900, after(10)))
    (due,) = await stage.watcher.round()
    assert (due.at, due.price) == (after(10), 59_900)
    assert await stage.price(60_900) == []
    (due,) = await stage.price(59_800, 5)
    assert due.before == 60_900


async def test_a_rule_is_not_told_of_what_was_before_it(stage: WatchStage) -> None:
    await stage.minute(61_000)
    await stage.price(59_900, 70)
    assert await stage.price(60_500, 1) == []
    await stage.rule("btc < 60000 usd")
    stage.clock.advance(seconds=-11)
    await stage.candles(61_000.0, 61_000.0)
    stage.clock.advance(seconds=11)
    assert await stage.watcher.round() == []
    assert len(await stage.price(59_800, 1)) == 1


async def test_who_holds_rules_of_a_coin_is_known_until_the_last_is_gone(stage: WatchStage) -> None:
    first, second = await stage.rule("btc < 60000 usd"), await stage.rule("btc < 50000 usd and eth < 1000 usd")
    assert {heard.coin: heard.holders for heard in stage.watcher.heard()} == {
        "btc": {(1, None)},
        "eth": {(1, None)},
    }
    await stage.change(second, Life.PAUSED)
    await stage.watcher.round()
    assert {heard.coin for heard in stage.watcher.heard()} == {"btc"}
    await stage.change(first, Life.PAUSED)
    await stage.watcher.round()
    assert stage.watcher.heard() == ()


async def test_what_a_filled_hole_tells_is_a_message_after_those_before_it(stage: WatchStage) -> None:
    rule = await stage.rule("btc < 60000 usd every 1m rearm 0.1%")
    assert len(await stage.minute(59_900)) == 1
    await stage.minute(61_000)
    await stage.minute(61_000)
    stage.clock.advance(minutes=10)
    await stage.candles(61_000.0)
    await stage.watcher.round()
    stage.clock.advance(seconds=42)
    await stage.watcher.round()
    stage.clock.advance(seconds=-42)
    await stage.candles(*[61_000.0] * 5, 59_000.0, *[61_000.0] * 4)
    stage.clock.advance(minutes=1)
    await stage.candles(61_000.0)
    (due,) = await stage.watcher.round()
    told = (await stage.saved(rule)).told
    assert (due.telling, due.number) == (Telling.LATE, told)
    assert [notice.key for notice in await stage.notices()] == [f"alert:{rule.id}:{n}" for n in range(1, told + 1)]
    assert told > 1


async def test_a_thousand_prices_in_a_second_read_the_store_as_often_as_one(database: Database) -> None:
    stage = WatchStage(database, policy=WatchPolicy(patience_s=20.0, look_s=1.0))
    await stage.candles(*[61_000.0] * 30)
    await stage.watcher.open()
    await stage.rule("btc < 60000 usd")
    stage.clock.advance(seconds=75)
    await stage.watcher.round()
    before = stage.store.read
    for _ in range(99):
        await stage.price(61_000, 0.01)
    assert stage.store.read == before
    await stage.price(61_000, 0.01)
    assert stage.store.read > before
