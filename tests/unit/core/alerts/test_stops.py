"""core.alerts.stops — of one stop a rule tells once, however many pages catching up takes."""

import json
from collections.abc import Sequence
from datetime import timedelta

import pytest

from adapters.storage.engine import Database
from core.alerts.model import Life, Rule
from core.delivery.model import Notice
from tests.fakes.watch_stage import WatchStage, after

BELOW, ABOVE = 59_000.0, 61_000.0


@pytest.fixture
async def stage(database: Database) -> WatchStage:
    """A rule that tells every five minutes told a minute ago; then we were down for half an hour."""
    stage = WatchStage(database)
    await stage.candles(*[ABOVE] * 30)
    await stage.watcher.open()
    await stage.rule("btc < 60000 usd every 5m")
    await stage.minute(ABOVE)
    assert len(await stage.minute(BELOW)) == 1
    stage.clock.advance(minutes=30)
    return WatchStage(database, stage.clock)


async def caught_up(stage: WatchStage, *pages: Sequence[float], missing: int = 30) -> list[Notice]:
    """Come back when so many minutes are missing, and catch up, each page of closes in a round of its own; return what
    is told of the stop."""
    before = len(await stage.notices())
    await stage.watcher.open()
    for closes in pages:
        missing -= len(closes)
        stage.clock.advance(minutes=-missing)
        await stage.candles(*closes)
        stage.clock.advance(minutes=missing)
        await stage.watcher.round()
    return (await stage.notices())[before:]


def tellings(notices: Sequence[Notice]) -> list[str | None]:
    return [json.loads(notice.facts)["telling"] for notice in notices]


async def test_a_crossing_takes_the_place_of_a_still_that_an_earlier_page_found(stage: WatchStage) -> None:
    (notice,) = await caught_up(stage, [BELOW] * 12, [ABOVE, BELOW, *[BELOW] * 16])
    assert tellings([notice]) == ["late"]
    assert json.loads(notice.facts)["down"] is not None
    assert await _kept(stage) == ["late", None]


async def test_a_still_is_told_when_the_whole_stop_had_no_crossing(stage: WatchStage) -> None:
    (notice,) = await caught_up(stage, [BELOW] * 12, [BELOW] * 12, [BELOW] * 6)
    assert tellings([notice]) == ["still"]
    assert notice.due_at == after(120) + timedelta(minutes=30)


async def test_after_a_crossing_no_later_page_tells_of_the_same_stop(stage: WatchStage) -> None:
    notices = await caught_up(stage, [ABOVE, BELOW, *[BELOW] * 10], [ABOVE, BELOW, *[BELOW] * 10], [BELOW] * 6)
    assert tellings(notices) == ["late"]


async def test_what_is_put_by_survives_a_kill_between_two_pages(stage: WatchStage) -> None:
    assert await caught_up(stage, [BELOW] * 12) == []
    again = WatchStage(stage.database, stage.clock)
    assert tellings(await caught_up(again, [BELOW] * 18, missing=18)) == ["still"]


async def test_a_rule_that_is_paused_before_its_stop_is_judged_tells_nothing_of_it(stage: WatchStage) -> None:
    await caught_up(stage, [BELOW] * 12)
    (rule,) = await _rules(stage)
    await stage.change(rule, Life.PAUSED)
    assert await caught_up(stage, [BELOW] * 18, missing=18) == []
    assert await _kept(stage) == [None]


async def _rules(stage: WatchStage) -> Sequence[Rule]:
    async with stage.database.reading() as work:
        return await work.rules.of(1, None)


async def _kept(stage: WatchStage) -> list[str | None]:
    """Return what is kept as told, newest first."""
    (rule,) = await _rules(stage)
    async with stage.database.reading() as work:
        return [due.telling for due, _ in await work.rules.fired(rule.id, 9)]


async def test_what_was_due_before_a_stop_and_is_judged_after_it_leaves_the_count_as_it_is(database: Database) -> None:
    stage = WatchStage(database)
    await stage.candles(*[ABOVE] * 30)
    await stage.watcher.open()
    rule = await stage.rule("btc < 60000 usd every 1m")
    await stage.minute(BELOW)
    # Two minutes have no candle yet when something is written down for the last time.
    stage.clock.advance(minutes=1)
    await stage.candles(BELOW)
    stage.clock.advance(minutes=2)
    await stage.watcher.round()
    stage.clock.advance(minutes=26)
    again = WatchStage(database, stage.clock)
    await again.candles(*[BELOW] * 28)
    await again.watcher.open()
    await again.watcher.round()
    async with database.reading() as work:
        ((last, _),) = await work.rules.fired(rule.id, 1)
    assert (await again.saved(rule)).told == last.number == 30
