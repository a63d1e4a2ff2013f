"""core.people.ports.SeenUpdates, line by line."""

import asyncio

from adapters.storage.engine import Database
from core.people.ports import Update
from tests.databases import MINUTE, NOON

ONE, OTHER, ELSEWHERE = ("telegram", "1"), ("telegram", "2"), ("discord", "1")


async def remember(database: Database, *updates: Update) -> None:
    async with database.begin() as work:
        await work.seen.remember(updates, NOON)
        await work.commit()


async def seen(database: Database, *updates: Update) -> list[bool]:
    async with database.reading() as work:
        return [await work.seen.was_seen(update) for update in updates]


async def test_an_update_is_remembered_for_its_own_door(database: Database) -> None:
    await remember(database, ONE)
    assert await seen(database, ONE, ELSEWHERE, OTHER) == [True, False, False]


async def test_many_are_remembered_at_once_also_those_that_are_remembered_already(database: Database) -> None:
    await remember(database, ONE)
    await remember(database, ELSEWHERE, ONE, OTHER)
    assert await seen(database, ONE, ELSEWHERE, OTHER) == [True, True, True]


async def test_many_who_remember_the_same_at_once_do_not_stop_each_other(database: Database) -> None:
    await asyncio.gather(*(remember(database, *updates) for updates in [(ONE, OTHER), (OTHER, ONE)] * 5))
    assert await seen(database, ONE, OTHER) == [True, True]


async def test_what_is_old_is_forgotten_and_the_rest_is_not(database: Database) -> None:
    async with database.begin() as work:
        await work.seen.remember([ONE], NOON - MINUTE)
        await work.seen.remember([OTHER], NOON)
        assert await work.seen.forget_before(NOON) == 1
        await work.commit()
    assert await seen(database, ONE, OTHER) == [False, True]


async def test_looking_up_remembers_nothing(database: Database) -> None:
    assert await seen(database, ONE, ONE) == [False, False]
