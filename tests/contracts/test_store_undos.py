"""core.people.ports.Undos, line by line."""

import pytest

from adapters.storage.engine import Database
from core.people.model import Person
from tests.databases import MINUTE, NOON, somebody

LATER = NOON + MINUTE


@pytest.fixture
async def ada(database: Database) -> Person:
    return await somebody(database, "1")


@pytest.fixture
async def bob(database: Database) -> Person:
    return await somebody(database, "2")


async def keep(database: Database, person: Person, chat: str, line: str) -> None:
    async with database.begin() as work:
        await work.undos.keep(person.id, chat, line, LATER)
        await work.commit()


async def test_a_line_is_found_in_its_chat_by_its_person_until_it_lapses(
    database: Database, ada: Person, bob: Person
) -> None:
    await keep(database, ada, "room 1", "watch remove arb")
    async with database.reading() as work:
        assert await work.undos.find(ada.id, "room 1", NOON) == "watch remove arb"
        assert await work.undos.find(ada.id, "room 1", LATER) == "watch remove arb"
        assert await work.undos.find(ada.id, "room 1", LATER + MINUTE / 60) is None
        assert await work.undos.find(ada.id, "room 2", NOON) is None
        assert await work.undos.find(bob.id, "room 1", NOON) is None


async def test_the_last_one_counts_and_a_line_is_forgotten_wherever_it_is_kept(
    database: Database, ada: Person, bob: Person
) -> None:
    await keep(database, ada, "room 1", "quiet off")
    await keep(database, ada, "room 1", "watch remove arb")
    await keep(database, ada, "telegram 1", "watch remove arb")
    await keep(database, ada, "telegram 2", "quiet off")
    await keep(database, bob, "room 1", "watch remove arb")
    async with database.begin() as work:
        await work.undos.forget(ada.id, "watch remove arb")
        await work.commit()
    async with database.reading() as work:
        assert await work.undos.find(ada.id, "room 1", NOON) is None
        assert await work.undos.find(ada.id, "telegram 1", NOON) is None
        assert await work.undos.find(ada.id, "telegram 2", NOON) == "quiet off"
        assert await work.undos.find(bob.id, "room 1", NOON) == "watch remove arb"


async def test_a_chat_whose_line_is_ended_has_none_and_others_keep_theirs(
    database: Database, ada: Person, bob: Person
) -> None:
    for person, chat in ((ada, "room 1"), (ada, "room 2"), (bob, "room 1")):
        await keep(database, person, chat, "watch remove arb")
    async with database.begin() as work:
        await work.undos.end(ada.id, "room 1")
        await work.commit()
    async with database.reading() as work:
        assert await work.undos.find(ada.id, "room 1", NOON) is None
        assert await work.undos.find(ada.id, "room 2", NOON) == "watch remove arb"
        assert await work.undos.find(bob.id, "room 1", NOON) == "watch remove arb"
