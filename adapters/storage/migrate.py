"""Brings the database to the newest revision, and says what is in it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy import URL, Connection

from adapters.storage.address import driver_url
from adapters.storage.engine import BUSY_TIMEOUT_S, Pool, postgres_engine, prepared_by
from adapters.storage.errors import DATABASE, translated
from core.kernel.errors import Defect, UnknownName

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"

_VERSION = sa.table("alembic_version", sa.column("version_num", sa.Text))
# Any number, as long as nothing else in this database takes the lock of the same number.
_MIGRATING = 7_261_002

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a database is like: its revision (None when it is empty), the newest one, and each table's rows."""

    revision: str | None
    head: str
    tables: tuple[tuple[str, int], ...]


@cache
def revisions() -> tuple[str, ...]:
    """Return every revision, oldest first. A revision is the number that its file's name begins with."""
    return tuple(sorted(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")))


async def upgrade(address: str, to: str | None = None) -> str:
    """Bring the database at `address` to the newest revision (or up to `to`), making it if there is none; return it.

    Safe while others do the same: one migrates, the others wait and find nothing to do. All or nothing.

    Raises
    ------
    UnknownName
        If its revision is none of ours (what="revision"): a newer Candlewick made it.
    Unavailable
        If the database cannot be reached or written.
    """
    target = to or (await asyncio.to_thread(revisions))[-1]
    url = driver_url(address)
    if not await asyncio.to_thread(_made_private, url) and await current(address) == target:
        return target
    await in_turn(address, partial(_upgrade, target=target))
    return target


async def current(address: str) -> str | None:
    """Return the revision of the database, None when it has none yet."""
    return await asyncio.to_thread(_looked, driver_url(address), _revision)


async def show(address: str) -> Shown:
    """Return the database's revision, tables and how many rows they have; nothing is made or changed."""
    head = (await asyncio.to_thread(revisions))[-1]
    url = driver_url(address)
    if url.get_backend_name() == "sqlite" and not await asyncio.to_thread(Path(url.database or "").exists):
        return Shown(None, head, ())
    return await asyncio.to_thread(_looked, url, partial(_shown, head=head))


async def in_turn(address: str, work: Callable[[Connection], T]) -> T:
    """Do `work` on the database in one transaction while nobody else migrates it, foreign keys checked at its end.

    In a thread: Alembic is synchronous and reads files.
    """
    return await asyncio.to_thread(_done_in_turn, driver_url(address), work)


def _looked(url: URL, work: Callable[[Connection], T]) -> T:
    if url.get_backend_name() == "postgresql":
        return asyncio.run(_on_postgresql(url, work))
    return _on_sqlite(url, work, ("query_only=ON",), "BEGIN")


def _done_in_turn(url: URL, work: Callable[[Connection], T]) -> T:
    if url.get_backend_name() == "postgresql":
        return asyncio.run(_on_postgresql(url, partial(_alone, work=work)))
    # A table that is rebuilt is dropped on the way, which with foreign keys on would delete what refers to it.
    pragmas = ("journal_mode=WAL", "foreign_keys=OFF")
    return _on_sqlite(url, partial(_referring, work=work), pragmas, "BEGIN IMMEDIATE")


async def _on_postgresql(url: URL, work: Callable[[Connection], T]) -> T:
    engine = postgres_engine(url, Pool(size=1, overflow=0, pre_ping=False))
    try:
        with translated():
            async with engine.begin() as connection:
                return await connection.run_sync(work)
    finally:
        await engine.dispose()


def _on_sqlite(url: URL, work: Callable[[Connection], T], pragmas: tuple[str, ...], begin: str) -> T:
    driver = {"timeout": BUSY_TIMEOUT_S, "isolation_level": None}
    engine = sa.create_engine(url.set(drivername="sqlite"), connect_args=driver, poolclass=sa.NullPool)
    sa.event.listen(engine, "connect", prepared_by(pragmas))
    sa.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    with translated(), engine.begin() as connection:
        return work(connection)


def _alone(connection: Connection, work: Callable[[Connection], T]) -> T:
    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATING)))
    return work(connection)


def _referring(connection: Connection, work: Callable[[Connection], T]) -> T:
    done = work(connection)
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise Defect(DATABASE)
    return done


def _made_private(url: URL) -> bool:
    """Make the embedded database's file, readable by its owner alone; return whether there was none."""
    if url.get_backend_name() != "sqlite":
        return False
    file = Path(url.database or "")
    try:
        file.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        return False
    except OSError:
        with translated():
            raise
    return True


def _upgrade(connection: Connection, target: str) -> None:
    from alembic import command
    from alembic.config import Config

    at = _revision(connection)
    if at is not None and at not in revisions():
        raise UnknownName("revision", at, (revisions()[-1],))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, target)


def _revision(connection: Connection) -> str | None:
    if not sa.inspect(connection).has_table(_VERSION.name):
        return None
    return connection.execute(sa.select(_VERSION.c.version_num)).scalar_one_or_none()


def _shown(connection: Connection, head: str) -> Shown:
    names = sorted(name for name in sa.inspect(connection).get_table_names() if name != _VERSION.name)
    counted = (connection.execute(sa.select(sa.func.count()).select_from(sa.table(name))) for name in names)
    rows = tuple(int(found.scalar_one()) for found in counted)
    return Shown(_revision(connection), head, tuple(zip(names, rows, strict=True)))
