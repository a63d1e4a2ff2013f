"""Holding, whatever happens in between: every notice is said, and said again only under the label of a repeat."""

import asyncio
import json
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.chance import SeededChance
from adapters.storage.address import sqlite_address
from adapters.storage.engine import Database, open_database
from core.delivery.deliverer import Clocks, Deliverer, DeliveryPolicy
from core.delivery.holding import Holding
from core.delivery.model import Attempt, Notice, NoticeState, Priority
from core.delivery.quiet import QuietHours
from core.delivery.verdict import AGAIN_AFTER_S
from core.people.model import Identity, Person
from tests.effort import effort
from tests.fakes.clock import ManualClock
from tests.fakes.delivery import RETRY, SENT, UNCERTAIN, find, person, to, write

PEOPLE = 2
POLICY = DeliveryPolicy(holding=Holding(alerts_an_hour=3))
whom = st.integers(0, PEOPLE - 1)
actions = st.one_of(
    st.tuples(st.sampled_from(["put", "put at night", "quiet", "loud", "snooze", "wake"]), whom),
    st.tuples(st.just("pass"), st.sampled_from([1, 20, 61, 400])),
    # None: the process dies while it sends.
    st.tuples(st.just("deliver"), st.lists(st.sampled_from([SENT, RETRY, UNCERTAIN, None]), max_size=4)),
)


class Crash(BaseException):
    """The process dies here."""


class Witness:
    """A Courier that remembers each time that a notice was said, alone or among others: (key, labelled, may have
    arrived)."""

    def __init__(self) -> None:
        self.outcomes: list[Attempt | None] = []
        self.said: list[tuple[str, bool, bool]] = []

    async def deliver(self, notice: Notice, again: bool) -> Attempt:
        outcome = self.outcomes.pop(0) if self.outcomes else SENT
        arrives = outcome is not RETRY
        if notice.is_bundle:
            for each in json.loads(notice.facts)["notices"]:
                self.said.append((json.loads(each["facts"])["key"], again or each["again"], arrives))
        else:
            self.said.append((notice.key, again, arrives))
        if outcome is None:
            raise Crash
        return outcome


class Scene:
    """Two people, a clock, and what happens to them."""

    def __init__(self, store: Database, people: Sequence[Person]) -> None:
        self.store, self.people, self.clock, self.witness = store, people, ManualClock(), Witness()
        self.written: list[str] = []

    async def play(self, action: tuple[str, object]) -> None:
        match action:
            case ("put" | "put at night", int(who)):
                await self._put(who, night=action[0] != "put")
            case ("pass", int(minutes)):
                self.clock.advance(minutes=minutes)
            case ("deliver", list(outcomes)):
                self.witness.outcomes = outcomes
                await self.deliver()
            case (str(what), int(who)):
                await self._change(what, who)

    async def _put(self, who: int, night: bool) -> None:
        key, now = f"{who}:{len(self.written)}", self.clock.now()
        facts, priority = json.dumps({"key": key}), Priority.ALERT
        notice = replace(to(self.people[who], key), facts=facts, priority=priority, night=night, rule_id=who)
        await write(self.store, replace(notice, due_at=now, made_at=now))
        self.written.append(key)

    async def _change(self, what: str, who: int) -> None:
        recipient, now = self.people[who].id, self.clock.now()
        async with self.store.begin() as work:
            match what:
                case "quiet":
                    start = now - timedelta(minutes=5)
                    hours = QuietHours(start.time(), (start + timedelta(hours=8)).time())
                    await work.quiet.keep(recipient, hours)
                    await work.held.release_to(recipient, now)
                case "loud":
                    await work.quiet.end(recipient)
                    await work.held.release_to(recipient, now)
                case "snooze":
                    await work.held.snooze(who, now + timedelta(hours=3))
                case "wake":
                    await work.held.wake(who, now)
            await work.commit()

    async def deliver(self) -> int:
        delivering = Deliverer(self.store, self.witness, Clocks(self.clock, self.clock), SeededChance(7), POLICY)
        tried = 0
        try:
            while once := await delivering.run_once():
                tried += once
        except Crash:
            return 1
        return tried

    async def end(self) -> None:
        """Let everything come to its end: no more trouble, no more quiet."""
        self.witness.outcomes = []
        for who in range(len(self.people)):
            await self._change("loud", who)
            await self._change("wake", who)
        for _ in range(14):
            await self.deliver()
            self.clock.advance(hours=2)


async def played(file: Path, plan: Sequence[tuple[str, object]]) -> tuple[Scene, list[NoticeState]]:
    store = open_database(sqlite_address(file), durable=False)
    try:
        scene = Scene(store, [await person(store, Identity("telegram", str(n))) for n in range(PEOPLE)])
        for action in plan:
            await scene.play(action)
        await scene.end()
        return scene, [(await find(store, key)).state for key in scene.written]
    finally:
        await store.close()


@pytest.mark.slow
@settings(max_examples=effort(25, 400))
@given(plan=st.lists(actions, max_size=25))
def test_whatever_is_held_released_and_killed_each_notice_is_said_and_repeated_only_under_its_label(
    migrated_file: Path, plan: list[tuple[str, object]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "candlewick.db"
        shutil.copy(migrated_file, file)
        scene, states = asyncio.run(played(file, plan))
    said: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for key, labelled, arrives in scene.witness.said:
        said[key].append((labelled, arrives))
    assert set(said) == set(scene.written)
    for key, state in zip(scene.written, states, strict=True):
        # What may have arrived four times and was never answered is given up.
        given_up = sum(arrived for _, arrived in said[key]) > len(AGAIN_AFTER_S)
        assert state is NoticeState.SENT or (state is NoticeState.DEAD and given_up)
    for times in said.values():
        for n, (labelled, _) in enumerate(times):
            may_have_arrived = any(arrived for _, arrived in times[:n])
            assert labelled or not may_have_arrived
