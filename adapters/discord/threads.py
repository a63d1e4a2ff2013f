"""Whose a thread is: in it is spoken in the name of the channel below which it hangs."""

import logging
from dataclasses import replace

import discord
from cachetools import LRUCache

from adapters.discord.updates import THREADS, Place
from adapters.discord.wire import Wire

log = logging.getLogger(__name__)

_MOST = 10_000


class Threads:
    """Knows of channels where we were spoken to which are threads. A message does not say it, and a call need not."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._rooms: LRUCache[str, str] = LRUCache(_MOST)

    async def at_home(self, place: Place) -> Place:
        """Return `place` with the room in whose name is spoken there; itself where Discord does not say."""
        if place.guild is None or place.room is None:
            return place
        if place.told:
            self._rooms[place.channel] = place.room
        elif place.channel not in self._rooms:
            try:
                told = await self._wire.get_channel(place.channel)
            except discord.DiscordException as error:
                log.info("it is not known whether a channel is a thread: %s", error)
                return place
            below = told.get("parent_id") if told.get("type") in THREADS else None
            self._rooms[place.channel] = str(below or place.channel)
        return replace(place, room=self._rooms[place.channel])
