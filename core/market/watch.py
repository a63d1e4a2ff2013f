"""Watches prices: by polling, and by streams where venues have them; the change between the two is automatic."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from datetime import datetime, timedelta

from core.kernel.errors import CandlewickError, Unavailable
from core.market.board import Board
from core.market.model import Pair, Trade
from core.market.patience import within
from core.market.ports import Venue
from core.market.routes import BRIDGES, Router
from core.market.universe import Universe
from core.market.wants import Wants
from core.market.world import World

SHORTEST_PAUSE_S, LONGEST_PAUSE_S = 5.0, 300.0
# A stream says prices only; what the day was like comes from a look now and then.
LOOKED_AT_AGAIN_AFTER = timedelta(seconds=60)
# A venue may stop talking without hanging up.
SILENT_AFTER_S = 45.0


class PriceWatch:
    """Keeps the board fresh for the followed coins; says on the bus ("quotes") which venue had news."""

    def __init__(self, world: World, board: Board, router: Router, universe: Universe, wants: Wants) -> None:
        self._world, self._board, self._router, self._universe = world, board, router, universe
        self._wants = wants
        self._looked_at: dict[str, datetime] = {}

    async def poll(self) -> int:
        """Ask every venue once for the prices of the followed coins and of the rates between currencies, in one call
        each; venues whose stream is on only now and then. Return how many prices are held."""
        now = self._world.real.now()
        wanted = {
            venue.id: pairs
            for venue in self._world.venues
            if (pairs := await self.pairs(venue.id)) and not self._is_streamed(venue.id, now)
        }
        if not wanted:
            return 0
        held = await self._board.tickers(wanted, lambda tickers: True, anew=True)
        for venue in dict.fromkeys(name for name, _ in held):
            self._looked_at[venue] = now
            self._world.bus.publish("quotes", venue)
        return len(held)

    async def pairs(self, venue: str) -> tuple[Pair, ...]:
        """Return the pairs of `venue` to watch: one for each followed coin, the rates between bridges, and what other
        rooms want."""
        others = [v for v in self._router.venues if v != venue]
        coins = dict.fromkeys((*await self._universe.coins(), *self._wants.coins))
        homes = (self._router.home(coin.symbol, others) for coin in coins)
        rates = (Pair(a, b) for a in ("USDT", "USDC", "EUR", "GBP", "BTC") for b in BRIDGES[:4] if a != b)
        listed = (pair for pair in rates if self._router.lists(venue, pair))
        wanted = (pair for pair in self._wants.of(venue) if self._router.lists(venue, pair))
        return tuple(dict.fromkeys([*(leg.pair for leg in homes if leg is not None), *listed, *wanted]))

    async def streams(self) -> None:
        """Listen to every venue that has a stream, for ever; a stream that breaks is polled until it is back."""
        async with asyncio.TaskGroup() as group:
            for venue in self._world.venues:
                if venue.streams:
                    group.create_task(self._listen(venue))

    async def _listen(self, venue: Venue) -> None:
        failed, board = 0, self._board.of(venue.id)
        while True:
            while (rest_s := board.refuses_for_s) > 0:
                await self._world.real.sleep(rest_s)
            try:
                if await self._follow(venue):
                    failed = 0
            except Unavailable as error:
                board.failed(error.reason, error.retry_after)
            except CandlewickError as error:
                board.failed(error.kind)
            failed += 1
            pause = min(LONGEST_PAUSE_S, SHORTEST_PAUSE_S * 2 ** min(failed - 1, 6))
            await self._world.real.sleep(pause * self._world.chance.uniform(0.8, 1.2))

    async def _follow(self, venue: Venue) -> bool:
        """Note trades until the stream ends, falls silent or other pairs are wanted; return whether any came."""
        board, pairs = self._board.of(venue.id), await self.pairs(venue.id)
        if not pairs or board.refuses:
            return False
        trades = venue.trades(pairs)
        looked_at, came = self._world.real.now(), False
        try:
            while (trade := await within(self._world.real, SILENT_AFTER_S, _next(trades), venue.id)) is not None:
                board.note_trade(trade)
                board.streaming = came = True
                self._world.bus.publish("quotes", venue.id)
                if self._world.real.now() - looked_at >= LOOKED_AT_AGAIN_AFTER:
                    looked_at = self._world.real.now()
                    if set(await self.pairs(venue.id)) != set(pairs):
                        break
            return came
        finally:
            board.streaming = False
            if isinstance(trades, AsyncGenerator):
                await trades.aclose()

    def _is_streamed(self, venue: str, now: datetime) -> bool:
        looked_at = self._looked_at.get(venue)
        recently = looked_at is not None and now - looked_at < LOOKED_AT_AGAIN_AFTER
        return recently and self._board.of(venue).streaming


async def _next(trades: AsyncIterator[Trade]) -> Trade | None:
    return await anext(trades, None)
