"""core.people.welcome — each first question is asked once, and whoever leaves is left alone."""

from dataclasses import replace

from adapters.storage.engine import Database
from core.people.model import Person, Preferences
from core.people.welcome import WAITS_FOR, Step, Welcome, Welcoming
from tests.databases import somebody
from tests.fakes.clock import ManualClock


def waits(welcome: Welcome | None) -> Step | None:
    return None if welcome is None else welcome.waits


async def begun(database: Database) -> tuple[Welcoming, ManualClock, Person]:
    clock, person = ManualClock(), await somebody(database)
    welcoming = Welcoming(database, clock)
    assert waits(await welcoming.begin(person, "pt-BR")) is Step.LANGUAGE
    return welcoming, clock, person


async def test_steps_follow_one_another_and_are_not_asked_again(database: Database) -> None:
    welcoming, _, ada = await begun(database)
    asked = await welcoming.answer(ada, frozenset({Step.LANGUAGE}), None)
    assert (waits(asked), asked and asked.locale) == (Step.ZONE, "pt-BR")
    assert waits(await welcoming.answer(ada, frozenset({Step.ZONE}), None)) is Step.FIRST
    assert await welcoming.begin(ada, "pt-BR") is None
    assert await welcoming.skip(ada, None) is None


async def test_what_was_skipped_is_asked_when_somebody_begins_again(database: Database) -> None:
    welcoming, _, ada = await begun(database)
    assert waits(await welcoming.skip(ada, None)) is Step.ZONE
    assert waits(await welcoming.skip(ada, None)) is Step.FIRST
    assert await welcoming.skip(ada, None) is None
    assert waits(await welcoming.begin(ada, None)) is Step.LANGUAGE


async def test_an_answer_that_was_not_asked_for_counts_and_asks_nothing(database: Database) -> None:
    welcoming, _, ada = await begun(database)
    assert await welcoming.answer(ada, frozenset({Step.ZONE}), None) is None
    assert waits(await welcoming.answer(ada, frozenset({Step.LANGUAGE}), None)) is Step.FIRST


async def test_a_question_waits_an_hour(database: Database) -> None:
    welcoming, clock, ada = await begun(database)
    clock.advance(WAITS_FOR.total_seconds())
    assert await welcoming.leave(ada) is False
    assert await welcoming.answer(ada, frozenset({Step.LANGUAGE}), None) is None
    assert waits(await welcoming.begin(ada, None)) is Step.ZONE


async def test_whoever_leaves_is_asked_nothing(database: Database) -> None:
    welcoming, _, ada = await begun(database)
    assert [await welcoming.leave(ada), await welcoming.leave(ada)] == [True, False]
    assert await welcoming.answer(ada, frozenset({Step.LANGUAGE}), None) is None


async def test_a_zone_set_before_is_not_asked_for(database: Database) -> None:
    welcoming, _, ada = await begun(database)
    there = replace(ada, preferences=Preferences(zone="Asia/Tokyo"))
    assert waits(await welcoming.answer(there, frozenset({Step.LANGUAGE}), None)) is Step.FIRST
