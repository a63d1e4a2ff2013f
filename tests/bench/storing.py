"""Candles stored and read, in turns with the same rows through the bare drivers."""

import os
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import asyncpg
import numpy as np

from adapters.storage.address import sqlite_address
from adapters.storage.engine import Database, open_database
from adapters.storage.migrate import upgrade
from core.market.model import CandleSeries, Interval, Pair, SeriesKey, from_ms
from tests.bench.figures import Figure, Run
from tests.databases import NOON
from tests.postgres import PostgresServer, _unprivileged, find_program

CHUNK = 5_000
TWO_YEARS_OF_HOURS = 2 * 365 * 24
COINS = 20
READ = 1_000

_COLUMNS = ("open", "high", "low", "close", "volume")
_UPSERT = (
    "INSERT INTO candles VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (series_id, opened_ms) DO UPDATE SET "
    + ", ".join(f"{column} = excluded.{column}" for column in _COLUMNS)
)
_LAST = (
    f"SELECT opened_ms, {', '.join(_COLUMNS)} FROM candles WHERE series_id = {{}} ORDER BY opened_ms DESC LIMIT {READ}"
)
# The store numbers its series from one; the bare driver writes beside them, into the same table.
_BARE = 1_000

Rows = list[tuple[Any, ...]]
Timed = Callable[[], Awaitable[object]]


class Embedded:
    """The bare sqlite3 driver, on a thread of its own in neither case: what it does is measured, not who waits."""

    def __init__(self, file: Path) -> None:
        self._driver = sqlite3.connect(file, isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            self._driver.execute(f"PRAGMA {pragma}")

    async def store(self, rows: Rows) -> None:
        self._driver.execute("BEGIN IMMEDIATE")
        self._driver.executemany(_UPSERT, rows)
        self._driver.execute("COMMIT")

    async def settle(self) -> None:
        self._driver.execute("ANALYZE candles")

    async def fetch(self, number: int) -> None:
        self._driver.execute(_LAST.format(number)).fetchall()

    async def close(self) -> None:
        self._driver.close()


class Postgres:
    """The bare asyncpg driver."""

    def __init__(self, driver: Any) -> None:
        self._driver = driver

    async def store(self, rows: Rows) -> None:
        await self._driver.copy_records_to_table("candles", records=rows)

    async def settle(self) -> None:
        """Let the planner know what lies there, as a server left running would: without, it sorts a whole series."""
        await self._driver.execute("ANALYZE candles")

    async def fetch(self, number: int) -> None:
        await self._driver.fetch(_LAST.format(number))

    async def close(self) -> None:
        await self._driver.close()


async def figures(run: Run) -> AsyncIterator[Figure]:
    file = run.room("embedded") / "candlewick.db"
    await upgrade(sqlite_address(file))
    async for figure in _compared(run, sqlite_address(file), Embedded(file), "executemany"):
        yield figure
    if (initdb := find_program("initdb")) is None:
        return
    with server_of(initdb.parent) as server:
        address = server.url(server.create())
        await upgrade(address)
        bare = Postgres(await asyncpg.connect(address))
        async for figure in _compared(run, address, bare, "COPY"):
            yield figure


def a_series(number: int, length: int, interval: Interval = Interval.M1) -> CandleSeries:
    """Return a walk of `length` candles that ends at noon."""
    rng = np.random.default_rng(number)
    close = 100.0 * np.exp(np.cumsum(rng.normal(0, 0.001, length)))
    first = np.concatenate([close[:1], close[:-1]])
    high, low = np.maximum(first, close) * 1.001, np.minimum(first, close) * 0.999
    until = interval.floor_ms(int(NOON.timestamp() * 1000))
    opened = until - interval.ms * np.arange(length, 0, -1, dtype=np.int64)
    key = SeriesKey("binance", Pair(f"C{number}", "USDT"), interval)
    return CandleSeries(key, opened, first, high, low, close, rng.uniform(1, 9, length))


async def _compared(run: Run, address: str, bare: Embedded | Postgres, way: str) -> AsyncIterator[Figure]:
    series = [a_series(n, run.times(40_000, 10_000)) for n in range(4)]
    database = open_database(address)
    try:
        ours_s, bare_s = await _stored(database, bare, series)
        rates = {"ours rows/s": CHUNK / ours_s, f"{way} rows/s": CHUNK / bare_s}
        yield Figure(f"candles.append / {way}", bare_s / ours_s, "×", at_least=0.5, parts=rates)
        await bare.settle()
        ours_s, bare_s = await _read(database, bare, [one.key for one in series], run.times(100, 30))
        parts = {"ours ms": ours_s * 1000, "bare ms": bare_s * 1000}
        name = "candles.1000-to-numpy / fetch" + (", PostgreSQL" if isinstance(bare, Postgres) else "")
        yield Figure(name, ours_s / bare_s, "×", at_most=2.0, parts=parts)
        name = "candles.two-years-of-hours" + (", PostgreSQL" if isinstance(bare, Postgres) else "")
        yield Figure(name, await _years_ms(database), "ms", at_most=50.0)
    finally:
        await bare.close()
        await database.close()


async def _stored(database: Database, bare: Embedded | Postgres, series: Sequence[CandleSeries]) -> tuple[float, float]:
    """Return the median seconds of a chunk: ours, from columns to durable, and the bare driver's, from rows."""
    taken: list[tuple[float, float]] = []
    for number, whole in enumerate(series):
        for piece in (whole.sliced(slice(n, n + CHUNK)) for n in range(0, len(whole), CHUNK)):
            rows = _rows(_BARE + number, piece)
            ours = await _seconds(partial(_append, database, piece))
            taken.append((ours, await _seconds(lambda rows=rows: bare.store(rows))))  # type: ignore[misc]
    # The first chunk pays for connections.
    return _medians(taken[1:])


async def _read(
    database: Database, bare: Embedded | Postgres, keys: Sequence[SeriesKey], times: int
) -> tuple[float, float]:
    async def read(key: SeriesKey) -> None:
        async with database.reading() as work:
            assert len(await work.candles.newest(key, READ, NOON)) == READ

    taken = []
    for n in range(times):
        number = n % len(keys)
        ours = await _seconds(partial(read, keys[number]))
        taken.append((ours, await _seconds(lambda number=number: bare.fetch(_BARE + number))))  # type: ignore[misc]
    return _medians(taken[1:])


async def _years_ms(database: Database) -> float:
    """Return the median time that one of twenty coins takes to be read, two years of hours each."""
    hours = [a_series(100 + n, TWO_YEARS_OF_HOURS, Interval.H1) for n in range(COINS)]
    taken = []
    for whole in hours:
        await _append(database, whole)
    for whole in hours:
        started = time.perf_counter()
        async with database.reading() as work:
            found = await work.candles.read(whole.key, from_ms(int(whole.opened_ms[0])), NOON + timedelta(hours=1))
        taken.append(time.perf_counter() - started)
        assert len(found) == TWO_YEARS_OF_HOURS
    return statistics.median(taken) * 1000


async def _append(database: Database, piece: CandleSeries) -> None:
    async with database.begin() as work:
        await work.candles.append(piece)
        await work.commit()


def _rows(number: int, piece: CandleSeries) -> Rows:
    columns = [getattr(piece, name).tolist() for name in _COLUMNS]
    return [(number, *row, False) for row in zip(piece.opened_ms.tolist(), *columns, strict=True)]


async def _seconds(work: Timed) -> float:
    started = time.perf_counter()
    await work()
    return time.perf_counter() - started


def _medians(taken: Sequence[tuple[float, float]]) -> tuple[float, float]:
    ours, bare = zip(*taken, strict=True)
    return statistics.median(ours), statistics.median(bare)


@contextmanager
def server_of(programs: Path) -> Iterator[PostgresServer]:
    """Hold a PostgreSQL server of our own."""
    folder = Path(tempfile.mkdtemp(prefix="candlewick-bench-postgres-"))
    server = PostgresServer(programs, folder)
    try:
        if os.getuid() == 0:
            os.chown(folder, _unprivileged().pw_uid, _unprivileged().pw_gid)
        server.start()
        yield server
        server.stop()
    finally:
        shutil.rmtree(folder)
