"""The first questions are asked once: how far they came is kept for each person who was asked or has answered.

Whoever was here before is asked when they type start; a zone they have set counts as answered.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORDS = sa.Text()
INSTANT = sa.BigInteger()  # milliseconds since 1970, UTC


def upgrade() -> None:
    op.create_table(
        "welcomes",
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("answered", WORDS, nullable=False),
        sa.Column("waits", WORDS),
        sa.Column("until", INSTANT),
        sa.Column("locale", WORDS),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_welcomes_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name="pk_welcomes"),
    )
