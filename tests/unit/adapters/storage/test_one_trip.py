"""adapters.storage.one_trip — what is asked of the embedded database costs one trip to the driver's thread."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from adapters.storage.address import driver_url, sqlite_address
from adapters.storage.engine import Database, open_database, sqlite_engine
from adapters.storage.one_trip import OneTripConnection
from tests.databases import NOON

trips: list[str] = []


@pytest.fixture
async def database(migrated_file: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Database]:
    """An embedded database with a connection for readers and one for writers, whose trips are noted from now on."""
    opened = open_database(sqlite_address(migrated_file), durable=False)
    async with opened.reading() as work:
        await work.memory.recall("nothing")
    async with opened.begin() as work:
        await work.memory.recall("nothing")
    execute: Any = OneTripConnection._execute

    async def noted(connection: OneTripConnection, function: Any, *values: Any, **named: Any) -> Any:
        trips.append(function.__name__)
        return await execute(connection, function, *values, **named)

    monkeypatch.setattr(OneTripConnection, "_execute", noted)
    trips.clear()
    yield opened
    await opened.close()


async def test_a_question_is_one_trip_and_its_end_another(database: Database) -> None:
    async with database.reading() as work:
        assert await work.memory.recall("nothing") is None
    assert trips == ["_run", "rollback"]


async def test_what_is_written_for_many_updates_is_one_trip_and_its_commit_another(database: Database) -> None:
    async with database.begin() as work:
        await work.seen.remember([("telegram", str(n)) for n in range(50)], NOON)
        await work.commit()
    assert trips == ["_run", "commit"]


async def test_a_unit_of_work_in_which_nothing_is_asked_is_no_trip(database: Database) -> None:
    async with database.begin() as work:
        await work.commit()
    async with database.reading():
        pass
    assert trips == []


async def test_rows_counts_and_names_arrive_as_the_driver_says_them(tmp_path: Path) -> None:
    engine = sqlite_engine(driver_url(sqlite_address(tmp_path / "candlewick.db")), 1.0, (), "BEGIN")
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE facts (id INTEGER PRIMARY KEY, name TEXT)"))
        made = await connection.execute(text("INSERT INTO facts (name) VALUES ('one'), ('two')"))
        none = await connection.execute(text("SELECT id, name FROM facts WHERE name = 'three'"))
        some = await connection.execute(text("SELECT id, name FROM facts ORDER BY id"))
    assert made.rowcount == 2
    assert (list(none.keys()), none.all()) == (["id", "name"], [])
    assert [row._asdict() for row in some] == [{"id": 1, "name": "one"}, {"id": 2, "name": "two"}]
    await engine.dispose()
