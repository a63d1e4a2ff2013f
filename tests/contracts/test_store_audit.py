"""core.people.ports.Audit, line by line: added to, chained, never changed."""

import asyncio

import pytest
from sqlalchemy import text

from adapters.storage.audit import linked
from adapters.storage.engine import Database
from core.kernel.chain import first_broken
from core.people.model import AuditEntry
from tests.databases import NOON

# How somebody who owns the database gets round the triggers.
LIFT = {
    "sqlite": ("DROP TRIGGER audit_refuses_update", "DROP TRIGGER audit_refuses_delete"),
    "postgresql": ("SET LOCAL session_replication_role = replica",),
}
CHANGES = [
    "UPDATE audit SET outcome = 'refused' WHERE number = 2",
    "DELETE FROM audit WHERE number = 2",
    "DELETE FROM audit",
]


async def written(database: Database, many: int) -> list[AuditEntry]:
    entries = []
    for number in range(many):
        async with database.begin() as work:
            entries.append(await work.audit.append(NOON, 7, "role", f"person {number}", "done"))
            await work.commit()
    return entries


async def run(database: Database, *statements: str) -> None:
    """Change the database as somebody with its password would."""
    async with database._writer.begin() as connection:
        for statement in statements:
            await connection.execute(text(statement))


async def test_entries_are_numbered_and_come_back_as_written(database: Database) -> None:
    entries = await written(database, 3)
    assert [entry.number for entry in entries] == [1, 2, 3]
    async with database.reading() as work:
        assert list(await work.audit.entries()) == entries
        assert list(await work.audit.entries(since_number=2)) == entries[1:]


async def test_what_nobody_did_may_be_written_too(database: Database) -> None:
    async with database.begin() as work:
        entry = await work.audit.append(NOON.replace(microsecond=123_456), None, "erasure", "person \x00 1", "done")
        assert await work.audit.entries() == (entry,)
        assert await work.audit.first_broken() is None


async def test_entries_of_many_at_once_make_one_chain(database: Database) -> None:
    async def write() -> None:
        async with database.begin() as work:
            await work.audit.append(NOON, 7, "role", "person 7", "done")
            await work.commit()

    await asyncio.gather(*(write() for _ in range(20)))
    async with database.reading() as work:
        entries = await work.audit.entries()
        assert await work.audit.first_broken() is None
    assert [entry.number for entry in entries] == list(range(1, 21))
    assert first_broken([linked(entry) for entry in entries]) is None


@pytest.mark.parametrize("change", CHANGES)
async def test_the_table_refuses_every_change(database: Database, change: str) -> None:
    entries = await written(database, 3)
    with pytest.raises(Exception, match="append-only"):
        await run(database, change)
    async with database.reading() as work:
        assert list(await work.audit.entries()) == entries


async def test_an_entry_cannot_be_replaced_by_another_of_its_number(database: Database) -> None:
    entries = await written(database, 1)
    columns = '(number, "at", action, subject, outcome, previous, hash)'
    verb = "INSERT OR REPLACE" if database._writer.dialect.name == "sqlite" else "INSERT"
    with pytest.raises(Exception, match=r"append-only|duplicate key"):
        await run(database, f"{verb} INTO audit {columns} VALUES (1, 0, 'a', 'b', 'c', 'd', 'e')")
    async with database.reading() as work:
        assert list(await work.audit.entries()) == entries


@pytest.mark.parametrize("change", CHANGES[:2])
async def test_who_gets_round_that_breaks_the_chain_at_that_place(database: Database, change: str) -> None:
    await written(database, 4)
    await run(database, *LIFT[database._writer.dialect.name], change)
    async with database.reading() as work:
        broken = await work.audit.first_broken()
    assert broken == (2 if change.startswith("UPDATE") else 3)


async def test_an_entry_of_a_unit_of_work_that_failed_was_never_written(database: Database) -> None:
    async with database.begin() as work:
        await work.audit.append(NOON, 7, "role", "person 7", "done")
    assert [entry.number for entry in await written(database, 1)] == [1]
