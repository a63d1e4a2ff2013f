"""Which coins are ours to follow: those configured, else the most traded; and whatever anybody watches."""

import asyncio
import json
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from core.market.board import Board
from core.market.catalogue import Catalogue
from core.market.listings import Listings
from core.market.model import Coin, CoinKind, Pair
from core.market.routes import Router
from core.market.world import World

TOP = 20
RANKED_AGAIN_AFTER = timedelta(days=1)
DOLLARS = ("USD", "USDT", "USDC", "FDUSD")
_KEPT = "top-coins"

log = logging.getLogger(__name__)


class Universe:
    """The coins that are collected, charted in /market and ranked in /top."""

    def __init__(self, world: World, board: Board, router: Router, catalogue: Catalogue, listings: Listings) -> None:
        self._world, self._board, self._router, self._catalogue = world, board, router, catalogue
        self._listings = listings
        self._configured: tuple[str, ...] = ()
        self._top: tuple[Coin, ...] = ()
        self._ranked_at: datetime | None = None
        self._one_at_a_time = asyncio.Lock()
        self.unlisted: tuple[str, ...] = ()
        """Configured coins that nobody knows or trades, as of the last look."""

    @property
    def bitcoin(self) -> Coin:
        """The coin that leads the market."""
        return self._catalogue.of_symbol("BTC")

    def configure(self, symbols: Sequence[str]) -> None:
        """Follow exactly these (and what is watched) instead of the most traded."""
        self._configured = tuple(symbols)

    async def coins(self) -> tuple[Coin, ...]:
        """Return every coin to collect: the leading ones and those anybody watches."""
        leading = await self.leading()
        async with self._world.store.reading() as work:
            watched = await work.watchlists.everyone()
        return tuple(dict.fromkeys((*leading, *map(self._catalogue.kept, watched))))

    async def leading(self) -> tuple[Coin, ...]:
        """Return the configured coins, else the 20 most traded over 24 h at the preferred venue: no stable, no wrapped.

        A configured one that nobody knows or trades is `unlisted`, and keeps nobody from following the others.
        """
        await self._listings.ready()
        if self._configured:
            return self._named()
        async with self._one_at_a_time:
            if self._ranked_at is None or self._world.real.now() - self._ranked_at >= RANKED_AGAIN_AFTER:
                await self._rank()
        return (
            self._top
            or tuple(c for c in self._catalogue.coins(CoinKind.COIN) if self._router.home(c.symbol) is not None)[:TOP]
        )

    def _named(self) -> tuple[Coin, ...]:
        coins = {symbol: self._find(symbol) for symbol in self._configured}
        # Before any venue has said what it trades nothing can be said of the coins.
        unlisted = tuple(s for s, coin in coins.items() if self._router.venues and not self._is_traded(coin))
        if unlisted and unlisted != self.unlisted:
            log.warning("nobody trades %s: not followed", ", ".join(unlisted))
        self.unlisted = unlisted
        return tuple(coin for coin in coins.values() if coin is not None)

    def _is_traded(self, coin: Coin | None) -> bool:
        return coin is not None and self._router.home(coin.symbol) is not None

    def _find(self, symbol: str) -> Coin | None:
        found = self._catalogue.find(symbol)
        return found if isinstance(found, Coin) else self._catalogue.of_symbol(symbol) if found else None

    async def _rank(self) -> None:
        for venue in self._router.venues:
            ranked = await self._ranking(venue)
            if ranked:
                self._top, self._ranked_at = ranked, self._world.real.now()
                async with self._world.store.begin() as work:
                    await work.memory.keep(_KEPT, json.dumps([coin.id for coin in ranked]))
                    await work.commit()
                return
        if not self._top:
            async with self._world.store.reading() as work:
                text = await work.memory.recall(_KEPT)
            self._top = tuple(map(self._catalogue.kept, json.loads(text or "[]")))

    async def _ranking(self, venue: str) -> tuple[Coin, ...]:
        pairs = [pair for pair in self._router.pairs(venue) if pair.quote in DOLLARS and self._is_ours(pair)]
        tickers = await self._board.tickers({venue: pairs}, lambda held: len(held) > len(pairs) // 2)
        traded: dict[str, float] = {}
        for (_, pair), ticker in tickers.items():
            value = ticker.quote_volume_24h or (ticker.base_volume_24h or 0.0) * ticker.last
            traded[pair.base] = traded.get(pair.base, 0.0) + value
        best = sorted(traded, key=lambda symbol: -traded[symbol])[:TOP]
        return tuple(self._catalogue.of_symbol(symbol) for symbol in best)

    def _is_ours(self, pair: Pair) -> bool:
        return self._catalogue.of_symbol(pair.base).kind is CoinKind.COIN
