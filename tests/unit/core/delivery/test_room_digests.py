"""A room's digest: posted there once a day, of nothing that is anybody's own, and over when we are not there."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from adapters.bus import AsyncioBus
from adapters.storage.engine import Database
from core.delivery.digest_holders import OfRooms
from core.delivery.digest_parts import room_alerts_part
from core.delivery.digests import DigestDesk, Part, Telling
from core.delivery.model import NewNotice, Notice, NoticeState, Priority
from core.people.model import Person, Preferences, Room
from tests.fakes.clock import NOON, ManualClock
from tests.fakes.defects import HeardDefects
from tests.fakes.delivery import REFUSED, RETRY, ScriptedCourier, deliverer, find

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BERLIN = "Europe/Berlin"


async def said(room: Room, since: datetime) -> Mapping[str, object]:
    return {"room": room.external_id, "currency": room.preferences.currency}


def desk(store: Database, clock: ManualClock, **parts: Part[Room]) -> DigestDesk[Room]:
    return DigestDesk(OfRooms(), parts or {"market": said}, Telling(store, clock, AsyncioBus(), HeardDefects()))


@pytest.fixture
async def room(store: Database) -> Room:
    async with store.begin() as work:
        found = await work.rooms.add("telegram", "-100", invited=True)
        chosen = {"zone": BERLIN, "currency": "EUR"}
        await work.rooms.set_preferences(found.id, chosen, frozenset(chosen))
        await work.commit()
    return replace(found, preferences=Preferences(zone=BERLIN, currency="EUR"), chosen=frozenset(chosen))


async def invited(store: Database, room: Room, still: bool) -> None:
    async with store.begin() as work:
        await work.rooms.set_invited(room.id, still)
        await work.commit()


async def written(store: Database, room: Room, day: str = "2026-01-01") -> Notice | None:
    async with store.reading() as work:
        return await work.outbox.find(f"room-digest:{room.id}:{day}")


async def test_it_is_due_once_a_day_by_the_clock_of_the_room_also_after_a_restart(
    store: Database, room: Room, clock: ManualClock
) -> None:
    # 14:00 in Berlin is an hour away.
    await desk(store, clock).keep(room.id, time(14), False, ("market",))
    assert await desk(store, clock).look() == 0
    clock.set(NOON + HOUR)
    assert [await desk(store, clock).look() for _ in range(3)] == [1, 0, 0]
    notice = await written(store, room)
    assert notice is not None
    assert (notice.kind, notice.room_id, notice.person_id) == ("room-digest", room.id, None)
    assert (notice.priority, notice.night, notice.due_at) == (Priority.DIGEST, True, NOON + HOUR)
    facts = json.loads(notice.facts)
    assert facts["parts"] == {"market": {"room": "-100", "currency": "EUR"}}
    clock.set(NOON + HOUR + DAY)
    assert await desk(store, clock).look() == 1
    assert await written(store, room, "2026-01-02") is not None


@pytest.mark.parametrize(("late", "told"), [(11 * HOUR, 1), (12 * HOUR, 0)])
async def test_after_a_stop_it_is_told_late_and_by_then_only_if_the_next_one_is_not_near(
    store: Database, room: Room, clock: ManualClock, late: timedelta, told: int
) -> None:
    await desk(store, clock).keep(room.id, time(14), False, ("market",))
    clock.set(NOON + HOUR + late)
    assert await desk(store, clock).look() == told
    notice = await written(store, room)
    assert (notice is not None) == bool(told)
    assert notice is None or json.loads(notice.facts)["due"] == int((NOON + HOUR).timestamp() * 1000)


async def test_killed_between_the_mark_and_the_sending_it_is_sent_by_the_next_process(
    store: Database, room: Room, clock: ManualClock
) -> None:
    await desk(store, clock).keep(room.id, time(14), False, ("market",))
    clock.set(NOON + HOUR)
    await desk(store, clock).look()
    # Nothing but the store is left of the process that wrote it.
    courier = ScriptedCourier()
    assert await desk(store, clock).look() == 0
    assert [await deliverer(store, courier, clock).run_once() for _ in range(2)] == [1, 0]
    assert courier.told == [(f"room-digest:{room.id}:2026-01-01", False)]


async def test_a_room_that_we_were_taken_out_of_has_none_and_none_when_we_are_brought_again(
    store: Database, room: Room, clock: ManualClock
) -> None:
    digests = desk(store, clock)
    await digests.keep(room.id, time(14), False, ("market",))
    await invited(store, room, False)
    clock.set(NOON + HOUR)
    assert await digests.look() == 0
    await invited(store, room, True)
    assert [await digests.look(), await digests.of(room.id)] == [0, None]
    assert await written(store, room) is None


async def test_what_the_platform_does_not_take_ends_it_and_nobody_is_written_to_about_that(
    store: Database, room: Room, ada: Person, clock: ManualClock
) -> None:
    digests = desk(store, clock)
    await digests.keep(room.id, time(14), False, ("market",))
    clock.set(NOON + HOUR)
    await digests.look()
    key = f"room-digest:{room.id}:2026-01-01"
    courier = ScriptedCourier({key: [RETRY, REFUSED]})
    await deliverer(store, courier, clock).run_once()
    assert await digests.of(room.id) is not None
    clock.advance(minutes=10)
    await deliverer(store, courier, clock).run_once()
    assert (await find(store, key)).state is NoticeState.DEAD
    assert await digests.of(room.id) is None
    async with store.reading() as work:
        assert await work.asides.waiting(ada.id) == ()
        assert [(e.action, e.outcome) for e in await work.audit.entries()][-1] == ("notice-dead", "blocked")
    clock.advance(days=1)
    assert await digests.look() == 0


async def test_one_that_was_set_since_then_is_tried(store: Database, room: Room, clock: ManualClock) -> None:
    digests = desk(store, clock)
    await digests.keep(room.id, time(14), False, ("market",))
    clock.set(NOON + HOUR)
    await digests.look()
    clock.advance(minutes=1)
    anew = await digests.keep(room.id, time(15), False, ("market",))
    courier = ScriptedCourier({f"room-digest:{room.id}:2026-01-01": [REFUSED]})
    await deliverer(store, courier, clock).run_once()
    assert await digests.of(room.id) == anew


async def test_its_alerts_are_the_rooms_and_nobodys_own(
    store: Database, room: Room, ada: Person, clock: ManualClock
) -> None:
    async with store.begin() as work:
        elsewhere = await work.rooms.add("telegram", "-200", invited=True)
        assert ada.id == room.id  # one number, two recipients
        whose = ((ada.id, None), (None, room.id), (None, elsewhere.id))
        for n in range(40):
            person_id, room_id = whose[n % 3]
            facts = json.dumps({"n": n, "room_id": room_id})
            alert = NewNotice(f"n{n}", "alert", facts, NOON + n * timedelta(seconds=1), NOON, priority=Priority.ALERT)
            await work.outbox.put(replace(alert, person_id=person_id, room_id=room_id))
        await work.outbox.put(NewNotice("news", "forecast-made", "{}", NOON + HOUR, NOON, room_id=room.id))
        await work.commit()
    notices = (await room_alerts_part(store)(room, NOON))["notices"]
    assert isinstance(notices, list)
    assert [each["facts"] for each in notices] == [{"n": n, "room_id": room.id} for n in range(1, 40, 3)]
