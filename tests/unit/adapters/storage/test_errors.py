"""adapters.storage.errors — what goes wrong in a database, really made to, leaves as one of our errors."""

import asyncio
import shutil
import socket
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from adapters.storage.address import sqlite_address
from adapters.storage.engine import Database, Pool, open_database
from adapters.storage.errors import translated
from core.kernel.errors import Defect, Unavailable
from tests.databases import NOON
from tests.postgres import PostgresServer


async def why_not(database: Database) -> str:
    """Try to write, and return the reason why that is not possible."""
    with pytest.raises(Unavailable) as refused:
        await write(database)
    assert refused.value.source == "database"
    return refused.value.reason


async def write(database: Database) -> None:
    async with database.begin() as work:
        for number in range(50):
            await work.memory.keep(f"key {number}", "x" * 10_000)
        await work.commit()


async def test_locked_by_another_process_is_busy_and_then_over(migrated_file: Path) -> None:
    database = open_database(sqlite_address(migrated_file), busy_timeout_s=0.05, durable=False)
    with closing(sqlite3.connect(migrated_file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert await why_not(database) == "busy"
        other.execute("ROLLBACK")
    async with database.begin() as work:
        await work.memory.count("writers")
    await database.close()


async def test_a_full_disk_loses_nothing_that_was_committed(migrated_file: Path, tmp_path: Path) -> None:
    file = tmp_path / "candlewick.db"
    shutil.copy(migrated_file, file)
    database = open_database(sqlite_address(file), durable=False)
    async with database.begin() as work:
        await work.memory.keep("anchor", "noon")
        await work.commit()
    async with database._writer.connect() as connection:
        pages = (await connection.execute(text("PRAGMA page_count"))).scalar_one()
        await connection.execute(text(f"PRAGMA max_page_count = {pages + 2}"))
    assert await why_not(database) == "full"
    async with database.reading() as work:
        assert await work.memory.recall("anchor") == "noon"
        assert await work.memory.recall("key 0") is None
    await database.close()


async def test_a_file_that_is_no_database_is_garbled(tmp_path: Path) -> None:
    file = tmp_path / "candlewick.db"
    file.write_bytes(b"<html>502 Bad Gateway</html>" * 100)
    database = open_database(sqlite_address(file))
    assert await why_not(database) == "garbled"
    await database.close()


async def test_a_folder_that_is_not_there_is_broken(tmp_path: Path) -> None:
    database = open_database(sqlite_address(tmp_path / "nowhere" / "candlewick.db"))
    assert await why_not(database) == "broken"
    await database.close()
    # The driver's thread still has something to tell the loop after a connection that failed.
    for thread in threading.enumerate():
        if "_connection_worker_thread" in thread.name:
            await asyncio.to_thread(thread.join)


async def test_a_database_without_our_tables_is_a_defect(tmp_path: Path) -> None:
    database = open_database(sqlite_address(tmp_path / "candlewick.db"))
    with pytest.raises(Defect):
        await write(database)
    await database.close()


async def test_no_server_is_the_network() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and nobody listens there
        database = open_database(f"postgresql://ada@127.0.0.1:{taken.getsockname()[1]}/db")
        assert await why_not(database) == "network"
        await database.close()


async def test_a_server_without_our_database_rejects(postgres_server: PostgresServer) -> None:
    database = open_database(postgres_server.url("nowhere"))
    assert await why_not(database) == "rejected"
    await database.close()


async def test_a_connection_that_is_cut_is_the_network_and_the_next_one_works(postgres_database: str) -> None:
    database = open_database(postgres_database)
    async with database.begin() as work:
        with pytest.raises(Unavailable) as cut:
            await work._transaction.run(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    assert cut.value.reason == "network"
    async with database.begin() as work:
        assert (await work._transaction.run(text("SELECT 1"))).scalar_one() == 1
    await database.close()


async def test_a_connection_that_was_cut_in_the_pool_is_noticed_before_use(postgres_database: str) -> None:
    database, other = open_database(postgres_database, Pool(size=1, overflow=0)), open_database(postgres_database)
    async with database.begin() as work:
        pid = (await work._transaction.run(text("SELECT pg_backend_pid()"))).scalar_one()
    async with other.begin() as work:
        await work._transaction.run(text(f"SELECT pg_terminate_backend({pid})"))
    async with database.begin() as work:
        assert (await work._transaction.run(text("SELECT 1"))).scalar_one() == 1
    await database.close()
    await other.close()


async def test_a_pool_that_is_used_up_is_a_timeout(postgres_database: str) -> None:
    database = open_database(postgres_database, Pool(size=1, overflow=0, wait_s=0.05))
    async with database.begin():
        with pytest.raises(Unavailable) as refused:
            async with database.begin() as second:
                await second.memory.count("never")
    assert refused.value.reason == "timeout"
    await database.close()


@pytest.mark.parametrize(
    ("error", "ours"),
    [
        (PoolTimeout("no connection"), Unavailable),
        (ConnectionRefusedError("refused"), Unavailable),
        (InvalidRequestError("misused"), Defect),
        (sqlite3.IntegrityError("a constraint"), Defect),
    ],
)
def test_errors_are_told_apart_by_type(error: Exception, ours: type[Exception]) -> None:
    with pytest.raises(ours) as left, translated():
        raise error
    assert left.value.__cause__ is error


def test_an_error_of_ours_passes_as_it_is() -> None:
    mine = Unavailable("kraken", "timeout")
    with pytest.raises(Unavailable) as left, translated():
        raise mine
    assert left.value is mine


async def test_a_unit_of_work_begun_inside_another_says_so_instead_of_waiting_for_itself(migrated_file: Path) -> None:
    database = open_database(sqlite_address(migrated_file), durable=False)
    async with database.begin() as outer:
        with pytest.raises(RuntimeError, match="inside another"):
            await database.begin().__aenter__()
        await outer.audit.append(NOON, None, "check", "database", "done")
    await database.close()
