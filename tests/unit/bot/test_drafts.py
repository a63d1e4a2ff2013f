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
    assert await drafts.drop(ada, await drafts.open(ada)) == 1
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
    dropped = await drafts.open(bob)
    assert [await drafts.drop(bob, dropped), await drafts.drop(bob, dropped)] == [1, 0]
    assert (await drafts.take(ada, "d1")).number == 1


async def test_a_bare_word_concerns_what_was_asked_or_is_read_in_its_chat(database: Database) -> None:
    ada, drafts = await somebody(database), Drafts(database, ManualClock())
    await drafts.make(ada, "alert", {}, ("room 3", "room 3"))
    await drafts.make(ada, "alert", {}, ("telegram 1", "telegram 1"))
    await drafts.make(ada, "privacy", {}, ("room 3", "telegram 1"))
    await drafts.make(ada, "alert", {})

    async def waiting(chat: str) -> tuple[list[int], list[int]]:
        found = await drafts.open_in(ada, chat)
        return [draft.number for draft in found.here], [draft.number for draft in found.elsewhere]

    assert await waiting("room 3") == ([1, 3, 4], [2])
    assert await waiting("telegram 1") == ([2, 3, 4], [1])
    assert await waiting("discord 9") == ([4], [1, 2, 3])
