"""core.people.ports.Answers, line by line."""

from collections.abc import Mapping
from dataclasses import replace

from adapters.storage.engine import Database
from core.people.model import Turn
from tests.databases import MINUTE, NOON, somebody


async def kept(database: Database, answers: Mapping[str, Turn], most: int = 9) -> None:
    async with database.begin() as work:
        await work.answers.keep(answers, NOON, most)
        await work.commit()


async def found(database: Database, person_id: int, message: str) -> Turn | None:
    async with database.reading() as work:
        return await work.answers.find(person_id, message, NOON)


async def test_what_a_message_answered_is_found_by_its_person_alone(database: Database) -> None:
    ada, bob = await somebody(database, "1"), await somebody(database, "2")
    said = Turn(ada.id, 7, "price", '{"coins": ["BTC"]}', NOON)
    await kept(database, {"telegram 1/5": said})
    assert await found(database, ada.id, "telegram 1/5") == said
    assert await found(database, ada.id, "telegram 1/6") is None
    assert await found(database, bob.id, "telegram 1/5") is None


async def test_a_message_that_was_put_in_another_s_place_answers_the_later_one(database: Database) -> None:
    ada = await somebody(database)
    said = Turn(ada.id, 0, "price", "{}", NOON)
    await kept(database, {"discord 5": said})
    await kept(database, {"discord 5": (later := replace(said, command="chart", at=NOON + MINUTE))})
    assert await found(database, ada.id, "discord 5") == later


async def test_the_newest_are_kept_and_none_that_is_old(database: Database) -> None:
    ada, bob = await somebody(database, "1"), await somebody(database, "2")
    old = Turn(ada.id, 0, "price", "{}", NOON - MINUTE)
    await kept(database, {"a": old, "b": replace(old, person_id=bob.id, at=NOON)})
    assert await found(database, ada.id, "a") is None
    await kept(database, {str(n): replace(old, at=NOON + n * MINUTE) for n in range(5)}, most=3)
    assert [n for n in range(5) if await found(database, ada.id, str(n)) is not None] == [2, 3, 4]
    assert await found(database, bob.id, "b") is not None


async def test_an_answer_to_somebody_who_is_gone_is_passed_over(database: Database) -> None:
    ada = await somebody(database)
    await kept(database, {"a": Turn(ada.id + 1, 0, "price", "{}", NOON)})
    assert await found(database, ada.id + 1, "a") is None
