"""Messages on disk: written fifty at a time and one by one, and a second's worth of them claimed, sent and marked."""

import time
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta

from adapters.chance import SystemChance
from adapters.clock import SystemClock
from adapters.storage.address import sqlite_address
from adapters.storage.engine import Database, open_database
from adapters.storage.migrate import upgrade
from core.delivery.deliverer import Clocks, Deliverer, DeliveryPolicy
from core.delivery.holding import Holding
from core.delivery.model import Attempt, NewNotice, Notice, Outcome, Priority
from core.people.model import Person
from tests.bench.figures import Figure, Run
from tests.bench.storing import server_of
from tests.databases import NOON, somebody
from tests.postgres import find_program

BATCH, PEOPLE = 50, 50
# What holds alerts back has no part in this.
_EVERYTHING = DeliveryPolicy(at_once=BATCH, holding=Holding(alerts_an_hour=1_000_000))


class Arrived:
    """A Courier for whom everything arrives at once."""

    async def deliver(self, notice: Notice, again: bool) -> Attempt:
        return Attempt(Outcome.SENT, str(notice.id))


async def figures(run: Run) -> AsyncIterator[Figure]:
    file = run.room("outbox") / "candlewick.db"
    await upgrade(sqlite_address(file))
    async for figure in _measured(run, sqlite_address(file), "SQLite"):
        yield figure
    if (initdb := find_program("initdb")) is None:
        return
    with server_of(initdb.parent) as server:
        address = server.url(server.create())
        await upgrade(address)
        async for figure in _measured(run, address, "PostgreSQL"):
            yield figure


async def _measured(run: Run, address: str, name: str) -> AsyncIterator[Figure]:
    database = open_database(address)
    try:
        people = [await somebody(database, str(n)) for n in range(PEOPLE)]
        rounds = run.times(12, 4)
        batches, singles = await _written(database, people, rounds)
        parts = {"50 at a time, messages/s": batches, "one by one, messages/s": singles}
        yield Figure(f"outbox.put 50 / one by one, {name}", batches / singles, "×", at_least=10.0, parts=parts)
        many = 2 * rounds * BATCH
        yield Figure(f"outbox.sent to 50 people, {name}", many / await _emptied(database), "messages/s")
        few = rounds * BATCH // 2
        await _put(database, [_alert(f"one:{n}", people[0]) for n in range(few)])
        yield Figure(f"outbox.sent to one person, {name}", few / await _emptied(database), "messages/s")
    finally:
        await database.close()


async def _written(database: Database, people: Sequence[Person], rounds: int) -> tuple[float, float]:
    """Return how many messages a second are written: fifty in a transaction, and one in each, in turns."""
    batches, singles = 0.0, 0.0
    for turn in range(rounds):
        together, alone = (
            [_alert(f"{kind}:{turn}:{n}", person) for n, person in enumerate(people)] for kind in ("batch", "single")
        )
        started = time.perf_counter()
        await _put(database, together)
        between = time.perf_counter()
        for notice in alone:
            await _put(database, [notice])
        batches, singles = batches + between - started, singles + time.perf_counter() - between
    return rounds * BATCH / batches, rounds * BATCH / singles


async def _emptied(database: Database) -> float:
    """Return the seconds in which all that waits is claimed, sent and marked."""
    clock = SystemClock()
    delivering = Deliverer(database, Arrived(), Clocks(clock, clock), SystemChance(), _EVERYTHING)
    started = time.perf_counter()
    while await delivering.run_once():
        pass
    return time.perf_counter() - started


async def _put(database: Database, notices: Sequence[NewNotice]) -> None:
    async with database.begin() as work:
        await work.outbox.put_all(notices)
        await work.commit()


def _alert(key: str, person: Person) -> NewNotice:
    due = NOON - timedelta(days=1)
    return NewNotice(key, "alert-fired", "{}", due, due, person_id=person.id, priority=Priority.ALERT)
