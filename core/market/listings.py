"""What the venues list, learnt when first needed and again every hour."""

import asyncio
from datetime import datetime, timedelta

from core.market.board import Board
from core.market.catalogue import Catalogue
from core.market.routes import Router
from core.market.world import World

LEARNT_AGAIN_AFTER = timedelta(hours=1)


class Listings:
    """Keeps `router` and `catalogue` up with the venues. A venue that was silent is asked again once it has rested;
    nobody waits for it as long as another one is known."""

    def __init__(self, world: World, board: Board, router: Router, catalogue: Catalogue) -> None:
        self._world, self._board, self._router, self._catalogue = world, board, router, catalogue
        self._learnt_at: dict[str, datetime] = {}
        self._one_at_a_time = asyncio.Lock()

    async def ready(self) -> None:
        """Return when everything that venues list is known, as far as they answer in time."""
        if not self._due():
            return
        async with self._one_at_a_time:
            due = self._due()
            if not due:
                return
            for venue, found in (await self._board.listings(due, wait=not self._router.venues)).items():
                self._router.learn(venue, found)
                self._catalogue.learn(found)
                self._learnt_at[venue] = self._world.real.now()

    def _due(self) -> list[str]:
        now = self._world.real.now()
        return [
            venue.id
            for venue in self._world.venues
            if not self._board.of(venue.id).is_resting
            and (venue.id not in self._learnt_at or now - self._learnt_at[venue.id] >= LEARNT_AGAIN_AFTER)
        ]
