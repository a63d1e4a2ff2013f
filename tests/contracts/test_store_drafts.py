"""core.people.ports.Drafts, line by line."""

import asyncio

from adapters.storage.engine import Database
from core.people.model import Draft
from tests.databases import MINUTE, NOON, somebody

LATER = NOON + 15 * MINUTE


async def drafted(database: Database, person_id: int) -> Draft:
    async with database.begin() as work:
        draft = await work.drafts.add(person_id, "watch", '{"coins": ["bitcoin"]}', NOON, LATER)
        await work.commit()
    return draft


async def taken(database: Database, person_id: int, number: int) -> Draft | None:
    async with database.begin() as work:
        draft = await work.drafts.take(person_id, number, NOON)
        await work.commit()
    return draft


async def test_numbers_count_for_each_person(database: Database) -> None:
    ada, bob = await somebody(database, "1"), await somebody(database, "2")
    drafts = [await drafted(database, person.id) for person in (ada, ada, bob)]
    assert [(draft.person_id, draft.number) for draft in drafts] == [(ada.id, 1), (ada.id, 2), (bob.id, 1)]


async def test_a_draft_is_found_as_added_until_it_expires(database: Database) -> None:
    ada = await somebody(database)
    draft = await drafted(database, ada.id)
    assert draft == Draft(ada.id, 1, "watch", '{"coins": ["bitcoin"]}', NOON, LATER)
    async with database.reading() as work:
        assert await work.drafts.find(ada.id, 1, LATER - MINUTE) == draft
        assert await work.drafts.find(ada.id, 1, LATER) is None


async def test_anothers_number_answers_as_an_unknown_one(database: Database) -> None:
    ada, bob = await somebody(database, "1"), await somebody(database, "2")
    await drafted(database, ada.id)
    async with database.begin() as work:
        assert await work.drafts.find(bob.id, 1, NOON) is None
        assert await work.drafts.take(bob.id, 1, NOON) is None
        assert await work.drafts.find(ada.id, 1, NOON) is not None


async def test_an_expired_draft_cannot_be_taken(database: Database) -> None:
    ada = await somebody(database)
    await drafted(database, ada.id)
    async with database.begin() as work:
        assert await work.drafts.take(ada.id, 1, LATER) is None


async def test_of_many_takers_one_gets_it(database: Database) -> None:
    ada = await somebody(database)
    draft = await drafted(database, ada.id)
    got = await asyncio.gather(*(taken(database, ada.id, 1) for _ in range(10)))
    assert [each for each in got if each is not None] == [draft]


async def test_a_number_is_never_given_twice(database: Database) -> None:
    ada = await somebody(database)
    await drafted(database, ada.id)
    await drafted(database, ada.id)
    await taken(database, ada.id, 2)
    async with database.begin() as work:
        assert await work.drafts.drop_all(ada.id) == 1
        await work.commit()
    assert (await drafted(database, ada.id)).number == 3


async def test_drafts_made_at_once_get_numbers_of_their_own(database: Database) -> None:
    ada = await somebody(database)
    drafts = await asyncio.gather(*(drafted(database, ada.id) for _ in range(10)))
    assert sorted(draft.number for draft in drafts) == list(range(1, 11))


async def test_dropping_leaves_the_drafts_of_others(database: Database) -> None:
    ada, bob = await somebody(database, "1"), await somebody(database, "2")
    await drafted(database, ada.id)
    kept = await drafted(database, bob.id)
    async with database.begin() as work:
        assert await work.drafts.drop_all(ada.id) == 1
        assert await work.drafts.drop_all(ada.id) == 0
        assert await work.drafts.find(bob.id, 1, NOON) == kept


async def test_what_is_open_is_ones_own_and_unexpired_oldest_first(database: Database) -> None:
    ada, bob = await somebody(database, "1"), await somebody(database, "2")
    first, second, _ = [await drafted(database, person.id) for person in (ada, ada, bob)]
    async with database.reading() as work:
        assert await work.drafts.open(ada.id, NOON) == [first, second]
        assert await work.drafts.open(ada.id, LATER) == []


async def test_some_drafts_are_dropped_by_their_numbers_and_nobody_elses(database: Database) -> None:
    ada, bob = await somebody(database, "1"), await somebody(database, "2")
    first, _, third = [await drafted(database, ada.id) for _ in range(3)]
    kept = await drafted(database, bob.id)
    async with database.begin() as work:
        assert await work.drafts.drop(ada.id, [2, 9]) == 1
        assert await work.drafts.drop(ada.id, []) == 0
        assert await work.drafts.open(ada.id, NOON) == [first, third]
        assert await work.drafts.open(bob.id, NOON) == [kept]


async def test_a_draft_keeps_the_chats_that_it_belongs_to(database: Database) -> None:
    ada = await somebody(database)
    async with database.begin() as work:
        draft = await work.drafts.add(ada.id, "alert", "{}", NOON, LATER, ("room 3", "telegram 1"))
        await work.commit()
    assert (draft.asked_in, draft.read_in) == ("room 3", "telegram 1")
    async with database.reading() as work:
        assert await work.drafts.open(ada.id, NOON) == [draft]
