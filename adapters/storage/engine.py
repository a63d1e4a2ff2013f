"""Opens the database: an embedded SQLite file, or PostgreSQL."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import aiosqlite
from sqlalchemy import URL, Connection, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from adapters.storage.address import driver_url
from adapters.storage.one_trip import OneTripConnection
from adapters.storage.transaction import Transaction, WriterTurn
from adapters.storage.unit_of_work import SqlUnitOfWork

BUSY_TIMEOUT_S = 10.0
MOST_AT_ONCE = 15


@dataclass(frozen=True, slots=True)
class Pool:
    """Connections to PostgreSQL: `size` are kept, `overflow` more are opened when needed, each is renewed after
    `recycle_s` seconds; `pre_ping` asks whether a connection still lives before using it. When all are in use, one is
    waited for `wait_s` seconds."""

    size: int = 10
    overflow: int = 20
    recycle_s: int = 3600
    pre_ping: bool = True
    wait_s: float = 30.0


class Database:
    """An open database. `begin()` and `reading()` return units of work; `close()` ends it."""

    def __init__(self, writer: AsyncEngine, reader: AsyncEngine, turn: WriterTurn | None) -> None:
        self._writer, self._reader, self._turn = writer, reader, turn

    def begin(self) -> SqlUnitOfWork:
        """Return a unit of work that may write. On SQLite there is one at a time, in the order of asking."""
        return SqlUnitOfWork(Transaction(self._writer, self._turn))

    def reading(self) -> SqlUnitOfWork:
        """Return a unit of work that only reads, one moment of the database throughout; it waits for no writer."""
        return SqlUnitOfWork(Transaction(self._reader, None))

    async def close(self) -> None:
        """Close every connection."""
        await self._writer.dispose()
        if self._reader is not self._writer:
            await self._reader.dispose()


def open_database(
    address: str, pool: Pool | None = None, busy_timeout_s: float = BUSY_TIMEOUT_S, durable: bool = True
) -> Database:
    """Return the database at `address` (see `address.driver_url`), already migrated; connects at first use.

    `busy_timeout_s` is how long SQLite waits for another process that writes. With `durable` a commit survives the
    loss of power; without, only that of the process.
    """
    url = driver_url(address)
    if url.get_backend_name() == "postgresql":
        engine = postgres_engine(url, pool or Pool())
        reader = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        return Database(engine, reader, None)
    writer = sqlite_engine(url, busy_timeout_s, _writer_pragmas(durable), "BEGIN IMMEDIATE")
    reader = sqlite_engine(url, busy_timeout_s, ("foreign_keys=ON", "query_only=ON"), "BEGIN")
    return Database(writer, reader, WriterTurn())


def postgres_engine(url: URL, pool: Pool) -> AsyncEngine:
    """Return an engine with `pool`; a server that does not answer within 10 s counts as absent."""
    engine = create_async_engine(
        url,
        pool_size=pool.size,
        max_overflow=pool.overflow,
        pool_recycle=pool.recycle_s,
        pool_timeout=pool.wait_s,
        connect_args={"timeout": 10, "server_settings": {"application_name": "candlewick"}},
    )
    if pool.pre_ping:
        event.listen(engine.sync_engine, "checkout", _asked_whether_it_lives)
    return engine


def _asked_whether_it_lives(connection: Any, _record: object, _proxy: object) -> None:
    """Let the pool renew a connection that does not answer. One trip, of which SQLAlchemy's `pool_pre_ping` makes
    three: it opens a transaction for its question."""
    import asyncpg

    try:
        connection.run_async(lambda driver: driver.execute("SELECT 1"))
    # The last: the server's goodbye is only half read.
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, asyncpg.InternalClientError) as error:
        raise DisconnectionError from error


def sqlite_engine(url: URL, busy_timeout_s: float, pragmas: tuple[str, ...], begin: str) -> AsyncEngine:
    """Return an engine whose connections are set by `pragmas` and whose transactions start with `begin`."""
    arguments, options = url.get_dialect()().create_connect_args(url)
    # Without an isolation level the driver begins nothing by itself, so that `begin` is ours to choose.
    chosen = {**options, "timeout": busy_timeout_s, "isolation_level": None}

    opened_as_it_comes: Callable[[], sqlite3.Connection] = partial(sqlite3.connect, *arguments, **chosen)

    def opened() -> sqlite3.Connection:
        connection = opened_as_it_comes()
        connection.text_factory = _text
        return connection

    async def connect() -> aiosqlite.Connection:
        return await OneTripConnection(opened)

    def start(connection: Connection) -> None:
        adapted: Any = connection.connection.dbapi_connection
        adapted.driver_connection.begin(begin)

    # A burst opens connections once, not anew for each of its questions as an overflow would; then the last is used.
    engine = create_async_engine(url, async_creator=connect, pool_size=MOST_AT_ONCE, max_overflow=0, pool_use_lifo=True)
    event.listen(engine.sync_engine, "connect", prepared_by(pragmas))
    event.listen(engine.sync_engine, "begin", start)
    return engine


def _text(raw: bytes) -> str:
    """Read a text: what is none in a column of text, in a file that was damaged, spoils no more than itself."""
    return raw.decode("utf-8", "replace")


def prepared_by(pragmas: tuple[str, ...]) -> Callable[[Any, object], None]:
    """Return what sets a new connection to SQLite by `pragmas`."""

    def prepare(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return prepare


def _writer_pragmas(durable: bool) -> tuple[str, ...]:
    return "journal_mode=WAL", "foreign_keys=ON", f"synchronous={'FULL' if durable else 'OFF'}"
