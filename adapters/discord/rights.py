"""Who governs a channel's server, by Discord's own rights: who owns it, administers it, or may manage it."""

from datetime import datetime, timedelta
from typing import Any

import discord
from cachetools import LRUCache
from discord.http import Route

from adapters.discord.updates import DOOR, GOVERNS
from adapters.discord.wire import Refused, Wire, attempt_of
from core.kernel.clock import RealClock
from core.kernel.errors import Unavailable

_FRESH = timedelta(seconds=5)  # while the call is handled; who asks remembers the answer for as long as it may hold
_MOST = 10_000


class Rights:
    """Remembers what calls brought along, and asks Discord about everybody else."""

    def __init__(self, wire: Wire, clock: RealClock) -> None:
        self._wire, self._clock = wire, clock
        self._told: LRUCache[tuple[str, str], tuple[bool, datetime]] = LRUCache(_MOST)

    def note(self, channel: str, user: str, governs: bool) -> None:
        """A call said what its user may do in a channel."""
        self._told[channel, user] = governs, self._clock.now()

    async def governs(self, channel: str, user: str) -> bool:
        """Return whether `user` governs the server of `channel`; Unavailable when Discord is."""
        governs, at = self._told.get((channel, user), (False, None))
        if at is not None and self._clock.now() - at < _FRESH:
            return governs
        try:
            return await self._asked(channel, user)
        except Refused:
            return False  # not there any more, or we are not
        except discord.DiscordException as error:
            raise Unavailable(DOOR, attempt_of(error).reason or "network") from None

    async def _asked(self, channel: str, user: str) -> bool:
        guild_id = (await self._wire.get_channel(channel)).get("guild_id")
        if guild_id is None:
            return False
        guild: dict[str, Any] = await self._wire.request(Route("GET", "/guilds/{guild_id}", guild_id=guild_id))
        if guild.get("owner_id") == user:
            return True
        member = await self._wire.request(
            Route("GET", "/guilds/{guild_id}/members/{user_id}", guild_id=guild_id, user_id=user)
        )
        # The role of everybody has the server's own number.
        held = {guild_id, *member.get("roles", ())}
        return any(int(role["permissions"]) & GOVERNS for role in guild.get("roles", ()) if role["id"] in held)
