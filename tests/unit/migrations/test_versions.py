"""migrations — every database that ever was comes to the same tables, with its rows."""

import asyncio
import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from adapters.storage.address import sqlite_address
from adapters.storage.engine import open_database
from adapters.storage.migrate import MIGRATIONS, Shown, current, in_turn, revisions, show, upgrade
from adapters.storage.tables import metadata
from core.kernel.errors import UnknownName
from tests.databases import NOON

ROOT = MIGRATIONS.parent
HEAD = revisions()[-1]


def a_value(column: sa.Column[Any]) -> object:
    """Return something that fits; rows of ones refer to each other."""
    if isinstance(column.type, sa.Boolean):
        return True
    if isinstance(column.type, sa.Integer | sa.BigInteger | sa.SmallInteger | sa.Float | sa.Numeric):
        return 1
    return f"{column.name} ü"


def fill(connection: sa.Connection) -> dict[str, int]:
    """Put a row into every table as it is now; return how many each has."""
    found = sa.MetaData()
    found.reflect(connection)
    tables = [table for table in found.sorted_tables if table.name != "alembic_version"]
    for table in tables:
        connection.execute(table.insert().values({column.name: a_value(column) for column in table.columns}))
    return {table.name: 1 for table in tables}


def triggers(connection: sa.Connection) -> set[tuple[str, str]]:
    if connection.dialect.name == "sqlite":
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    else:
        query = "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
    return {(name, " ".join(body.split())) for name, body in connection.execute(sa.text(query))}


def options(connection: sa.Connection) -> dict[str, dict[str, Any]]:
    inspector = sa.inspect(connection)
    return {name: inspector.get_table_options(name) for name in metadata.tables}


def indices(connection: sa.Connection) -> dict[str, str]:
    """Return how each index is defined, its condition included, which Alembic does not compare."""
    if connection.dialect.name == "sqlite":
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    else:
        query = (
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
        )
    return {name: body.replace('"', "") for name, body in connection.execute(sa.text(query))}


def test_every_revision_is_numbered_in_order_from_the_first() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = list(ScriptDirectory.from_config(config).walk_revisions())[::-1]
    assert [script.revision for script in scripts] == list(revisions())
    assert [script.down_revision for script in scripts] == [None, *revisions()[:-1]]
    assert all(script.doc for script in scripts)


async def test_from_nothing_the_tables_are_those_that_the_stores_use(empty_address: str) -> None:
    assert await upgrade(empty_address) == HEAD == await current(empty_address)

    def differences(connection: sa.Connection) -> list[Any]:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return list(compare_metadata(context, metadata))

    assert await in_turn(empty_address, differences) == []


async def test_what_alembic_does_not_compare_is_the_same_too(empty_address: str) -> None:
    await upgrade(empty_address)
    migrated = [await in_turn(empty_address, told) for told in (triggers, options, indices)]
    await in_turn(empty_address, metadata.drop_all)
    await in_turn(empty_address, metadata.create_all)
    assert [await in_turn(empty_address, told) for told in (triggers, options, indices)] == migrated
    assert all(migrated)


@pytest.mark.parametrize("revision", revisions())
async def test_a_database_of_each_revision_comes_up_with_its_rows(empty_address: str, revision: str) -> None:
    await upgrade(empty_address, to=revision)
    rows = await in_turn(empty_address, fill)
    await upgrade(empty_address)
    shown = await show(empty_address)
    assert shown.revision == HEAD
    assert {name: many for name, many in shown.tables if name in rows} == rows


async def test_upgrading_again_changes_nothing(address: str) -> None:
    await in_turn(address, fill)
    before = await show(address)
    await upgrade(address)
    assert await show(address) == before


async def test_of_several_who_upgrade_at_once_all_find_it_done(empty_address: str) -> None:
    done = await asyncio.gather(*(upgrade(empty_address) for _ in range(4)))
    assert set(done) == {HEAD}
    assert (await show(empty_address)).tables == tuple((name, 0) for name in sorted(metadata.tables))


async def test_an_upgrade_that_fails_leaves_what_was_there(empty_address: str) -> None:
    def in_the_way(connection: sa.Connection) -> None:
        connection.execute(sa.text("CREATE TABLE rooms (id integer)"))

    await in_turn(empty_address, in_the_way)
    with pytest.raises(Exception):  # noqa: B017 - whichever, as long as nothing of it stays
        await upgrade(empty_address)
    assert await current(empty_address) is None
    assert (await show(empty_address)).tables == (("rooms", 0),)


async def test_a_database_of_a_newer_program_is_refused(address: str) -> None:
    def call_it(revision: str, connection: sa.Connection) -> None:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})

    await in_turn(address, partial(call_it, "9999"))
    with pytest.raises(UnknownName) as refused:
        await upgrade(address)
    assert (refused.value.what, refused.value.given) == ("revision", "9999")
    await in_turn(address, partial(call_it, HEAD))


async def test_showing_tells_revision_tables_and_rows_and_makes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "candlewick.db"
    address = sqlite_address(file)
    assert await show(address) == Shown(None, HEAD, ())
    assert not file.exists()
    await upgrade(address)
    database = open_database(address)
    async with database.begin() as work:
        await work.audit.append(NOON, None, "check", "database", "done")
        await work.commit()
    await database.close()
    shown = await show(address)
    assert (shown.revision, shown.head) == (HEAD, HEAD)
    assert [name for name, many in shown.tables if many] == ["audit"]
    assert {name for name, _ in shown.tables} == set(metadata.tables)


async def test_the_embedded_database_is_its_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "candlewick.db"
    await upgrade(sqlite_address(file))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


async def test_the_loop_is_not_blocked_meanwhile(tmp_path: Path, blockbuster: object) -> None:
    await upgrade(sqlite_address(tmp_path / "candlewick.db"))
    assert await current(sqlite_address(tmp_path / "candlewick.db")) == HEAD


async def test_alembics_own_command_line_works_on_the_same_revisions(tmp_path: Path) -> None:
    file = tmp_path / "candlewick.db"
    command = [sys.executable, "-m", "alembic", "-c", "migrations/alembic.ini", "-x", f"url=sqlite:///{file}"]

    def run(*words: str) -> str:
        done = subprocess.run([*command, *words], cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    await asyncio.to_thread(run, "upgrade", "head")
    assert HEAD in await asyncio.to_thread(run, "current")
    await asyncio.to_thread(run, "check")
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT count(*) FROM people").fetchone() == (0,)


async def test_instants_are_milliseconds_whoever_reads_the_table(tmp_path: Path) -> None:
    file = tmp_path / "candlewick.db"
    await upgrade(sqlite_address(file))
    database = open_database(sqlite_address(file))
    async with database.begin() as work:
        await work.jobs.started("sweep", datetime.fromisoformat("2026-01-01T12:00:00.123+00:00"))
        await work.commit()
    await database.close()
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT last_started_at FROM jobs_run").fetchone() == (1_767_268_800_123,)
