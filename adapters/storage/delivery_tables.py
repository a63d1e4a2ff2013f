"""The tables of delivery: the outbox, what holds it up, and what is told later."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, SmallInteger, Table

from adapters.storage.schema import Number, metadata, person
from adapters.storage.types import Instant, Words
from core.delivery.model import NoticeState

UNFINISHED = (NoticeState.WAITING, NoticeState.LEASED, NoticeState.UNCERTAIN)


def unfinished(state: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    """Return that a notice is yet to be sent. Literal, since only so a planner sees that the indices below apply."""
    return state.in_([sa.literal_column(f"'{each.value}'") for each in UNFINISHED])


def leased(state: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    """Return that a notice is on its way; literal as above."""
    return state == sa.literal_column(f"'{NoticeState.LEASED.value}'")


_queued = unfinished(sa.literal_column("state", Words))
_on_its_way = leased(sa.literal_column("state", Words))
_held = sa.text(f"state = '{NoticeState.HELD.value}' AND held_until IS NOT NULL")
_passed = sa.text("passed_at IS NOT NULL")
_bundled = sa.text("bundle_id IS NOT NULL")
_of_rule = sa.text("rule_id IS NOT NULL")
_over = sa.text("ended_at IS NOT NULL")

notices = Table(
    "notices",
    metadata,
    Column("id", Number, primary_key=True),
    Column("key", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("facts", Words, nullable=False),
    person(optional=True),
    Column("room_id", ForeignKey("rooms.id", ondelete="CASCADE")),
    # Whose queue it stands in: the room's number below zero, else the person's.
    Column("recipient", sa.BigInteger, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("state", Words, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("term", Integer, nullable=False),
    Column("again", Boolean, nullable=False),
    Column("next_try_at", Instant),
    Column("lease_until", Instant),
    Column("reason", Words),
    Column("platform_id", Words),
    Column("ended_at", Instant),
    Column("priority", SmallInteger, nullable=False, server_default=sa.text("1")),
    Column("night", Boolean, nullable=False, server_default=sa.false()),
    Column("change", sa.Double),
    Column("rule_id", sa.BigInteger),
    Column("held_until", Instant),
    Column("held_for", Words),
    Column("bundle_id", sa.BigInteger),
    Column("passed_at", Instant),
    # Which door of the person it is for, where it is for one alone.
    Column("door", Words),
    sa.UniqueConstraint("key"),
    Index("ix_notices_queue", "recipient", "due_at", "id", sqlite_where=_queued, postgresql_where=_queued),
    Index("ix_notices_due", "priority", "due_at", "id", sqlite_where=_queued, postgresql_where=_queued),
    Index("ix_notices_leased", "recipient", sqlite_where=_on_its_way, postgresql_where=_on_its_way),
    Index(None, "person_id"),
    Index(None, "room_id"),
    Index("ix_notices_held", "held_until", "id", sqlite_where=_held, postgresql_where=_held),
    Index("ix_notices_passed", "recipient", "passed_at", sqlite_where=_passed, postgresql_where=_passed),
    Index("ix_notices_bundle", "bundle_id", sqlite_where=_bundled, postgresql_where=_bundled),
    Index("ix_notices_rule", "rule_id", sqlite_where=_of_rule, postgresql_where=_of_rule),
    Index("ix_notices_ended", "ended_at", sqlite_where=_over, postgresql_where=_over),
    sqlite_autoincrement=True,
)

# To whom nothing is said at which hours: a person, or a room.
quiet_hours = Table(
    "quiet_hours",
    metadata,
    Column("recipient", sa.BigInteger, primary_key=True, autoincrement=False),
    person(optional=True),
    Column("room_id", ForeignKey("rooms.id", ondelete="CASCADE")),
    Column("starts", Words, nullable=False),
    Column("ends", Words, nullable=False),
    Column("exceptions", Words),
    Index(None, "person_id"),
    Index(None, "room_id"),
)


def _digest() -> tuple[Column[Any], ...]:
    return (
        Column("local_time", Words, nullable=False),
        Column("weekdays", Boolean, nullable=False),
        Column("parts", Words, nullable=False),
        Column("set_at", Instant, nullable=False),
        # The local date that was told last, and when.
        Column("told_on", Words),
        Column("told_at", Instant),
    )


digests = Table("digests", metadata, person(key=True), *_digest())

# What is posted in a room each day; it is nobody's own.
room_digests = Table(
    "room_digests",
    metadata,
    Column("room_id", ForeignKey("rooms.id", ondelete="CASCADE"), primary_key=True),
    *_digest(),
)

# What is said on top of somebody's next answer, once.
asides = Table(
    "asides",
    metadata,
    Column("id", Number, primary_key=True),
    person(),
    Column("kind", Words, nullable=False),
    Column("facts", Words, nullable=False),
    Column("made_at", Instant, nullable=False),
    Index(None, "person_id"),
    sqlite_autoincrement=True,
)

# Addresses besides the chats that their owner proved; `secret` is sealed.
sinks = Table(
    "sinks",
    metadata,
    person(key=True),
    Column("door", Words, primary_key=True),
    Column("address", Words, nullable=False),
    Column("proved_at", Instant, nullable=False),
    Column("events", Words, nullable=False),
    Column("secret", Words),
)

# Those that wait for the code that was sent to them.
sink_claims = Table(
    "sink_claims",
    metadata,
    person(key=True),
    Column("door", Words, primary_key=True),
    Column("address", Words, nullable=False),
    Column("hashed", Words, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("tries_left", SmallInteger, nullable=False),
    Column("secret", Words),
)
