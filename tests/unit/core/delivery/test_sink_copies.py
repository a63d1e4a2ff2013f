"""What a webhook is told beside its person: its own copy, written with the first, that waits for nothing."""

from pathlib import Path

import pytest

from adapters.storage.engine import Database
from core.delivery.addresses import WEBHOOK
from core.delivery.model import NewNotice, Priority
from core.delivery.sinks import CODE_LIFE
from core.people.model import Person
from tests.databases import address, database, migrated_file, migrated_postgres, somebody
from tests.fakes.sinks import HOOK, Desk, a_desk

__all__ = ["address", "database", "migrated_file", "migrated_postgres"]


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    return a_desk(database, tmp_path)


@pytest.fixture
async def ada(database: Database) -> Person:
    return await somebody(database, "1")


async def test_an_alert_is_written_for_the_webhook_too_at_once_and_in_a_queue_of_its_own(
    desk: Desk, ada: Person
) -> None:
    await desk.proved(ada, WEBHOOK, HOOK)
    now = desk.clock.now()
    alert = NewNotice(
        "alert:3:1", "alert", "{}", now, now, ada.id, priority=Priority.ALERT, rule_id=3, held_until=now + CODE_LIFE
    )
    async with desk.database.begin() as work:
        assert await work.outbox.put(alert)
        assert not await work.outbox.put(alert)
        await work.outbox.put(NewNotice("digest:1", "digest", "{}", now, now, ada.id))
        await work.commit()
    async with desk.database.begin() as work:
        claimed = await work.outbox.claim(now, now, now, 10)
    assert {(n.key, n.door, n.rule_id) for n in claimed} == {
        ("webhook:alert:3:1", WEBHOOK, None),
        ("digest:1", None, None),
    }
    assert len({n.recipient for n in claimed}) == 2


async def test_who_did_not_subscribe_gets_no_copy(desk: Desk, ada: Person) -> None:
    await desk.proved(ada, WEBHOOK, HOOK)
    await desk.sinks.choose(ada, ["price"])
    now = desk.clock.now()
    async with desk.database.begin() as work:
        await work.outbox.put(NewNotice("alert:3:1", "alert", "{}", now, now, ada.id, priority=Priority.ALERT))
        assert await work.outbox.find("webhook:alert:3:1") is None
        assert [sink.person_id for sink in await work.sinks.subscribed("price")] == [ada.id]
        assert await work.sinks.subscribed("alert") == ()
