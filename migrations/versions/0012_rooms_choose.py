"""A room has settings of its own: which of them its admins have set is kept with it.

Rooms that were met before have set none, so they go on answering everybody in their own language and currency.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("rooms", sa.Column("chosen", sa.Text()))
