"""kill -9 at every step of telling a webhook: nothing is lost, and a repeat has the first one's id and says so."""

import itertools
import json
import sys
from asyncio import create_subprocess_exec
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from adapters.storage.engine import Database
from core.delivery.addresses import WEBHOOK
from core.delivery.model import NewNotice, NoticeState
from core.market.model import to_ms
from core.people.model import Identity
from tests.conftest import ROOT
from tests.databases import NOON, address, database, migrated_file, migrated_postgres
from tests.end_to_end.delivering import SECRET
from tests.end_to_end.test_delivery_kill import AGAIN, Sender
from tests.fakes.delivery import find, person, write
from tests.stand_ins.receiver import Receiver

__all__ = ["address", "database", "migrated_file", "migrated_postgres"]

pytestmark = pytest.mark.slow


@pytest.fixture
async def sender(address: str) -> AsyncIterator[Sender]:
    module = "tests.end_to_end.delivering"
    # Nobody is told at the door that the second address is of.
    process = await create_subprocess_exec(
        sys.executable, "-m", module, address, "http://127.0.0.1:9/", cwd=ROOT, stdin=PIPE, stdout=PIPE
    )
    yield Sender(process)
    assert process.stdin is not None
    process.stdin.close()
    assert await process.wait() == 0


async def test_killed_at_any_step_of_telling_a_webhook(sender: Sender, database: Database) -> None:
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
