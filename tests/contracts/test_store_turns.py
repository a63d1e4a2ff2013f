"""core.people.ports.Turns, line by line."""

from dataclasses import replace

from adapters.storage.engine import Database
from core.people.model import Turn
from tests.databases import MINUTE, NOON, somebody


async def kept(database: Database, *turns: Turn) -> None:
    async with database.begin() as work:
        await work.turns.keep(turns)
        await work.commit()


async def last(database: Database, person_id: int, place: int = 0) -> Turn | None:
    async with database.reading() as work:
        return await work.turns.last(person_id, place, NOON)


async def test_the_last_turn_of_a_person_in_a_place_is_kept(database: Database) -> None:
    ada, bob = await somebody(database, "1"), await somebody(database, "2")
    said = Turn(ada.id, 0, "price", '{"coins": ["BTC"]}', NOON)
    await kept(database, said, replace(said, place=7, command="chart"))
    await kept(database, later := replace(said, args="{}", at=NOON + MINUTE))
    assert await last(database, ada.id) == later
    assert await last(database, ada.id, 7) == replace(said, place=7, command="chart")
    assert await last(database, bob.id) is None


async def test_an_old_turn_is_none(database: Database) -> None:
    ada = await somebody(database)
    await kept(database, Turn(ada.id, 0, "price", "{}", NOON - MINUTE))
    assert await last(database, ada.id) is None


async def test_a_turn_of_somebody_who_is_gone_is_passed_over(database: Database) -> None:
    ada = await somebody(database)
    await kept(database, Turn(ada.id + 1, 0, "price", "{}", NOON), Turn(ada.id, 0, "market", "{}", NOON))
    assert await last(database, ada.id + 1) is None
    assert (await last(database, ada.id)) == Turn(ada.id, 0, "market", "{}", NOON)
