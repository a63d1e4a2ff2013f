"""The deliverer as it runs: woken, stopped, cut off, and over a store that does not always answer."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from adapters.bus import AsyncioBus
from adapters.storage.engine import Database
from adapters.storage.unit_of_work import SqlUnitOfWork
from core.delivery.deliverer import Clocks, Deliverer, DeliveryPolicy
from core.delivery.model import Attempt, Notice, NoticeState
from core.delivery.ports import DeliveryWork
from core.kernel.errors import Unavailable
from core.people.model import Identity, Person
from tests.fakes.clock import ManualClock
from tests.fakes.delivery import ScriptedCourier, deliverer, find, person, to, write
from tests.fakes.even_chance import EvenChance


@asynccontextmanager
async def running(
    delivering: Deliverer[DeliveryWork], bus: AsyncioBus | None = None
) -> AsyncIterator[asyncio.Task[None]]:
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
            assert (await work.outbox.depth(clock.now())).waiting == 5
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
