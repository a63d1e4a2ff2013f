"""core.people.ports.SeenUpdates, line by line."""

import asyncio

from adapters.storage.engine import Database
from tests.databases import MINUTE, NOON


async def first_time(database: Database, door: str, update_id: str) -> bool:
    async with database.begin() as work:
        first = await work.seen.first_time(door, update_id, NOON)
        await work.commit()
    return first


async def test_an_update_is_new_once_on_each_door(database: Database) -> None:
    asked = [("telegram", "1"), ("telegram", "1"), ("discord", "1"), ("telegram", "2")]
    assert [await first_time(database, *update) for update in asked] == [True, False, True, True]


async def test_of_many_who_handle_one_update_at_once_one_does(database: Database) -> None:
    assert sum(await asyncio.gather(*(first_time(database, "telegram", "1") for _ in range(10)))) == 1


async def test_what_is_old_is_forgotten_and_the_rest_is_not(database: Database) -> None:
    async with database.begin() as work:
        await work.seen.first_time("telegram", "old", NOON - MINUTE)
        await work.seen.first_time("telegram", "new", NOON)
        assert await work.seen.forget_before(NOON) == 1
        assert await work.seen.first_time("telegram", "old", NOON)
        assert not await work.seen.first_time("telegram", "new", NOON)


async def test_looking_up_remembers_nothing(database: Database) -> None:
    async with database.begin() as work:
        await work.seen.first_time("telegram", "1", NOON)
        await work.commit()
    async with database.reading() as work:
        asked = [("telegram", "1"), ("discord", "1"), ("telegram", "2")]
        assert [await work.seen.was_seen(*update) for update in asked] == [True, False, False]
    assert await first_time(database, "telegram", "2")
