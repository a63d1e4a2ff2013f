"""The tables of alerts: rules, the numbers they are given, and what each has told."""

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Index, Integer, Table

from adapters.storage.schema import Number, metadata, person
from adapters.storage.types import Instant, Words

_active = sa.literal_column("life", Words) == sa.literal_column("'active'")
# At rest, and its whole condition one price against one level. An index knows no other way to say it.
_waiting = _active & sa.literal_column("state", Words).is_(None) & sa.literal_column("coin", Words).is_not(None)
_beyond = _active & (sa.literal_column("state", Words).is_not(None) | sa.literal_column("coin", Words).is_(None))

rules = Table(
    "rules",
    metadata,
    Column("id", Number, primary_key=True),
    person(),
    Column("room_id", ForeignKey("rooms.id", ondelete="CASCADE")),
    # Whose numbers it counts in: the room's number below zero, else the person's.
    Column("holder", sa.BigInteger, nullable=False),
    Column("number", Integer, nullable=False),
    # What it says, for people, and for us: a million texts take minutes to parse.
    Column("text", Words, nullable=False),
    Column("wish", Words, nullable=False),
    Column("zone", Words, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("life", Words, nullable=False),
    Column("snoozed_until", Instant),
    Column("told", Integer, nullable=False),
    Column("told_at", Instant),
    Column("told_before", Integer, nullable=False),
    # How the evaluator left it; nothing while it is at rest.
    Column("state", Words),
    # What it was before it was deleted, and when (real time).
    Column("life_before", Words),
    Column("deleted_at", Instant),
    # Where it is one price against one level; `venue` is empty where any will do.
    Column("coin", Words),
    Column("unit", Words),
    Column("venue", Words),
    Column("way", Words),
    Column("level", sa.Double),
    # Grows with whatever people change, so that who watches rules sees what is new.
    Column("revision", sa.BigInteger, nullable=False, server_default="0"),
    sa.UniqueConstraint("holder", "number"),
    Index(
        "ix_rules_thresholds",
        *("coin", "unit", "venue", "way", "level", "id"),
        sqlite_where=_waiting,
        postgresql_where=_waiting,
    ),
    Index("ix_rules_beyond", "id", sqlite_where=_beyond, postgresql_where=_beyond),
    Index(None, "life", "expires_at"),
    Index(None, "revision"),
    Index(None, "person_id"),
    Index(None, "room_id"),
    sqlite_autoincrement=True,
)

# Apart from the rules, so that a number outlives its rule.
rule_counters = Table(
    "rule_counters",
    metadata,
    Column("holder", sa.BigInteger, primary_key=True, autoincrement=False),
    person(optional=True),
    Column("room_id", ForeignKey("rooms.id", ondelete="CASCADE")),
    Column("last", Integer, nullable=False),
    Index(None, "person_id"),
    Index(None, "room_id"),
)

# What each person was shown last of their own rules or a room's: "the second one" counts in it.
rule_lists = Table(
    "rule_lists",
    metadata,
    person(key=True),
    Column("holder", sa.BigInteger, primary_key=True, autoincrement=False),
    Column("rule_ids", Words, nullable=False),
)

firings = Table(
    "firings",
    metadata,
    Column("rule_id", ForeignKey("rules.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    person(),
    Column("text", Words, nullable=False),
    Column("wish", Words, nullable=False),
    # Which of the wish's comparisons, in the order of its text.
    Column("comparison", Integer, nullable=False),
    Column("due", Instant, nullable=False),
    Column("at", Instant, nullable=False),
    Column("value", Words, nullable=False),
    Column("coin", Words),
    Column("price", sa.Double),
    Column("unit", Words),
    Column("before", sa.Double),
    Column("before_at", Instant),
    Column("venue", Words),
    Column("telling", Words),
    Column("merged", Integer, nullable=False),
    Index(None, "person_id"),
)
