"""The deliverer, whatever happens in between: failures, pauses, poison and crashes in any order."""

import asyncio
import shutil
import tempfile
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.chance import SeededChance
from adapters.storage.address import sqlite_address
from adapters.storage.engine import open_database
from core.delivery.deliverer import Clocks, Deliverer
from core.delivery.model import Attempt, Notice, NoticeState
from core.people.model import Identity
from tests.effort import effort
from tests.fakes.clock import ManualClock
from tests.fakes.delivery import REFUSED, RETRY, SENT, UNCERTAIN, ScriptedCourier, find, person, to, write


class Crash(BaseException):
    """The process dies here."""


results = st.sampled_from(
    [
        SENT,
        RETRY,
        UNCERTAIN,
        REFUSED,
        RuntimeError("no words"),
        *(replace(RETRY, retry_after_s=s) for s in (1, 60, 3600)),
    ]
)
plans = st.lists(
    st.lists(st.lists(results | st.just(None), max_size=6), min_size=1, max_size=4), min_size=1, max_size=3
)


class WatchedCourier(ScriptedCourier):
    """Remembers when each attempt was made; None in a script is a crash while sending."""

    def __init__(self, script: dict[str, list[Attempt | Exception | None]], clock: ManualClock) -> None:
        super().__init__()
        self._plan, self._clock = script, clock
        self.attempts: list[tuple[str, bool, datetime, Attempt | Exception | None]] = []

    async def deliver(self, notice: Notice, again: bool) -> Attempt:
        left = self._plan[notice.key]
        result = left.pop(0) if left else SENT
        self.attempts.append((notice.key, again, self._clock.now(), result))
        if result is None:
            raise Crash
        if isinstance(result, Exception):
            raise result
        return result


async def delivered(
    file: Path, plan: list[list[list[Attempt | Exception | None]]]
) -> tuple[WatchedCourier, dict[str, Notice]]:
    """Deliver until nothing is left to do, going on after every crash; return what was tried and how it stands."""
    store, clock = open_database(sqlite_address(file), durable=False), ManualClock()
    try:
        script = {f"{who}:{n}": [*results] for who, queue in enumerate(plan) for n, results in enumerate(queue)}
        people = [await person(store, Identity("telegram", str(who))) for who in range(len(plan))]
        await write(store, *(to(people[int(key.partition(":")[0])], key) for key in script))
        courier = WatchedCourier(script, clock)
        for _ in range(1_000):
            delivering = Deliverer(store, courier, Clocks(clock, clock), SeededChance(7))
            try:
                tried = await delivering.run_once()
            except Crash:
                tried = 1
            found = {key: await find(store, key) for key in script}
            waits = [at for one in found.values() if (at := one.next_try_at or one.lease_until) is not None]
            if not tried:
                if not waits:
                    return courier, found
                clock.set(min(waits))
        raise AssertionError("it never ends")
    finally:
        await store.close()


@pytest.mark.slow
@settings(max_examples=effort(40, 400))
@given(plan=plans)
def test_whatever_happens_on_the_way_nothing_is_lost_and_no_repeat_goes_without_its_label(
    migrated_file: Path, plan: list[list[list[Attempt | Exception | None]]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "candlewick.db"
        shutil.copy(migrated_file, file)
        courier, found = asyncio.run(delivered(file, plan))
    for key, notice in found.items():
        mine = [attempt for attempt in courier.attempts if attempt[0] == key]
        ended = [result for *_, result in mine]
        assert notice.state is (NoticeState.SENT if ended[-1] is SENT else NoticeState.DEAD)
        assert ended.count(SENT) <= 1
        for number, (_, again, at, _) in enumerate(mine):
            before = mine[:number]
            may_have_arrived = any(r is None or r is UNCERTAIN or isinstance(r, Exception) for *_, r in before)
            assert again is may_have_arrived
            for _, _, then, result in before[-1:]:
                pause_s = (result.retry_after_s or 0) if isinstance(result, Attempt) else 0
                assert at > then + timedelta(seconds=pause_s)
    for who in range(len(plan)):
        order = [key for key, *_ in courier.attempts if key.startswith(f"{who}:")]
        assert order == sorted(order)
