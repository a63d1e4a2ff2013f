"""A room may be one of many in a larger place, and says which commands are answered there.

Channels that were met before are put into their server when somebody speaks there next.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.add_column("rooms", sa.Column("commands", sa.Text()))
    # In words of its own: SQLite takes a foreign key with its column, and Alembic would add it afterwards.
    number = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.execute(f"ALTER TABLE rooms ADD COLUMN whole_id {number} CONSTRAINT fk_rooms_whole_id REFERENCES rooms (id)")
    op.create_index("ix_rooms_whole_id", "rooms", ["whole_id"])
