"""Facts of the market: coins, pairs, intervals, candles, tickers, order books."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import Enum, StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Instants = NDArray[np.int64]


class CoinKind(StrEnum):
    """What an asset is; it decides whether it is charted, forecast or watched for its peg."""

    COIN = "coin"
    STABLE = "stable"
    WRAPPED = "wrapped"
    LEVERAGED = "leveraged"
    FIAT = "fiat"


@dataclass(frozen=True, slots=True)
class Coin:
    """An asset: `id` is unique ("terra-classic"), `symbol` is the ticker on venues ("LUNC") and may be shared by two.

    `peg` is the currency or coin that a stable, wrapped or leveraged asset follows ("USD", "BTC").
    """

    id: str
    symbol: str
    name: str
    kind: CoinKind = CoinKind.COIN
    aliases: tuple[str, ...] = ()
    peg: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """`base` is priced in `quote`; both are upper-case tickers as people write them (BTC, never XBT)."""

    base: str
    quote: str

    def __str__(self) -> str:
        return f"{self.base}/{self.quote}"


class Interval(Enum):
    """Length of a candle. 1m, 1h and 1d are stored; the rest are built from them on the UTC grid, weeks from Monday."""

    M1 = "1m"
    M5 = "5m"
    M15 = "15m"
    M30 = "30m"
    H1 = "1h"
    H4 = "4h"
    D1 = "1d"
    W1 = "1w"

    @cached_property
    def length(self) -> timedelta:
        return _LENGTHS[self]

    @cached_property
    def ms(self) -> int:
        return self.length // _MS

    @cached_property
    def stored(self) -> "Interval":
        """The stored interval this one is built from (itself when stored)."""
        if self.length < timedelta(hours=1):
            return Interval.M1
        return Interval.H1 if self.length < timedelta(days=1) else Interval.D1

    def floor(self, at: datetime) -> datetime:
        """Return the open of the candle that holds `at`."""
        return from_ms(self.floor_ms(to_ms(at)))

    def floor_ms(self, ms: int) -> int:
        # 1970-01-01 was a Thursday; weekly candles open on Mondays.
        offset = 4 * 86_400_000 if self is Interval.W1 else 0
        return (ms - offset) // self.ms * self.ms + offset


_LENGTHS = {
    Interval.M1: timedelta(minutes=1),
    Interval.M5: timedelta(minutes=5),
    Interval.M15: timedelta(minutes=15),
    Interval.M30: timedelta(minutes=30),
    Interval.H1: timedelta(hours=1),
    Interval.H4: timedelta(hours=4),
    Interval.D1: timedelta(days=1),
    Interval.W1: timedelta(weeks=1),
}


def to_ms(at: datetime) -> int:
    """Return milliseconds since 1970 UTC."""
    return (at - _EPOCH) // _MS


def from_ms(ms: int) -> datetime:
    """Return the aware UTC instant of `ms` milliseconds since 1970."""
    return _EPOCH + timedelta(milliseconds=ms)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Candle:
    """One interval of trading: prices in the pair's quote, `volume` in its base; `opened_at` UTC on the grid.

    Source: the venue's own OHLCV endpoint; never interpolated.
    """

    opened_at: datetime
    open: float
    high: float
    low: float
    close: float
    volume: float


@dataclass(frozen=True, slots=True, order=True)
class SeriesKey:
    """Which candles: the venue that served them, the pair and the interval."""

    venue: str
    pair: Pair
    interval: Interval


@dataclass(frozen=True, slots=True)
class CandleSeries:
    """Candles of one series as columns, oldest first, unique times, possibly with gaps.

    opened_ms : [n] int64, ms UTC on the grid · open, high, low, close : [n] float64, in quote · volume : [n], base.
    `refilled` : [n] bool, true where another venue than `key.venue` served the candle.
    """

    key: SeriesKey
    opened_ms: Instants
    open: Floats
    high: Floats
    low: Floats
    close: Floats
    volume: Floats
    refilled: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))

    def __post_init__(self) -> None:
        n = self.opened_ms.size
        if any(column.size != n for column in (self.open, self.high, self.low, self.close, self.volume)):
            raise ValueError("columns of a series are equally long")
        if n > 1 and not bool(np.all(np.diff(self.opened_ms) > 0)):
            raise ValueError("a series is in order and without repeats")
        if self.refilled.size != n:
            object.__setattr__(self, "refilled", np.zeros(n, dtype=np.bool_))

    def __len__(self) -> int:
        return int(self.opened_ms.size)

    def __iter__(self) -> Iterator[Candle]:
        columns = (self.open, self.high, self.low, self.close, self.volume)
        for row in zip(self.opened_ms.tolist(), *(c.tolist() for c in columns), strict=True):
            yield Candle(from_ms(row[0]), *row[1:])

    def sliced(self, rows: slice) -> "CandleSeries":
        """Return the same series with only `rows`."""
        return CandleSeries(
            self.key,
            self.opened_ms[rows],
            self.open[rows],
            self.high[rows],
            self.low[rows],
            self.close[rows],
            self.volume[rows],
            self.refilled[rows],
        )

    def between(self, since: datetime, until: datetime) -> "CandleSeries":
        """Return the candles that open in [since, until)."""
        first, last = np.searchsorted(self.opened_ms, [to_ms(since), to_ms(until)])
        return self.sliced(slice(int(first), int(last)))

    @classmethod
    def of(cls, key: SeriesKey, candles: "list[Candle] | tuple[Candle, ...]") -> "CandleSeries":
        """Return `candles` (ordered, unique) as columns."""
        rows = np.array([(c.open, c.high, c.low, c.close, c.volume) for c in candles], dtype=np.float64).reshape(-1, 5)
        opened = np.array([to_ms(c.opened_at) for c in candles], dtype=np.int64)
        first, high, low, last, volume = (np.ascontiguousarray(rows[:, i]) for i in range(5))
        return cls(key, opened, first, high, low, last, volume)

    @classmethod
    def empty(cls, key: SeriesKey) -> "CandleSeries":
        return cls.of(key, ())


@dataclass(frozen=True, slots=True)
class Ticker:
    """What a venue says about a pair now. `last` in quote; `at` is the venue's own time of it, UTC.

    The 24 h fields are None where the venue does not say: `change_24h` is a fraction, volumes in base and in quote.
    """

    venue: str
    pair: Pair
    last: float
    at: datetime
    bid: float | None = None
    ask: float | None = None
    change_24h: float | None = None
    high_24h: float | None = None
    low_24h: float | None = None
    base_volume_24h: float | None = None
    quote_volume_24h: float | None = None


@dataclass(frozen=True, slots=True)
class Trade:
    """One price seen on a stream: `price` in the pair's quote, `size` in base, `at` the venue's time, UTC."""

    venue: str
    pair: Pair
    price: float
    size: float
    at: datetime


@dataclass(frozen=True, slots=True)
class OrderBook:
    """Bids and asks, best first: each level is (price in quote, size in base); `at` the venue's time, UTC."""

    venue: str
    pair: Pair
    at: datetime
    bids: tuple[tuple[float, float], ...]
    asks: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A pair that a venue lists; `active` is false once it no longer trades there."""

    venue: str
    pair: Pair
    active: bool = True


class MarketMode(StrEnum):
    """What kind of market a data directory belongs to."""

    LIVE = "live"
    SIMULATED = "simulated"
    REPLAY = "replay"
