"""The world that delivery meets, scripted: a courier, faces, and a real embedded store to deliver from."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.speaking.reply import PublicReply, Reply
from core.delivery.deliverer import Clocks, Deliverer, DeliveryPolicy
from core.delivery.model import Attempt, NewNotice, Notice, Outcome
from core.delivery.ports import Courier, DeliveryStore, DeliveryWork
from core.people.model import Identity, Person, Preferences, Role, Room
from tests.fakes.clock import NOON, ManualClock
from tests.fakes.even_chance import EvenChance

SENT = Attempt(Outcome.SENT, "77")
RETRY = Attempt(Outcome.RETRY, reason="network")
UNCERTAIN = Attempt(Outcome.UNCERTAIN, reason="timeout")
REFUSED = Attempt(Outcome.REFUSED, reason="blocked")

Result = Attempt | Exception


class ScriptedCourier:
    """A Courier that answers what its script says for the notice's key, in order, then SENT; `told` keeps (key, again)
    of every attempt. While `holding` no attempt ends."""

    def __init__(self, script: Mapping[str, Sequence[Result]] | None = None) -> None:
        self._script = {key: list(results) for key, results in (script or {}).items()}
        self.told: list[tuple[str, bool]] = []
        self.released = asyncio.Event()
        self.released.set()
        self.meanwhile: Callable[[], object] = lambda: None
        self._more = asyncio.Event()

    def hold(self) -> None:
        self.released.clear()

    async def deliver(self, notice: Notice, again: bool) -> Attempt:
        self.told.append((notice.key, again))
        self._more.set()
        self.meanwhile()
        await self.released.wait()
        left = self._script.get(notice.key)
        result = left.pop(0) if left else SENT
        if isinstance(result, Exception):
            raise result
        return result

    async def asked(self, times: int) -> None:
        """Wait until so many attempts were begun."""
        while len(self.told) < times:
            self._more.clear()
            await self._more.wait()


@dataclass(slots=True)
class RecordingFace:
    """A Face that keeps what it said, and answers with `attempt`; rooms with `post_attempt` where that is set."""

    door: str
    attempt: Attempt = SENT
    post_attempt: Attempt | None = None
    whispered: list[tuple[Identity, Reply]] = field(default_factory=list)
    posted: list[tuple[Room, PublicReply]] = field(default_factory=list)

    async def whisper(self, identity: Identity, reply: Reply) -> Attempt:
        self.whispered.append((identity, reply))
        return self.attempt

    async def post(self, room: Room, reply: PublicReply) -> Attempt:
        self.posted.append((room, reply))
        return self.post_attempt or self.attempt


def deliverer(
    store: DeliveryStore, courier: Courier, clock: ManualClock, policy: DeliveryPolicy | None = None
) -> Deliverer[DeliveryWork]:
    """Return a deliverer whose two clocks are one, and whose jitter is none."""
    return Deliverer(store, courier, Clocks(clock, clock), EvenChance(), policy)


async def person(
    store: DeliveryStore,
    *identities: Identity,
    role: Role = Role.OWNER,
    preferences: Preferences | None = None,
) -> Person:
    """Return a new person with these identities, the first of which brought them here."""
    async with store.begin() as work:
        first, *others = identities
        found = await work.people.add(first, "Ada", role, preferences or Preferences(), NOON)
        for identity in others:
            await work.people.link(found.id, identity, NOON)
        await work.commit()
    return found


async def write(store: DeliveryStore, *notices: NewNotice) -> None:
    """Put notices into the outbox."""
    async with store.begin() as work:
        for notice in notices:
            await work.outbox.put(notice)
        await work.commit()


async def find(store: DeliveryStore, key: str) -> Notice:
    """Return the notice as it stands."""
    async with store.reading() as work:
        notice = await work.outbox.find(key)
    assert notice is not None
    return notice


def to(whom: Person, key: str = "n", kind: str = "data-stopped", facts: str = "{}") -> NewNotice:
    """Return a notice that is due at noon."""
    return NewNotice(key, kind, facts, NOON, NOON, person_id=whom.id)
