"""Who may do what, where. Pure: the whole access policy on one page."""

from dataclasses import dataclass
from enum import StrEnum

from core.people.model import AlertsBy, Person, Role, Room


class Verdict(StrEnum):
    """What the door does with an ask."""

    ALLOWED = "allowed"
    STRANGER = "stranger"  # one line a day, and no figure
    SILENT = "silent"  # blocked
    ROOM_READS_ONLY = "room-reads-only"
    OWNER_ONLY = "owner-only"
    CLOSED_HERE = "closed-here"  # whoever governs the room has it answered in private only


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for, as far as rights care: whether the answer may be posted, whether it only reads, whether it is
    about the room's alerts, which its own setting opens, whether somebody whom we know under another name says so,
    whether it is about the room's settings; `market` the command's name where a room may leave it out."""

    public: bool
    reads: bool
    owner_only: bool = False
    alerts_of_room: bool = False
    joins: bool = False
    of_room: bool = False
    market: str = ""


# What anybody may ask at most; who may not even that is a stranger here.
LEAST = Wanted(public=True, reads=True)


def judged(person: Person, room: Room | None, wanted: Wanted) -> Verdict:
    """Return whether `person` may have `wanted` in `room` (None: in private).

    What a room leaves out is answered to nobody there. In an invited one everybody may use public reading commands,
    look at its settings, make its alerts where it lets them (who is an admin, and may change them, is looked at there),
    and nothing else; members keep their rights there.
    """
    if person.role is Role.BLOCKED:
        return Verdict.SILENT
    if wanted.market and room is not None and room.commands is not None and wanted.market not in room.commands:
        return Verdict.CLOSED_HERE
    if person.role is Role.OWNER:
        return Verdict.ALLOWED
    if person.role is Role.MEMBER:
        return Verdict.OWNER_ONLY if wanted.owner_only else Verdict.ALLOWED
    if room is None and wanted.joins and not wanted.owner_only:
        return Verdict.ALLOWED
    if room is None or not room.invited:
        return Verdict.STRANGER
    harmless = wanted.public and wanted.reads and not wanted.owner_only
    opened = wanted.alerts_of_room and room.alerts_by in {AlertsBy.EVERYONE, AlertsBy.ADMINS} and not wanted.owner_only
    looks = wanted.of_room and not wanted.owner_only
    return Verdict.ALLOWED if harmless or opened or looks else Verdict.ROOM_READS_ONLY
