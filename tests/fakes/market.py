"""A market for tests: venues that can be told to fail or lie, and the stores in memory."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import TracebackType

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
from core.market.resample import joined, masked

PriceAt = Callable[[int], float]


def pair_of(text: str) -> Pair:
    """Return the pair written "BTC/USDT"."""
    return Pair(*text.split("/"))


def wavy(price: float) -> PriceAt:
    """Return a price by instant (ms) that wanders ±1 % around `price` with the hours."""
    return lambda ms: price * (1 + 0.01 * float(np.sin(ms / 3_600_000)))


@dataclass
class Faults:
    """What is wrong with a venue: `down` raises `Unavailable` with this reason · `hangs` never answers · `factor` is by
    how much its prices lie · `behind` how old its tickers are · `absent` candles it does not have, [since, until) ms ·
    `unknown` pairs it has delisted without saying · `poison` an exception that is nobody's error."""

    down: str = ""
    hangs: bool = False
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
        first = max(-(-to_ms(since) // interval.ms) * interval.ms, self.listed_since_ms)
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
        return Ticker(
            self._id, pair, last, from_ms(now), last * 0.999, last * 1.001, last / before - 1, top, foot, volume,
            volume * last,
        )  # fmt: skip

    def _price(self, pair: Pair, ms: int) -> float:
        return self.prices[pair](ms) * self.faults.factor

    def _is_absent(self, ms: int) -> bool:
        return any(since <= ms < until for since, until in self.faults.absent)

    async def _answer(self, what: str) -> None:
        self.calls[what] += 1
        await asyncio.sleep(0)
        if self.faults.hangs:
            await asyncio.Event().wait()
        if self.faults.poison is not None:
            raise self.faults.poison
        if self.faults.down:
            raise Unavailable(self._id, self.faults.down)


def _constant(price: float) -> PriceAt:
    return lambda _: price


class MemoryCandles:
    """Candles in a dictionary."""

    def __init__(self) -> None:
        self.series: dict[SeriesKey, CandleSeries] = {}

    async def read(self, key: SeriesKey, since: datetime, until: datetime) -> CandleSeries:
        return self._of(key).between(since, until)

    async def newest(self, key: SeriesKey, count: int, until: datetime) -> CandleSeries:
        before = self._of(key).between(from_ms(0), until)
        return before.sliced(slice(max(0, len(before) - count), None))

    async def append(self, series: CandleSeries) -> int:
        before = self._of(series.key)
        after = joined(before, series)
        known = {c.opened_at: c for c in before.between(*_reach(series))} if len(series) else {}
        changed = sum(known.get(c.opened_at) != c for c in series)
        if changed:
            self.series[series.key] = after
        return changed

    async def opened_between(self, key: SeriesKey, since: datetime, until: datetime) -> Sequence[int]:
        found: list[int] = self._of(key).between(since, until).opened_ms.tolist()
        return found

    async def span(self, key: SeriesKey) -> tuple[datetime, datetime] | None:
        series = self._of(key)
        return (from_ms(int(series.opened_ms[0])), from_ms(int(series.opened_ms[-1]))) if len(series) else None

    async def keys(self) -> Sequence[SeriesKey]:
        return sorted((k for k, s in self.series.items() if len(s)), key=str)

    def forget(self, key: SeriesKey, since: datetime, until: datetime) -> None:
        """Lose candles, as a crash or a deletion would."""
        series = self.series[key]
        inside = (series.opened_ms >= to_ms(since)) & (series.opened_ms < to_ms(until))
        self.series[key] = masked(series, ~inside)

    def _of(self, key: SeriesKey) -> CandleSeries:
        return self.series.get(key) or CandleSeries.empty(key)


class MemoryWatchlists:
    """Watch lists in a dictionary."""

    def __init__(self) -> None:
        self.lists: dict[int, list[str]] = {}

    async def of(self, person_id: int) -> Sequence[str]:
        return tuple(self.lists.get(person_id, ()))

    async def add(self, person_id: int, coin_ids: Sequence[str]) -> Sequence[str]:
        mine = self.lists.setdefault(person_id, [])
        new = [c for c in dict.fromkeys(coin_ids) if c not in mine]
        mine.extend(new)
        return tuple(new)

    async def remove(self, person_id: int, coin_ids: Sequence[str]) -> Sequence[str]:
        mine = self.lists.get(person_id, [])
        gone = [c for c in dict.fromkeys(coin_ids) if c in mine]
        self.lists[person_id] = [c for c in mine if c not in gone]
        return tuple(gone)

    async def everyone(self) -> Sequence[str]:
        return tuple(dict.fromkeys(c for mine in self.lists.values() for c in mine))


class MemoryFacts:
    """The market's memory in a dictionary."""

    def __init__(self) -> None:
        self.facts: dict[str, str] = {}

    async def recall(self, key: str) -> str | None:
        return self.facts.get(key)

    async def keep(self, key: str, text: str) -> None:
        self.facts[key] = text

    async def count(self, key: str, by: int = 1) -> int:
        self.facts[key] = str(int(self.facts.get(key, "0")) + by)
        return int(self.facts[key])


class MemoryMarketWork:
    """A unit of work over the three stores: what is not committed is undone."""

    def __init__(self, store: "MemoryMarket") -> None:
        self._store = store
        self._before: tuple[dict[SeriesKey, CandleSeries], dict[int, list[str]], dict[str, str]] | None = None

    @property
    def candles(self) -> MemoryCandles:
        return self._store.candles

    @property
    def watchlists(self) -> MemoryWatchlists:
        return self._store.watchlists

    @property
    def memory(self) -> MemoryFacts:
        return self._store.memory

    async def __aenter__(self) -> "MemoryMarketWork":
        if self._store.broken:
            raise Unavailable("database", "locked")
        store = self._store
        self._before = dict(store.candles.series), deepcopy(store.watchlists.lists), dict(store.memory.facts)
        self._store.open_works += 1
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._store.open_works -= 1
        if self._before is not None:
            self._store.candles.series, self._store.watchlists.lists, self._store.memory.facts = self._before

    async def commit(self) -> None:
        self._before = None
        self._store.commits += 1


class MemoryMarket:
    """The tables of the market room; call `begin()` for a unit of work. `broken` refuses it."""

    def __init__(self) -> None:
        self.candles, self.watchlists, self.memory = MemoryCandles(), MemoryWatchlists(), MemoryFacts()
        self.broken = False
        self.open_works = self.commits = 0

    def begin(self) -> MemoryMarketWork:
        return MemoryMarketWork(self)

    def reading(self) -> MemoryMarketWork:
        return MemoryMarketWork(self)


def _reach(series: CandleSeries) -> tuple[datetime, datetime]:
    return from_ms(int(series.opened_ms[0])), from_ms(int(series.opened_ms[-1]) + 1)


def aged(ticker: Ticker, at: datetime) -> Ticker:
    """Return `ticker` as if it were said at another instant."""
    return replace(ticker, at=at)
