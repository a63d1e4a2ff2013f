"""kill -9 at every step of telling a webhook: nothing is lost, and a repeat has the first one's id and says so."""

import itertools
import json
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from adapters.storage.engine import Database
from core.delivery.addresses import WEBHOOK
from core.delivery.model import NewNotice, NoticeState
from core.market.model import to_ms
from core.people.model import Identity
from tests.databases import NOON, address, database, migrated_file, migrated_postgres
from tests.end_to_end.delivering import SECRET
from tests.end_to_end.mortal import Mortal, mortal
from tests.end_to_end.test_delivery_kill import AGAIN
from tests.fakes.delivery import find, person, write
from tests.stand_ins.receiver import Receiver

__all__ = ["address", "database", "migrated_file", "migrated_postgres"]

pytestmark = pytest.mark.slow


@pytest.fixture
async def sender(address: str) -> AsyncIterator[Mortal]:
    # Nobody is told at the door that the second address is of.
    async with mortal("delivering", address, "http://127.0.0.1:9/") as process:
        yield process


async def test_killed_at_any_step_of_telling_a_webhook(sender: Mortal, database: Database) -> None:
    facts = json.dumps({"last_at": to_ms(NOON - timedelta(minutes=9)), "at": to_ms(NOON)})
    steps, repeats = 1, 0
    async with Receiver() as receiver:
        who = await person(database, Identity(WEBHOOK, f"{receiver.url}/hook"))
        for step in itertools.count():
            if step > steps:
                break
            await write(database, NewNotice(f"{step}", "data-back", facts, NOON, NOON, who.id, door=WEBHOOK))
            ended = await sender.run(die_at=step)
            steps = max(steps, int(ended if ended != "killed" else await sender.run()))
            assert (await find(database, f"{step}")).state is NoticeState.SENT
            first, *again = receiver.received
            assert all(copy.facts["id"] == first.facts["id"] for copy in again)
            assert AGAIN not in first.facts["text"] or ended == "killed"
            assert all(copy.facts["text"].startswith(AGAIN) for copy in again)
            assert all(copy.is_signed_with(SECRET) for copy in receiver.received)
            repeats += len(again)
            receiver.received.clear()
    assert steps >= 8
    assert repeats >= 1
