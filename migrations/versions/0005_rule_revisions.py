"""Rules know when they were changed last, as a number that grows.

For everybody: who watches rules looks at what is new since its last look, instead of at all of them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("rules", sa.Column("revision", sa.BigInteger, nullable=False, server_default="0"))
    op.create_index("ix_rules_revision", "rules", ["revision"])
