"""Bundles that could not be sent before quiet hours began."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from adapters.storage.engine import Database
from core.delivery.model import HELD, NoticeState, Priority
from core.delivery.quiet import QuietHours
from core.people.model import Person
from tests.fakes.clock import NOON, ManualClock
from tests.fakes.delivery import RETRY, UNCERTAIN, ScriptedCourier, deliverer, find, to, write

HOUR = timedelta(hours=1)


async def quiet(store: Database, whom: Person, starts: datetime, ends: datetime) -> None:
    async with store.begin() as work:
        await work.quiet.keep(whom.id, QuietHours(time(starts.hour, starts.minute), time(ends.hour, ends.minute)))
        await work.commit()


async def test_a_bundle_that_could_not_be_sent_before_quiet_hours_waits_for_their_end_and_says_the_same(
    store: Database, ada: Person, clock: ManualClock
) -> None:
    await quiet(store, ada, NOON, NOON + HOUR)
    await write(store, to(ada, "a"))
    courier = ScriptedCourier()
    delivering = deliverer(store, courier, clock)
    await delivering.run_once()
    held = await find(store, "a")
    bundle = f"{HELD}:{held.id}:{held.term}"
    courier = ScriptedCourier({bundle: [RETRY, UNCERTAIN]})
    delivering = deliverer(store, courier, clock)
    clock.set(NOON + HOUR)
    for _ in range(2):
        await delivering.run_once()
        clock.advance(minutes=2)
    said = (await find(store, bundle)).facts
    await quiet(store, ada, clock.now(), NOON + 4 * HOUR)
    await write(store, to(ada, "b"))
    await delivering.run_once()
    assert courier.told == [(bundle, False), (bundle, False)]
    clock.set(NOON + 4 * HOUR)
    while await delivering.run_once():
        pass
    assert courier.told[2] == (bundle, True)
    assert (await find(store, bundle)).facts == said
    assert [(await find(store, key)).state for key in ("a", "b")] == [NoticeState.SENT] * 2


async def test_a_bundle_with_something_for_the_night_in_it_passes_quiet_hours(
    store: Database, ada: Person, clock: ManualClock
) -> None:
    alerts = [replace(to(ada, f"a{n}"), priority=Priority.ALERT, night=n == 2) for n in range(3)]
    await write(store, *alerts)
    first = (await find(store, "a0")).id
    bundle = f"{HELD}:{first}:2"
    courier = ScriptedCourier({"a0": [RETRY], bundle: [RETRY]})
    delivering = deliverer(store, courier, clock)
    for _ in range(2):
        await delivering.run_once()
        clock.advance(minutes=1)
    await quiet(store, ada, NOON, NOON + HOUR)
    await delivering.run_once()
    assert courier.told == [("a0", False), (bundle, False), (bundle, False)]
