"""The tables. A table with a person's rows names the person `person_id`, and erasing the person erases the rows."""

import sqlalchemy as sa
from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, SmallInteger, Table

from adapters.storage import alert_tables, delivery_tables, forecast_tables, schema
from adapters.storage.types import Instant, Words

metadata, Number = schema.metadata, schema.Number


def _preferences() -> tuple[Column[object], ...]:
    return (
        Column("language", Words, nullable=False),
        Column("zone", Words, nullable=False),
        Column("currency", Words, nullable=False),
        Column("plain", Boolean, nullable=False),
        Column("emoji", Boolean, nullable=False),
        Column("numbers", Words),
        Column("theme", Words),
        Column("llm", Boolean, nullable=False),
        Column("alerts", Words, nullable=False, server_default="any"),
    )


# ---- people

# A number is never given twice (autoincrement): the audit table keeps the bare numbers of people who left.
people = Table(
    "people",
    metadata,
    Column("id", Number, primary_key=True),
    Column("role", Words, nullable=False),
    Column("name", Words, nullable=False),
    Column("created_at", Instant, nullable=False),
    *_preferences(),
    sqlite_autoincrement=True,
)

identities = Table(
    "identities",
    metadata,
    Column("door", Words, primary_key=True),
    Column("external_id", Words, primary_key=True),
    schema.person(),
    Column("linked_at", Instant, nullable=False),
    # What its person was before doors were joined; for when it leaves again.
    Column("role_before", Words),
    Index(None, "person_id"),
)

rooms = Table(
    "rooms",
    metadata,
    Column("id", Number, primary_key=True),
    Column("door", Words, nullable=False),
    Column("external_id", Words, nullable=False),
    Column("invited", Boolean, nullable=False),
    *_preferences(),
    # Who may make rules that are posted here.
    Column("alerts_by", Words, nullable=False, server_default="members"),
    # Names of those preferences that whoever governs the room has set.
    Column("chosen", Words),
    # Names of the commands that are answered here, "*" for every one; NULL where nobody has said.
    Column("commands", Words),
    # The larger place that this one is of, as a server is of its channels.
    Column("whole_id", ForeignKey("rooms.id")),
    sa.UniqueConstraint("door", "external_id"),
    Index(None, "whole_id"),
    sqlite_autoincrement=True,
)

# The room that somebody is told in where they cannot be reached in private.
fallbacks = Table(
    "fallbacks",
    metadata,
    schema.person(key=True),
    Column("room_id", ForeignKey("rooms.id", ondelete="CASCADE"), nullable=False),
    Index(None, "room_id"),
)

codes = Table(
    "codes",
    metadata,
    Column("id", Number, primary_key=True),
    Column("purpose", Words, nullable=False),
    Column("hashed", Words, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("tries_left", SmallInteger, nullable=False),
    Column("used_at", Instant),
)

drafts = Table(
    "drafts",
    metadata,
    schema.person(key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("command", Words, nullable=False),
    Column("facts", Words, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("asked_in", Words),
    Column("read_in", Words),
)

# Apart from the drafts, so that a number outlives its draft.
draft_counters = Table(
    "draft_counters",
    metadata,
    schema.person(key=True),
    Column("last", Integer, nullable=False),
)

# A code that somebody was shown at one door, and who typed it at another.
links = Table(
    "links",
    metadata,
    schema.person(key=True),
    Column("hashed", Words, nullable=False),
    Column("door", Words, nullable=False),
    Column("external_id", Words, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("joiner_door", Words),
    Column("joiner_external_id", Words),
    Column("joiner_name", Words, nullable=False),
)

# What takes back what somebody did last in a chat, for a minute.
undos = Table(
    "undos",
    metadata,
    schema.person(key=True),
    Column("place", Words, primary_key=True),
    Column("line", Words, nullable=False),
    Column("until", Instant, nullable=False),
)

# What was last understood of a person in a place: a room's number, 0 in private.
turns = Table(
    "turns",
    metadata,
    schema.person(key=True),
    Column("place", BigInteger, primary_key=True, autoincrement=False),
    Column("command", Words, nullable=False),
    Column("args", Words, nullable=False),
    Column("at", Instant, nullable=False),
)

# What was understood where a message of ours answered, for a while and the newest of them.
answers = Table(
    "answers",
    metadata,
    schema.person(key=True),
    Column("message", Words, primary_key=True),
    Column("place", BigInteger, nullable=False),
    Column("command", Words, nullable=False),
    Column("args", Words, nullable=False),
    Column("at", Instant, nullable=False),
)

# How far the first questions to somebody came.
welcomes = Table(
    "welcomes",
    metadata,
    schema.person(key=True),
    Column("answered", Words, nullable=False),
    Column("waits", Words),
    Column("until", Instant),
    Column("locale", Words),
)

updates_seen = Table(
    "updates_seen",
    metadata,
    Column("door", Words, primary_key=True),
    Column("update_id", Words, primary_key=True),
    Column("seen_at", Instant, nullable=False),
    Index(None, "seen_at"),
)

# No foreign key: what happened stays, by bare number, when the person is gone.
audit = Table(
    "audit",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("person_id", sa.BigInteger),
    Column("action", Words, nullable=False),
    Column("subject", Words, nullable=False),
    Column("outcome", Words, nullable=False),
    Column("previous", Words, nullable=False),
    Column("hash", Words, nullable=False),
)

_SQLITE_REFUSALS = (
    """CREATE TRIGGER audit_refuses_update BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit table is append-only'); END""",
    """CREATE TRIGGER audit_refuses_delete BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit table is append-only'); END""",
    # INSERT OR REPLACE deletes without asking the trigger above.
    """CREATE TRIGGER audit_refuses_replace BEFORE INSERT ON audit
    WHEN EXISTS (SELECT 1 FROM audit WHERE number = NEW.number)
    BEGIN SELECT RAISE(ABORT, 'the audit table is append-only'); END""",
)
_POSTGRES_REFUSALS = (
    """CREATE OR REPLACE FUNCTION audit_refuses() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the audit table is append-only'; END $$""",
    """CREATE TRIGGER audit_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuses()""",
)


@sa.event.listens_for(audit, "after_create")
def _refuse_changes(_table: Table, connection: sa.Connection, **_: object) -> None:
    for refusal in _SQLITE_REFUSALS if connection.dialect.name == "sqlite" else _POSTGRES_REFUSALS:
        connection.exec_driver_sql(refusal)


# ---- market

series = Table(
    "series",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("venue", Words, nullable=False),
    Column("base", Words, nullable=False),
    Column("quote", Words, nullable=False),
    Column("interval", Words, nullable=False),
    sa.UniqueConstraint("venue", "base", "quote", "interval"),
)

candles = Table(
    "candles",
    metadata,
    # No foreign key: it would be checked for every candle, and only the candle store writes here.
    Column("series_id", Integer, primary_key=True, autoincrement=False),
    Column("opened_ms", sa.BigInteger, primary_key=True, autoincrement=False),
    Column("open", sa.Double, nullable=False),
    Column("high", sa.Double, nullable=False),
    Column("low", sa.Double, nullable=False),
    Column("close", sa.Double, nullable=False),
    Column("volume", sa.Double, nullable=False),
    Column("refilled", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

watchlists = Table(
    "watchlists",
    metadata,
    schema.person(key=True),
    Column("coin_id", Words, primary_key=True),
    Column("place", Integer, nullable=False),
)

memory = Table(
    "memory",
    metadata,
    Column("key", Words, primary_key=True),
    Column("text", Words, nullable=False),
)

# ---- alerts

rules, rule_counters, rule_lists = alert_tables.rules, alert_tables.rule_counters, alert_tables.rule_lists
firings = alert_tables.firings

# ---- delivery

notices, quiet_hours, digests = delivery_tables.notices, delivery_tables.quiet_hours, delivery_tables.digests
room_digests, asides = delivery_tables.room_digests, delivery_tables.asides
sinks, sink_claims = delivery_tables.sinks, delivery_tables.sink_claims

# ---- forecasts

forecasts, forecast_outcomes = forecast_tables.forecasts, forecast_tables.forecast_outcomes
forecast_models, forecast_events = forecast_tables.forecast_models, forecast_tables.forecast_events
forecast_trainings = forecast_tables.forecast_trainings

# ---- schedule

jobs_run = Table(
    "jobs_run",
    metadata,
    Column("name", Words, primary_key=True),
    Column("last_started_at", Instant, nullable=False),
    Column("last_finished_at", Instant),
    Column("last_outcome", Words),
)
