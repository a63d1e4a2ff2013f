"""A chat platform that goes wrong as planned, and keeps what everybody was shown."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from bot.ports import Face
from bot.speaking.reply import PublicReply, Reply, Text
from core.delivery.model import Attempt, Notice, Outcome
from core.delivery.ports import Courier
from core.people.model import Identity, Room
from tests.simulator.alerts.worlds import Fault, World

DOOR = "telegram"
AGAIN = "Again, in case the first did not reach you:"
# One that may have arrived four times is given up; these worlds are about those that are not.
MOST_UNCERTAIN = 3


class Killed(BaseException):
    """The process is gone."""


class Fuse:
    """Counts steps; at the one that it is set for the process is gone, and takes none any more."""

    def __init__(self) -> None:
        self.left: int | None = None

    def take(self) -> None:
        if self.left is not None:
            self.left = max(0, self.left - 1)
            if self.left == 0:
                raise Killed

    def burn(self) -> None:
        """Let the process be gone."""
        self.left = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """What stood in a chat: `at` true time and `by_clock` the house's, ms; `labelled` as a possible repeat."""

    at: int
    by_clock: int
    chat: int
    notice: Notice
    labelled: bool


@dataclass(slots=True)
class Chats:
    """The platform. `now` gives true time and the house's (ms); `rude` is who was spoken to while they wanted peace."""

    world: World
    now: Callable[[], tuple[int, int]]
    log: Callable[[str], None]
    shown: list[Shown] = field(default_factory=list)
    refused: list[tuple[int, int, Notice]] = field(default_factory=list)
    tried: Counter[int] = field(default_factory=Counter)
    rude: list[str] = field(default_factory=list)
    _alone_until: dict[int, int] = field(default_factory=dict)
    _uncertain: Counter[int] = field(default_factory=Counter)

    def said(self, chat: int, notice: Notice, reply: Reply) -> Attempt:
        """Show a message, or do not."""
        at, _ = self.now()
        self.tried[notice.id] += 1
        if at < self._alone_until.get(chat, 0):
            self.rude.append(f"chat {chat} at {at}")
        if at >= self.world.blocked.get(chat, at + 1):
            self.refused.append((at, chat, notice))
            self.log(f"refused {chat} {notice.key}")
            return Attempt(Outcome.REFUSED, reason="blocked")
        fault = self._fault(chat, notice, at)
        if fault in (None, Fault.DEAF):
            self._show(chat, notice, reply)
        return self._answer(chat, notice, fault, at)

    def _show(self, chat: int, notice: Notice, reply: Reply) -> None:
        lines = [block.text for block in reply.blocks if isinstance(block, Text)]
        self.shown.append(Shown(*self.now(), chat, notice, lines[0].startswith(AGAIN)))
        self.log(f"shown {chat} {notice.key} {' / '.join(lines)}")

    def _fault(self, chat: int, notice: Notice, at: int) -> Fault | None:
        chance = Random(f"{self.world.seed} {notice.key} {self.tried[notice.id]}")
        for trouble in self.world.troubles:
            if trouble.chat == chat and trouble.since <= at < trouble.until and chance.random() < 0.6:
                uncertain = trouble.fault in (Fault.LOST, Fault.DEAF)
                if uncertain and self._uncertain[notice.id] >= MOST_UNCERTAIN:
                    continue
                self._uncertain[notice.id] += uncertain
                return trouble.fault
        return None

    def _answer(self, chat: int, notice: Notice, fault: Fault | None, at: int) -> Attempt:
        match fault:
            case Fault.BUSY:
                rest_s = Random(f"{at} {notice.key}").choice((1, 20, 90, 1_200, 3_600))
                self._alone_until[chat] = at + 1_000 * rest_s
                self.log(f"busy {chat} {notice.key} for {rest_s} s")
                return Attempt(Outcome.RETRY, reason="flood", retry_after_s=rest_s)
            case Fault.DOWN:
                self.log(f"down {chat} {notice.key}")
                return Attempt(Outcome.RETRY, reason="503")
            case Fault.LOST | Fault.DEAF:
                self.log(f"no answer {chat} {notice.key}")
                return Attempt(Outcome.UNCERTAIN, reason="timeout")
            case None:
                return Attempt(Outcome.SENT, str(len(self.shown)))


class ChatFace:
    """A Face of the platform, as one process holds it. Each of its steps may be the last one of that process."""

    door = DOOR

    def __init__(self, chats: Chats, fuse: Fuse) -> None:
        self._chats, self._fuse = chats, fuse
        self._brought: dict[asyncio.Task[object] | None, Notice] = {}

    def overhearing(self, courier_of: Callable[[Face], Courier]) -> Courier:
        """Return the courier that speaks through this face, overheard: a face is not told which notice it says."""
        return _Overheard(courier_of(self), self._brought)

    async def whisper(self, identity: Identity, reply: Reply) -> Attempt:
        return await self._say(identity.external_id, reply)

    async def post(self, room: Room, reply: PublicReply) -> Attempt:
        return await self._say(room.external_id, reply)

    async def _say(self, chat: str, reply: Reply) -> Attempt:
        notice = self._brought[asyncio.current_task()]
        await asyncio.sleep(0)
        self._fuse.take()
        attempt = self._chats.said(int(chat), notice, reply)
        await asyncio.sleep(0)
        self._fuse.take()
        return attempt


class _Overheard:
    def __init__(self, courier: Courier, brought: dict[asyncio.Task[object] | None, Notice]) -> None:
        self._courier, self._brought = courier, brought

    async def deliver(self, notice: Notice, again: bool) -> Attempt:
        task = asyncio.current_task()
        self._brought[task] = notice
        try:
            return await self._courier.deliver(notice, again)
        finally:
            del self._brought[task]
