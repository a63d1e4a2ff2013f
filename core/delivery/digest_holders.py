"""Whose digests there are: persons', who read theirs in private, and rooms', which everybody there reads."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar

from core.delivery.model import DIGEST, ROOM_DIGEST, NewNotice, Priority
from core.delivery.ports import DeliveryWork, Digests
from core.people.model import Person, Role, Room

Holder = TypeVar("Holder", Person, Room)
Holder_co = TypeVar("Holder_co", Person, Room, covariant=True)


@dataclass(frozen=True, slots=True)
class Due:
    """The local `day` whose digest it is, `at` which instant it was due, and when it is written (market time)."""

    day: date
    at: datetime
    now: datetime


class Whose(Protocol[Holder_co]):
    """What differs between the digests of persons and of rooms. `ends_with_its_holder` where one who is told nothing
    any more wants none either."""

    kind: str
    ends_with_its_holder: bool

    def digests(self, work: DeliveryWork) -> Digests: ...
    async def holders(self, work: DeliveryWork, numbers: Collection[int]) -> Mapping[int, Holder_co]:
        """Return those of these who are told anything now, by their number."""

    def notice(self, holder: int, due: Due, facts: str) -> NewNotice: ...


class OfPersons:
    """Digests of persons. Who is blocked is told nothing, and has theirs again when they are let in again."""

    kind, ends_with_its_holder = DIGEST, False

    def digests(self, work: DeliveryWork) -> Digests:
        return work.digests

    async def holders(self, work: DeliveryWork, numbers: Collection[int]) -> Mapping[int, Person]:
        everyone = await work.people.everyone() if numbers else ()
        return {each.id: each for each in everyone if each.id in numbers and each.role is not Role.BLOCKED}

    def notice(self, holder: int, due: Due, facts: str) -> NewNotice:
        key = f"{DIGEST}:{holder}:{due.day.isoformat()}"
        # They chose the time themselves, so it may be said in their quiet hours.
        return NewNotice(key, DIGEST, facts, due.at, due.now, person_id=holder, priority=Priority.DIGEST, night=True)


class OfRooms:
    """Digests of rooms. A room that we were taken out of wants none: whoever brings us there again decides anew."""

    kind, ends_with_its_holder = ROOM_DIGEST, True

    def digests(self, work: DeliveryWork) -> Digests:
        return work.room_digests

    async def holders(self, work: DeliveryWork, numbers: Collection[int]) -> Mapping[int, Room]:
        found = [await work.rooms.by_id(number) for number in numbers]
        return {room.id: room for room in found if room is not None and room.invited}

    def notice(self, holder: int, due: Due, facts: str) -> NewNotice:
        key = f"{ROOM_DIGEST}:{holder}:{due.day.isoformat()}"
        # As above: those who govern the room chose the time.
        return NewNotice(key, ROOM_DIGEST, facts, due.at, due.now, room_id=holder, priority=Priority.DIGEST, night=True)
