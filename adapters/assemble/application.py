"""The application: everything plugged together, started and stopped in order."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.assemble.forecasts import ForecastRoom
from adapters.assemble.market import Market
from adapters.scheduler import AsyncScheduler, Supervisor
from adapters.settings import Settings
from adapters.storage.address import sqlite_address
from adapters.storage.engine import Database
from adapters.terminal.chat import Terminal
from bot.door import Door
from bot.ports import Face
from bot.speaking.reply import Reply
from core.forecasts.model import Lane
from core.forecasts.registry import FoldScore
from core.kernel.chance import Chance
from core.kernel.clock import RealClock
from core.kernel.errors import NotAllowed, Unavailable
from core.market.collector import Progress
from core.market.room import MarketRoom
from core.people.model import Identity
from core.people.register import Register
from core.probes import Probe
from core.services import Services

if TYPE_CHECKING:
    from adapters.discord.face import DiscordFace
    from adapters.telegram.face import TelegramFace

log = logging.getLogger(__name__)


@dataclass
class Application:
    """The whole house. A short command uses `door` and `close`; a service also `start` and `stop`."""

    settings: Settings
    database: Database
    market: Market
    services: Services
    door: Door
    register: Register
    scheduler: AsyncScheduler
    supervisor: Supervisor
    terminal: Terminal
    room: MarketRoom
    real: RealClock
    chance: Chance
    forecasts: ForecastRoom
    sinks: Mapping[str, Face] = field(default_factory=dict)
    openings: list[Callable[[], Awaitable[None]]] = field(default_factory=list)
    stoppings: list[Callable[[float], Awaitable[None]]] = field(default_factory=list)
    closings: list[Callable[[], Awaitable[None]]] = field(default_factory=list)

    @property
    def files(self) -> Path:
        """Where pictures and exports lie."""
        return self.settings.data_dir / "files"

    def mode(self) -> str | None:
        return self.market.mark()

    @cached_property
    def telegram(self) -> "TelegramFace | None":
        """The Telegram door, None without a token; made when first needed, since its library takes its time."""
        from adapters.assemble.doors import telegram_face

        face = telegram_face(self.settings, self.door, self.real, self.chance, self.database)
        if face is not None:
            self.closings.append(face.close)
        return face

    @cached_property
    def discord(self) -> "DiscordFace | None":
        """The Discord door, None without a token; made when first needed, where an event loop runs."""
        if self.settings.discord.token is None:
            return None
        from adapters.assemble.doors import discord_face

        face = discord_face(self.settings, self.door, self.real, self.services, self.database)
        if face is not None:
            self.closings.append(face.close)
        return face

    async def whisper(self, identity: Identity, reply: Reply) -> None:
        """Say something at a person's own door, where that door can be reached from here."""
        if identity.door == self.terminal.door:
            await self.terminal.whisper(identity, reply)
            return
        for face in (self.telegram, self.discord):
            if face is not None and identity.door == face.door:
                log.info("whispered: %s", (await face.whisper(identity, reply)).outcome)

    async def probes(self) -> Sequence[Probe]:
        from adapters.assemble.probing import Faces, probes

        address = database_address(self.settings)
        faces = Faces(self.telegram, self.discord)
        return probes(self.settings, address, self.market, self.real, self.chance, faces)

    async def start(self) -> None:
        """Start the service: web and doors first, then the schedule; loops are among the openings."""
        for opening in self.openings:
            await opening()
        await self.scheduler.start()

    async def stop(self, within_s: float) -> None:
        """Take no more work, finish or hand back what is in flight: all within one and the same deadline."""
        until = self.real.now() + timedelta(seconds=within_s)

        def left() -> float:
            return max(0.1, (until - self.real.now()).total_seconds())

        await asyncio.gather(*(stopping(within_s / 2) for stopping in self.stoppings))
        await self.scheduler.stop(left() / 2)
        await self.supervisor.stop(left())

    async def backfill(self, told: Callable[[str], None]) -> int:
        """Bring the history that the settings ask for; return how many candles were stored. Raises `Unavailable` if no
        venue answers."""

        def tell(progress: Progress) -> None:
            told(f"{progress.done} of {progress.whole}: {progress.key.pair} {progress.key.interval.value}")

        rows = await self.room.collector.backfill(tell)
        if not rows and all(state.failed for state in self.room.board.states):
            raise Unavailable(", ".join(venue.name for venue in self.market.venues), "none")
        return rows

    async def train(self, lane: str, quick: bool, told: Callable[[str], None]) -> str:
        """Train a model and return what became of it."""

        def tell(percent: int) -> None:
            told(f"{lane}: {percent}%")

        trained = await self.forecasts.trainer.train(Lane(lane), "owner", quick=quick, told=tell)
        if trained is None:
            raise NotAllowed("forecast-training", lane)
        scores = ", ".join(f"{each.horizon} held {each.held:.0%} skill {_points(each)}" for each in trained.card.fold)
        return f"{trained.card.model_id}: {trained.became.value} ({trained.because}); {scores}"

    async def close(self) -> None:
        """Release everything, last opened first; one that fails to close keeps no other open."""
        for closing in reversed(self.closings):
            try:
                await closing()
            except OSError:
                log.exception("could not close cleanly")
        await self.database.close()


def _points(score: FoldScore) -> str:
    return "unknown" if score.skill is None else f"{100 * score.skill:+.1f}%"


def database_address(settings: Settings) -> str:
    """Return where the data is kept: the database that is set, else SQLite in the data directory."""
    if settings.database_url is not None:
        return settings.database_url.get_secret_value()
    return sqlite_address(settings.database_file)
