"""The Discord door with everything around it: the stand-in, scripted ears, a clock that leaps."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from adapters.discord.face import DiscordFace, DiscordOptions
from bot.commands import COMMANDS
from bot.forms import Forms
from bot.speaking.say import LANGUAGES, Say
from core.kernel.clock import RealClock
from tests.effort import PATIENCE_S
from tests.fakes.clock import NOON, LeapingClock
from tests.fakes.hears import ScriptedHears
from tests.stand_ins.discord import StandInDiscord
from tests.stand_ins.discord_things import Guild, User
from tests.stand_ins.telegram_rig import Remembered, eventually

FORMS = Forms(COMMANDS)
SAYS = {language: Say(language, "UTC", NOON) for language in LANGUAGES}


@dataclass
class Rig:
    """What a test holds in its hands."""

    api: StandInDiscord
    clock: RealClock
    hears: ScriptedHears
    memory: Remembered

    def face(self, **options: Any) -> DiscordFace:
        """Return a face that is not started."""
        settings = {"base_url": self.api.api_url, "reply_within_s": PATIENCE_S / 2, **options}
        token = str(settings.pop("token", self.api.token))
        made = DiscordOptions(token, FORMS, SAYS, **settings)
        return DiscordFace(made, self.hears, self.clock, self.memory)

    @asynccontextmanager
    async def started(self, **options: Any) -> AsyncIterator[DiscordFace]:
        """Run a face that is connected and has published its commands; stop it at the end."""
        face = self.face(**options)
        await face.start()
        try:
            await eventually(lambda: face.down_since is None and bool(self.api.world.published))
            yield face
        finally:
            await face.stop(2.0)


@asynccontextmanager
async def discord(clock: RealClock | None = None) -> AsyncIterator[Rig]:
    """Run the stand-in, with no face yet."""
    clock = clock or LeapingClock()
    async with StandInDiscord(clock) as api:
        yield Rig(api, clock, ScriptedHears(), Remembered())


async def server(rig: Rig, owner: User) -> Guild:
    """Return a server that the bot has been brought into, and has greeted."""
    guild = rig.api.guild("traders", owner)
    await rig.api.adds_bot(guild)
    await rig.api.replies(guild.channels[0], 1)
    return guild


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    async with discord() as rig:
        yield rig


@pytest.fixture
async def face(rig: Rig) -> AsyncIterator[DiscordFace]:
    """The door, started."""
    async with rig.started() as face:
        yield face
