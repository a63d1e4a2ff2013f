"""A draft knows the chat in which it was asked for, and the one in which it is read.

What waits already belongs to every chat of its person, as it did, for the day that it lasts.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.add_column("drafts", sa.Column("asked_in", sa.Text()))
    op.add_column("drafts", sa.Column("read_in", sa.Text()))
