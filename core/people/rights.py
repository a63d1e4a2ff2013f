"""Who may do what, where. Pure: the whole access policy on one page."""

from dataclasses import dataclass
from enum import StrEnum

from core.people.model import Person, Role, Room


class Verdict(StrEnum):
    """What the door does with an ask."""

    ALLOWED = "allowed"
    STRANGER = "stranger"  # one line a day, and no figure
    SILENT = "silent"  # blocked, or talk in a room that is not for us
    ROOM_READS_ONLY = "room-reads-only"
    OWNER_ONLY = "owner-only"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for, as far as rights care."""

    public: bool
    reads: bool
    owner_only: bool = False
    for_strangers: bool = False


def judged(person: Person, room: Room | None, wanted: Wanted) -> Verdict:
    """Return whether `person` may have `wanted` in `room` (None: in private).

    In an invited room everybody may use public reading commands and nothing else; members keep their rights there.
    """
    if person.role is Role.BLOCKED:
        return Verdict.SILENT
    if wanted.owner_only and person.role is not Role.OWNER:
        return Verdict.STRANGER if person.role is Role.STRANGER else Verdict.OWNER_ONLY
    if person.role in (Role.OWNER, Role.MEMBER):
        return Verdict.ALLOWED
    if room is not None and room.invited:
        return Verdict.ALLOWED if wanted.public and wanted.reads else Verdict.ROOM_READS_ONLY
    if wanted.for_strangers and room is None:
        return Verdict.ALLOWED
    return Verdict.STRANGER
