"""Quiet hours kept, changed and ended by their person: what they hold is told or held on, never lost."""

from dataclasses import replace
from datetime import time, timedelta

from adapters.bus import AsyncioBus
from adapters.storage.engine import Database
from core.delivery.model import Priority
from core.delivery.quiet import QuietHours
from core.delivery.rest import Rest
from core.people.model import Person, Preferences
from tests.fakes.clock import NOON, ManualClock
from tests.fakes.delivery import ScriptedCourier, deliverer, find, to, write

SIESTA = QuietHours(time(12), time(14))


async def held(store: Database, whom: Person, clock: ManualClock, rest: Rest) -> ScriptedCourier:
    """Set quiet hours and let them hold an alert; return the courier that nothing was given to."""
    await rest.keep(whom.id, SIESTA)
    await write(store, replace(to(whom, "a"), priority=Priority.ALERT))
    courier = ScriptedCourier()
    await deliverer(store, courier, clock).run_once()
    assert courier.told == []
    return courier


async def test_ending_them_tells_what_they_held(store: Database, ada: Person, clock: ManualClock) -> None:
    rest = Rest(store, clock, AsyncioBus())
    courier = await held(store, ada, clock, rest)
    assert (await rest.of(ada.id)).held == 1
    ended = await rest.end(ada.id)
    assert (ended.before, ended.after, ended.held) == (SIESTA, None, 1)
    await deliverer(store, courier, clock).run_once()
    assert len(courier.told) == 1


async def test_a_change_tells_what_they_hold_no_longer_and_keeps_the_rest(
    store: Database, ada: Person, clock: ManualClock
) -> None:
    rest = Rest(store, clock, AsyncioBus())
    courier = await held(store, ada, clock, rest)
    changed = await rest.keep(ada.id, QuietHours(time(12), time(15)))
    assert (changed.before, changed.held) == (SIESTA, 1)
    await deliverer(store, courier, clock).run_once()
    assert courier.told == []
    assert (await find(store, "a")).held_until == NOON + timedelta(hours=3)
    await rest.keep(ada.id, QuietHours(time(23), time(7)))
    await deliverer(store, courier, clock).run_once()
    assert len(courier.told) == 1


async def test_another_zone_is_another_night(store: Database, ada: Person, clock: ManualClock) -> None:
    rest = Rest(store, clock, AsyncioBus())
    courier = await held(store, ada, clock, rest)
    async with store.begin() as work:
        await work.people.set_preferences(ada.id, Preferences(zone="Asia/Tokyo"))
        await work.commit()
    await rest.moved(ada.id)
    await deliverer(store, courier, clock).run_once()
    assert len(courier.told) == 1


async def test_the_zone_kept_is_the_persons_whatever_the_hours_say(
    store: Database, ada: Person, clock: ManualClock
) -> None:
    rest = Rest(store, clock, AsyncioBus())
    kept = await rest.keep(ada.id, replace(SIESTA, zone="Asia/Tokyo"))
    assert kept.after == SIESTA
    assert not (await rest.end(99)).held
