"""aiosqlite, asked in one trip: a statement goes to the driver's thread and comes back with all of its rows.

The bare driver makes a trip each for the cursor, the statement, the rows and the end, and one more to begin. A trip
costs the same whatever is done on it, and more than most of our statements.
"""

import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Self

import aiosqlite


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of a statement, in the words of PEP 249."""

    rows: Sequence[Any] = ()
    description: Any = None
    rowcount: int = -1
    lastrowid: int | None = None


class OneTripConnection(aiosqlite.Connection):
    """A connection to what `connector` opens; it is a thread that keeps no process alive."""

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, iter_chunk_size=64)
        self._thread.daemon = True
        self._beginning = ""

    def begin(self, statement: str) -> None:
        """Begin a transaction by `statement`, on the trip of the first one that follows."""
        self._beginning = statement

    def cursor(self) -> "OneTripCursor":  # type: ignore[override]
        return OneTripCursor(self)

    async def run(self, sql: str, values: Any, *, many: bool) -> Ran:
        """Execute a statement, with `many` once for each of `values`."""
        beginning, self._beginning = self._beginning, ""
        ran: Ran = await self._execute(self._run, beginning, sql, values, many)  # type: ignore[no-untyped-call]
        return ran

    async def commit(self) -> None:
        await self._end(super().commit)

    async def rollback(self) -> None:
        await self._end(super().rollback)

    async def _end(self, end: Callable[[], Awaitable[None]]) -> None:
        self._beginning = ""
        # SQLAlchemy ends what is over already, to be sure.
        if self.in_transaction:
            await end()

    def _run(self, beginning: str, sql: str, values: Any, many: bool) -> Ran:
        if beginning:
            self._conn.execute(beginning)
        cursor = self._conn.executemany(sql, values) if many else self._conn.execute(sql, values)
        return Ran(cursor.fetchall(), cursor.description, cursor.rowcount, cursor.lastrowid)


class OneTripCursor:
    """As much of a cursor as SQLAlchemy asks for."""

    arraysize = 1

    def __init__(self, connection: OneTripConnection) -> None:
        self._connection = connection
        self._ran = Ran()

    async def __aenter__(self) -> Self:
        return self

    @property
    def description(self) -> Any:
        return self._ran.description

    @property
    def rowcount(self) -> int:
        return self._ran.rowcount

    @property
    def lastrowid(self) -> int | None:
        return self._ran.lastrowid

    async def execute(self, sql: str, values: Any = ()) -> None:
        self._ran = await self._connection.run(sql, values, many=False)

    async def executemany(self, sql: str, values: Any) -> None:
        self._ran = await self._connection.run(sql, values, many=True)

    async def fetchall(self) -> Sequence[Any]:
        return self._ran.rows

    async def close(self) -> None:
        self._ran = Ran()
