"""The first tables: people, candles, notices, and what the schedule and the process remember.

For everybody who starts with an empty database; nobody has anything to lose yet. Two things are meant to last: a
person's number is never given twice, since the audit table keeps the bare numbers of people who left, and the audit
table refuses every change but an addition.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# SQLite counts rows by itself only where the key is called INTEGER.
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORDS = sa.Text()
INSTANT = sa.BigInteger()  # milliseconds since 1970, UTC
QUEUED = sa.text("state IN ('waiting', 'leased', 'uncertain')")


def upgrade() -> None:
    _people()
    _rooms()
    _codes_and_drafts()
    _updates_seen()
    _audit()
    _candles()
    _watchlists()
    _notices()
    _memory()


def _preferences() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("language", WORDS, nullable=False),
        sa.Column("zone", WORDS, nullable=False),
        sa.Column("currency", WORDS, nullable=False),
        sa.Column("plain", sa.Boolean, nullable=False),
        sa.Column("emoji", sa.Boolean, nullable=False),
        sa.Column("numbers", WORDS),
        sa.Column("theme", WORDS),
        sa.Column("llm", sa.Boolean, nullable=False),
    )


def _goes_with(table: str, column: str = "person_id", owner: str = "people") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{owner}.id"], name=f"fk_{table}_{column}", ondelete="CASCADE")


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("role", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        *_preferences(),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "identities",
        sa.Column("door", WORDS, nullable=False),
        sa.Column("external_id", WORDS, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("linked_at", INSTANT, nullable=False),
        _goes_with("identities"),
        sa.PrimaryKeyConstraint("door", "external_id", name="pk_identities"),
    )
    op.create_index("ix_identities_person_id", "identities", ["person_id"])


def _rooms() -> None:
    op.create_table(
        "rooms",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("door", WORDS, nullable=False),
        sa.Column("external_id", WORDS, nullable=False),
        sa.Column("invited", sa.Boolean, nullable=False),
        *_preferences(),
        sa.PrimaryKeyConstraint("id", name="pk_rooms"),
        sa.UniqueConstraint("door", "external_id", name="uq_rooms_door_external_id"),
        sqlite_autoincrement=True,
    )


def _codes_and_drafts() -> None:
    op.create_table(
        "codes",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("purpose", WORDS, nullable=False),
        sa.Column("hashed", WORDS, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("tries_left", sa.SmallInteger, nullable=False),
        sa.Column("used_at", INSTANT),
        sa.PrimaryKeyConstraint("id", name="pk_codes"),
    )
    op.create_table(
        "drafts",
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("command", WORDS, nullable=False),
        sa.Column("facts", WORDS, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        _goes_with("drafts"),
        sa.PrimaryKeyConstraint("person_id", "number", name="pk_drafts"),
    )
    op.create_table(
        "draft_counters",
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        _goes_with("draft_counters"),
        sa.PrimaryKeyConstraint("person_id", name="pk_draft_counters"),
    )


def _updates_seen() -> None:
    op.create_table(
        "updates_seen",
        sa.Column("door", WORDS, nullable=False),
        sa.Column("update_id", WORDS, nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("door", "update_id", name="pk_updates_seen"),
    )
    op.create_index("ix_updates_seen_seen_at", "updates_seen", ["seen_at"])


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("number", NUMBER, autoincrement=False, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("person_id", sa.BigInteger),
        sa.Column("action", WORDS, nullable=False),
        sa.Column("subject", WORDS, nullable=False),
        sa.Column("outcome", WORDS, nullable=False),
        sa.Column("previous", WORDS, nullable=False),
        sa.Column("hash", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit"),
    )
    if op.get_bind().dialect.name == "sqlite":
        _refuse_changes_on_sqlite()
    else:
        _refuse_changes_on_postgresql()


def _refuse_changes_on_sqlite() -> None:
    op.execute(
        """CREATE TRIGGER audit_refuses_update BEFORE UPDATE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit table is append-only'); END"""
    )
    op.execute(
        """CREATE TRIGGER audit_refuses_delete BEFORE DELETE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit table is append-only'); END"""
    )
    # INSERT OR REPLACE deletes without asking the trigger above.
    op.execute(
        """CREATE TRIGGER audit_refuses_replace BEFORE INSERT ON audit
        WHEN EXISTS (SELECT 1 FROM audit WHERE number = NEW.number)
        BEGIN SELECT RAISE(ABORT, 'the audit table is append-only'); END"""
    )


def _refuse_changes_on_postgresql() -> None:
    op.execute(
        """CREATE FUNCTION audit_refuses() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the audit table is append-only'; END $$"""
    )
    op.execute(
        """CREATE TRIGGER audit_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
        FOR EACH STATEMENT EXECUTE FUNCTION audit_refuses()"""
    )


def _candles() -> None:
    op.create_table(
        "series",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("venue", WORDS, nullable=False),
        sa.Column("base", WORDS, nullable=False),
        sa.Column("quote", WORDS, nullable=False),
        sa.Column("interval", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_series"),
        sa.UniqueConstraint("venue", "base", "quote", "interval", name="uq_series_venue_base_quote_interval"),
    )
    op.create_table(
        "candles",
        sa.Column("series_id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("opened_ms", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("open", sa.Double, nullable=False),
        sa.Column("high", sa.Double, nullable=False),
        sa.Column("low", sa.Double, nullable=False),
        sa.Column("close", sa.Double, nullable=False),
        sa.Column("volume", sa.Double, nullable=False),
        sa.Column("refilled", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("series_id", "opened_ms", name="pk_candles"),
        sqlite_with_rowid=False,
    )


def _watchlists() -> None:
    op.create_table(
        "watchlists",
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("coin_id", WORDS, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        _goes_with("watchlists"),
        sa.PrimaryKeyConstraint("person_id", "coin_id", name="pk_watchlists"),
    )


def _notices() -> None:
    op.create_table(
        "notices",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("key", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("facts", WORDS, nullable=False),
        sa.Column("person_id", NUMBER),
        sa.Column("room_id", NUMBER),
        sa.Column("recipient", sa.BigInteger, nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("state", WORDS, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("term", sa.Integer, nullable=False),
        sa.Column("again", sa.Boolean, nullable=False),
        sa.Column("next_try_at", INSTANT),
        sa.Column("lease_until", INSTANT),
        sa.Column("reason", WORDS),
        sa.Column("platform_id", WORDS),
        sa.Column("ended_at", INSTANT),
        _goes_with("notices"),
        _goes_with("notices", "room_id", "rooms"),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
        sa.UniqueConstraint("key", name="uq_notices_key"),
        sqlite_autoincrement=True,
    )
    for name, columns in (("queue", ["recipient", "due_at", "id"]), ("due", ["due_at", "id"])):
        op.create_index(f"ix_notices_{name}", "notices", columns, sqlite_where=QUEUED, postgresql_where=QUEUED)
    op.create_index("ix_notices_person_id", "notices", ["person_id"])
    op.create_index("ix_notices_room_id", "notices", ["room_id"])


def _memory() -> None:
    op.create_table(
        "memory",
        sa.Column("key", WORDS, nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_memory"),
    )
    op.create_table(
        "jobs_run",
        sa.Column("name", WORDS, nullable=False),
        sa.Column("last_started_at", INSTANT, nullable=False),
        sa.Column("last_finished_at", INSTANT),
        sa.Column("last_outcome", WORDS),
        sa.PrimaryKeyConstraint("name", name="pk_jobs_run"),
    )
