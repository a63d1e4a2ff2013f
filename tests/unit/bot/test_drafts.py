"""bot.drafts — what waits for its person's word waits for nobody else's."""

import asyncio
import json
from datetime import timedelta

import pytest

from adapters.storage.engine import Database
from bot.drafts import DRAFT_LIFE, Drafts
from core.kernel.errors import UnknownName
from tests.databases import somebody
from tests.fakes.clock import ManualClock


async def test_a_draft_is_taken_as_it_was_made(database: Database) -> None:
    ada, drafts = await somebody(database), Drafts(database, ManualClock())
    assert await drafts.make(ada, "watch", {"coins": ["BTC"], "price": "64000.10"}) == "d1"
    taken = await drafts.take(ada, "d1")
    assert (taken.command, json.loads(taken.facts)) == ("watch", {"coins": ["BTC"], "price": "64000.10"})


async def test_a_draft_is_taken_once(database: Database) -> None:
    ada, drafts = await somebody(database), Drafts(database, ManualClock())
    await drafts.make(ada, "watch", {})

    async def tap() -> bool:
        try:
            await drafts.take(ada, "d1")
        except UnknownName:
            return False
        return True

    assert sum(await asyncio.gather(*(tap() for _ in range(10)))) == 1


async def test_a_draft_outlives_a_restart_and_no_more_than_a_day(database: Database) -> None:
    ada, clock = await somebody(database), ManualClock()
    for _ in range(2):
        await Drafts(database, clock).make(ada, "watch", {})
    clock.set(clock.now() + DRAFT_LIFE - timedelta(seconds=1))
    assert (await Drafts(database, clock).take(ada, "d1")).number == 1
    clock.advance(1)
    with pytest.raises(UnknownName):
        await Drafts(database, clock).take(ada, "d2")


async def test_numbers_count_per_person_and_are_never_given_again(database: Database) -> None:
    ada, bob = await somebody(database, "1"), await somebody(database, "2")
    drafts = Drafts(database, ManualClock())
    assert [await drafts.make(ada, "watch", {}) for _ in range(2)] == ["d1", "d2"]
    await drafts.take(ada, "d2")
    assert await drafts.drop_all(ada) == 1
    assert await drafts.make(ada, "watch", {}) == "d3"
    assert await drafts.make(bob, "watch", {}) == "d1"


async def test_anothers_draft_answers_exactly_as_an_unknown_one(database: Database) -> None:
    ada, bob = await somebody(database, "1"), await somebody(database, "2")
    drafts = Drafts(database, ManualClock())
    await drafts.make(ada, "watch", {})

    async def refused(spoken: str) -> tuple[object, ...]:
        with pytest.raises(UnknownName) as caught:
            await drafts.take(bob, spoken)
        error = caught.value
        return error.what, error.given.replace(spoken, "…"), error.nearest, error.example, str(error.__cause__)

    assert await refused("d1") == await refused("d7")
    assert (await drafts.take(ada, "d1")).number == 1


async def test_dropping_ones_drafts_drops_nobody_elses(database: Database) -> None:
    ada, bob = await somebody(database, "1"), await somebody(database, "2")
    drafts = Drafts(database, ManualClock())
    for person in (ada, bob):
        await drafts.make(person, "watch", {})
    assert [await drafts.drop_all(bob), await drafts.drop_all(bob)] == [1, 0]
    assert (await drafts.take(ada, "d1")).number == 1
