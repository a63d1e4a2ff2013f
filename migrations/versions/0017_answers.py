"""Whoever replies to a message of ours goes on from that one, also after a restart.

Nothing is known of messages that were sent before.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORDS = sa.Text()
INSTANT = sa.BigInteger()  # milliseconds since 1970, UTC


def upgrade() -> None:
    op.create_table(
        "answers",
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("message", WORDS, nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("command", WORDS, nullable=False),
        sa.Column("args", WORDS, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_answers_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", "message", name="pk_answers"),
    )
