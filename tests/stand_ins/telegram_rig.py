"""The Telegram door with everything around it: the Bot API's stand-in, scripted ears, a clock that leaps."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from adapters.telegram.face import TelegramFace, TelegramOptions
from adapters.telegram.pace import Limits
from core.kernel.clock import RealClock
from tests.effort import PATIENCE_S
from tests.fakes.clock import LeapingClock
from tests.fakes.hears import ScriptedHears
from tests.stand_ins.telegram import StandInTelegram


async def eventually(true: Callable[[], bool]) -> None:
    """Return when `true`, where nothing tells when that will be."""
    async with asyncio.timeout(PATIENCE_S):
        while not true():  # noqa: ASYNC110
            await asyncio.sleep(0.002)


@dataclass
class Remembered:
    """Small facts, kept in a dict."""

    facts: dict[str, str] = field(default_factory=dict)

    async def recall(self, key: str) -> str | None:
        return self.facts.get(key)

    async def keep(self, key: str, text: str) -> None:
        self.facts[key] = text

    async def count(self, key: str, by: int = 1) -> int:
        self.facts[key] = str(int(self.facts.get(key, "0")) + by)
        return int(self.facts[key])


# Seconds that a call may take where a platform is silent: as many pass before a test goes on, and no other call of that
# test may need them.
SILENT_S = 1.0

# No test may wait for Telegram's pace, unless it is about that.
UNHURRIED = Limits(overall=(1000, 1), chat=(1000, 1), group=(1000, 1))


@dataclass
class Rig:
    """What a test holds in its hands."""

    api: StandInTelegram
    clock: RealClock
    hears: ScriptedHears
    memory: Remembered

    def face(self, **options: Any) -> TelegramFace:
        """Return a face that is not started."""
        settings = {
            "token": self.api.token,
            "base_url": self.api.base_url,
            "reply_within_s": PATIENCE_S / 2,
            "limits": UNHURRIED,
            **options,
        }
        return TelegramFace(TelegramOptions(**settings), self.hears, self.clock, self.memory)

    @asynccontextmanager
    async def started(self, **options: Any) -> AsyncIterator[TelegramFace]:
        """Run a face; stop it at the end."""
        face = self.face(**options)
        await face.start()
        try:
            yield face
        finally:
            await face.stop(2.0)


@asynccontextmanager
async def telegram(clock: RealClock | None = None) -> AsyncIterator[Rig]:
    """Run the stand-in, with no face yet."""
    clock = clock or LeapingClock()
    async with StandInTelegram(clock) as api:
        yield Rig(api, clock, ScriptedHears(), Remembered())
