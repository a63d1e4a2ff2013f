"""The deliverer, over a real store: claim → send → mark."""

import asyncio
from datetime import timedelta

import pytest

from adapters.storage.engine import Database
from adapters.storage.unit_of_work import SqlUnitOfWork
from core.delivery.deliverer import Clocks, Deliverer, DeliveryPolicy
from core.delivery.model import Attempt, NoticeState, Outcome
from core.people.model import Person
from tests.fakes.clock import NOON, ManualClock
from tests.fakes.delivery import REFUSED, RETRY, UNCERTAIN, ScriptedCourier, deliverer, find, to, write
from tests.fakes.even_chance import EvenChance


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


async def test_who_lost_the_lease_puts_no_death_on_record(store: Database, ada: Person, clock: ManualClock) -> None:
    slow = ScriptedCourier({"n": [REFUSED]})
    slow.hold()
    await write(store, to(ada))
    first = asyncio.create_task(deliverer(store, slow, clock).run_once())
    await slow.asked(1)
    clock.advance(seconds=60)
    await deliverer(store, ScriptedCourier(), clock).run_once()
    slow.released.set()
    await first
    assert (await find(store, "n")).state is NoticeState.SENT
    async with store.reading() as work:
        assert await work.audit.entries() == ()


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


def test_a_lease_has_to_outlast_the_sending() -> None:
    with pytest.raises(ValueError, match="lease"):
        DeliveryPolicy(lease_s=30, send_within_s=30)
