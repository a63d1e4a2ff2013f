"""Venues of the simulated world: honest until the plan says otherwise."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

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
from tests.simulator.faults import Fault, Plan, Trouble
from tests.simulator.prices import DAY_MS, RENAMED, Prices
from tests.simulator.virtual_time import Timeline

TENFOLD = 10.0
# Nothing is older than this; nobody asks for more.
LISTED_FOR = timedelta(days=4)
TRADES_APART_S = 20.0
SLOW_S = (0.5, 9.0)


def _pairs(*texts: str) -> tuple[Pair, ...]:
    return tuple(Pair(*text.split("/")) for text in texts)


LISTED = {
    "binance": _pairs("BTC/USDT", "ETH/USDT", "SOL/USDT", "BTC/EUR", "EUR/USDT"),
    "kraken": _pairs("BTC/USD", "ETH/USD", "SOL/USD", "USDT/USD", "EUR/USD", "BTC/EUR"),
    "kucoin": _pairs("BTC/USDT", "ETH/USDT", "SOL/USDT", "BTC/USD", "ETH/USD", "SOL/USD", "USDT/USD", "BTC/EUR"),
}


def sellers(pair: Pair) -> tuple[str, ...]:
    return tuple(venue for venue in LISTED if pair in LISTED[venue])


class PlannedVenue:
    """A Venue. `speed` is the market's; `rude` lists what was asked of it while it wanted to be left alone."""

    def __init__(
        self, venue_id: str, prices: Prices, plan: Plan, timeline: Timeline, clock: MarketClock, speed: float
    ) -> None:
        self._id, self._prices, self._plan = venue_id, prices, plan
        self._timeline, self._clock, self._speed = timeline, clock, speed
        self._alone_until_s = 0.0
        self.rude: list[str] = []

    @property
    def id(self) -> str:
        return self._id

    @property
    def name(self) -> str:
        return self._id.title()

    @property
    def streams(self) -> bool:
        return self._id == "binance"

    async def listings(self) -> Sequence[Listing]:
        self._asked("listings")
        await self._answered()
        renamed = [Listing(self._id, Pair(RENAMED, p.quote)) for p in self._gone(Fault.RENAMED)]
        return [*(Listing(self._id, pair, self._trades(pair)) for pair in LISTED[self._id]), *renamed]

    async def tickers(self, pairs: Sequence[Pair]) -> Sequence[Ticker]:
        self._asked("tickers")
        await self._answered()
        return [self._ticker(pair) for pair in pairs if self._trades(pair)]

    async def candles(self, pair: Pair, interval: Interval, since: datetime, until: datetime) -> CandleSeries:
        self._asked("candles")
        await self._answered()
        if not self._trades(pair):
            raise UnknownName("pair", str(pair))
        since_ms = to_ms(max(since, from_ms(self._listed_ms())))
        opens = range(-(-since_ms // interval.ms) * interval.ms, min(to_ms(until), self._now_ms() + 1), interval.ms)
        rows = [self._candle(pair, interval, ms) for ms in opens if self._serves(ms, interval)]
        return CandleSeries.of(SeriesKey(self._id, pair, interval), rows)

    async def order_book(self, pair: Pair) -> OrderBook:
        self._asked("order book")
        await self._answered()
        if not self._trades(pair):
            raise UnknownName("pair", str(pair))
        ticker = self._ticker(pair)
        steps = [i * 0.001 for i in range(1, 16)]
        bids = tuple((ticker.last * (1 - step), 1.0 + step) for step in steps)
        asks = tuple((ticker.last * (1 + step), 2.0 + step) for step in steps)
        return OrderBook(self._id, pair, ticker.at, bids, asks)

    async def trades(self, pairs: Sequence[Pair]) -> AsyncIterator[Trade]:
        self._asked("trades")
        while True:
            await asyncio.sleep(TRADES_APART_S)
            await self._answered()
            for pair in pairs:
                if self._trades(pair):
                    ticker = self._ticker(pair)
                    yield Trade(self._id, pair, ticker.last, 1.0, ticker.at)

    async def close(self) -> None:
        """Nothing is held."""

    def _asked(self, what: str) -> None:
        # A millisecond is lost where seconds become instants.
        if self._timeline.now_s < self._alone_until_s - 0.001:
            self.rude.append(f"{what} at {self._timeline.now_s:.1f} s")

    async def _answered(self) -> None:
        """Return when the venue would answer, or fail as it is planned."""
        await asyncio.sleep(0.05)
        if (slow := self._troubled(Fault.SLOW)) is not None:
            await asyncio.sleep(SLOW_S[0] + slow.since_s % (SLOW_S[1] - SLOW_S[0]))
        if self._troubled(Fault.HANGS):
            await asyncio.Event().wait()
        if self._troubled(Fault.DOWN):
            raise Unavailable(self._id, "network")
        if self._troubled(Fault.GARBLED):
            raise Unavailable(self._id, "garbled")
        if (busy := self._troubled(Fault.BUSY)) is not None:
            rest_s = min(45.0, busy.until_s - self._timeline.now_s)
            self._alone_until_s = self._timeline.now_s + rest_s
            raise Unavailable(self._id, "busy", timedelta(seconds=rest_s))
        if self._troubled(Fault.POISON):
            raise ZeroDivisionError("poison")

    def _trades(self, pair: Pair) -> bool:
        return pair in LISTED[self._id] and pair not in self._gone(Fault.DELISTED, Fault.RENAMED)

    def _gone(self, *faults: Fault) -> tuple[Pair, ...]:
        return tuple(p for p in LISTED[self._id] if p.base == "SOL") if self._troubled(*faults) else ()

    def _serves(self, opened_ms: int, interval: Interval) -> bool:
        """Whether the candle that opened then is to be had now."""
        now_ms, closed_ms = self._now_ms(), opened_ms + interval.ms
        late = self._troubled(Fault.LATE)
        if late is not None and closed_ms + 1_000 * self._speed * (20 + late.since_s % 25) > now_ms:
            return False
        if (holed := self._troubled(Fault.HOLED)) is not None and opened_ms >= self._market_ms(holed.since_s):
            return False
        frozen = self._troubled(Fault.FROZEN)
        return frozen is None or opened_ms <= self._market_ms(frozen.since_s)

    def _ticker(self, pair: Pair) -> Ticker:
        at_ms = self._seen_ms()
        last, before = self._price(pair, at_ms), self._price(pair, at_ms - DAY_MS)
        hours = self._prices.between(self._id, pair, at_ms - DAY_MS, at_ms)
        high, low = max(float(hours.max()) * self._factor(), last), min(float(hours.min()) * self._factor(), last)
        return Ticker(
            self._id, pair, last, from_ms(at_ms), last * 0.9995, last * 1.0005, last / before - 1, high, low, 5e3,
            5e3 * last,
        )  # fmt: skip

    def _candle(self, pair: Pair, interval: Interval, opened_ms: int) -> Candle:
        candle, by = self._prices.candle(self._id, pair, interval, opened_ms, self._seen_ms()), self._factor()
        return replace(
            candle, open=candle.open * by, high=candle.high * by, low=candle.low * by, close=candle.close * by
        )

    def _price(self, pair: Pair, ms: int) -> float:
        return self._prices.at(self._id, pair, ms) * self._factor()

    def _factor(self) -> float:
        return TENFOLD if self._troubled(Fault.LIES) else 1.0

    def _seen_ms(self) -> int:
        """Return of when its prices are: now, unless they are frozen."""
        frozen = self._troubled(Fault.FROZEN)
        return self._now_ms() if frozen is None else self._market_ms(frozen.since_s)

    def _listed_ms(self) -> int:
        return Interval.D1.floor_ms(to_ms(self._timeline.at(0.0) - LISTED_FOR))

    def _now_ms(self) -> int:
        return to_ms(self._clock.now())

    def _market_ms(self, at_s: float) -> int:
        """Return the market's time at `at_s` of the timeline."""
        return self._now_ms() - round((self._timeline.now_s - at_s) * 1_000 * self._speed)

    def _troubled(self, *faults: Fault) -> Trouble | None:
        return self._plan.find(self._id, self._timeline.now_s, *faults)
