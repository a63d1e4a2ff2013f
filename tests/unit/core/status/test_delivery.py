"""What the owner reads of the outbox: how much waits and for how long, and what could not be delivered."""

from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.storage.engine import Database
from bot.speaking.say import LANGUAGES, Say
from core.delivery.deliverer import Clocks, Deliverer
from core.people.model import Identity, Person, Role
from core.status import StatusLine
from core.status.delivery import delivery_status
from tests.databases import migrated_file, store
from tests.fakes.clock import NOON, ManualClock
from tests.fakes.delivery import REFUSED, UNCERTAIN, ScriptedCourier, person, to, write
from tests.fakes.even_chance import EvenChance

__all__ = ["migrated_file", "store"]

NBSP = "\u00a0"


@pytest.fixture
async def ada(store: Database) -> Person:
    return await person(store, Identity("telegram", "1"))


async def told(store: Database, clock: ManualClock, whom: Person, language: str = "en") -> list[str]:
    lines: list[StatusLine] = list(await delivery_status(store, clock)(whom))
    assert {line.key for line in lines if not line.owner_only} <= {"status-delayed"}
    say = Say(language, "UTC", clock.now())
    return [say.text(line.key, **line.facts).text for line in lines]


async def deliver(store: Database, clock: ManualClock, courier: ScriptedCourier) -> None:
    await Deliverer(store, courier, Clocks(clock, clock), EvenChance()).run_once()


async def test_an_empty_outbox_says_nothing(store: Database, ada: Person) -> None:
    assert await told(store, ManualClock(), ada) == []


async def test_what_waits_and_what_is_to_be_said_again_are_counted_with_the_oldest_age(
    store: Database, ada: Person
) -> None:
    clock = ManualClock()
    await write(store, to(ada, "a"), to(ada, "b"))
    await deliver(store, clock, ScriptedCourier({"a": [UNCERTAIN]}))
    clock.advance(minutes=12)
    assert (await told(store, clock, ada))[1:] == [f"2 messages wait, the oldest for 12{NBSP}min."]


async def test_whoever_waits_longer_than_a_minute_is_told_so_and_nobody_else(store: Database, ada: Person) -> None:
    clock, bob = ManualClock(), await person(store, Identity("telegram", "2"), role=Role.MEMBER)
    await write(store, to(ada, "a"))
    clock.advance(seconds=60)
    assert await delivery_status(store, clock)(ada) == await delivery_status(store, clock)(bob)
    clock.advance(seconds=60)
    assert (await told(store, clock, ada))[0] == f"Messages to you are delayed: the oldest waits for 2{NBSP}min."
    assert [line for line in await delivery_status(store, clock)(bob) if not line.owner_only] == []


async def test_what_quiet_hours_hold_is_no_delay_nor_what_was_sent(store: Database, ada: Person) -> None:
    clock = ManualClock()
    await write(store, to(ada, "a"), replace(to(ada, "b"), held_until=NOON + timedelta(hours=1)))
    await deliver(store, clock, ScriptedCourier())
    clock.advance(minutes=12)
    assert await told(store, clock, ada) == ["1 message is held."]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_language_can_say_that_it_is_late(store: Database, ada: Person, language: str) -> None:
    clock = ManualClock()
    await write(store, to(ada, "a"))
    clock.advance(minutes=12)
    assert "12" in (await told(store, clock, ada, language))[0]


async def test_what_could_not_be_delivered_stays_in_sight(store: Database, ada: Person) -> None:
    clock = ManualClock()
    await write(store, to(ada, "a"))
    await deliver(store, clock, ScriptedCourier({"a": [REFUSED]}))
    assert await told(store, clock, ada) == ["1 message could not be delivered."]


async def test_what_is_due_later_does_not_wait_yet(store: Database, ada: Person) -> None:
    await write(store, to(ada, "a"))
    clock = ManualClock(NOON - timedelta(hours=1))
    assert await told(store, clock, ada) == []


async def test_what_is_held_is_told_apart(store: Database, ada: Person) -> None:
    await write(store, replace(to(ada, "a"), held_until=NOON + timedelta(hours=1)))
    assert await told(store, ManualClock(), ada) == ["1 message is held."]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_language_can_say_it(store: Database, ada: Person, language: str) -> None:
    clock = ManualClock()
    await write(store, to(ada, "a"), to(ada, "b"))
    await deliver(store, clock, ScriptedCourier({"a": [REFUSED]}))
    waiting, dead = await told(store, clock, ada, language)
    assert waiting.startswith("1 ")
    assert dead.startswith("1 ")
