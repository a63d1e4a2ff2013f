"""Where Alembic meets the database: on the connection that the program opened, or for the command line on the
database of `-x url=…`."""

import asyncio

from alembic import context
from sqlalchemy import Connection

from adapters.storage.migrate import in_turn
from adapters.storage.tables import metadata
from core.kernel.errors import Missing


def run(connection: Connection) -> None:
    """Run what Alembic was asked for, in the transaction that `connection` is in."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        compare_type=True,
        # SQLite can alter little; a batch rebuilds the table.
        render_as_batch=connection.dialect.name == "sqlite",
        # SQLite's tables can be made and undone in a transaction too, where the driver does not meddle.
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def main() -> None:
    opened = context.config.attributes.get("connection")
    if opened is not None:
        run(opened)
        return
    url = context.get_x_argument(as_dictionary=True).get("url")
    if not isinstance(url, str):
        raise Missing("url", example="-x url=sqlite:///data/candlewick.db")
    asyncio.run(in_turn(url, run))


main()
