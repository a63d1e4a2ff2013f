"""What is held and when it comes: quiet hours, the limit of an hour, snoozes, what piled up."""

import json
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from adapters.storage.engine import Database
from core.delivery.deliverer import Deliverer, DeliveryPolicy
from core.delivery.holding import Holding
from core.delivery.model import HELD, NewNotice, NoticeState, Priority, Why
from core.delivery.ports import DeliveryWork
from core.delivery.quiet import Except, QuietHours
from core.people.model import Person, Preferences
from tests.fakes.clock import NOON, ManualClock
from tests.fakes.delivery import RETRY, UNCERTAIN, ScriptedCourier, deliverer, find, write

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
# 12:00 UTC is 13:00 in Berlin.
SIESTA = QuietHours(time(13), time(15))
OVER = NOON + 2 * HOUR


@pytest.fixture
async def ada(ada: Person, store: Database) -> Person:
    """Ada, who lives in Berlin."""
    async with store.begin() as work:
        await work.people.set_preferences(ada.id, Preferences(zone="Europe/Berlin"))
        await work.commit()
    return ada


def alert(whom: Person, key: str, at: datetime = NOON, **other: object) -> NewNotice:
    plain = NewNotice(key, "data-stopped", "{}", at, at, person_id=whom.id, priority=Priority.ALERT)
    return replace(plain, **other)  # type: ignore[arg-type]


async def quiet(store: Database, whom: Person, hours: QuietHours = SIESTA) -> None:
    async with store.begin() as work:
        await work.quiet.keep(whom.id, hours)
        await work.commit()


async def all_sent(delivering: Deliverer[DeliveryWork]) -> None:
    while await delivering.run_once():
        pass


def contents(bundle: object) -> dict[str, object]:
    facts: dict[str, object] = json.loads(bundle.facts)  # type: ignore[attr-defined]
    return facts


async def bundle(store: Database, first: str) -> dict[str, object]:
    """Return what the bundle that begins with a notice says."""
    notice = await find(store, first)
    assert notice.bundle_id is not None
    async with store.reading() as work:
        found = await work.outbox.find(f"{HELD}:{notice.id}:{notice.term}")
    assert found is not None
    return contents(found)


async def test_what_comes_due_in_quiet_hours_arrives_together_at_their_end(
    store: Database, ada: Person, clock: ManualClock
) -> None:
    await quiet(store, ada)
    courier = ScriptedCourier()
    delivering = deliverer(store, courier, clock)
    for n in range(3):
        await write(store, alert(ada, f"a{n}", clock.now()))
        await all_sent(delivering)
        clock.advance(minutes=20)
    assert courier.told == []
    clock.set(OVER - timedelta(seconds=1))
    await all_sent(delivering)
    assert courier.told == []
    clock.set(OVER)
    await all_sent(delivering)
    ((key, again),) = courier.told
    assert (key.split(":")[0], again) == (HELD, False)
    assert [(await find(store, f"a{n}")).state for n in range(3)] == [NoticeState.SENT] * 3
    said = await bundle(store, "a0")
    assert said["why"] == Why.QUIET
    assert said["until"] == int(OVER.timestamp() * 1000)
    assert len(said["notices"]) == 3  # type: ignore[arg-type]


async def test_outside_quiet_hours_and_to_others_nothing_is_held(
    store: Database, ada: Person, bob: Person, clock: ManualClock
) -> None:
    await quiet(store, ada, QuietHours(time(15), time(16)))
    courier = ScriptedCourier()
    await write(store, alert(ada, "a"), alert(bob, "b"))
    await all_sent(deliverer(store, courier, clock))
    assert courier.told == [("a", False), ("b", False)]


async def test_what_is_bad_enough_or_meant_for_the_night_passes(
    store: Database, ada: Person, clock: ManualClock
) -> None:
    await quiet(store, ada, replace(SIESTA, exceptions=Except("-", 0.1)))
    courier = ScriptedCourier()
    await write(
        store,
        alert(ada, "held", change=-0.05),
        alert(ada, "crash", change=-0.12),
        alert(ada, "night", night=True),
    )
    await all_sent(deliverer(store, courier, clock))
    assert [key for key, _ in courier.told] == ["crash", "night"]
    assert (await find(store, "held")).state is NoticeState.HELD


async def test_what_was_held_goes_before_what_came_due_at_the_end(
    store: Database, ada: Person, clock: ManualClock
) -> None:
    await quiet(store, ada)
    courier = ScriptedCourier()
    delivering = deliverer(store, courier, clock)
    await write(store, alert(ada, "held"))
    await all_sent(delivering)
    await write(store, alert(ada, "at the end", OVER), alert(ada, "just before", OVER - MINUTE))
    clock.set(OVER + MINUTE)
    await all_sent(delivering)
    assert [key.split(":")[0] for key, _ in courier.told] == [HELD, "just before", "at the end"]


async def test_ending_quiet_hours_releases_what_they_hold_at_once(
    store: Database, ada: Person, clock: ManualClock
) -> None:
    await quiet(store, ada)
    courier = ScriptedCourier()
    delivering = deliverer(store, courier, clock)
    await write(store, alert(ada, "a"))
    await all_sent(delivering)
    clock.advance(minutes=5)
    async with store.begin() as work:
        await work.quiet.end(ada.id)
        await work.held.release_to(ada.id, clock.now())
        await work.commit()
    await all_sent(delivering)
    assert len(courier.told) == 1
    assert (await bundle(store, "a"))["until"] == int(clock.now().timestamp() * 1000)


async def test_longer_quiet_hours_hold_on(store: Database, ada: Person, clock: ManualClock) -> None:
    await quiet(store, ada)
    courier = ScriptedCourier()
    delivering = deliverer(store, courier, clock)
    await write(store, alert(ada, "a"))
    await all_sent(delivering)
    await quiet(store, ada, QuietHours(time(13), time(17)))
    clock.set(OVER)
    await all_sent(delivering)
    assert courier.told == []
    assert (await find(store, "a")).held_until == NOON + 4 * HOUR
    clock.set(NOON + 4 * HOUR)
    await all_sent(delivering)
    assert len(courier.told) == 1


async def test_more_alerts_than_an_hour_may_bring_arrive_together_at_its_end(
    store: Database, ada: Person, clock: ManualClock
) -> None:
    courier = ScriptedCourier()
    delivering = deliverer(store, courier, clock, DeliveryPolicy(holding=Holding(alerts_an_hour=2)))
    for n in range(5):
        await write(store, alert(ada, f"a{n}", clock.now()))
        await all_sent(delivering)
        clock.advance(minutes=1)
    await write(store, replace(alert(ada, "other", clock.now()), priority=Priority.REPLY))
    await all_sent(delivering)
    assert [key for key, _ in courier.told] == ["a0", "a1", "other"]
    clock.set(NOON + HOUR)
    await write(store, alert(ada, "next hour", NOON + HOUR))
    await all_sent(delivering)
    assert [key.split(":")[0] for key, _ in courier.told[3:]] == [HELD, "next hour"]
    said = await bundle(store, "a2")
    assert (said["why"], len(said["notices"])) == (Why.LIMIT, 3)  # type: ignore[arg-type]


async def test_the_limit_is_counted_for_each_and_survives_a_restart(
    store: Database, ada: Person, bob: Person, clock: ManualClock
) -> None:
    courier = ScriptedCourier()
    policy = DeliveryPolicy(holding=Holding(alerts_an_hour=1))
    for n in range(2):
        await write(store, alert(ada, f"a{n}"), alert(bob, f"b{n}"))
        await all_sent(deliverer(store, courier, clock, policy))
    assert [key for key, _ in courier.told] == ["a0", "b0"]


async def test_a_retry_is_no_second_alert_of_the_hour(store: Database, ada: Person, clock: ManualClock) -> None:
    courier = ScriptedCourier({"a": [RETRY, UNCERTAIN]})
    delivering = deliverer(store, courier, clock, DeliveryPolicy(holding=Holding(alerts_an_hour=1)))
    await write(store, alert(ada, "a"))
    for _ in range(3):
        await delivering.run_once()
        clock.advance(minutes=2)
    assert courier.told == [("a", False), ("a", False), ("a", True)]


async def test_what_may_have_arrived_says_so_in_its_line(store: Database, ada: Person, clock: ManualClock) -> None:
    courier = ScriptedCourier({"a": [UNCERTAIN]})
    delivering = deliverer(store, courier, clock)
    await write(store, alert(ada, "a"))
    await delivering.run_once()
    await quiet(store, ada)
    clock.advance(minutes=2)
    await write(store, alert(ada, "b", clock.now()))
    await all_sent(delivering)
    clock.set(OVER)
    await all_sent(delivering)
    assert len(courier.told) == 2
    said = await bundle(store, "a")
    assert [each["again"] for each in said["notices"]] == [True, False]  # type: ignore[attr-defined]


async def test_what_piled_up_behind_a_message_that_could_not_be_sent_is_one_message(
    store: Database, ada: Person, clock: ManualClock
) -> None:
    courier = ScriptedCourier({"a0": [RETRY]})
    delivering = deliverer(store, courier, clock)
    await write(store, *(alert(ada, f"a{n}") for n in range(4)))
    await delivering.run_once()
    clock.advance(minutes=1)
    await all_sent(delivering)
    assert [key.split(":")[0] for key, _ in courier.told] == ["a0", HELD]
    assert (await bundle(store, "a0"))["why"] == Why.PRESSURE
    assert [(await find(store, f"a{n}")).state for n in range(4)] == [NoticeState.SENT] * 4


async def test_without_trouble_alerts_of_the_same_moment_are_messages_of_their_own(
    store: Database, ada: Person, clock: ManualClock
) -> None:
    courier = ScriptedCourier()
    await write(store, *(alert(ada, f"a{n}") for n in range(4)))
    await all_sent(deliverer(store, courier, clock))
    assert [key for key, _ in courier.told] == ["a0", "a1", "a2", "a3"]


async def test_a_bundle_with_poison_in_it_comes_apart_and_only_the_poison_dies(
    store: Database, ada: Person, clock: ManualClock
) -> None:
    await quiet(store, ada)
    poison = RuntimeError("no words")
    courier = ScriptedCourier({"bad": [poison] * 9})
    delivering = deliverer(store, courier, clock)
    await write(store, alert(ada, "good"), alert(ada, "bad"), alert(ada, "fine"))
    await all_sent(delivering)
    good = await find(store, "good")
    courier._script[f"{HELD}:{good.id}:{good.term}"] = [poison] * 9
    clock.set(OVER)
    for _ in range(30):
        await all_sent(delivering)
        clock.advance(minutes=10)
    found = {key: (await find(store, key)).state for key in ("good", "bad", "fine")}
    assert found == {"good": NoticeState.SENT, "bad": NoticeState.DEAD, "fine": NoticeState.SENT}
    assert {again for key, again in courier.told if key in found} == {True}


async def test_a_night_of_alerts_is_held_without_a_claim_that_goes_on_and_on(
    store: Database, ada: Person, bob: Person, clock: ManualClock
) -> None:
    await quiet(store, ada)
    courier = ScriptedCourier()
    delivering = deliverer(store, courier, clock)
    await write(store, *(alert(ada, f"a{n}") for n in range(50)), alert(bob, "b"))
    assert await delivering.run_once() == 1
    assert courier.told == [("b", False)]
    await write(store)
    for _ in range(5):
        await delivering.run_once()
    async with store.reading() as work:
        assert (await work.outbox.depth(NOON)).held == 50
