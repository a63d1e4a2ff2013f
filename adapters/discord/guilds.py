"""Which servers are invited, and which of their channels the house knows.

Discord tells nobody who added a bot. A server counts as invited when its owner is one of us, or when one of us who
governs it, by Discord's own rights, speaks to us there: the house judges who is one of us. Then all of its channels
are, each a room of its own.
"""

import asyncio
import json
from collections.abc import Sequence

from cachetools import LRUCache

from adapters.discord.updates import DOOR
from bot.ports import Hears
from bot.speaking.reply import PublicReply
from core.kernel.memory import Memory
from core.people.model import Identity

_GUILDS = 10_000
_CHANNELS = 500  # as many as a server may have


class Guilds:
    """Remembers the channels of servers that are invited, and tells the house of them."""

    def __init__(self, hears: Hears, memory: Memory) -> None:
        self._hears, self._memory = hears, memory
        self._known: LRUCache[str, tuple[str, ...]] = LRUCache(_GUILDS)
        self._turn = asyncio.Lock()

    async def joined(self, guild: str, owner: Identity, channel: str | None) -> PublicReply | None:
        """We are in a server: return how to greet it in `channel`, None where its owner is none of us or it is known
        already."""
        async with self._turn:
            if await self._channels(guild):
                return None
            greeting = None if channel is None else await self._invited(guild, owner, channel)
            if greeting is None:
                # They may become one of us: whoever hosts this has the bot in their server before they claim it.
                await self._memory.keep(_owner_key(guild), owner.external_id)
            return greeting

    async def spoken_in(self, guild: str, channel: str, by: Identity, governs: bool) -> PublicReply | None:
        """Somebody speaks to us in a channel: return how to greet a server that is invited by that."""
        async with self._turn:
            known = await self._channels(guild)
            if not known:
                greeting = await self._invited(guild, by, channel) if governs else None
                return greeting or await self._invited_by_owner(guild, channel)
            if channel not in known and len(known) < _CHANNELS:
                await self._hears.beside(channel, known[0], DOOR)
                await self._keep(guild, (*known, channel))
            return None

    async def left(self, guild: str, channel: str | None = None) -> None:
        """We are no longer in a server, or one of its channels is gone."""
        async with self._turn:
            known = await self._channels(guild)
            gone = [each for each in known if channel in (None, each)]
            for each in gone:
                await self._hears.left(each, DOOR)
            if gone:
                await self._keep(guild, [each for each in known if each not in gone])
            if channel is None:
                await self._memory.keep(_owner_key(guild), "")

    async def _invited_by_owner(self, guild: str, channel: str) -> PublicReply | None:
        owner = await self._memory.recall(_owner_key(guild))
        return await self._invited(guild, Identity(DOOR, owner), channel) if owner else None

    async def _invited(self, guild: str, by: Identity, channel: str) -> PublicReply | None:
        greeting = await self._hears.brought(channel, by, DOOR)
        if greeting is not None:
            await self._keep(guild, (channel,))
        return greeting

    async def _channels(self, guild: str) -> tuple[str, ...]:
        known = self._known.get(guild)
        if known is None:
            text = await self._memory.recall(_key(guild))
            known = self._known[guild] = tuple(json.loads(text)) if text else ()
        return known

    async def _keep(self, guild: str, channels: Sequence[str]) -> None:
        self._known[guild] = tuple(channels)
        await self._memory.keep(_key(guild), json.dumps(list(channels)))


def _key(guild: str) -> str:
    return f"discord.guild.{guild}"


def _owner_key(guild: str) -> str:
    return f"discord.guild-owner.{guild}"
