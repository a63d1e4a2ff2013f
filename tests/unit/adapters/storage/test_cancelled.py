"""A unit of work whose task is cancelled leaves nothing behind: no lock, no half of itself."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from adapters.storage.address import sqlite_address
from adapters.storage.engine import Database, open_database
from adapters.storage.migrate import upgrade


async def counted_twice(database: Database) -> None:
    async with database.begin() as work:
        await work.memory.count("one")
        await work.memory.count("other")
        await work.commit()


@pytest.mark.parametrize("turns", range(24))
async def test_cancelled_at_any_step_it_frees_the_database(tmp_path: Path, turns: int) -> None:
    file = tmp_path / "candlewick.db"
    await upgrade(sqlite_address(file))
    database = open_database(sqlite_address(file), durable=False)
    task = asyncio.create_task(counted_twice(database))
    for _ in range(turns):
        await asyncio.sleep(0.0002)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await database.close()
    with sqlite3.connect(file, timeout=0) as other:
        other.execute("BEGIN IMMEDIATE")
        counts = [value for _, value in other.execute("SELECT key, text FROM memory").fetchall()]
        other.rollback()
    assert counts in ([], ["1", "1"])
