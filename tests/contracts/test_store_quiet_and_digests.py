"""core.delivery.ports.Quiet, Digests and Asides, line by line."""

from dataclasses import replace
from datetime import date, time

import pytest

from adapters.storage.engine import Database
from core.delivery.model import Digest
from core.delivery.quiet import Except, QuietHours
from core.people.model import Person, Preferences
from tests.databases import MINUTE, NOON, somebody

NIGHT = QuietHours(time(23), time(7), "UTC", Except("-", 0.1))


@pytest.fixture
async def ada(database: Database) -> Person:
    return await somebody(database, "1")


async def quiet(database: Database, *recipients: int) -> dict[int, QuietHours]:
    async with database.reading() as work:
        return dict(await work.quiet.of(recipients))


async def test_quiet_hours_are_found_as_kept_in_the_zone_of_their_person(database: Database, ada: Person) -> None:
    async with database.begin() as work:
        await work.quiet.keep(ada.id, NIGHT)
        await work.people.set_preferences(ada.id, Preferences(zone="Europe/Berlin"))
        await work.commit()
    assert await quiet(database, ada.id, 99) == {ada.id: replace(NIGHT, zone="Europe/Berlin")}


async def test_a_room_has_quiet_hours_of_its_own(database: Database, ada: Person) -> None:
    async with database.begin() as work:
        room = await work.rooms.add("telegram", "-100", invited=True)
        await work.quiet.keep(-room.id, NIGHT)
        await work.commit()
    assert room.id == ada.id
    assert await quiet(database, ada.id, -room.id) == {-room.id: NIGHT}


async def test_new_hours_replace_the_old_ones_and_end_once(database: Database, ada: Person) -> None:
    async with database.begin() as work:
        await work.quiet.keep(ada.id, NIGHT)
        await work.quiet.keep(ada.id, QuietHours(time(13), time(14, 30)))
        await work.commit()
    assert await quiet(database, ada.id) == {ada.id: QuietHours(time(13), time(14, 30), "UTC")}
    async with database.begin() as work:
        assert [await work.quiet.end(ada.id) for _ in range(2)] == [True, False]
        await work.commit()
    assert await quiet(database, ada.id) == {}


async def test_a_digest_is_found_as_kept_and_ends_once(database: Database, ada: Person) -> None:
    wanted = Digest(ada.id, time(8), True, ("watch", "market"), NOON)
    told = replace(wanted, told_on=date(2026, 1, 2), told_at=NOON + MINUTE)
    async with database.begin() as work:
        await work.digests.keep(wanted)
        assert await work.digests.of(ada.id) == wanted
        await work.digests.keep(told)
        assert await work.digests.everyone() == (told,)
        assert [await work.digests.end(ada.id) for _ in range(2)] == [True, False]
        assert await work.digests.of(ada.id) is None


async def test_a_room_has_a_digest_of_its_own(database: Database, ada: Person) -> None:
    async with database.begin() as work:
        room = await work.rooms.add("telegram", "-100", invited=True)
        wanted = Digest(room.id, time(8), True, ("market", "alerts"), NOON, date(2026, 1, 2), NOON)
        await work.room_digests.keep(wanted)
        await work.commit()
    assert room.id == ada.id
    async with database.begin() as work:
        assert await work.digests.of(ada.id) is None
        assert await work.room_digests.of(room.id) == wanted
        assert await work.room_digests.everyone() == (wanted,)
        assert [await work.room_digests.end(room.id) for _ in range(2)] == [True, False]
        assert await work.room_digests.of(room.id) is None


async def test_asides_wait_for_their_person_in_order_until_they_are_dropped(database: Database, ada: Person) -> None:
    bob = await somebody(database, "2")
    async with database.begin() as work:
        for n, whom in enumerate((ada, bob, ada)):
            await work.asides.add(whom.id, "undelivered", f'{{"n": {n}}}', NOON)
        first, second = await work.asides.waiting(ada.id)
        assert (first.facts, second.facts, first.made_at) == ('{"n": 0}', '{"n": 2}', NOON)
        await work.asides.drop([first])
        assert await work.asides.waiting(ada.id) == (second,)
        assert len(await work.asides.waiting(bob.id)) == 1
