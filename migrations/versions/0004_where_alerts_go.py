"""Where alerts go: the door that a person chose, and the room for when nobody can be reached in private.

For everybody: until they choose, messages go where they went before.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    for table in ("people", "rooms"):
        op.add_column(table, sa.Column("alerts", sa.Text(), nullable=False, server_default="any"))
    op.create_table(
        "fallbacks",
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("room_id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_fallbacks_person_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name="fk_fallbacks_room_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name="pk_fallbacks"),
    )
    op.create_index("ix_fallbacks_room_id", "fallbacks", ["room_id"])
