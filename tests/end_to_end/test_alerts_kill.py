"""kill -9 anywhere between a price and its message: nothing that was due is lost, and no repeat is unlabelled."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.storage.engine import Database
from core.alerts.model import Life
from core.people.model import Identity
from tests.databases import address, database, migrated_file, migrated_postgres
from tests.effort import chance, some
from tests.end_to_end.mortal import Mortal, mortal
from tests.end_to_end.test_delivery_kill import AGAIN, Receiver, receiver
from tests.end_to_end.watching import STRETCH, opened_at, store
from tests.fakes.alerts import a_new_rule
from tests.fakes.delivery import person

__all__ = ["address", "database", "migrated_file", "migrated_postgres", "receiver"]

PEOPLE = 2
# What happens in a stretch of ten minutes, and to whom it is told: by its note. Each says how far a price goes back
# before it counts again: else that would grow with the history that each stretch adds.
RULES = (
    "btc < 60000 usd every 1m rearm 0.5% note wick",
    "btc > 60900 usd every 2m rearm 0.1% note above",
    "eth < 2900 usd and btc < 60000 usd every 1m rearm 0.1% note both",
    "eth -3% 2m every 3m note fall",
    "btc < 59500 usd for 1m every 5m rearm 0.1% note lasting",
    "eth crosses 2900 usd max 3 rearm 0.1% note crosses",
    "btc < 59200 usd note once",
)
BACK = 20

pytestmark = pytest.mark.slow


@pytest.fixture
async def service(address: str, receiver: Receiver) -> AsyncIterator[Mortal]:
    """The process that watches, up to a minute of the world."""
    async with mortal("watching", address, receiver.url) as process:
        yield process


class Stretches:
    """Stretches of the world, one after the other, each with people and rules of its own that end with it."""

    def __init__(self, database: Database) -> None:
        self._database, self._number = database, 0

    @property
    def until(self) -> int:
        return self._number * len(STRETCH)

    async def begin(self) -> None:
        """Forget the rules of the last stretch and save those of the next, for each person the same. The people are
        others: nobody is told more than thirty times an hour."""
        created = opened_at(self.until) + timedelta(seconds=2)
        people = [
            await person(self._database, Identity("telegram", str(self._number * PEOPLE + n))) for n in range(PEOPLE)
        ]
        async with self._database.begin() as work:
            asleep = [int(rule_id) for each in await work.rules.thresholds() for rule_id in each.rule_ids]
            for rule in [*await work.rules.by_ids(asleep), *await work.rules.beyond_thresholds(0, 100)]:
                await work.rules.change(replace(rule, life=Life.DELETED))
            for each in people:
                for text in RULES:
                    await work.rules.add(a_new_rule(text, each.id, created_at=created, days=9_000))
            await work.commit()
        self._number += 1

    def told(self, receiver: Receiver) -> list[list[tuple[str, str]]]:
        """Return, for each person, what was shown for the first time: a rule's note, and when it happened counted from
        the stretch's beginning. Whatever was shown twice said so the second time."""
        begin = opened_at(self.until - len(STRETCH))
        found = []
        for shown in receiver.shown.values():
            known: list[tuple[str, str]] = []
            for text in shown:
                note = next(rule.split("note ")[1] for rule in RULES if f"{rule.split('note ')[1]}\n" in f"{text}\n")
                # Of the day before only the minute is told.
                clock = (re.findall(r"(\d\d):(\d\d):(\d\d)", text) or re.findall(r"(\d\d):(\d\d)()", text))[0]
                hour, minute, second = (int(part or 0) for part in clock)
                offset = (hour * 3600 + minute * 60 + second - begin.hour * 3600 - begin.minute * 60) % 86_400
                message = note, f"{offset // 60}:{offset % 60:02}"
                if message in known and "till" not in text:
                    assert text.startswith(AGAIN), text
                    continue
                known.append(message)
            found.append(known)
        receiver.shown.clear()
        return found


@pytest.fixture
async def stretches(database: Database) -> Stretches:
    await store(database, range(-BACK, 0))
    return Stretches(database)


async def test_killed_at_any_step_from_a_price_to_its_message(
    service: Mortal, receiver: Receiver, stretches: Stretches
) -> None:
    await stretches.begin()
    steps = int(await service.run(stretches.until))
    whole = stretches.told(receiver)
    assert len(whole) == PEOPLE
    assert all(len(messages) >= len(RULES) for messages in whole)
    assert steps >= 40
    for step in some(range(1, steps + 1), 100, "alerts"):
        await stretches.begin()
        if await service.run(stretches.until, die_at=step) == "killed":
            assert await service.run(stretches.until) != "killed"
        assert stretches.told(receiver) == whole


async def test_killed_again_and_again_while_rules_are_judged(
    service: Mortal, receiver: Receiver, stretches: Stretches
) -> None:
    await stretches.begin()
    await service.run(stretches.until)
    whole = stretches.told(receiver)
    await stretches.begin()
    kills, drawn = 0, chance("alerts")
    while await service.run(stretches.until, die_at=drawn.randint(20, 120)) == "killed":
        kills += 1
        assert kills < 200
    assert stretches.told(receiver) == whole
