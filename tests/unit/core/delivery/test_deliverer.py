"""The deliverer, over a real store: claim → send → mark, whatever happens in between."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.bus import AsyncioBus
from adapters.chance import SeededChance
from adapters.storage.address import sqlite_address
from adapters.storage.engine import Database, open_database
from adapters.storage.unit_of_work import SqlUnitOfWork
from core.delivery.deliverer import Clocks, Deliverer, DeliveryPolicy
from core.delivery.model import Attempt, Notice, NoticeState, Outcome
from core.delivery.ports import Courier
from core.kernel.errors import Unavailable
from core.people.model import Identity, Person
from tests.effort import effort
from tests.fakes.clock import NOON, ManualClock
from tests.fakes.delivery import REFUSED, RETRY, SENT, UNCERTAIN, ScriptedCourier, find, person, to, write
from tests.fakes.even_chance import EvenChance

ADA, BOB = Identity("telegram", "1"), Identity("telegram", "2")


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
async def ada(store: Database) -> Person:
    return await person(store, ADA)


@pytest.fixture
async def bob(store: Database) -> Person:
    return await person(store, BOB)


def deliverer(store: Database, courier: Courier, clock: ManualClock, policy: DeliveryPolicy | None = None) -> Deliverer:
    return Deliverer(store, courier, Clocks(clock, clock), EvenChance(), policy)


@asynccontextmanager
async def running(delivering: Deliverer, bus: AsyncioBus | None = None) -> AsyncIterator[asyncio.Task[None]]:
    """Let it run while the context lasts, and end it properly."""
    task = asyncio.create_task(delivering.run(bus or AsyncioBus()))
    await asyncio.sleep(0)
    yield task
    delivering.stop()
    await task


async def until(store: Database, key: str, claim: Callable[[Notice], bool]) -> None:
    """Wait until `claim` is true of the notice."""
    found = await find(store, key)
    while not claim(found):
        found = await find(store, key)


async def test_what_is_sent_is_marked_and_not_sent_again(store: Database, ada: Person, clock: ManualClock) -> None:
    courier = ScriptedCourier()
    await write(store, to(ada))
    delivering = deliverer(store, courier, clock)
    assert [await delivering.run_once() for _ in range(2)] == [1, 0]
    assert courier.told == [("n", False)]
    sent = await find(store, "n")
    assert (sent.state, sent.platform_id) == (NoticeState.SENT, "77")


async def test_a_notice_waits_until_it_is_due_on_the_markets_clock(store: Database, ada: Person) -> None:
    market, real, courier = ManualClock(NOON - timedelta(seconds=1)), ManualClock(), ScriptedCourier()
    await write(store, to(ada))
    delivering = Deliverer(store, courier, Clocks(market, real), EvenChance())
    assert await delivering.run_once() == 0
    market.advance(seconds=1)
    assert await delivering.run_once() == 1


async def test_one_persons_notices_arrive_in_order_and_wait_for_each_other(
    store: Database, ada: Person, bob: Person, clock: ManualClock
) -> None:
    courier = ScriptedCourier({"a1": [RETRY]})
    await write(store, to(ada, "a1"), to(ada, "a2"), to(bob, "b1"), to(bob, "b2"))
    delivering = deliverer(store, courier, clock)
    while await delivering.run_once():
        pass
    assert {key for key, _ in courier.told} == {"a1", "b1", "b2"}
    clock.advance(minutes=1)
    while await delivering.run_once():
        pass
    assert [key for key, _ in courier.told if key.startswith("a")] == ["a1", "a1", "a2"]


async def test_a_named_pause_is_kept(store: Database, ada: Person, clock: ManualClock) -> None:
    courier = ScriptedCourier({"n": [Attempt(Outcome.RETRY, reason="busy", retry_after_s=300)]})
    await write(store, to(ada))
    delivering = deliverer(store, courier, clock)
    await delivering.run_once()
    clock.advance(seconds=300)
    assert await delivering.run_once() == 0
    clock.advance(seconds=1)
    assert await delivering.run_once() == 1
    assert courier.told == [("n", False), ("n", False)]


async def test_what_may_have_arrived_is_said_once_more_under_its_label(
    store: Database, ada: Person, clock: ManualClock
) -> None:
    courier = ScriptedCourier({"n": [UNCERTAIN]})
    await write(store, to(ada))
    delivering = deliverer(store, courier, clock)
    await delivering.run_once()
    clock.advance(seconds=59)
    assert await delivering.run_once() == 0
    clock.advance(seconds=1)
    assert await delivering.run_once() == 1
    clock.advance(hours=1)
    assert await delivering.run_once() == 0
    assert courier.told == [("n", False), ("n", True)]


async def test_the_label_stays_when_the_repeat_certainly_did_not_arrive(
    store: Database, ada: Person, clock: ManualClock
) -> None:
    courier = ScriptedCourier({"n": [UNCERTAIN, RETRY]})
    await write(store, to(ada))
    delivering = deliverer(store, courier, clock)
    for _ in range(3):
        await delivering.run_once()
        clock.advance(minutes=2)
    assert courier.told == [("n", False), ("n", True), ("n", True)]


async def test_what_is_refused_is_dead_with_its_reason_and_on_record(
    store: Database, ada: Person, clock: ManualClock
) -> None:
    await write(store, to(ada))
    await deliverer(store, ScriptedCourier({"n": [REFUSED]}), clock).run_once()
    dead = await find(store, "n")
    assert (dead.state, dead.reason) == (NoticeState.DEAD, "blocked")
    async with store.reading() as work:
        (entry,) = await work.audit.entries()
    assert (entry.action, entry.subject, entry.outcome) == ("notice-dead", f"data-stopped {dead.id}", "blocked")
    assert entry.person_id == ada.id


async def test_a_poisoned_notice_is_dead_after_three_tries_and_lets_the_next_pass(
    store: Database, ada: Person, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    courier = ScriptedCourier({"bad": [KeyError("no-such-kind")] * 5})
    await write(store, to(ada, "bad"), to(ada, "good"))
    delivering = deliverer(store, courier, clock)
    for _ in range(4):
        await delivering.run_once()
        clock.advance(minutes=1)
    assert courier.told == [("bad", False), ("bad", True), ("bad", True), ("good", False)]
    assert (await find(store, "bad")).reason == "KeyError (failed 3)"
    assert "no-such-kind" in caplog.text


async def test_a_courier_that_does_not_come_back_leaves_it_uncertain(
    store: Database, ada: Person, clock: ManualClock
) -> None:
    courier = ScriptedCourier()
    courier.hold()
    await write(store, to(ada))
    await deliverer(store, courier, clock, DeliveryPolicy(send_within_s=0.01)).run_once()
    assert (await find(store, "n")).state is NoticeState.UNCERTAIN


async def test_who_lost_the_lease_marks_nothing(
    store: Database, ada: Person, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    slow, quick = ScriptedCourier(), ScriptedCourier()
    slow.hold()
    await write(store, to(ada))
    first = asyncio.create_task(deliverer(store, slow, clock).run_once())
    await slow.asked(1)
    clock.advance(seconds=60)
    await deliverer(store, quick, clock).run_once()
    assert quick.told == [("n", True)]
    term = (await find(store, "n")).term
    slow.released.set()
    await first
    assert (await find(store, "n")).term == term
    assert "lease of notice" in caplog.text


async def test_a_leap_of_the_clock_sends_nothing_twice(store: Database, ada: Person, clock: ManualClock) -> None:
    courier, bus = ScriptedCourier(), AsyncioBus()
    courier.hold()
    await write(store, to(ada))
    async with running(deliverer(store, courier, clock), bus):
        await courier.asked(1)
        leased = await find(store, "n")
        clock.advance(hours=1)
        await until(store, "n", lambda notice: notice.term > leased.term)
        courier.released.set()
    assert courier.told == [("n", False)]
    assert (await find(store, "n")).state is NoticeState.SENT


async def test_a_hint_wakes_it_without_waiting_for_the_clock(store: Database, ada: Person, clock: ManualClock) -> None:
    courier, bus = ScriptedCourier(), AsyncioBus()
    async with running(deliverer(store, courier, clock), bus):
        await write(store, to(ada))
        bus.publish("outbox")
        await courier.asked(1)


async def test_without_a_hint_the_clock_wakes_it(store: Database, ada: Person, clock: ManualClock) -> None:
    courier = ScriptedCourier()
    async with running(deliverer(store, courier, clock)):
        await write(store, to(ada))
        while not courier.told:
            clock.advance(seconds=1)
            await asyncio.sleep(0)


async def test_a_chat_that_hangs_delays_no_other(store: Database, ada: Person, bob: Person, clock: ManualClock) -> None:
    class OneHangs(ScriptedCourier):
        async def deliver(self, notice: Notice, again: bool) -> Attempt:
            if notice.person_id == ada.id:
                await self.released.wait()
            return await ScriptedCourier().deliver(notice, again)

    courier = OneHangs()
    courier.hold()
    await write(store, to(ada, "a"), *(to(bob, f"b{n}") for n in range(5)))
    async with running(deliverer(store, courier, clock)):
        await until(store, "b4", lambda notice: notice.state is NoticeState.SENT)
        assert (await find(store, "a")).state is NoticeState.LEASED
        courier.released.set()


async def test_no_more_are_on_their_way_than_there_are_places(store: Database, clock: ManualClock) -> None:
    people = [await person(store, Identity("telegram", str(n))) for n in range(5)]
    courier = ScriptedCourier()
    courier.hold()
    await write(store, *(to(who, f"n{who.id}") for who in people))
    async with running(deliverer(store, courier, clock, DeliveryPolicy(at_once=2))):
        await courier.asked(2)
        async with store.reading() as work:
            assert (await work.outbox.depth()).waiting == 5
        for _ in range(20):
            clock.advance(seconds=1)
            await find(store, f"n{people[0].id}")
        assert len(courier.told) == 2
        courier.released.set()
        await courier.asked(5)


async def test_stopping_finishes_what_is_on_its_way_and_claims_no_more(
    store: Database, ada: Person, clock: ManualClock
) -> None:
    courier = ScriptedCourier()
    courier.hold()
    await write(store, to(ada, "first"), to(ada, "second"))
    delivering = deliverer(store, courier, clock)
    task = asyncio.create_task(delivering.run(AsyncioBus()))
    await courier.asked(1)
    delivering.stop()
    await asyncio.sleep(0)
    courier.released.set()
    await task
    assert (await find(store, "first")).state is NoticeState.SENT
    second = await find(store, "second")
    assert (second.state, second.tries) == (NoticeState.WAITING, 0)


async def test_what_was_claimed_and_not_yet_sent_is_handed_back(
    store: Database, ada: Person, clock: ManualClock
) -> None:
    class StopsWhileClaiming:
        """The store, whose first unit of work takes long enough for somebody to say stop."""

        def begin(self) -> SqlUnitOfWork:
            delivering.stop()
            return store.begin()

        def reading(self) -> SqlUnitOfWork:
            return store.reading()

    courier = ScriptedCourier()
    await write(store, to(ada))
    delivering = Deliverer(StopsWhileClaiming(), courier, Clocks(clock, clock), EvenChance())
    assert await delivering.run_once() == 1
    assert courier.told == []
    back = await find(store, "n")
    assert (back.state, back.tries) == (NoticeState.WAITING, 0)


async def test_being_cut_off_leaves_the_lease_and_the_next_try_its_label(
    store: Database, ada: Person, clock: ManualClock
) -> None:
    courier = ScriptedCourier()
    courier.hold()
    await write(store, to(ada))
    task = asyncio.create_task(deliverer(store, courier, clock).run(AsyncioBus()))
    await courier.asked(1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await find(store, "n")).state is NoticeState.LEASED
    clock.advance(seconds=60)
    courier.released.set()
    assert await deliverer(store, courier, clock).run_once() == 1
    assert courier.told == [("n", False), ("n", True)]


class BreakingStore:
    """A real store that does not answer the next `broken` units of work."""

    def __init__(self, database: Database) -> None:
        self._database, self.broken = database, 0

    def begin(self) -> SqlUnitOfWork:
        if self.broken:
            self.broken -= 1
            raise Unavailable("database")
        return self._database.begin()

    def reading(self) -> SqlUnitOfWork:
        return self._database.reading()


async def test_what_was_sent_is_marked_once_the_store_answers_again(
    store: Database, ada: Person, clock: ManualClock
) -> None:
    breaking, courier = BreakingStore(store), ScriptedCourier()

    def breaks() -> None:
        breaking.broken = 3

    courier.meanwhile = breaks
    await write(store, to(ada))
    task = asyncio.create_task(Deliverer(breaking, courier, Clocks(clock, clock), EvenChance()).run_once())
    await courier.asked(1)
    while not task.done():
        clock.advance(seconds=1)
        await asyncio.sleep(0)
    assert (await find(store, "n")).state is NoticeState.SENT


async def test_a_store_that_stays_away_costs_a_labelled_repeat_and_nothing_else(
    store: Database, ada: Person, clock: ManualClock
) -> None:
    breaking, courier = BreakingStore(store), ScriptedCourier()

    def breaks() -> None:
        breaking.broken, courier.meanwhile = 1_000, lambda: None

    courier.meanwhile = breaks
    await write(store, to(ada))
    delivering = Deliverer(breaking, courier, Clocks(clock, clock), EvenChance())
    task = asyncio.create_task(delivering.run_once())
    await courier.asked(1)
    while not task.done():
        clock.advance(seconds=5)
        await asyncio.sleep(0)
    breaking.broken = 0
    assert await delivering.run_once() == 1
    assert courier.told == [("n", False), ("n", True)]


async def test_a_store_that_does_not_answer_the_claim_stops_nothing(
    store: Database, ada: Person, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    breaking, courier = BreakingStore(store), ScriptedCourier()
    breaking.broken = 2
    await write(store, to(ada))
    async with running(Deliverer(breaking, courier, Clocks(clock, clock), EvenChance())):
        while not courier.told:
            clock.advance(seconds=1)
            await asyncio.sleep(0)
    assert "the outbox does not answer" in caplog.text


async def test_a_defect_of_the_store_is_told_and_the_notice_comes_again(
    store: Database, ada: Person, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    class Defective(BreakingStore):
        def begin(self) -> SqlUnitOfWork:
            if self.broken:
                self.broken -= 1
                raise RuntimeError("a table is missing")
            return super().begin()

    defective, courier = Defective(store), ScriptedCourier()

    def breaks() -> None:
        defective.broken, courier.meanwhile = 1, lambda: None

    courier.meanwhile = breaks
    await write(store, to(ada))
    async with running(Deliverer(defective, courier, Clocks(clock, clock), EvenChance())):
        await courier.asked(1)
        while len(courier.told) < 2:
            clock.advance(seconds=10)
            await asyncio.sleep(0)
    assert courier.told == [("n", False), ("n", True)]
    assert "a table is missing" in caplog.text


def test_a_lease_has_to_outlast_the_sending() -> None:
    with pytest.raises(ValueError, match="lease"):
        DeliveryPolicy(lease_s=30, send_within_s=30)


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
