"""Notices, and what became of sending them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class NoticeState(StrEnum):
    """Where a notice stands in the outbox."""

    WAITING = "waiting"
    LEASED = "leased"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    HELD = "held"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class NewNotice:
    """A message to be written: `key` is unique for ever, so whoever writes it, it is said once. `kind` picks the words
    ("data-stopped"), `facts` is JSON for them. To a person, or to a room when `room_id` is set. `due_at` and
    `made_at` market time."""

    key: str
    kind: str
    facts: str
    due_at: datetime
    made_at: datetime
    person_id: int | None = None
    room_id: int | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A message in the outbox. `term` grows with every lease, and a mark counts only under the term that leased it;
    `lease_until` and `next_try_at` are real time. `reason` says why it is dead or held, `platform_id` what the
    platform called it.
    `again` is set once an earlier attempt may have arrived: the next one needs the label of a possible repeat."""

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
    """How many notices wait, and since when the oldest is due (market time)."""

    waiting: int
    uncertain: int
    dead: int
    oldest_due_at: datetime | None


class Where(StrEnum):
    """Where a fault of ours showed: in the answer of a command, at a door before there was one, in a job of the
    schedule, in a loop, in delivering a notice."""

    ANSWER = "answer"
    DOOR = "door"
    JOB = "job"
    LOOP = "loop"
    DELIVERY = "delivery"
