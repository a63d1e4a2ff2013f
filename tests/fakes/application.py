"""An application without a world: it answers by script and tells what was done with it."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

from adapters.settings import Settings
from bot.ports import Heard, Hears
from bot.speaking.reply import Reply
from core.people.model import CodePurpose, Identity
from core.probes import Probe
from tests.fakes.hears import ScriptedHears


class ScriptedApplication:
    """Keeps `adapters.cli.application.Application`. `done` lists what it was told to do; what is in `failing` by the
    name of a step is raised there."""

    def __init__(self, mode: str | None = "SIMULATED") -> None:
        self.door = ScriptedHears()
        self.register = ScriptedRegister()
        self.terminal = ScriptedTerminal()
        self.settings = Settings()
        self.simulated = mode
        self.done: list[str] = []
        self.failing: dict[str, BaseException] = {}
        self.found: list[Probe] = []
        self.whispered: list[tuple[Identity, Reply]] = []
        self.started = asyncio.Event()

    async def assembled(self, settings: Settings, service: bool) -> "ScriptedApplication":
        """Stand in for assemble."""
        self.settings = settings
        self._step("assemble service" if service else "assemble")
        return self

    @property
    def files(self) -> Path:
        return self.settings.data_dir / "files"

    def mode(self) -> str | None:
        return self.simulated

    async def start(self) -> None:
        self._step("start")
        self.started.set()

    async def stop(self, within_s: float) -> None:
        self._step("stop")

    async def close(self) -> None:
        self._step("close")

    async def whisper(self, identity: Identity, reply: Reply) -> None:
        self.whispered.append((identity, reply))

    async def probes(self) -> Sequence[Probe]:
        return self.found

    async def backfill(self, told: Callable[[str], None]) -> int:
        self._step("backfill")
        told("BTC/USDT 1h: 24")
        return 24

    async def train(self, lane: str, quick: bool, told: Callable[[str], None]) -> str:
        self._step(f"train {lane}{' quick' if quick else ''}")
        told(f"{lane}: 50%")
        return f"{lane}-20260101-3f2a1c: champion (first)"

    def _step(self, name: str) -> None:
        self.done.append(name)
        if name in self.failing:
            raise self.failing[name]


class ScriptedRegister:
    """Makes one code, always the same."""

    async def make_code(self, purpose: CodePurpose, by: int | None) -> str:
        assert (purpose, by) == (CodePurpose.OWNER, None)
        return "K7QFM-2M9PX"


class ScriptedTerminal:
    """Types `lines`, then leaves."""

    def __init__(self) -> None:
        self.lines = ["price btc", "help"]
        self.head = ""

    async def chat(self, hears: Hears, head: str) -> None:
        self.head = head
        for line in self.lines:
            await hears.hear(Heard(line, Identity("local", "owner"), trusted=True))
