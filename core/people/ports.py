"""What the people room needs of the world."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from core.kernel.memory import Memory
from core.kernel.work import UnitOfWork
from core.people.model import (
    AlertsBy,
    AuditEntry,
    Code,
    CodePurpose,
    Draft,
    Identity,
    Person,
    Preferences,
    Role,
    Room,
    Turn,
)

Update = tuple[str, str]
"""A platform's door, and its own id of the event."""


class People(Protocol):
    """Persons and their identities (two tables, so that one person can be linked across platforms)."""

    async def find(self, identity: Identity) -> Person | None: ...
    async def by_id(self, person_id: int) -> Person | None: ...
    async def add(self, identity: Identity, name: str, role: Role, preferences: Preferences, at: datetime) -> Person:
        """Create a person with this identity; if somebody was quicker, return theirs."""

    async def link(self, person_id: int, identity: Identity, at: datetime) -> None:
        """Give `identity` (not yet anybody's) to the person."""

    async def unlink(self, person_id: int, identity: Identity) -> None:
        """Take `identity` from the person, if it is theirs."""

    async def hold(self, person_ids: Sequence[int]) -> None:
        """Let nobody write anything of these persons before this unit of work is over."""

    async def note_role(self, person_id: int) -> None:
        """Keep with each identity of a person what they are now, where nothing is kept from before."""

    async def role_before(self, identity: Identity) -> Role | None:
        """Return what was kept with an identity."""

    async def set_role(self, person_id: int, role: Role) -> None: ...
    async def set_preferences(self, person_id: int, preferences: Preferences) -> None: ...
    async def set_name(self, person_id: int, name: str) -> None: ...
    async def identities(self, person_id: int) -> Sequence[Identity]: ...
    async def everyone(self) -> Sequence[Person]:
        """Return all persons by id."""

    async def with_role(self, role: Role) -> Sequence[Person]: ...


class Rooms(Protocol):
    """Shared places."""

    async def find(self, door: str, external_id: str) -> Room | None: ...
    async def by_id(self, room_id: int) -> Room | None: ...
    async def add(self, door: str, external_id: str, invited: bool) -> Room: ...
    async def set_invited(self, room_id: int, invited: bool) -> None: ...
    async def set_preferences(self, room_id: int, said: Mapping[str, object], chosen: frozenset[str]) -> None:
        """Change a room's preferences of these names; `chosen` are all that those who govern it have set."""

    async def set_commands(self, room_id: int, commands: frozenset[str] | None) -> None:
        """Keep which commands are answered in a room, None for every one."""

    async def unset_commands(self, room_id: int) -> None:
        """Forget it: what is set for the whole holds."""

    async def set_whole(self, room_id: int, whole_id: int) -> None:
        """Keep which larger place a room is of; what is set for that is part of the room wherever it is returned."""

    async def set_alerts_by(self, room_id: int, alerts_by: AlertsBy) -> None: ...
    async def within(self, whole_id: int) -> Sequence[Room]:
        """Return the rooms of a larger place."""

    async def fallback_of(self, person_id: int) -> Room | None:
        """Return where somebody is told what cannot reach them in private, None where they chose no room."""

    async def set_fallback(self, person_id: int, room_id: int | None) -> None:
        """Keep that room, or that there is none."""

    async def renamed(self, door: str, old_id: str, new_id: str) -> None:
        """The platform gave the room another id (a group became a supergroup)."""


class Codes(Protocol):
    """One-time codes, hashed."""

    async def add(
        self, purpose: CodePurpose, hashed: str, made_at: datetime, expires_at: datetime, tries: int
    ) -> Code: ...
    async def open(self, purpose: CodePurpose, now: datetime) -> Sequence[Code]:
        """Return codes that are unused, unexpired and have tries left."""

    async def spend_try(self, code_id: int) -> None:
        """Take one try from a code."""

    async def use(self, code_id: int, at: datetime) -> bool:
        """Mark as used; False if somebody used it before."""

    async def revoke(self, purpose: CodePurpose) -> None:
        """End every open code of this purpose (a new owner code replaces the old)."""


class Drafts(Protocol):
    """What waits for [Save]. Numbers count per person and are never reused."""

    async def add(
        self,
        person_id: int,
        command: str,
        facts: str,
        made_at: datetime,
        expires_at: datetime,
        chats: tuple[str | None, str | None] = (None, None),
    ) -> Draft:
        """Keep a draft under the person's next number; `chats` are those in which it was asked for and is read."""

    async def find(self, person_id: int, number: int, now: datetime) -> Draft | None:
        """Return the unexpired draft; another's number answers as an unknown one."""

    async def open(self, person_id: int, now: datetime) -> Sequence[Draft]:
        """Return a person's unexpired drafts, oldest first."""

    async def take(self, person_id: int, number: int, now: datetime) -> Draft | None:
        """Remove and return it: of two takers one gets it."""

    async def drop_all(self, person_id: int) -> int:
        """Remove all of a person's drafts; return how many there were."""

    async def drop(self, person_id: int, numbers: Sequence[int]) -> int:
        """Remove those of a person's drafts that have these numbers; return how many there were."""


class Undos(Protocol):
    """For each chat of a person, the line that takes back what they did there last."""

    async def keep(self, person_id: int, chat: str, line: str, until: datetime) -> None:
        """Keep `line` for that chat until then (real), in place of the one before."""

    async def find(self, person_id: int, chat: str, now: datetime) -> str | None:
        """Return the line that is kept for that chat and holds still."""

    async def forget(self, person_id: int, line: str) -> None:
        """Forget `line` in every chat of the person."""

    async def end(self, person_id: int, chat: str) -> None:
        """Forget what is kept for that chat: what was done there last cannot be taken back by a line."""


class Turns(Protocol):
    """What was last understood of each person in each place."""

    async def keep(self, turns: Iterable[Turn]) -> None:
        """Keep each turn in the place of the one before; one of a person who is gone is passed over."""

    async def last(self, person_id: int, place: int, since: datetime) -> Turn | None:
        """Return the last turn, None where it is older than `since`."""


class Answers(Protocol):
    """What was understood where we answered with a message, by the door and what that calls it ("telegram 12/345")."""

    async def keep(self, answers: Mapping[str, Turn], since: datetime, most: int) -> None:
        """Keep each turn under its message; of those people forget what is older than `since`, and all but the `most`
        newest. One of a person who is gone is passed over."""

    async def find(self, person_id: int, message: str, since: datetime) -> Turn | None:
        """Return what was understood of that person where that message answered, None where it is older than `since`;
        another's answers as an unknown one."""


class Audit(Protocol):
    """Append-only, hash-chained record."""

    async def append(
        self, at: datetime, person_id: int | None, action: str, subject: str, outcome: str
    ) -> AuditEntry: ...
    async def entries(self, since_number: int = 0) -> Sequence[AuditEntry]: ...


class SeenUpdates(Protocol):
    """Which platform updates were handled, kept for 48 h."""

    async def remember(self, updates: Iterable[Update], at: datetime) -> None:
        """Remember each of `updates`, if it is not remembered already."""

    async def was_seen(self, update: Update) -> bool:
        """Return whether the update is remembered."""

    async def forget_before(self, at: datetime) -> int: ...


class Joins(StrEnum):
    """What becomes of the rows of somebody who joins another: they move · they move where the other has none of the
    kind, and go where one has · they go · they move under new numbers, behind the other's · the higher of two counters
    is kept · they stay, under a bare number that names nobody any more."""

    MOVE = "move"
    GIVE_WAY = "give-way"
    DROP = "drop"
    RENUMBER = "renumber"
    HIGHEST = "highest"
    STAY = "stay"


@dataclass(frozen=True, slots=True)
class Kept:
    """One table that holds something of a person: `text_key` says in words what it is. Rows are found by `column`.
    `joins` says what becomes of them when the person joins another. `erase` is "delete", or "forget" for append-only
    tables where the person's number is cleared or kept as bare number. `also` are columns that repeat the person's
    number, `behind` one that orders rows: what moves goes behind what is there."""

    table: str
    column: str
    text_key: str
    joins: Joins
    erase: str = "delete"
    also: tuple[str, ...] = ()
    behind: str | None = None


class PersonalData(Protocol):
    """Reads and deletes what the register declares."""

    async def count(self, person_id: int, kept: Kept) -> int: ...
    async def rows(self, person_id: int, kept: Kept) -> Sequence[dict[str, object]]:
        """Return the rows as plain values, for the export."""

    async def erase(self, person_id: int, kept: Kept) -> int: ...
    async def join(self, from_id: int, to_id: int, kept: Kept) -> int:
        """Give one person's rows to another as the register says; return how many are theirs now."""


class KnowsAdmins(Protocol):
    """A platform that tells who governs a room there."""

    async def is_admin(self, room: Room, identity: Identity) -> bool:
        """Return whether `identity` is an administrator of the room, by the platform's own rights.

        Raises
        ------
        Unavailable
            If the platform does not answer.
        """


class PeopleWork(UnitOfWork, Protocol):
    """The tables that the people room may touch."""

    @property
    def people(self) -> People: ...
    @property
    def rooms(self) -> Rooms: ...
    @property
    def codes(self) -> Codes: ...
    @property
    def drafts(self) -> Drafts: ...
    @property
    def undos(self) -> Undos: ...
    @property
    def turns(self) -> Turns: ...
    @property
    def answers(self) -> Answers: ...
    @property
    def audit(self) -> Audit: ...
    @property
    def seen(self) -> SeenUpdates: ...
    @property
    def personal(self) -> PersonalData: ...
    @property
    def memory(self) -> Memory: ...


class PeopleStore(Protocol):
    """Where units of work come from."""

    def begin(self) -> PeopleWork:
        """Return a unit of work that may write."""

    def reading(self) -> PeopleWork:
        """Return one that only reads, and waits for no writer."""
