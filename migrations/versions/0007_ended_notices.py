"""Messages that are over are found by when they ended, so that old ones can be removed.

For everybody: a message is forgotten 30 days after it was sent or given up; until now all of them stayed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

OVER = sa.text("ended_at IS NOT NULL")


def upgrade() -> None:
    op.create_index("ix_notices_ended", "notices", ["ended_at"], sqlite_where=OVER, postgresql_where=OVER)
