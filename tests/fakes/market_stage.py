"""A whole market room on fake ground."""

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any, TypeVar

from core.market.model import Coin
from core.market.ports import Venue
from core.market.room import open_room
from core.market.world import MarketPolicy, World
from tests.effort import PATIENCE_S
from tests.fakes.bus import HeardBus
from tests.fakes.clock import ManualClock
from tests.fakes.even_chance import EvenChance
from tests.fakes.market_store import MemoryMarket

T = TypeVar("T")


class MarketStage:
    """A whole market room over fake venues, stores in memory and one clock that the test moves."""

    def __init__(self, venues: Sequence[Venue], clock: ManualClock, policy: MarketPolicy | None = None) -> None:
        self.clock, self.store, self.bus = clock, MemoryMarket(), HeardBus()
        self.world = World(venues, self.store, clock, clock, EvenChance(), self.bus, policy or MarketPolicy())
        self.room = open_room(self.world)

    async def coin(self, word: str) -> Coin:
        """Return the coin that `word` means once the venues have said what they list."""
        await self.room.desk.ready()
        found = self.room.catalogue.find(word)
        assert isinstance(found, Coin), word
        return found

    async def after(self, work: Coroutine[Any, Any, T], *steps_s: float) -> T:
        """Run `work` while the clock is moved by `steps_s`, each step once everybody waits."""
        task = asyncio.create_task(work)
        for step in steps_s:
            await settled()
            self.clock.advance(step)
        await settled()
        return await asyncio.wait_for(task, PATIENCE_S)


async def settled() -> None:
    """Let everything that can go on do so."""
    for _ in range(60):
        await asyncio.sleep(0)
