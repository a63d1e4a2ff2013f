"""People join their doors: a code shown on one platform, typed on another and confirmed on the first makes them one.

Nothing changes for anybody until they do. What somebody was to the installation before they joined is kept with the
door, for when it leaves again; of doors that were never joined nothing is known, and nothing is needed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORDS = sa.Text()
INSTANT = sa.BigInteger()  # milliseconds since 1970, UTC


def upgrade() -> None:
    op.add_column("identities", sa.Column("role_before", WORDS))
    op.create_table(
        "links",
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("hashed", WORDS, nullable=False),
        sa.Column("door", WORDS, nullable=False),
        sa.Column("external_id", WORDS, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("joiner_door", WORDS),
        sa.Column("joiner_external_id", WORDS),
        sa.Column("joiner_name", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_links_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name="pk_links"),
    )
