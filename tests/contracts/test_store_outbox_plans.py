"""core.delivery.ports.Outbox: what is planned, what goes first, what was told."""

from dataclasses import replace
from datetime import datetime

import pytest

from adapters.storage.engine import Database
from core.delivery.model import OutboxDepth, Priority
from core.people.model import Person
from tests.contracts.outbox_steps import DUE, HOUR, MORNING, alert, claim, depth, put
from tests.databases import MINUTE, NOON, somebody


@pytest.fixture
async def ada(database: Database) -> Person:
    return await somebody(database, "1")


async def waiting_since(database: Database, recipient: int, at: datetime = MORNING) -> datetime | None:
    async with database.reading() as work:
        return await work.outbox.waiting_since(recipient, at)


async def test_many_are_written_at_once_in_their_order_and_each_key_once(database: Database, ada: Person) -> None:
    await put(database, alert("b", ada))
    many = [alert(f"n{n}", ada) for n in range(200)]
    async with database.begin() as work:
        assert await work.outbox.put_all([]) == 0
        assert await work.outbox.put_all([alert("a", ada), alert("b", ada), alert("a", ada)]) == 1
        assert await work.outbox.put_all(many) == 200
        await work.commit()
    async with database.reading() as work:
        written = await work.outbox.alerts_since(ada.id, DUE - MINUTE, 300)
    assert [notice.key for notice in written] == ["b", "a", *(notice.key for notice in many)]


async def test_whoever_waits_waits_since_the_oldest_was_due_or_written(
    database: Database, ada: Person, bob: Person
) -> None:
    await put(database, alert("later", ada, MORNING), replace(alert("late", ada), made_at=DUE + MINUTE))
    assert await waiting_since(database, ada.id, DUE - MINUTE) is None
    assert await waiting_since(database, ada.id) == DUE + MINUTE
    assert await waiting_since(database, bob.id) is None


@pytest.fixture
async def bob(database: Database) -> Person:
    return await somebody(database, "2")


async def test_what_nobody_tried_can_be_taken_back(database: Database, ada: Person) -> None:
    await put(database, alert("a", ada, MORNING + HOUR))
    assert await depth(database, MORNING) == OutboxDepth(later=1)
    async with database.begin() as work:
        assert await work.outbox.cancel("a")
        assert not await work.outbox.cancel("a")
        assert await work.outbox.put(alert("a", ada))
        await work.commit()
    assert len(await claim(database)) == 1
    async with database.begin() as work:
        assert not await work.outbox.cancel("a")


async def test_the_urgent_goes_first_where_places_are_few(database: Database) -> None:
    people = [await somebody(database, str(n)) for n in range(3)]
    news, digest, alert_ = people
    await put(
        database,
        replace(alert("news", news), priority=Priority.NEWS),
        replace(alert("digest", digest), priority=Priority.DIGEST),
        alert("alert", alert_, DUE + MINUTE),
    )
    order = []
    for _ in people:
        async with database.begin() as work:
            order += [n.key for n in await work.outbox.claim(NOON, MORNING, NOON + MINUTE, 1)]
            await work.commit()
    assert order == ["alert", "digest", "news"]


async def test_one_is_on_its_way_to_somebody_at_a_time_also_when_an_older_one_comes(
    database: Database, ada: Person
) -> None:
    await put(database, alert("a", ada))
    (first,) = await claim(database)
    await put(database, alert("older", ada, DUE - HOUR))
    assert await claim(database) == []
    async with database.begin() as work:
        await work.outbox.mark_sent(first, None, NOON)
        await work.commit()
    assert [n.key for n in await claim(database)] == ["older"]


async def test_alerts_since_a_moment_are_those_of_the_person_that_are_not_held(
    database: Database, ada: Person, bob: Person
) -> None:
    await put(database, alert("a0", ada, DUE), alert("a1", ada, DUE + MINUTE), alert("b1", bob, DUE + MINUTE))
    await put(database, replace(alert("snoozed", ada, DUE + MINUTE), held_until=MORNING))
    await put(database, replace(alert("news", ada, DUE + MINUTE), priority=Priority.NEWS))
    async with database.reading() as work:
        assert [n.key for n in await work.outbox.alerts_since(ada.id, DUE, 10)] == ["a1"]
        assert await work.outbox.alerts_since(ada.id, DUE - MINUTE, 0) == ()


async def test_what_ended_before_a_moment_is_removed_a_portion_at_a_time_and_nothing_else(
    database: Database, ada: Person, bob: Person
) -> None:
    await put(database, alert("sent", ada), alert("dead", bob), alert("late", ada, DUE + MINUTE))
    await put(database, alert("waits", bob, DUE + MINUTE))
    sent, dead = await claim(database)
    async with database.begin() as work:
        assert await work.outbox.mark_sent(sent, None, NOON)
        assert await work.outbox.mark_dead(dead, "blocked", NOON)
        await work.commit()
    (late, waits) = await claim(database, MORNING)
    async with database.begin() as work:
        assert await work.outbox.mark_sent(late, None, NOON + MINUTE)
        assert await work.outbox.release(waits)
        await work.commit()
    async with database.begin() as work:
        assert await work.outbox.forget_ended(NOON, 50) == 0
        assert await work.outbox.forget_ended(NOON + MINUTE, 1) == 1
        assert await work.outbox.forget_ended(NOON + MINUTE, 50) == 1
        await work.commit()
    async with database.reading() as work:
        there = [await work.outbox.find(key) is not None for key in ("sent", "dead", "late", "waits")]
    assert there == [False, False, True, True]
