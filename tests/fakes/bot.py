"""The whole application, told things by several people."""

import json
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.assemble import Application, Outside, assemble
from adapters.chance import SeededChance
from adapters.settings import Access, Settings
from adapters.settings.values import Market, MarketKind
from bot.ports import Heard, Told
from bot.speaking.reply import Reply, Text
from core.people.model import Identity
from tests.conftest import ROOT
from tests.databases import furnished
from tests.effort import PATIENCE_S
from tests.fakes.clock import ManualClock

ROOM = "-100"
OWNER, ADA, BOB = Identity("local", "owner"), Identity("telegram", "1001"), Identity("telegram", "2002")


class Bot:
    """The application and a clock; `told` says something, `restarted` starts it again on the same data."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock = folder, ManualClock()
        self._application: Application | None = None

    @property
    def application(self) -> Application:
        assert self._application is not None
        return self._application

    async def start(self, access: Access = Access.INVITED) -> None:
        await self.stop()
        settings = Settings(market=Market(MarketKind.SIMULATED), data_dir=furnished(self.folder), access=access)
        outside = Outside(real=self.clock, chance=SeededChance(time.monotonic_ns()), durable=False)
        self._application = await assemble(settings, False, outside)

    async def stop(self) -> None:
        if self._application is not None:
            await self._application.close()
            self._application = None

    async def tell(self, text: str, sender: Identity = ADA, room: str | None = None) -> Told:
        return await self.application.door.hear(Heard(text, sender, room=room, name=f"name of {sender.external_id}"))

    async def heard(self, text: str, sender: Identity = ADA, room: str | None = None) -> str:
        told = await self.tell(text, sender, room)
        return " / ".join(words(reply) for reply in (told.to_room, told.to_person) if reply is not None)

    async def person(self, identity: Identity) -> int:
        found = await self.application.register.find(identity)
        assert found is not None
        return found.id

    async def exported(self, identity: Identity) -> str:
        return json.dumps(await self.application.services.privacy.export(await self.person(identity)), sort_keys=True)


def words(reply: Reply) -> str:
    return "\n".join(block.text for block in reply.blocks if isinstance(block, Text))


async def let_in(bot: Bot, *people: Identity) -> None:
    """Let people in as their owner does."""
    for identity in people:
        invite = (await bot.heard("admin invite", OWNER)).partition("Invite code: ")[2].split()[0]
        assert "You are in." in await bot.heard(f"/start {invite}", identity)


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Bot]:
    """A house into which Ada was let, and which she has brought into her room."""
    bot = Bot(tmp_path)
    await bot.start()
    await let_in(bot, ADA)
    assert await bot.application.door.brought(ROOM, ADA, "telegram") is not None
    yield bot
    await bot.stop()


def run(arguments: list[str], given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "run_bot.py"), *arguments],
        input=given,
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONWARNINGS": "default"},
        timeout=PATIENCE_S,
    )
