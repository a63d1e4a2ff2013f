"""Rules that sleep tell what they would tell awake, and cost nothing while they sleep."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.storage.address import sqlite_address
from adapters.storage.engine import Database, open_database
from core.alerts.interruptions import Interruptions
from core.alerts.model import Life
from core.alerts.roster import Roster
from core.alerts.watcher import WatchPolicy
from tests.databases import MINUTE
from tests.effort import effort
from tests.fakes.bus import HeardBus
from tests.fakes.sleepless import House, Script, Sleepless
from tests.fakes.watch_stage import WatchStage


@asynccontextmanager
async def a_database(migrated: Path, file: Path) -> AsyncIterator[Database]:
    shutil.copy(migrated, file)
    opened = open_database(sqlite_address(file), durable=False)
    try:
        yield opened
    finally:
        await opened.close()


# In 203 a rule is paused in the moment in which a price comes to it.
@pytest.mark.parametrize("seed", [*range(effort(9, 400)), 203])
async def test_a_watcher_that_lets_rules_sleep_tells_what_one_tells_that_keeps_all_awake(
    migrated_file: Path, tmp_path: Path, seed: int
) -> None:
    async with (
        a_database(migrated_file, tmp_path / "sleeping.db") as one,
        a_database(migrated_file, tmp_path / "sleepless.db") as other,
    ):
        look_s = (0.0, 1.0, 5.0)[seed % 3]
        sleeping, sleepless = House(one, Roster, look_s), House(other, Sleepless, look_s)
        await Script(seed, (sleeping, sleepless)).play(60)
        assert await sleeping.told() == await sleepless.told()
        assert (sleeping.most_asleep > 0, sleepless.most_asleep) == (True, 0)


@pytest.fixture
async def stage(migrated_file: Path, tmp_path: Path) -> AsyncIterator[WatchStage]:
    """Bitcoin has stood at 61,000 for half an hour, and the watcher has just begun."""
    async with a_database(migrated_file, tmp_path / "candlewick.db") as database:
        stage = WatchStage(database, policy=WatchPolicy(look_s=1.0))
        await stage.candles(*[61_000.0] * 30)
        await stage.watcher.open()
        yield stage


async def test_a_rule_at_rest_sleeps_until_a_price_comes_to_it_and_again_when_it_is_at_rest(stage: WatchStage) -> None:
    rule = await stage.rule("btc < 60000 usd every 1m rearm 0.1%")
    await stage.price(61_000)
    assert (stage.roster.asleep, stage.roster.find(rule.id)) == (1, None)
    assert len(await stage.price(59_990)) == 1
    assert (stage.roster.asleep, len(stage.watcher)) == (0, 1)
    for _ in range(4):
        await stage.minute(61_000)
    assert (stage.roster.asleep, len(stage.watcher)) == (1, 1)
    assert len(await stage.price(59_980)) == 1


async def test_prices_that_come_to_nobody_read_nothing_and_one_that_comes_to_many_reads_once(stage: WatchStage) -> None:
    for level in range(59_000, 59_050):
        await stage.rule(f"btc < {level} usd")
    await stage.price(61_000, 2)
    await stage.price(61_000, 2)
    assert stage.roster.asleep == 50
    before = stage.store.read
    for n in range(90):
        await stage.price(60_000 - n, 0.01)
    assert stage.store.read == before
    assert len(await stage.price(58_000, 0.01)) == 50
    assert stage.store.read == before + 1


async def test_who_is_told_that_prices_stopped_are_also_those_whose_rules_sleep(stage: WatchStage) -> None:
    await stage.rule("btc < 60000 usd")
    await stage.price(61_000)
    assert stage.roster.asleep == 1
    silence = Interruptions(stage.database, stage.watcher.heard, stage.clock, timedelta(minutes=5), HeardBus())
    assert await silence.look() == 0
    stage.clock.advance(minutes=10)
    assert [await silence.look() for _ in range(3)] == [0, 1, 0]
    await stage.price(61_000)
    assert [await silence.look() for _ in range(3)] == [0, 1, 0]


async def test_a_rule_that_sleeps_when_its_day_comes_ends_and_says_so(stage: WatchStage) -> None:
    rule = await stage.rule("btc < 60000 usd")
    async with stage.database.begin() as work:
        await work.rules.change(replace(rule, expires_at=stage.clock.now() + 7 * MINUTE))
        await work.commit()
    await stage.minute(61_000)
    again = WatchStage(stage.database, stage.clock)
    await again.watcher.open()
    assert again.roster.asleep == 1
    for _ in range(7):
        await again.minute(61_000)
    assert (await again.saved(rule)).life is Life.EXPIRED
    assert len(again.watcher) == 0
    assert await again.minute(59_000) == []


async def test_what_is_deleted_behind_everybodys_back_is_woken_by_no_price(stage: WatchStage) -> None:
    rule = await stage.rule("btc < 60000 usd")
    await stage.price(61_000)
    async with stage.database.begin() as work:
        # As a person's leaving does: no revision tells.
        await work.rules.tell(replace(rule, life=Life.DELETED))
        await work.commit()
    assert await stage.price(59_000, 0.1) == []
    assert len(stage.watcher) == 0
