"""The market as a whole: movers, heatmap, tendency."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from core.kernel.errors import Unavailable, UnknownName
from core.market.desk import Desk
from core.market.history import CandleHistory, Window
from core.market.model import Coin, Interval
from core.market.movers import Direction, movers, ranked
from core.market.quotes import DAY, Quote
from core.market.tendency import YEAR_DAYS, Tendency, tendencies
from core.market.universe import Universe

# Enough for the rule's one-year median, and for the label to have stood a while.
TENDENCY_DAYS = YEAR_DAYS + 120
# How far back each hour is judged, and not only each day.
HOURLY = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class MarketTendency:
    """The tendency now, that of every close before it, oldest first, and whose closes it is computed from. `missing`
    coins gave no candles."""

    now: Tendency
    past: tuple[Tendency, ...]
    venues: tuple[str, ...]
    stale: bool
    missing: tuple[Coin, ...] = ()


class Overview:
    """What the followed coins do together."""

    def __init__(self, desk: Desk, universe: Universe) -> None:
        self._desk, self._universe = desk, universe

    async def movers(
        self, direction: Direction, currency: str, window: timedelta = DAY, n: int = 10
    ) -> tuple[Quote, ...]:
        """Return up to `n` followed coins that rose or fell most over `window`. Raises `Unavailable` when no price is
        to be had at all."""
        return movers(await self.heatmap(currency, window), direction, n)

    async def heatmap(self, currency: str, window: timedelta = DAY) -> tuple[Quote, ...]:
        """Return every followed coin whose change over `window` is known, the strongest gain first. Raises
        `Unavailable` when none is: that is not a market in which nothing moved; and `UnknownName` (pair) when nobody
        trades any of them."""
        coins = await self._universe.coins() or (self._universe.bitcoin,)
        quotes = await self._desk.glance(coins, currency, window)
        if not quotes:
            raise UnknownName("pair", coins[0].symbol)
        known = ranked(quotes)
        if not known:
            raise Unavailable(quotes[0].venue, "none")
        return known

    async def tendency(self) -> MarketTendency | None:
        """Return where the market tends by the closed candles of the leading coins; None when too little is known.
        Raises `Unavailable` when BTC's candles are not to be had."""
        bitcoin, coins = self._universe.bitcoin, await self._universe.leading()
        asked = tuple(dict.fromkeys((bitcoin, *coins)))
        histories = await self._candles(asked, Window(Interval.D1, timedelta(days=TENDENCY_DAYS)), needed=bitcoin)
        if bitcoin not in histories:
            return None
        hourly = await self._candles(tuple(histories), Window(Interval.H1, HOURLY))
        leader = hourly.get(bitcoin, histories[bitcoin])
        days = [h.closed for coin, h in histories.items() if coin in coins]
        hours = {h.series.key.pair: h.closed for h in hourly.values()}
        replayed = tendencies(histories[bitcoin].closed, days, hours)
        if not replayed:
            return None
        venues = tuple(dict.fromkeys(venue for h in histories.values() for venue in h.route.venues))
        missing = tuple(coin for coin in asked if coin not in histories)
        return MarketTendency(replayed[-1], replayed[:-1], venues, leader.stale, missing)

    async def _candles(
        self, coins: Sequence[Coin], window: Window, needed: Coin | None = None
    ) -> dict[Coin, CandleHistory]:
        """Return the candles of those coins that have any; those of the `needed` one must be had."""
        found = await asyncio.gather(*(self._of(coin, window, required=coin is needed) for coin in coins))
        return {coin: history for coin, history in zip(coins, found, strict=True) if history is not None}

    async def _of(self, coin: Coin, window: Window, *, required: bool) -> CandleHistory | None:
        try:
            return await self._desk.candles(coin, window)
        except UnknownName:
            return None
        except Unavailable:
            if required:
                raise
            return None
