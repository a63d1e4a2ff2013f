"""One transaction on one connection: the only place where statements meet the database."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import count
from typing import Any, TypeVar

from sqlalchemy import CursorResult, Delete, Executable, Table, Update, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from adapters.storage.errors import ours, translated

log = logging.getLogger(__name__)

T = TypeVar("T")
Insert = sqlite.Insert | postgresql.Insert


async def undisturbed(step: Awaitable[T]) -> T:
    """Return what `step` returns, and let it end also when its task is cancelled meanwhile.

    A driver that is cut off in mid-statement leaves a connection that nobody can close: on SQLite it keeps the write
    lock for as long as it is referred to from anywhere.
    """
    running = asyncio.ensure_future(step)
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        while not running.done():
            # Whoever cancels again waits as well.
            with suppress(asyncio.CancelledError):
                await asyncio.wait({running})
        if not running.cancelled() and running.exception() is not None:
            log.debug("a statement failed after its task was cancelled", exc_info=running.exception())
        raise


class WriterTurn:
    """Whose turn it is to write. SQLite has one writer; the others wait here and not in the database, which would
    give up on them after its busy time-out."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._writer: asyncio.Task[Any] | None = None

    async def take(self) -> None:
        task = asyncio.current_task()
        if task is not None and self._writer is task:
            raise RuntimeError("a unit of work that writes is begun inside another one: it would wait for itself")
        await self._lock.acquire()
        self._writer = task

    def give_back(self) -> None:
        self._writer = None
        self._lock.release()


class Transaction:
    """Opened once, then committed or left; every error is one of ours (`errors.translated`)."""

    def __init__(self, engine: AsyncEngine, turn: WriterTurn | None) -> None:
        self._engine, self._turn = engine, turn
        self._connection: AsyncConnection | None = None

    @property
    def is_sqlite(self) -> bool:
        return self._engine.dialect.name == "sqlite"

    async def open(self) -> None:
        """Take the turn (writers on SQLite) and a connection, and begin."""
        if self._turn is not None:
            await self._turn.take()
        try:
            with translated():
                await undisturbed(self._begin())
        except BaseException:
            await self.close()
            raise

    async def _begin(self) -> None:
        # Kept before it begins, so that whoever is cancelled here still gives it back.
        self._connection = await self._engine.connect()
        await self._connection.begin()

    async def run(
        self, statement: Executable, values: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None
    ) -> CursorResult[Any]:
        """Execute a statement, once per mapping when `values` are several."""
        with translated():
            return await undisturbed(self._open_connection.execute(statement, values))

    async def changed(self, statement: Update | Delete) -> int:
        """Execute and return how many rows were changed."""
        return (await self.run(statement)).rowcount

    async def run_as_written(self, sql: str, values: Any) -> int:
        """Hand `sql` to the driver as it is and return how many rows were changed: for bulk, where building a
        parameter set per row would cost more than the database does. `values` is what the driver takes: a tuple, or
        a list of tuples for one execution each."""
        with translated():
            return (await undisturbed(self._open_connection.exec_driver_sql(sql, values))).rowcount

    async def copy(self, table: Table, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
        """Add rows by PostgreSQL's COPY, twice as fast as any INSERT; none of them may be there yet."""
        import asyncpg

        # The driver's own connection is in our transaction once SQLAlchemy has run a statement on it.
        await self.run(text("SELECT 1"))
        driver: Any = (await self._open_connection.get_raw_connection()).driver_connection
        try:
            await undisturbed(driver.copy_records_to_table(table.name, columns=columns, records=rows))
        except (asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise ours(error, was_cut=driver.is_closed()) from error

    async def rows(self, sql: str, values: tuple[Any, ...]) -> Sequence[Sequence[Any]]:
        """Return the driver's own rows, values untranslated: for bulk reading into arrays. `sql` has a `?` for each
        of `values`."""
        if not self.is_sqlite:
            numbers = count(1)
            sql = re.sub(r"\?", lambda _: f"${next(numbers)}", sql)
        with translated():
            result = await undisturbed(self._open_connection.exec_driver_sql(sql, values))
        cursor: Any = result.cursor
        return [*cursor.fetchall()]

    def insert(self, table: Table) -> Insert:
        """Return an INSERT that knows ON CONFLICT, which each dialect spells in a class of its own."""
        return sqlite.insert(table) if self.is_sqlite else postgresql.insert(table)

    async def commit(self) -> None:
        """Make it durable and end it: the turn is free, and nothing can be run any more."""
        try:
            with translated():
                await undisturbed(self._commit(self._open_connection))
        finally:
            await self.close()

    async def _commit(self, connection: AsyncConnection) -> None:
        try:
            await connection.commit()
        except BaseException:
            # SQLAlchemy takes it for ended and would give the connection back as it is, in the middle of a transaction:
            # the next one who gets it could not begin, and until then the write lock would be held.
            await connection.rollback()
            raise

    async def close(self) -> None:
        """Undo what was not committed and give everything back; safe to call twice."""
        connection, self._connection = self._connection, None
        turn, self._turn = self._turn, None
        try:
            if connection is not None:
                with translated():
                    await undisturbed(connection.close())
        finally:
            if turn is not None:
                turn.give_back()

    @property
    def _open_connection(self) -> AsyncConnection:
        if self._connection is None:
            raise RuntimeError("this unit of work is over, or was not entered")
        return self._connection
