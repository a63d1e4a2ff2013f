"""Candles for models: every coin that is followed, as far back as a lane looks, closed ones only."""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Protocol

from core.forecasts.eligibility import unfit
from core.forecasts.model import Lane
from core.forecasts.ports import History
from core.kernel.errors import Unavailable, UnknownName
from core.market.history import CandleHistory, Window
from core.market.model import Coin

AT_ONCE = 4
LEARNT_ON = {Lane.DAILY: timedelta(days=8 * 365), Lane.HOURLY: timedelta(days=2 * 365)}
"""How far back a model learns."""
ASKED_ON = {Lane.DAILY: timedelta(days=8 * 365), Lane.HOURLY: timedelta(days=125)}
"""How far back a model is told when it is asked: twenty coins' years of hours take seconds to read."""


class Past(Protocol):
    """Who knows candles."""

    async def candles(self, coin: Coin, window: Window) -> CandleHistory: ...


class Followed(Protocol):
    """Which coins are followed."""

    @property
    def bitcoin(self) -> Coin: ...

    async def coins(self) -> tuple[Coin, ...]:
        """Return the leading coins, most traded first, and those that anybody watches."""


class Gathering:
    """Collects histories; a coin whose candles are not to be had is left out, and keeps nobody from the others."""

    def __init__(self, past: Past, followed: Followed) -> None:
        self._past, self._followed = past, followed

    async def coins(self) -> tuple[Coin, ...]:
        """Return the coins that are forecast unasked: those followed, without stable and wrapped ones."""
        return tuple(coin for coin in await self._followed.coins() if unfit(coin) is None)

    async def histories(self, lane: Lane, back: timedelta, asked: Iterable[Coin] = ()) -> Sequence[History]:
        """Return the closed candles over `back` of every coin that is followed, of BTC, which leads the market, and of
        those `asked`, each in its own pair."""
        coins = dict.fromkeys((self._followed.bitcoin, *await self.coins(), *asked))
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(coin: Coin) -> History | None:
            async with gate:
                try:
                    found = await self._past.candles(coin, Window(lane.interval, back))
                except (Unavailable, UnknownName):
                    return None
            return History(coin, found.closed) if len(found.closed) else None

        found = await asyncio.gather(*(one(coin) for coin in coins))
        return [each for each in found if each is not None]
