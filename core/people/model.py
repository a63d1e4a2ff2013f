"""Persons, their identities on platforms, rooms, roles and preferences."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What a person is to this installation."""

    OWNER = "owner"
    MEMBER = "member"
    STRANGER = "stranger"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True, order=True)
class Identity:
    """How a door knows somebody: ("telegram", "123456"), ("local", "owner"). Numeric ids, never user names."""

    door: str
    external_id: str


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a person set. `language` en/de/es/pt; `zone` IANA; `currency` an ISO code or coin; `numbers` a locale
    language whose digits they prefer, None for that of `language`; `theme` light/dark, None for the door's own;
    `alerts` the door where what is said unasked goes first, "any" for the first that is open."""

    language: str = "en"
    zone: str = "UTC"
    currency: str = "USD"
    plain: bool = False
    emoji: bool = True
    numbers: str | None = None
    theme: str | None = None
    llm: bool = True
    alerts: str = "any"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, across all their platforms. `name` is what the platform shows, for the owner's list only."""

    id: int
    role: Role
    name: str
    created_at: datetime
    preferences: Preferences = field(default_factory=Preferences)


class AlertsBy(StrEnum):
    """Who may make rules that are posted in a room: the owner alone, the room's admins as its platform knows them,
    whoever may bring the bot into rooms (the owner and the invited), or everybody there."""

    OWNER = "owner"
    ADMINS = "admins"
    MEMBERS = "members"
    EVERYONE = "everyone"


@dataclass(frozen=True, slots=True)
class Room:
    """A shared place on a door. `invited` once the owner or a member brought the bot there; `alerts_by` who may make
    rules that are posted there; `chosen` the names of those of its preferences that its admins set: in all others it
    answers each as they have it; `commands` the names of those that are answered there, None for all.

    A room may be one of many in a larger place, as a channel is in a server: `whole_id` is our number for that. What is
    set for the whole holds in each of its rooms that did not set it itself; `own` names what this one did."""

    id: int
    door: str
    external_id: str
    invited: bool
    preferences: Preferences = field(default_factory=Preferences)
    alerts_by: AlertsBy = AlertsBy.MEMBERS
    chosen: frozenset[str] = frozenset()
    commands: frozenset[str] | None = None
    whole_id: int | None = None
    own: frozenset[str] = frozenset()


class CodePurpose(StrEnum):
    """What a one-time code opens."""

    OWNER = "owner"
    INVITE = "invite"


@dataclass(frozen=True, slots=True)
class Code:
    """A one-time code, hashed; `tries_left` wrong tries end it (real clock)."""

    id: int
    purpose: CodePurpose
    hashed: str
    made_at: datetime
    expires_at: datetime
    tries_left: int
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what when, and how it ended; no secret and no amount. `previous` and `hash` chain the entries."""

    number: int
    at: datetime
    person_id: int | None
    action: str
    subject: str
    outcome: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Draft:
    """Something that waits for its person's [Save]: `number` counts per person (d3). `command` is its name and `facts`
    what was understood, as JSON; it expires at `expires_at` (real clock). It was asked for in one chat and is read in
    one, mostly the same; None for what is older than chats are known."""

    person_id: int
    number: int
    command: str
    facts: str
    made_at: datetime
    expires_at: datetime
    asked_in: str | None = None
    read_in: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """What was last understood of a person: a `command` and its `args` as JSON, in the room `place` or 0 in private,
    `at` (real clock)."""

    person_id: int
    place: int
    command: str
    args: str
    at: datetime
