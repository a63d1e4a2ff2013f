"""Alerts in an outbox, written and claimed: what several contract tests do."""

from datetime import datetime

from adapters.storage.engine import Database
from core.delivery.model import NewNotice, Notice, OutboxDepth, Priority
from core.people.model import Person
from tests.databases import MINUTE, NOON

# The market's time, far from the real one as in a replay.
DUE = datetime.fromisoformat("2021-04-18T09:00:00+00:00")
HOUR = 60 * MINUTE
MORNING = DUE + HOUR


def alert(key: str, person: Person, due_at: datetime = DUE, rule_id: int | None = None) -> NewNotice:
    return NewNotice(key, "alert", "{}", due_at, due_at, person_id=person.id, priority=Priority.ALERT, rule_id=rule_id)


async def put(database: Database, *notices: NewNotice) -> None:
    async with database.begin() as work:
        for notice in notices:
            assert await work.outbox.put(notice)
        await work.commit()


async def claim(database: Database, market_now: datetime = DUE, now: datetime = NOON) -> list[Notice]:
    async with database.begin() as work:
        claimed = await work.outbox.claim(now, market_now, now + MINUTE, 50)
        await work.commit()
    return list(claimed)


async def depth(database: Database, at: datetime = MORNING) -> OutboxDepth:
    async with database.reading() as work:
        return await work.outbox.depth(at)
