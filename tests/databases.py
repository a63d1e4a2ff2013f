"""Real databases for tests: an embedded one and PostgreSQL, migrated once and copied for each test."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import asyncpg
import pytest

from adapters.storage.address import sqlite_address
from adapters.storage.engine import Database, Pool, open_database
from adapters.storage.migrate import upgrade
from adapters.storage.tables import metadata
from core.people.model import Identity, Person, Preferences, Role
from tests.postgres import PostgresServer

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

KINDS = [
    "sqlite",
    pytest.param("postgresql", marks=[pytest.mark.postgres, pytest.mark.xdist_group("postgres")]),
]


@cache
def _migrated() -> bytes:
    with TemporaryDirectory() as folder, ThreadPoolExecutor(1) as beside:
        file = Path(folder) / "candlewick.db"
        # Whoever asks may be in a loop already.
        beside.submit(asyncio.run, upgrade(sqlite_address(file))).result()
        return file.read_bytes()


def furnished(folder: Path) -> Path:
    """Return `folder`, a data directory, with an embedded database that has every table, if it has none yet. What a
    house does that finds none is for the tests of migrations and of the command line: it takes a quarter second."""
    file = folder / "candlewick.db"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_bytes(_migrated())
    return folder


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An embedded database with every table and nothing in them; to be copied."""
    return furnished(tmp_path_factory.mktemp("migrated")) / "candlewick.db"


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Database]:
    """An embedded database, open, with every table and nothing in them; this test's alone."""
    opened = open_database(sqlite_address(furnished(tmp_path) / "candlewick.db"), durable=False)
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
def migrated_postgres(postgres_server: PostgresServer) -> str:
    """The address of a PostgreSQL database with every table; to be emptied before use."""
    address = postgres_server.url(postgres_server.create())
    asyncio.run(upgrade(address))
    return address


@pytest.fixture(params=KINDS)
def empty_address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without a table; the embedded one is not even a file yet."""
    if request.param == "sqlite":
        return sqlite_address(tmp_path / "candlewick.db")
    address: str = request.getfixturevalue("postgres_database")
    return address


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a migrated database with nothing in it, this test's alone."""
    if request.param == "sqlite":
        return sqlite_address(furnished(tmp_path) / "candlewick.db")
    shared: str = request.getfixturevalue("migrated_postgres")
    asyncio.run(_emptied(shared))
    return shared


async def _emptied(address: str) -> None:
    """Much faster than a database for each test, which PostgreSQL makes by copying files."""
    connection = await asyncpg.connect(address)
    # A replica runs no triggers: the audit table refuses to be emptied.
    await connection.execute("SET session_replication_role = replica")
    await connection.execute(f"TRUNCATE {', '.join(metadata.tables)} RESTART IDENTITY CASCADE")
    await connection.close()


@pytest.fixture
async def database(address: str) -> AsyncIterator[Database]:
    """A migrated database, open."""
    opened = open_database(address, Pool(size=5, overflow=15), durable=False)
    yield opened
    await opened.close()


async def somebody(database: Database, external_id: str = "1") -> Person:
    """Return a person of Telegram, created if need be."""
    async with database.begin() as work:
        person = await work.people.add(
            Identity("telegram", external_id), f"Ada {external_id}", Role.MEMBER, Preferences(), NOON
        )
        await work.commit()
    return person
