"""A venue for tests, which can be told to fail or to lie."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

import numpy as np

from core.kernel.clock import MarketClock
from core.kernel.errors import Unavailable, UnknownName
from core.market.model import (
    Candle,
    CandleSeries,
    Interval,
    Listing,
    OrderBook,
    Pair,
    SeriesKey,
    Ticker,
    Trade,
    from_ms,
    to_ms,
)

T = TypeVar("T")
PriceAt = Callable[[int], float]


def pair_of(text: str) -> Pair:
    """Return the pair written "BTC/USDT"."""
    return Pair(*text.split("/"))


def wavy(price: float) -> PriceAt:
    """Return a price by instant (ms) that wanders ±1 % around `price` with the hours."""
    return lambda ms: price * (1 + 0.01 * float(np.sin(ms / 3_600_000)))


@dataclass
class Faults:
    """What is wrong with a venue: `down` raises `Unavailable` with this reason · `hangs` never answers · `slow` is
    waited for before it answers · `factor` is by how much its prices lie · `behind` how old its tickers are · `absent`
    candles it does not have, [since, until) ms · `unknown` pairs it has delisted without saying · `poison` an exception
    that is nobody's error."""

    down: str = ""
    hangs: bool = False
    slow: Callable[[], Awaitable[object]] | None = None
    factor: float = 1.0
    behind_s: float = 0.0
    absent: list[tuple[int, int]] = field(default_factory=list)
    unknown: set[Pair] = field(default_factory=set)
    poison: Exception | None = None


class FakeVenue:
    """A Venue whose prices are functions of time and whose faults a test sets; `calls` counts what it was asked."""

    def __init__(
        self, venue_id: str, clock: MarketClock, prices: Mapping[str, float | PriceAt], streams: bool = False
    ) -> None:
        self._id, self._clock, self._streams = venue_id, clock, streams
        self.prices: dict[Pair, PriceAt] = {
            pair_of(text): price if callable(price) else _constant(price) for text, price in prices.items()
        }
        self.faults = Faults()
        self.inactive: set[Pair] = set()
        self.calls: Counter[str] = Counter()
        self.asked_pairs: list[tuple[Pair, ...]] = []
        self.asked_candles: list[tuple[Pair, Interval, datetime, datetime]] = []
        self.trades_to_come: asyncio.Queue[Trade | Unavailable] = asyncio.Queue()
        self.listed_since_ms = 0
        self.volume = 10.0
        self.says_change = True
        self.keeps = 1_000_000  # candles of each length
        self.closed = 0

    @property
    def id(self) -> str:
        return self._id

    @property
    def name(self) -> str:
        return self._id.title()

    @property
    def streams(self) -> bool:
        return self._streams

    async def listings(self) -> Sequence[Listing]:
        await self._answer("listings")
        return [Listing(self._id, pair, pair not in self.inactive) for pair in self.prices]

    async def tickers(self, pairs: Sequence[Pair]) -> Sequence[Ticker]:
        self.asked_pairs.append(tuple(pairs))
        await self._answer("tickers")
        return [self._ticker(pair) for pair in pairs if pair in self.prices and pair not in self.faults.unknown]

    async def candles(self, pair: Pair, interval: Interval, since: datetime, until: datetime) -> CandleSeries:
        self.asked_candles.append((pair, interval, since, until))
        await self._answer("candles")
        if pair not in self.prices or pair in self.faults.unknown:
            raise UnknownName("pair", str(pair))
        oldest = max(self.listed_since_ms, to_ms(self._clock.now()) - self.keeps * interval.ms)
        first = max(-(-to_ms(since) // interval.ms) * interval.ms, oldest)
        last = min(to_ms(until), to_ms(self._clock.now()) + 1)
        opened = range(-(-first // interval.ms) * interval.ms, last, interval.ms)
        rows = [self.candle(pair, interval, ms) for ms in opened if not self._is_absent(ms)]
        return CandleSeries.of(SeriesKey(self._id, pair, interval), rows)

    async def order_book(self, pair: Pair) -> OrderBook:
        await self._answer("order_book")
        if pair not in self.prices:
            raise UnknownName("pair", str(pair))
        price = self._price(pair, to_ms(self._clock.now()))
        levels = [i * 0.001 for i in range(1, 16)]
        bids = tuple((price * (1 - step), 1.0) for step in levels)
        asks = tuple((price * (1 + step), 2.0) for step in levels)
        return OrderBook(self._id, pair, self._clock.now(), bids, asks)

    async def trades(self, pairs: Sequence[Pair]) -> AsyncIterator[Trade]:
        self.calls["trades"] += 1
        while True:
            said = await self.trades_to_come.get()
            if isinstance(said, Unavailable):
                raise said
            yield said

    async def close(self) -> None:
        self.closed += 1

    def candle(self, pair: Pair, interval: Interval, opened_ms: int) -> Candle:
        """Return the candle it serves: from the price at its open to that at its end (or now)."""
        until = min(opened_ms + interval.ms, to_ms(self._clock.now()))
        first, last = self._price(pair, opened_ms), self._price(pair, until)
        top, foot = max(first, last) * 1.0001, min(first, last) * 0.9999
        return Candle(from_ms(opened_ms), first, top, foot, last, self.volume * interval.ms / 60_000)

    def _ticker(self, pair: Pair) -> Ticker:
        now = to_ms(self._clock.now()) - int(self.faults.behind_s * 1000)
        last, before = self._price(pair, now), self._price(pair, now - 86_400_000)
        top, foot = max(last, before) * 1.01, min(last, before) * 0.99
        volume = self.volume * 1440
        change = last / before - 1 if self.says_change else None
        return Ticker(
            self._id, pair, last, from_ms(now), last * 0.999, last * 1.001, change, top, foot, volume, volume * last
        )

    def _price(self, pair: Pair, ms: int) -> float:
        return self.prices[pair](ms) * self.faults.factor

    def _is_absent(self, ms: int) -> bool:
        return any(since <= ms < until for since, until in self.faults.absent)

    async def _answer(self, what: str) -> None:
        self.calls[what] += 1
        await asyncio.sleep(0)
        if self.faults.slow is not None:
            await self.faults.slow()
        if self.faults.hangs:
            await asyncio.Event().wait()
        if self.faults.poison is not None:
            raise self.faults.poison
        if self.faults.down:
            raise Unavailable(self._id, self.faults.down)


def _constant(price: float) -> PriceAt:
    return lambda _: price
