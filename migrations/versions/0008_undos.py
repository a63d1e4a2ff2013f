"""Somebody who says "undo that" takes back what they did last in that chat.

Nothing changes for anybody: what was done before is taken back by its button, as it was.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "undos",
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),  # milliseconds since 1970, UTC
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_undos_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", "place", name="pk_undos"),
    )
