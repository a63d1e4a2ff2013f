"""core.people.lately — what was said is not said again so soon, also after a restart."""

import asyncio
from datetime import timedelta

from adapters.storage.engine import Database
from core.people import lately
from tests.fakes.clock import NOON

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
TO_ADA, TO_BOB = lately.of_person("stranger", 1), lately.of_person("stranger", 11)


async def said(database: Database, entry: str, at_minute: int = 0) -> bool:
    now = NOON + at_minute * MINUTE
    async with database.begin() as work:
        first = await lately.say_once(work.memory, entry, now, now + DAY)
        await work.commit()
    return first


async def known(database: Database, entry: str, at_minute: int = 0) -> bool:
    async with database.reading() as work:
        return await lately.was_said(work.memory, entry, NOON + at_minute * MINUTE)


async def test_a_line_is_said_once_until_its_time_is_over(database: Database) -> None:
    assert not await known(database, TO_ADA)
    assert [await said(database, TO_ADA, minute) for minute in (0, 1, 1439, 1440, 1441)] == [
        True,
        False,
        False,
        True,
        False,
    ]
    assert await known(database, TO_ADA, 1441)
    assert not await known(database, TO_ADA, 2 * 1440)


async def test_lines_to_others_and_in_rooms_stand_by_themselves(database: Database) -> None:
    entries = [TO_ADA, TO_BOB, lately.of_person("late", 1), lately.of_room("stranger", 1)]
    assert [await said(database, entry) for entry in entries] == [True] * 4


async def test_what_is_over_is_not_kept(database: Database) -> None:
    for person in range(100):
        await said(database, lately.of_person("stranger", person))
    await said(database, TO_BOB, at_minute=3 * 1440)
    async with database.reading() as work:
        kept = await work.memory.recall("said-lately")
    assert kept is not None
    assert kept.count("person") == 1


async def test_a_person_is_forgotten_and_nobody_else(database: Database) -> None:
    room = lately.of_room("stranger", 1)
    for entry in (TO_ADA, lately.of_person("late", 1), TO_BOB, room):
        await said(database, entry)
    async with database.begin() as work:
        await lately.forget_person(work.memory, 1)
        await work.commit()
    assert [await known(database, entry) for entry in (TO_ADA, lately.of_person("late", 1))] == [False, False]
    assert [await known(database, entry) for entry in (TO_BOB, room)] == [True, True]


async def test_of_twenty_who_would_say_it_at_once_one_does(database: Database) -> None:
    assert sum(await asyncio.gather(*(said(database, TO_ADA) for _ in range(20)))) == 1
