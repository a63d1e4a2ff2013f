"""Messages can be held: quiet hours, snoozed rules, the hourly limit, digests, and what is told at the next contact.

For people who want to sleep. Messages that are in the outbox stay as they were: nobody's alerts, bound to no rule, and
nobody has set quiet hours yet.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORDS = sa.Text()
INSTANT = sa.BigInteger()  # milliseconds since 1970, UTC

NOTICES = (
    sa.Column("priority", sa.SmallInteger, nullable=False, server_default=sa.text("1")),
    sa.Column("night", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("change", sa.Double),
    sa.Column("rule_id", sa.BigInteger),
    sa.Column("held_until", INSTANT),
    sa.Column("held_for", WORDS),
    sa.Column("bundle_id", sa.BigInteger),
    sa.Column("passed_at", INSTANT),
)
INDICES = (
    ("due", ["priority", "due_at", "id"], "state IN ('waiting', 'leased', 'uncertain')"),
    ("leased", ["recipient"], "state = 'leased'"),
    ("held", ["held_until", "id"], "state = 'held' AND held_until IS NOT NULL"),
    ("passed", ["recipient", "passed_at"], "passed_at IS NOT NULL"),
    ("bundle", ["bundle_id"], "bundle_id IS NOT NULL"),
    ("rule", ["rule_id"], "rule_id IS NOT NULL"),
)


def upgrade() -> None:
    for column in NOTICES:
        op.add_column("notices", column)
    op.drop_index("ix_notices_due", "notices")
    for name, columns, where in INDICES:
        condition = sa.text(where)
        op.create_index(f"ix_notices_{name}", "notices", columns, sqlite_where=condition, postgresql_where=condition)
    _quiet_hours()
    _digests()
    _asides()


def _goes_with(table: str, column: str = "person_id", owner: str = "people") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{owner}.id"], name=f"fk_{table}_{column}", ondelete="CASCADE")


def _quiet_hours() -> None:
    op.create_table(
        "quiet_hours",
        sa.Column("recipient", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("person_id", NUMBER),
        sa.Column("room_id", NUMBER),
        sa.Column("starts", WORDS, nullable=False),
        sa.Column("ends", WORDS, nullable=False),
        sa.Column("exceptions", WORDS),
        _goes_with("quiet_hours"),
        _goes_with("quiet_hours", "room_id", "rooms"),
        sa.PrimaryKeyConstraint("recipient", name="pk_quiet_hours"),
    )
    op.create_index("ix_quiet_hours_person_id", "quiet_hours", ["person_id"])
    op.create_index("ix_quiet_hours_room_id", "quiet_hours", ["room_id"])


def _digests() -> None:
    op.create_table(
        "digests",
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("local_time", WORDS, nullable=False),
        sa.Column("weekdays", sa.Boolean, nullable=False),
        sa.Column("parts", WORDS, nullable=False),
        sa.Column("set_at", INSTANT, nullable=False),
        sa.Column("told_on", WORDS),
        sa.Column("told_at", INSTANT),
        _goes_with("digests"),
        sa.PrimaryKeyConstraint("person_id", name="pk_digests"),
    )


def _asides() -> None:
    op.create_table(
        "asides",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("facts", WORDS, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        _goes_with("asides"),
        sa.PrimaryKeyConstraint("id", name="pk_asides"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_asides_person_id", "asides", ["person_id"])
