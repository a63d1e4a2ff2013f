"""People can be told things at an e-mail address, by SMS and by a webhook, once they proved that it is theirs.

Nothing changes for anybody until they add one. A message may be for one door of its person alone; those in the outbox
are for whichever comes first, as they were.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORDS = sa.Text()
INSTANT = sa.BigInteger()  # milliseconds since 1970, UTC


def upgrade() -> None:
    op.add_column("notices", sa.Column("door", WORDS))
    _addresses(
        "sinks",
        sa.Column("proved_at", INSTANT, nullable=False),
        sa.Column("events", WORDS, nullable=False),
        sa.Column("secret", WORDS),
    )
    _addresses(
        "sink_claims",
        sa.Column("hashed", WORDS, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("tries_left", sa.SmallInteger, nullable=False),
        sa.Column("secret", WORDS),
    )


def _addresses(table: str, *columns: sa.Column[object]) -> None:
    op.create_table(
        table,
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("door", WORDS, nullable=False),
        sa.Column("address", WORDS, nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=f"fk_{table}_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", "door", name=f"pk_{table}"),
    )
