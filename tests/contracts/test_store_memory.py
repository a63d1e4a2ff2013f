"""core.kernel.memory.Memory, line by line."""

import asyncio

from adapters.storage.engine import Database


async def test_what_was_kept_last_is_recalled(database: Database) -> None:
    async with database.begin() as work:
        assert await work.memory.recall("anchor") is None
        await work.memory.keep("anchor", "one")
        await work.memory.keep("anchor", "two")
        await work.memory.keep("other", "")
        assert [await work.memory.recall(key) for key in ("anchor", "other")] == ["two", ""]


async def test_a_counter_counts_from_nothing_and_is_a_fact_kept_as_a_number(database: Database) -> None:
    async with database.begin() as work:
        assert [await work.memory.count("gaps"), await work.memory.count("gaps", 41)] == [1, 42]
        assert await work.memory.count("gaps", -2) == 40
        assert await work.memory.recall("gaps") == "40"


async def test_counts_at_once_are_all_counted(database: Database) -> None:
    async def count() -> None:
        async with database.begin() as work:
            await work.memory.count("gaps")
            await work.commit()

    await asyncio.gather(*(count() for _ in range(20)))
    async with database.reading() as work:
        assert await work.memory.recall("gaps") == "20"
