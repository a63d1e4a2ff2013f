"""Rules, what each has told, what was listed last, and who may make them in a room.

For everybody: nobody has a rule yet. In the rooms that are known already those who may bring the bot into rooms, the
owner and the invited, may make rules, as in every new room.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# SQLite counts rows by itself only where the key is called INTEGER.
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORDS = sa.Text()
INSTANT = sa.BigInteger()  # milliseconds since 1970, UTC
WAITING = sa.text("life = 'active' AND state IS NULL AND coin IS NOT NULL")
BEYOND = sa.text("life = 'active' AND (state IS NOT NULL OR coin IS NULL)")


def upgrade() -> None:
    op.add_column("rooms", sa.Column("alerts_by", WORDS, nullable=False, server_default="members"))
    _rules()
    _rule_counters()
    _rule_lists()
    _firings()


def _goes_with(table: str, column: str, owner: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{owner}.id"], name=f"fk_{table}_{column}", ondelete="CASCADE")


def _rules() -> None:
    op.create_table(
        "rules",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("room_id", NUMBER),
        sa.Column("holder", sa.BigInteger, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("wish", WORDS, nullable=False),
        sa.Column("zone", WORDS, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("life", WORDS, nullable=False),
        sa.Column("snoozed_until", INSTANT),
        sa.Column("told", sa.Integer, nullable=False),
        sa.Column("told_at", INSTANT),
        sa.Column("told_before", sa.Integer, nullable=False),
        sa.Column("state", WORDS),
        sa.Column("life_before", WORDS),
        sa.Column("deleted_at", INSTANT),
        sa.Column("coin", WORDS),
        sa.Column("unit", WORDS),
        sa.Column("venue", WORDS),
        sa.Column("way", WORDS),
        sa.Column("level", sa.Double),
        _goes_with("rules", "person_id", "people"),
        _goes_with("rules", "room_id", "rooms"),
        sa.PrimaryKeyConstraint("id", name="pk_rules"),
        sa.UniqueConstraint("holder", "number", name="uq_rules_holder_number"),
        sqlite_autoincrement=True,
    )
    threshold = ["coin", "unit", "venue", "way", "level", "id"]
    op.create_index("ix_rules_thresholds", "rules", threshold, sqlite_where=WAITING, postgresql_where=WAITING)
    op.create_index("ix_rules_beyond", "rules", ["id"], sqlite_where=BEYOND, postgresql_where=BEYOND)
    op.create_index("ix_rules_life_expires_at", "rules", ["life", "expires_at"])
    op.create_index("ix_rules_person_id", "rules", ["person_id"])
    op.create_index("ix_rules_room_id", "rules", ["room_id"])


def _rule_counters() -> None:
    op.create_table(
        "rule_counters",
        sa.Column("holder", sa.BigInteger, nullable=False),
        sa.Column("person_id", NUMBER),
        sa.Column("room_id", NUMBER),
        sa.Column("last", sa.Integer, nullable=False),
        _goes_with("rule_counters", "person_id", "people"),
        _goes_with("rule_counters", "room_id", "rooms"),
        sa.PrimaryKeyConstraint("holder", name="pk_rule_counters"),
    )
    op.create_index("ix_rule_counters_person_id", "rule_counters", ["person_id"])
    op.create_index("ix_rule_counters_room_id", "rule_counters", ["room_id"])


def _rule_lists() -> None:
    op.create_table(
        "rule_lists",
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("holder", sa.BigInteger, nullable=False),
        sa.Column("rule_ids", WORDS, nullable=False),
        _goes_with("rule_lists", "person_id", "people"),
        sa.PrimaryKeyConstraint("person_id", "holder", name="pk_rule_lists"),
    )


def _firings() -> None:
    op.create_table(
        "firings",
        sa.Column("rule_id", NUMBER, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("wish", WORDS, nullable=False),
        sa.Column("comparison", sa.Integer, nullable=False),
        sa.Column("due", INSTANT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("value", WORDS, nullable=False),
        sa.Column("coin", WORDS),
        sa.Column("price", sa.Double),
        sa.Column("unit", WORDS),
        sa.Column("before", sa.Double),
        sa.Column("before_at", INSTANT),
        sa.Column("venue", WORDS),
        sa.Column("telling", WORDS),
        sa.Column("merged", sa.Integer, nullable=False),
        _goes_with("firings", "rule_id", "rules"),
        _goes_with("firings", "person_id", "people"),
        sa.PrimaryKeyConstraint("rule_id", "number", name="pk_firings"),
    )
    op.create_index("ix_firings_person_id", "firings", ["person_id"])
