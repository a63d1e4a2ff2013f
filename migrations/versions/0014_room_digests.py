"""A room can have a digest of its own: when it is posted there, what it holds, and which was told last."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORDS = sa.Text()
INSTANT = sa.BigInteger()  # milliseconds since 1970, UTC


def upgrade() -> None:
    op.create_table(
        "room_digests",
        sa.Column("room_id", NUMBER, nullable=False),
        sa.Column("local_time", WORDS, nullable=False),
        sa.Column("weekdays", sa.Boolean, nullable=False),
        sa.Column("parts", WORDS, nullable=False),
        sa.Column("set_at", INSTANT, nullable=False),
        sa.Column("told_on", WORDS),
        sa.Column("told_at", INSTANT),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name="fk_room_digests_room_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("room_id", name="pk_room_digests"),
    )
