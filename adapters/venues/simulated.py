"""A market that is made up: seeded, the same for ever, and known at any instant without having lived through it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from adapters.venues.simulated_assets import ASSETS, COINS, CROSSES, Asset, Cross
from adapters.venues.simulated_book import best, sides
from adapters.venues.simulated_chance import key
from adapters.venues.simulated_days import Factor
from adapters.venues.simulated_division import Bars, joined
from adapters.venues.simulated_paths import AssetPath, CrossPath, PricePath, Scale, running
from core.kernel.clock import MarketClock
from core.kernel.errors import UnknownName
from core.market.model import (
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

_TRADED: tuple[Asset | Cross, ...] = (*ASSETS, *CROSSES)
SIMULATED_PAIRS = tuple(one.pair for one in _TRADED)
SIMULATED_COINS = tuple(coin.pair.base for coin in COINS)

# Three years before the first day on which anybody can run this, so that any chart has its history.
LISTED_AT = datetime(2020, 1, 1, tzinfo=UTC)

_SCALES = {Interval.M1: Scale.MINUTE, Interval.H1: Scale.HOUR, Interval.D1: Scale.DAY}
_EPOCH = from_ms(0)


class SimulatedVenue:
    """A Venue. `seed` is the world; `step` is how far apart, in market time, the rounds of `trades` are: who runs the
    market faster passes more, so that the machine keeps up."""

    def __init__(
        self,
        clock: MarketClock,
        seed: int = 1,
        listed_at: datetime = LISTED_AT,
        step: timedelta = timedelta(seconds=1),
    ) -> None:
        self._clock = clock
        self._listed_at = listed_at
        self._step = max(1, round(step.total_seconds()))
        self._paths: dict[Pair, PricePath] = {}
        self._spreads = {one.pair: one.spread for one in _TRADED}
        self._books = {pair: key(seed, str(pair), "book") for pair in SIMULATED_PAIRS}
        factor = Factor(seed)
        own = {asset.pair: AssetPath(asset, factor, seed) for asset in ASSETS}
        lots = {asset.pair: asset.lot for asset in ASSETS}
        self._paths.update(own)
        for cross in CROSSES:
            self._paths[cross.pair] = CrossPath(cross, own[cross.over], own[cross.under], lots[cross.over], seed)

    @property
    def id(self) -> str:
        return "simulated"

    @property
    def name(self) -> str:
        return "Simulated market"

    @property
    def streams(self) -> bool:
        return True

    async def listings(self) -> Sequence[Listing]:
        return tuple(Listing(self.id, pair) for pair in SIMULATED_PAIRS)

    async def tickers(self, pairs: Sequence[Pair]) -> Sequence[Ticker]:
        second = self._second()
        return tuple(self._ticker(pair, self._paths[pair], second) for pair in pairs if pair in self._paths)

    async def candles(self, pair: Pair, interval: Interval, since: datetime, until: datetime) -> CandleSeries:
        path, scale, now = self._path(pair), _SCALES[interval], self._clock.now()
        first = max(_cells_before(since, interval), _cells_before(self._listed_at, interval))
        end, closed = _cells_before(until, interval), _second_of(now) // scale
        pieces = []
        if (count := min(end, closed) - first) > 0:
            # In a thread: a long range is milliseconds to a second of arithmetic.
            pieces.append(await asyncio.to_thread(path.bars, scale, first, count))
        if first <= closed < end and until > now:
            pieces.append(running(path, scale, _second_of(now)))
        return _series(SeriesKey(self.id, pair, interval), path, first, pieces)

    async def order_book(self, pair: Pair) -> OrderBook:
        path, second = self._path(pair), self._second()
        inner = best(_price(path, second), self._spreads[pair], path.decimals)
        traded = float(path.prices(path.bars(Scale.DAY, second // Scale.DAY - 1, 1)).volume[0])
        bids, asks = sides(inner, path.decimals, traded, self._books[pair], second)
        return OrderBook(self.id, pair, _instant(second), bids, asks)

    async def trades(self, pairs: Sequence[Pair]) -> AsyncIterator[Trade]:
        paths = {pair: self._path(pair) for pair in pairs}
        while True:
            await self._clock.sleep_until(_instant((self._second() // self._step + 1) * self._step))
            second = self._second()
            for pair, path in paths.items():
                last = path.prices(path.bars(Scale.SECOND, second - 1, 1))
                if last.volume[0] > 0:
                    yield Trade(self.id, pair, float(last.close[0]), float(last.volume[0]), _instant(second))

    async def close(self) -> None:
        """Nothing is held."""

    def _second(self) -> int:
        return _second_of(self._clock.now())

    def _path(self, pair: Pair) -> PricePath:
        path = self._paths.get(pair)
        if path is None:
            akin = [str(other) for other in SIMULATED_PAIRS if other.base in (pair.base, pair.quote)]
            raise UnknownName("pair", str(pair), akin[:3])
        return path

    def _ticker(self, pair: Pair, path: PricePath, second: int) -> Ticker:
        last = _price(path, second)
        bid, ask = best(last, self._spreads[pair], path.decimals)
        day = path.prices(_last_day(path, second))
        typical = (day.high + day.low + day.close) / 3.0
        return Ticker(
            self.id,
            pair,
            last,
            _instant(second),
            bid,
            ask,
            change_24h=last / float(day.open[0]) - 1.0,
            high_24h=float(day.high.max()),
            low_24h=float(day.low.min()),
            base_volume_24h=float(day.volume.sum()),
            quote_volume_24h=float((day.volume * typical).sum()),
        )


def _cells_before(at: datetime, interval: Interval) -> int:
    """Return how many candles since 1970 open before `at`: the number of the first that does not."""
    return -((_EPOCH - at) // interval.length)


def _second_of(at: datetime) -> int:
    return to_ms(at) // 1000


def _instant(second: int) -> datetime:
    return from_ms(second * 1000)


def _price(path: PricePath, second: int) -> float:
    """Return the price as the `second` begins."""
    return float(path.prices(path.bars(Scale.SECOND, second, 1)).open[0])


def _last_day(path: PricePath, second: int) -> Bars:
    """Return bars of several scales that cover the last 24 hours, to the minute at their far end."""
    begin = -((Scale.DAY - second) // Scale.MINUTE)
    hour = -(-begin // 60)
    pieces = [path.bars(Scale.HOUR, hour, second // Scale.HOUR - hour), running(path, Scale.HOUR, second)]
    if hour * 60 > begin:
        pieces.insert(0, path.bars(Scale.MINUTE, begin, hour * 60 - begin))
    return joined(pieces)


def _series(of: SeriesKey, path: PricePath, first: int, pieces: Sequence[Bars]) -> CandleSeries:
    pieces = [piece for piece in pieces if len(piece)]
    if not pieces:
        return CandleSeries.empty(of)
    prices = path.prices(joined(pieces))
    opened = np.arange(first, first + prices.open.size, dtype=np.int64) * of.interval.ms
    return CandleSeries(of, opened, prices.open, prices.high, prices.low, prices.close, prices.volume)
