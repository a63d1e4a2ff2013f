"""core.kernel.work.UnitOfWork, and what the rooms' units of work promise together."""

import asyncio
from contextlib import suppress

import pytest

from adapters.storage.engine import Database, open_database
from core.delivery.ports import DeliveryStore
from core.kernel.errors import Defect, Unavailable
from core.market.ports import MarketStore
from core.people.ports import PeopleStore
from tests.databases import NOON, somebody


async def test_one_store_serves_every_room(database: Database) -> None:
    """Most of the promise is that the first three lines type-check."""
    market: MarketStore = database
    people: PeopleStore = database
    delivery: DeliveryStore = database
    async with market.begin() as watching, people.reading() as looking, delivery.reading() as sending:
        await watching.memory.keep("anchor", "noon")
        assert await looking.memory.recall("anchor") is None
        assert await sending.outbox.find("anchor") is None


async def test_what_was_committed_stays(database: Database) -> None:
    async with database.begin() as work:
        await work.memory.keep("anchor", "noon")
        await work.commit()
    async with database.reading() as work:
        assert await work.memory.recall("anchor") == "noon"


async def test_left_without_commit_it_is_undone(database: Database) -> None:
    async with database.begin() as work:
        await work.memory.keep("anchor", "noon")
    async with database.reading() as work:
        assert await work.memory.recall("anchor") is None


async def test_left_by_an_error_it_is_undone_in_every_table(database: Database) -> None:
    person = await somebody(database)
    with suppress(ZeroDivisionError):
        async with database.begin() as work:
            await work.memory.keep("anchor", "noon")
            await work.watchlists.add(person.id, ["bitcoin"])
            await work.audit.append(NOON, person.id, "role", "person 1", "done")
            raise ZeroDivisionError
    async with database.reading() as work:
        assert await work.memory.recall("anchor") is None
        assert await work.watchlists.of(person.id) == ()
        assert await work.audit.entries() == ()


async def test_after_commit_it_is_over(database: Database) -> None:
    async with database.begin() as work:
        await work.commit()
        with pytest.raises(RuntimeError, match="over"):
            await work.memory.keep("anchor", "noon")


async def test_reading_work_cannot_write(database: Database) -> None:
    async with database.reading() as work:
        with pytest.raises(Unavailable) as refused:
            await work.memory.keep("anchor", "noon")
    assert (refused.value.source, refused.value.reason) == ("database", "read-only")


async def test_reading_goes_on_while_another_writes_and_sees_one_moment(database: Database) -> None:
    async with database.begin() as writing:
        await writing.memory.keep("anchor", "noon")
        async with database.reading() as reading:
            assert await reading.memory.recall("anchor") is None
            await writing.commit()
            assert await reading.memory.recall("anchor") is None
    async with database.reading() as reading:
        assert await reading.memory.recall("anchor") == "noon"


async def test_a_hundred_writers_at_once_all_get_their_turn(database: Database) -> None:
    async def count() -> int:
        async with database.begin() as work:
            counted = await work.memory.count("writers")
            await work.commit()
            return counted

    assert sorted(await asyncio.gather(*(count() for _ in range(100)))) == list(range(1, 101))


async def test_two_processes_that_write_wait_for_each_other(database: Database, address: str) -> None:
    """Another `Database` knows nothing of our turn, as another process would not."""
    other = open_database(address, durable=False)

    async def count(where: Database) -> None:
        async with where.begin() as work:
            await work.memory.count("writers")
            await work.commit()

    await asyncio.gather(*(count(where) for where in (database, other) for _ in range(20)))
    await other.close()
    async with database.reading() as work:
        assert await work.memory.recall("writers") == "40"


async def test_a_writer_that_is_cancelled_leaves_the_store_writable_and_unchanged(database: Database) -> None:
    entered = asyncio.Event()

    async def writes_and_waits() -> None:
        async with database.begin() as work:
            await work.memory.keep("anchor", "noon")
            entered.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(writes_and_waits())
    await entered.wait()
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    async with database.begin() as work:
        assert await work.memory.recall("anchor") is None
        await work.memory.keep("anchor", "one")
        await work.commit()


async def test_a_writer_cancelled_in_its_queue_does_not_stop_the_others(database: Database) -> None:
    async def writes() -> None:
        async with database.begin() as work:
            await work.memory.count("writers")
            await work.commit()

    async with database.begin() as work:
        queue = [asyncio.create_task(writes()) for _ in range(3)]
        await asyncio.sleep(0)
        queue[0].cancel()
        await work.memory.count("others")
        await work.commit()
    ended = await asyncio.gather(*queue, return_exceptions=True)
    assert isinstance(ended[0], asyncio.CancelledError)
    async with database.reading() as work:
        assert await work.memory.recall("writers") == "2"


async def test_what_breaks_a_rule_of_the_tables_is_a_defect_of_ours(database: Database) -> None:
    async with database.begin() as work:
        with pytest.raises(Defect):
            await work.watchlists.add(4711, ["bitcoin"])
            await work.commit()


async def test_text_that_no_database_can_hold_is_kept_as_far_as_it_goes(database: Database) -> None:
    async with database.begin() as work:
        await work.memory.keep("name", "A\x00da \ud83d ünï")
        await work.commit()
    async with database.reading() as work:
        assert await work.memory.recall("name") == "A\ufffdda \ufffd ünï"
