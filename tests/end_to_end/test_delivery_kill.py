"""kill -9 anywhere between claim, send and mark: nothing is lost, and every repeat says that it may be one."""

import itertools
import json
import os
import signal
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from aiohttp import web

from adapters.clock import SystemClock
from adapters.storage.engine import Database
from core.delivery.model import Digest, NewNotice, NoticeState, Priority
from core.delivery.quiet import QuietHours
from core.market.model import to_ms
from core.people.model import Identity, Person
from tests.databases import MINUTE, NOON, address, database, migrated_file, migrated_postgres
from tests.effort import SOAKING, chance, some
from tests.end_to_end.mortal import Mortal, mortal
from tests.fakes.delivery import find, person, write

__all__ = ["address", "database", "migrated_file", "migrated_postgres"]

PEOPLE, EACH = 5, 6
HOUR = timedelta(hours=1)
AGAIN = "Again, in case the first did not reach you:"

pytestmark = pytest.mark.slow


@dataclass
class Receiver:
    """A platform: shows what it is sent, and may kill the sender before the answer is out."""

    shown: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    kill_at: int = 0
    url: str = ""

    async def receive(self, request: web.Request) -> web.Response:
        message = await request.json()
        self.shown[message["to"]].append(message["text"])
        self.kill_at -= 1
        if self.kill_at == 0:
            os.kill(message["pid"], signal.SIGKILL)
        return web.Response(text=str(sum(map(len, self.shown.values()))))


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    found = Receiver()
    app = web.Application()
    app.router.add_post("/", found.receive)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    found.url = f"http://127.0.0.1:{site.port}/"
    yield found
    await runner.cleanup()


@pytest.fixture
async def sender(address: str, receiver: Receiver) -> AsyncIterator[Mortal]:
    """The process that delivers until the outbox is empty."""
    async with mortal("delivering", address, receiver.url) as process:
        yield process


@dataclass
class Round:
    """Thirty notices: six for each of five people, told apart by the age that their text says."""

    store: Database
    people: list[Person]
    number: int

    async def write(self, priority: Priority = Priority.REPLY) -> None:
        notices = (self._notice(who, n) for n in range(EACH) for who in self.people)
        await write(self.store, *(replace(notice, priority=priority) for notice in notices))

    async def quiet(self, now: datetime) -> None:
        """Let it be quiet for everybody for most of a day."""
        hours = QuietHours((now - HOUR).time(), (now - 2 * HOUR).time())
        async with self.store.begin() as work:
            for who in self.people:
                await work.quiet.keep(who.id, hours)
            await work.commit()

    async def loud(self) -> None:
        """End the quiet hours and release what they hold."""
        async with self.store.begin() as work:
            for who in self.people:
                await work.quiet.end(who.id)
                await work.held.release_to(who.id, NOON)
            await work.commit()

    def _notice(self, who: Person, n: int) -> NewNotice:
        last = NOON - MINUTE * (self.number * EACH + n)
        facts = json.dumps({"last_at": to_ms(last), "at": to_ms(NOON)})
        return NewNotice(f"{self.number}:{who.id}:{n}", "data-back", facts, NOON, NOON, person_id=who.id)

    def words(self, n: int) -> str:
        """What tells the n-th notice of this round from its others: the minute since when there was nothing."""
        return f" {NOON - MINUTE * (self.number * EACH + n):%H:%M} +00:00 to "

    async def check(self, receiver: Receiver) -> None:
        """Everything was sent, in order, and whatever was shown twice said so the second time."""
        for who in self.people:
            found = [await find(self.store, f"{self.number}:{who.id}:{n}") for n in range(EACH)]
            assert {notice.state for notice in found} == {NoticeState.SENT}
        for shown in receiver.shown.values():
            firsts = []
            for n in range(EACH):
                copies = [i for i, text in enumerate(shown) if self.words(n) in text]
                assert copies, f"lost: {self.words(n)}"
                assert all(shown[i].startswith(AGAIN) for i in copies[1:])
                firsts.append(copies[0])
            assert firsts == sorted(firsts)
        assert len(receiver.shown) == PEOPLE
        receiver.shown.clear()


@pytest.fixture
async def rounds(database: Database) -> Iterator[Round]:
    people = [await person(database, Identity("telegram", str(n))) for n in range(PEOPLE)]
    return (Round(database, people, number) for number in itertools.count())


async def test_killed_at_any_step_of_ours(sender: Mortal, receiver: Receiver, rounds: Iterator[Round]) -> None:
    whole = next(rounds)
    await whole.write()
    steps = int(await sender.run())
    await whole.check(receiver)
    assert steps >= 40
    for step in some(range(1, steps + 1), 25, "delivery"):
        one = next(rounds)
        await one.write()
        if await sender.run(die_at=step) == "killed":
            assert await sender.run() != "killed"
        await one.check(receiver)


async def test_killed_after_the_platform_took_it_and_before_it_could_say_so(
    sender: Mortal, receiver: Receiver, rounds: Iterator[Round]
) -> None:
    for message in some(range(1, PEOPLE * EACH + 1), 10, "platform"):
        one = next(rounds)
        await one.write()
        receiver.kill_at = message
        assert await sender.run() == "killed"
        assert await sender.run() != "killed"
        assert sum(text.startswith(AGAIN) for shown in receiver.shown.values() for text in shown) >= 1
        await one.check(receiver)


async def test_killed_again_and_again(sender: Mortal, receiver: Receiver, rounds: Iterator[Round]) -> None:
    one = next(rounds)
    await one.write()
    kills, drawn = 0, chance("delivery")
    while await sender.run(die_at=drawn.randint(10, 80)) == "killed":
        kills += 1
        assert kills < 500
    assert kills >= 3
    await one.check(receiver)


async def finished(sender: Mortal, die_at: int) -> int:
    """Run until nothing is left to do, killed once at `die_at`; return the steps of the last run."""
    while (ended := await sender.run(die_at=die_at)) == "killed":
        die_at = 0
    return int(ended)


async def test_killed_while_it_holds_and_while_it_tells_what_was_held(
    sender: Mortal, receiver: Receiver, rounds: Iterator[Round]
) -> None:
    whole = next(rounds)
    await whole.write(Priority.ALERT)
    await whole.quiet(SystemClock().now())
    holding = await finished(sender, 0)
    assert receiver.shown == {}
    await whole.loud()
    telling = await finished(sender, 0)
    assert [len(shown) for shown in receiver.shown.values()] == [1] * PEOPLE
    await whole.check(receiver)
    for step in some(range(1, max(holding, telling) + 1), 12, "holding"):
        one = next(rounds)
        await one.write(Priority.ALERT)
        await one.quiet(SystemClock().now())
        await finished(sender, step)
        assert receiver.shown == {}
        await one.loud()
        await finished(sender, step)
        await one.check(receiver)


@pytest.mark.parametrize("of_room", [False, True], ids=["of a person", "of a room"])
async def test_killed_while_a_digest_is_composed_written_and_sent(
    sender: Mortal, receiver: Receiver, database: Database, of_room: bool
) -> None:
    now = SystemClock().now()
    steps, step, numbers, drawn = 1, 0, itertools.count(), chance("digests")
    while step < steps:
        step += 1 if SOAKING else drawn.randint(1, 6)
        number = str(next(numbers))
        who = None if of_room else await person(database, Identity("telegram", number))
        at = (now - HOUR).time().replace(second=0, microsecond=0)
        async with database.begin() as work:
            room = await work.rooms.add("telegram", f"-{number}", invited=True) if who is None else None
            kept, holder = (work.room_digests, room) if room else (work.digests, who)
            assert holder is not None
            await kept.keep(Digest(holder.id, at, False, ("alerts",), now - 30 * HOUR))
            await work.commit()
        steps = max(steps, await finished(sender, step), step)
        (shown,) = receiver.shown.values()
        assert ("This room's digest" if of_room else "Your digest") in shown[0]
        async with database.reading() as work:
            told = await (work.room_digests if of_room else work.digests).of(holder.id)
        assert told is not None
        assert told.told_on is not None
        assert all(text.startswith(AGAIN) for text in shown[1:])
        receiver.shown.clear()
    assert steps >= 10
