"""core.people.ports.Rooms, line by line."""

from dataclasses import replace
from datetime import date, time

import pytest

from adapters.storage.engine import Database
from core.delivery.model import Digest, NewNotice
from core.kernel.errors import UnknownName
from core.people.model import AlertsBy, Preferences, Room
from tests.databases import NOON, somebody


async def test_a_room_is_found_as_added_and_only_on_its_door(database: Database) -> None:
    async with database.begin() as work:
        added = await work.rooms.add("telegram", "-100", invited=False)
        await work.commit()
    assert added == Room(added.id, "telegram", "-100", invited=False)
    assert added.alerts_by is AlertsBy.MEMBERS
    async with database.reading() as work:
        assert await work.rooms.find("telegram", "-100") == added
        assert await work.rooms.find("discord", "-100") is None
        assert await work.rooms.by_id(added.id) == added
        assert await work.rooms.by_id(added.id + 1) is None


async def test_a_room_added_twice_stays_as_it_was(database: Database) -> None:
    async with database.begin() as work:
        first = await work.rooms.add("telegram", "-100", invited=True)
        assert await work.rooms.add("telegram", "-100", invited=False) == first


async def test_invitation_and_preferences_change(database: Database) -> None:
    async with database.begin() as work:
        room = await work.rooms.add("telegram", "-100", invited=False)
        await work.rooms.set_invited(room.id, True)
        await work.rooms.set_preferences(room.id, {"language": "es"}, frozenset({"language"}))
        assert await work.rooms.find("telegram", "-100") == Room(
            room.id,
            "telegram",
            "-100",
            invited=True,
            preferences=Preferences(language="es"),
            chosen=frozenset({"language"}),
            own=frozenset({"language"}),
        )
        await work.rooms.set_alerts_by(room.id, AlertsBy.EVERYONE)
        changed = await work.rooms.by_id(room.id)
        assert changed is not None
        assert changed.alerts_by is AlertsBy.EVERYONE
        with pytest.raises(UnknownName):
            await work.rooms.set_invited(4711, True)


async def test_a_room_has_what_is_set_for_the_whole_unless_it_set_that_itself(database: Database) -> None:
    async with database.begin() as work:
        room, other = [await work.rooms.add("discord", each, invited=True) for each in ("1", "2")]
        whole = await work.rooms.add("discord", "server 1", invited=False)
        for each in (room, other):
            await work.rooms.set_whole(each.id, whole.id)
        await work.rooms.set_preferences(
            whole.id, {"language": "es", "currency": "EUR"}, frozenset({"language", "currency"})
        )
        await work.rooms.set_preferences(other.id, {"language": "de"}, frozenset({"language"}))
        await work.rooms.set_commands(whole.id, frozenset({"price", "top"}))
        one, two = await work.rooms.by_id(room.id), await work.rooms.find("discord", "2")
        assert one is not None
        assert two is not None
        assert (one.preferences.language, one.preferences.currency, one.own) == ("es", "EUR", frozenset())
        assert (two.preferences.language, two.preferences.currency, two.own) == (
            "de",
            "EUR",
            frozenset({"language"}),
        )
        assert one.chosen == two.chosen == frozenset({"language", "currency"})
        assert one.commands == two.commands == frozenset({"price", "top"})
        assert [each.id for each in await work.rooms.within(whole.id)] == [room.id, other.id]


async def test_a_room_may_answer_every_command_though_the_whole_does_not(database: Database) -> None:
    async with database.begin() as work:
        room, whole = await work.rooms.add("discord", "1", True), await work.rooms.add("discord", "server 1", False)
        await work.rooms.set_whole(room.id, whole.id)
        await work.rooms.set_commands(whole.id, frozenset({"price"}))
        await work.rooms.set_commands(room.id, None)
        found = await work.rooms.by_id(room.id)
        assert found is not None
        assert (found.commands, found.own) == (None, frozenset({"commands"}))
        await work.rooms.unset_commands(room.id)
        found = await work.rooms.by_id(room.id)
        assert found is not None
        assert (found.commands, found.own) == (frozenset({"price"}), frozenset())


async def test_a_renamed_room_is_the_same_room(database: Database) -> None:
    async with database.begin() as work:
        room = await work.rooms.add("telegram", "-5", invited=True)
        await work.rooms.renamed("telegram", "-5", "-1005")
        await work.rooms.renamed("telegram", "-5", "-1005")
        found = await work.rooms.find("telegram", "-1005")
        assert found is not None
        assert (found.id, found.invited) == (room.id, True)
        assert await work.rooms.find("telegram", "-5") is None


async def test_a_room_met_under_both_ids_becomes_one_with_its_notices(database: Database) -> None:
    async with database.begin() as work:
        old = await work.rooms.add("telegram", "-5", invited=True)
        new = await work.rooms.add("telegram", "-1005", invited=False)
        await work.outbox.put(NewNotice("stopped", "data-stopped", "{}", NOON, NOON, room_id=new.id))
        await work.rooms.renamed("telegram", "-5", "-1005")
        found = await work.rooms.find("telegram", "-1005")
        notice = await work.outbox.find("stopped")
        assert found is not None
        assert notice is not None
        assert (found.id, found.invited, notice.room_id) == (old.id, True, old.id)


@pytest.mark.parametrize("of_old", [False, True], ids=["the old id had none", "the old id had one"])
@pytest.mark.parametrize("of_new", [False, True], ids=["the new id had none", "the new id had one"])
async def test_a_digest_comes_along_and_that_of_before_stays(database: Database, of_old: bool, of_new: bool) -> None:
    async with database.begin() as work:
        old = await work.rooms.add("telegram", "-5", invited=True)
        new = await work.rooms.add("telegram", "-1005", invited=False)
        plain = Digest(old.id, time(8), False, ("market",), NOON, date(2026, 1, 1), NOON)
        for room, has in ((old, of_old), (new, of_new)):
            if has:
                await work.room_digests.keep(replace(plain, holder=room.id, at=time(8 if room is old else 9)))
        await work.rooms.renamed("telegram", "-5", "-1005")
        kept = await work.room_digests.everyone()
    wanted = replace(plain, at=time(8 if of_old else 9))
    assert kept == ((wanted,) if of_old or of_new else ())


async def test_somebody_chooses_one_room_for_what_cannot_reach_them(database: Database) -> None:
    ada = await somebody(database, "1")
    async with database.begin() as work:
        first, second = [await work.rooms.add("telegram", name, invited=True) for name in ("-1", "-2")]
        assert await work.rooms.fallback_of(ada.id) is None
        await work.rooms.set_fallback(ada.id, first.id)
        await work.rooms.set_fallback(ada.id, second.id)
        assert await work.rooms.fallback_of(ada.id) == second
        await work.rooms.renamed("telegram", "-1", "-2")
        merged = await work.rooms.fallback_of(ada.id)
        assert merged is not None
        assert merged.id == first.id
        await work.rooms.set_fallback(ada.id, None)
        assert await work.rooms.fallback_of(ada.id) is None
