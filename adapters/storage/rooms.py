"""Shared places."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, delete, select, update

from adapters.storage.preferences import preference_values, preferences_of
from adapters.storage.tables import fallbacks, notices, room_digests, rooms, rule_counters, rules
from adapters.storage.transaction import Transaction
from core.kernel.errors import UnknownName
from core.people.model import AlertsBy, Preferences, Room

# How a row says that every command is answered, where the whole says otherwise.
_EVERY = "*"


class SqlRooms:
    """A Rooms. Changes to a room that does not exist are an `UnknownName` (what="room")."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def find(self, door: str, external_id: str) -> Room | None:
        found = await self._transaction.run(
            select(rooms).where(rooms.c.door == door, rooms.c.external_id == external_id)
        )
        return await self._whole(found.one_or_none())

    async def by_id(self, room_id: int) -> Room | None:
        return await self._whole(
            (await self._transaction.run(select(rooms).where(rooms.c.id == room_id))).one_or_none()
        )

    async def add(self, door: str, external_id: str, invited: bool) -> Room:
        """Remember a room; if it was known before, return it as it is."""
        values = {"door": door, "external_id": external_id, "invited": invited, **preference_values(Preferences())}
        statement = self._transaction.insert(rooms).values(values).on_conflict_do_nothing()
        added = (await self._transaction.run(statement.returning(*rooms.c))).one_or_none()
        if added is not None:
            return _room(added)
        known = await self.find(door, external_id)
        return known if known is not None else await self.add(door, external_id, invited)

    async def set_invited(self, room_id: int, invited: bool) -> None:
        await self._set(room_id, {"invited": invited})

    async def set_preferences(self, room_id: int, said: Mapping[str, object], chosen: frozenset[str]) -> None:
        await self._set(room_id, {**said, "chosen": " ".join(sorted(chosen))})

    async def set_commands(self, room_id: int, commands: frozenset[str] | None) -> None:
        await self._set(room_id, {"commands": _EVERY if commands is None else " ".join(sorted(commands))})

    async def unset_commands(self, room_id: int) -> None:
        await self._set(room_id, {"commands": None})

    async def set_whole(self, room_id: int, whole_id: int) -> None:
        await self._set(room_id, {"whole_id": whole_id})

    async def within(self, whole_id: int) -> Sequence[Room]:
        found = await self._transaction.run(select(rooms).where(rooms.c.whole_id == whole_id).order_by(rooms.c.id))
        above = await self.by_id(whole_id)
        return [_room(row) if above is None else _within(_room(row), above) for row in found]

    async def set_alerts_by(self, room_id: int, alerts_by: AlertsBy) -> None:
        await self._set(room_id, {"alerts_by": alerts_by})

    async def fallback_of(self, person_id: int) -> Room | None:
        chosen = select(fallbacks.c.room_id).where(fallbacks.c.person_id == person_id)
        found = await self._transaction.run(select(rooms).where(rooms.c.id.in_(chosen)))
        return await self._whole(found.one_or_none())

    async def set_fallback(self, person_id: int, room_id: int | None) -> None:
        if room_id is None:
            await self._transaction.run(delete(fallbacks).where(fallbacks.c.person_id == person_id))
            return
        chosen = self._transaction.insert(fallbacks).values(person_id=person_id, room_id=room_id)
        await self._transaction.run(
            chosen.on_conflict_do_update(index_elements=["person_id"], set_={"room_id": room_id})
        )

    async def renamed(self, door: str, old_id: str, new_id: str) -> None:
        """Give the room its new id; a room that was met under the new one already is merged into it. An unknown
        `old_id` changes nothing: platforms say it more than once."""
        old, new = await self.find(door, old_id), await self.find(door, new_id)
        if old is None or old_id == new_id:
            return
        if new is not None:
            moved = {"room_id": old.id, "recipient": -old.id}
            await self._transaction.run(update(notices).where(notices.c.room_id == new.id).values(moved))
            chosen = update(fallbacks).where(fallbacks.c.room_id == new.id)
            await self._transaction.run(chosen.values(room_id=old.id))
            await self._move_rules(new.id, old.id)
            await self._move_digest(new.id, old.id)
            await self._transaction.run(delete(rooms).where(rooms.c.id == new.id))
        await self._set(old.id, {"external_id": new_id, "invited": old.invited or (new is not None and new.invited)})

    async def _move_digest(self, from_id: int, to_id: int) -> None:
        """Give a room's digest to another one that has none; where both have one, that of before stays."""
        known = select(room_digests.c.room_id).where(room_digests.c.room_id == to_id)
        if (await self._transaction.run(known)).one_or_none() is None:
            moved = update(room_digests).where(room_digests.c.room_id == from_id)
            await self._transaction.run(moved.values(room_id=to_id))

    async def _move_rules(self, from_id: int, to_id: int) -> None:
        """Give a room's rules to another one, under numbers behind all that were ever given there."""
        counted = select(rule_counters.c.last).where(rule_counters.c.holder == -to_id)
        last = (await self._transaction.run(counted)).scalar_one_or_none() or 0
        moved = {"room_id": to_id, "holder": -to_id, "number": rules.c.number + last}
        await self._transaction.run(update(rules).where(rules.c.room_id == from_id).values(moved))
        further = select(rule_counters.c.last).where(rule_counters.c.holder == -from_id)
        more = (await self._transaction.run(further)).scalar_one_or_none()
        if more is not None:
            counter = self._transaction.insert(rule_counters).values(holder=-to_id, room_id=to_id, last=last + more)
            await self._transaction.run(
                counter.on_conflict_do_update(index_elements=["holder"], set_={"last": counter.excluded.last})
            )

    async def _whole(self, row: Row[Any] | None) -> Room | None:
        """Return the room of a row, with what the larger place has set for it."""
        if row is None:
            return None
        room = _room(row)
        if room.whole_id is None:
            return room
        above = (await self._transaction.run(select(rooms).where(rooms.c.id == room.whole_id))).one_or_none()
        return room if above is None else _within(room, _room(above))

    async def _set(self, room_id: int, values: dict[str, object]) -> None:
        if not await self._transaction.changed(update(rooms).where(rooms.c.id == room_id).values(values)):
            raise UnknownName("room", str(room_id))


def _room(row: Row[Any]) -> Room:
    chosen = frozenset((row.chosen or "").split())
    preferences, alerts_by = preferences_of(row), AlertsBy(row.alerts_by)
    commands = None if row.commands in {None, _EVERY} else frozenset(row.commands.split())
    own = chosen if row.commands is None else chosen | {"commands"}
    room = Room(row.id, row.door, row.external_id, row.invited, preferences, alerts_by, chosen)
    return replace(room, commands=commands, whole_id=row.whole_id, own=own)


def _within(room: Room, whole: Room) -> Room:
    """Return the room with what is set for the whole, where it did not set it itself."""
    from_above = {name: getattr(whole.preferences, name) for name in whole.chosen - room.own}
    return replace(
        room,
        preferences=replace(room.preferences, **from_above),
        chosen=room.chosen | whole.chosen,
        commands=room.commands if "commands" in room.own else whole.commands,
    )
