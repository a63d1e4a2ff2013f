"""What a transaction leaves behind, however it ends."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from adapters.storage.address import sqlite_address
from adapters.storage.engine import open_database
from adapters.storage.migrate import upgrade
from core.kernel.errors import Defect


async def test_a_commit_that_fails_leaves_no_lock_and_no_half_transaction_to_the_next(tmp_path: Path) -> None:
    file = tmp_path / "candlewick.db"
    await upgrade(sqlite_address(file))
    database = open_database(sqlite_address(file), durable=False)
    async with database.begin() as work:
        await work.memory.keep("anchor", "noon")
        # Looked at when it is committed and not before: nobody has the number 99.
        await work._transaction.run(text("PRAGMA defer_foreign_keys=ON"))
        await work._transaction.run(text("INSERT INTO watchlists (person_id, coin_id, place) VALUES (99, 'BTC', 1)"))
        with pytest.raises(Defect):
            await work.commit()
    with sqlite3.connect(file, timeout=0, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
    async with database.begin() as work:
        assert await work.memory.recall("anchor") is None
        await work.memory.keep("anchor", "one")
        await work.commit()
    async with database.reading() as work:
        assert await work.memory.recall("anchor") == "one"
    await database.close()
