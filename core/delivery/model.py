"""Notices, and what became of sending them.

What whoever writes a notice says of it, so that it can be held, merged and sent somewhere else without its kind being
known here:

`priority` who goes first when there is more to say than can be said; only alerts count against the hourly limit.
`night` it may pass quiet hours ("even at night"). `change` what `quiet … except -10%` is compared with, a fraction: of
a change or a portfolio percent the change that is told, of a depeg the distance from the peg, of everything else about
one coin the coin's change over 24 h; None where there is none, which never passes. `rule_id` the rule it came from:
snoozed with it, paused when it cannot be delivered. `held_until` written held from the start (a snoozed rule), market
time. `door` it is for that door of its person alone, in a queue of its own, and nothing holds it.

In words (`bot/speaking/notices.py`): a kind has a reply to persons, one to rooms if it may be read by everybody, and
a line for where it is told together with others. A kind with personal figures has no reply to rooms, ever.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import IntEnum, StrEnum

from core.people.model import Identity

HELD = "held"
"""The kind of a bundle: notices that were held and are told together, in one message."""

OWN_QUEUE = 1 << 48
"""Added to a person's number, once or several times, for what is for one door alone: a webhook that is down delays
nothing that people read, nor a chat that cannot be reached what is for another one."""

DIGEST, ROOM_DIGEST = "digest", "room-digest"
"""The kinds of digests: a person's own, and that of a room, which holds nothing of anybody's."""

ACCOUNT = "account"
"""The fact of a notice that is for one account of its person alone: what `called` says of that account."""

_QUEUES = {"webhook": 1, "telegram": 2, "discord": 3, "local": 4}
_OTHER_QUEUE = 5


def _queue(door: str | None) -> int:
    return 0 if door is None else OWN_QUEUE * _QUEUES.get(door, _OTHER_QUEUE)


def called(identity: Identity) -> str:
    """Return what tells an account from its person's others at one door; the platform's id is not in it to be read."""
    return hashlib.sha256(f"{identity.door}:{identity.external_id}".encode()).hexdigest()[:12]


class NoticeState(StrEnum):
    """Where a notice stands in the outbox."""

    WAITING = "waiting"
    LEASED = "leased"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    HELD = "held"
    DEAD = "dead"


class Priority(IntEnum):
    """Who goes first; the smaller, the sooner."""

    ALERT = 0
    REPLY = 1
    DIGEST = 2
    NEWS = 3


class Why(StrEnum):
    """Why a notice is held."""

    QUIET = "quiet"
    LIMIT = "limit"  # more alerts in this hour than a person is told
    SNOOZE = "snooze"
    PRESSURE = "pressure"  # what piled up while the chat could not be reached


@dataclass(frozen=True, slots=True)
class NewNotice:
    """A message to be written: `key` is unique for ever, so whoever writes it, it is said once. `kind` picks the words
    ("data-stopped"), `facts` is JSON for them. To a person, or to a room when `room_id` is set. `due_at` and
    `made_at` market time; the rest is in the head of this file."""

    key: str
    kind: str
    facts: str
    due_at: datetime
    made_at: datetime
    person_id: int | None = None
    room_id: int | None = None
    priority: Priority = Priority.REPLY
    night: bool = False
    change: float | None = None
    rule_id: int | None = None
    held_until: datetime | None = None
    door: str | None = None

    @property
    def recipient(self) -> int:
        """Whose queue it stands in: a room's number below zero, else the person's, or that of the person's one door.
        ValueError when it is to nobody."""
        if self.room_id is not None:
            return -self.room_id
        if self.person_id is None:
            raise ValueError("a notice is to a person or to a room")
        return self.person_id + _queue(self.door)


@dataclass(frozen=True, slots=True)
class Notice:
    """A message in the outbox. `term` grows with every lease, and a mark counts only under the term that leased it;
    `lease_until` and `next_try_at` are real time. `reason` says why it is dead, `platform_id` what the platform called
    it.
    `again` is set once an earlier attempt may have arrived: the next one needs the label of a possible repeat.
    `held_for` says why it is held until `held_until`, or since it is part of bundle `bundle_id`, which speaks for it.
    `passed_at` is when it was first let through to be sent; held times and this one are market time."""

    id: int
    key: str
    kind: str
    facts: str
    person_id: int | None
    room_id: int | None
    due_at: datetime
    made_at: datetime
    state: NoticeState
    tries: int
    term: int
    next_try_at: datetime | None = None
    lease_until: datetime | None = None
    reason: str | None = None
    platform_id: str | None = None
    again: bool = False
    priority: Priority = Priority.REPLY
    night: bool = False
    change: float | None = None
    rule_id: int | None = None
    held_until: datetime | None = None
    held_for: Why | None = None
    bundle_id: int | None = None
    passed_at: datetime | None = None
    door: str | None = None

    @property
    def recipient(self) -> int:
        """Whose queue it stands in."""
        if self.room_id is not None:
            return -self.room_id
        return (self.person_id or 0) + _queue(self.door)

    @property
    def is_bundle(self) -> bool:
        return self.kind == HELD


class Outcome(StrEnum):
    """How one attempt to send ended."""

    SENT = "sent"
    RETRY = "retry"  # certainly did not arrive: refused connection, 429, 5xx before the body
    UNCERTAIN = "uncertain"  # may have arrived
    REFUSED = "refused"  # the platform will not deliver: blocked, unknown chat


@dataclass(frozen=True, slots=True)
class Attempt:
    """The result of one attempt; `retry_after_s` where the platform named it."""

    outcome: Outcome
    platform_id: str | None = None
    reason: str | None = None
    retry_after_s: float | None = None


@dataclass(frozen=True, slots=True)
class OutboxDepth:
    """How many notices are due and not sent, and since when the oldest waits (market time); how many are held, those
    in a bundle not counted twice, how many are due later, and how many never arrived."""

    waiting: int = 0
    uncertain: int = 0
    held: int = 0
    later: int = 0
    dead: int = 0
    oldest_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Digest:
    """What is wanted each day: at which time of the day (`at`), on weekdays only, of which `parts`. `holder` is the
    number of the person whose it is, or of the room. `set_at` when it was said, `told_on` the holder's own date that
    was told last and `told_at` when (market time)."""

    holder: int
    at: time
    weekdays: bool
    parts: tuple[str, ...]
    set_at: datetime
    told_on: date | None = None
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Aside:
    """Something to be said on top of somebody's next answer: `kind` picks the words, `facts` is JSON for them."""

    id: int
    person_id: int
    kind: str
    facts: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Paused:
    """A rule that was paused: whose it is, and how it is called ("a7"), None for a room's."""

    person_id: int
    rule: str | None


class Where(StrEnum):
    """Where a fault of ours showed: in the answer of a command, at a door before there was one, in a job of the
    schedule, in a loop, in delivering a notice."""

    ANSWER = "answer"
    DOOR = "door"
    JOB = "job"
    LOOP = "loop"
    DELIVERY = "delivery"
