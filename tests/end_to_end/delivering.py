"""A process that delivers, and that dies where it is told to; forked from a warm one, so that a death costs little.

    python -m tests.end_to_end.delivering ADDRESS RECEIVER

reads "SHIFT DIE_AT" a line: how many seconds its clock is ahead, and at which of its steps it is killed (0: never).
Answers each line with "killed", or with how many steps it took to empty the outbox.
"""

import asyncio
import itertools
import os
import signal
import sys
from collections.abc import Callable, Coroutine, Mapping
from datetime import datetime, timedelta
from typing import Self

import aiohttp

from adapters.bus import AsyncioBus
from adapters.chance import SystemChance
from adapters.clock import SystemClock
from adapters.storage.engine import Database, open_database
from adapters.storage.unit_of_work import SqlUnitOfWork
from adapters.webhooks.client import Answer, OutgoingClient
from adapters.webhooks.face import WebhookFace, WebhookKeeping
from bot.courier import FaceCourier
from bot.ports import Face
from bot.speaking.reply import PublicReply, Reply, Text
from bot.speaking.say import warm
from core.delivery.deliverer import Clocks, Deliverer, DeliveryPolicy
from core.delivery.digest_holders import OfPersons, OfRooms
from core.delivery.digest_parts import alerts_part, room_alerts_part
from core.delivery.digests import DigestDesk, Telling
from core.delivery.model import Attempt, Outcome, Where
from core.people.model import Identity, Room

SECRET = "between-the-two-of-us"
QUICK = DeliveryPolicy(look_s=0.02, at_once=8)


class Steps:
    """Counts what happens; at step `die_at` the process is gone, as if the power were."""

    def __init__(self, die_at: int) -> None:
        self.taken, self._die_at = 0, die_at

    def take(self) -> None:
        self.taken += 1
        if self.taken == self._die_at:
            os.kill(os.getpid(), signal.SIGKILL)


class SteppedWork(SqlUnitOfWork):
    """The unit of work, with a step before and after whatever touches the disk."""

    steps: Steps

    async def __aenter__(self) -> Self:
        self.steps.take()
        entered = await super().__aenter__()
        self.steps.take()
        return entered

    async def commit(self) -> None:
        self.steps.take()
        await super().commit()
        self.steps.take()


class SteppedStore:
    """The database, handing out such units of work."""

    def __init__(self, database: Database, steps: Steps) -> None:
        self._database, self._steps = database, steps

    def begin(self) -> SqlUnitOfWork:
        work = SteppedWork(self._database.begin()._transaction)
        work.steps = self._steps
        return work

    def reading(self) -> SqlUnitOfWork:
        return self._database.reading()


class PostingFace:
    """A Face whose platform is a receiver on loopback."""

    door = "telegram"

    def __init__(self, session: aiohttp.ClientSession, receiver: str, steps: Steps) -> None:
        self._session, self._receiver, self._steps = session, receiver, steps

    async def whisper(self, identity: Identity, reply: Reply) -> Attempt:
        return await self._send(identity.external_id, reply)

    async def post(self, room: Room, reply: PublicReply) -> Attempt:
        return await self._send(room.external_id, reply)

    async def _send(self, to: str, reply: Reply) -> Attempt:
        text = "\n".join(block.text for block in reply.blocks if isinstance(block, Text))
        message = {"to": to, "text": text, "pid": os.getpid()}
        self._steps.take()
        async with self._session.post(self._receiver, json=message) as answer:
            self._steps.take()
            sent = await answer.text()
        self._steps.take()
        return Attempt(Outcome.SENT, sent)


class SteppedClient(OutgoingClient):
    """What calls webhooks, with a step before the request and one once it was answered."""

    def __init__(self, steps: Steps) -> None:
        super().__init__(allow_private=True)
        self._steps = steps

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        self._steps.take()
        answer = await super().post(url, headers, body)
        self._steps.take()
        return answer


def webhook_face(steps: Steps, clock: "ShiftedClock") -> WebhookFace:
    """Return the webhook door; all receivers know one secret, and none of them is gone or refuses."""

    async def secret_of(identity: Identity) -> str:
        return SECRET

    async def trouble(identity: Identity, status: int = 410) -> None:
        raise AssertionError(f"{identity.external_id} answered {status}")

    return WebhookFace(SteppedClient(steps), WebhookKeeping(secret_of, trouble, trouble), clock, SystemChance())


class ShiftedClock:
    """The time on the wall, some seconds ahead: a restart finds the leases over without anybody waiting."""

    def __init__(self, ahead_s: float) -> None:
        self._system, self._ahead = SystemClock(), timedelta(seconds=ahead_s)

    def now(self) -> datetime:
        return self._system.now() + self._ahead

    async def sleep(self, seconds: float) -> None:
        await self._system.sleep(seconds)

    async def sleep_until(self, at: datetime) -> None:
        await self._system.sleep_until(at - self._ahead)


async def deliver(address: str, receiver: str, ahead_s: float, die_at: int) -> int:
    """Deliver until the outbox is empty; return how many steps that took."""
    # A killed process leaves what it committed to the system; only the loss of power needs more.
    database, clock, steps = open_database(address, durable=False), ShiftedClock(ahead_s), Steps(die_at)
    async with aiohttp.ClientSession() as session:
        webhooks = webhook_face(steps, clock)
        faces: dict[str, Face] = {"telegram": PostingFace(session, receiver, steps), "webhook": webhooks}
        courier = FaceCourier(database, faces, clock, lambda: None)
        store = SteppedStore(database, steps)
        telling = Telling(store, clock, AsyncioBus(), _Reported())
        await DigestDesk(OfPersons(), {"alerts": alerts_part(store)}, telling).look()
        await DigestDesk(OfRooms(), {"alerts": room_alerts_part(store)}, telling).look()
        delivering = Deliverer(store, courier, Clocks(clock, clock), SystemChance(), QUICK)
        running = asyncio.create_task(delivering.run(AsyncioBus()))
        while await _left(database):  # noqa: ASYNC110  (the store tells nobody)
            await asyncio.sleep(0.01)
        delivering.stop()
        await running
        await webhooks.close()
    await database.close()
    return steps.taken


class _Reported:
    """A defect here fails the run."""

    async def report(self, where: Where, name: str, error: BaseException) -> None:
        raise error


async def _left(database: Database) -> int:
    """Return how many are to be sent; what quiet hours hold is not."""
    async with database.reading() as work:
        depth = await work.outbox.depth(SystemClock().now())
        quiet = await work.quiet.of([person.id for person in await work.people.everyone()])
    return depth.waiting + depth.uncertain + (0 if quiet else depth.held)


def answered(work: Callable[[], Coroutine[None, None, int]]) -> str:
    """Do `work` in a fork; return what it returned, or "killed"."""
    results, result = os.pipe()
    if (child := os.fork()) == 0:
        os.write(result, str(asyncio.run(work())).encode())
        os._exit(0)
    os.close(result)
    _, status = os.waitpid(child, 0)
    answer = os.read(results, 100).decode()
    os.close(results)
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    return "killed" if killed else answer or "failed"


def main(address: str, receiver: str) -> None:
    # What every fork would have to read first: texts, and the database's driver.
    warm(("en",))
    open_database(address)
    for line in sys.stdin:
        ahead_s, die_at = line.split()
        print(answered(lambda: deliver(address, receiver, float(ahead_s), int(die_at))), flush=True)  # noqa: B023


if __name__ == "__main__":
    main(*itertools.islice(sys.argv, 1, 3))
