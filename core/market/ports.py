"""What the market room needs of the world."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Protocol

from core.kernel.memory import Memory
from core.kernel.work import UnitOfWork
from core.market.model import CandleSeries, Interval, Listing, OrderBook, Pair, SeriesKey, Ticker, Trade


class Venue(Protocol):
    """A place that can be asked for public market data. Every method may raise `Unavailable`, and `UnknownName`
    (what="pair") for a pair it does not trade; nothing else. Answers are checked: what is no number, not positive,
    misordered or garbled never leaves the adapter.
    """

    @property
    def id(self) -> str:
        """Lower-case id: binance, coinbase, kraken, kucoin, simulated, replay."""

    @property
    def name(self) -> str:
        """As people write it: Binance, Kraken; "Simulated market"."""

    @property
    def streams(self) -> bool:
        """Whether `trades` is worth trying."""

    async def listings(self) -> Sequence[Listing]:
        """Return every spot pair; cached by the adapter, asked anew after an hour."""

    async def tickers(self, pairs: Sequence[Pair]) -> Sequence[Ticker]:
        """Return the tickers of those `pairs` that it trades, in one upstream call where the venue allows."""

    async def candles(self, pair: Pair, interval: Interval, since: datetime, until: datetime) -> CandleSeries:
        """Return every candle that opens in [since, until), the running one included when `until` lies beyond now;
        oldest first, unique, on the grid, paging as the venue needs. `interval` is a stored one (1m, 1h, 1d)."""

    async def order_book(self, pair: Pair) -> OrderBook:
        """Return the book, deep enough for ±1 % where the venue gives it."""

    def trades(self, pairs: Sequence[Pair]) -> AsyncIterator[Trade]:
        """Yield prices as they happen until the iterator is closed; raises `Unavailable` when the stream breaks."""

    async def close(self) -> None:
        """Release connections; safe to call twice."""


class Candles(Protocol):
    """The candle store. Series are keyed by the venue preferred for the pair; rows of another are marked."""

    async def read(self, key: SeriesKey, since: datetime, until: datetime) -> CandleSeries:
        """Return stored candles that open in [since, until)."""

    async def newest(self, key: SeriesKey, count: int, until: datetime) -> CandleSeries:
        """Return the last `count` candles that open before `until`."""

    async def append(self, series: CandleSeries) -> int:
        """Store candles, replacing those of the same time whose values differ; return how many rows changed."""

    async def opened_between(self, key: SeriesKey, since: datetime, until: datetime) -> Sequence[int]:
        """Return the opening times (ms) of stored candles in [since, until), ascending."""

    async def span(self, key: SeriesKey) -> tuple[datetime, datetime] | None:
        """Return the first and last stored opening times, None when there is none."""

    async def keys(self) -> Sequence[SeriesKey]:
        """Return every series that has a candle."""


class Watchlists(Protocol):
    """What each person watches."""

    async def of(self, person_id: int) -> Sequence[str]:
        """Return coin ids in the order they were added."""

    async def add(self, person_id: int, coin_ids: Sequence[str]) -> Sequence[str]:
        """Add those not there yet; return them."""

    async def remove(self, person_id: int, coin_ids: Sequence[str]) -> Sequence[str]:
        """Remove; return those that were there."""

    async def everyone(self) -> Sequence[str]:
        """Return every coin id that anybody watches."""


class MarketWork(UnitOfWork, Protocol):
    """The tables that the market room may touch."""

    @property
    def candles(self) -> Candles: ...
    @property
    def watchlists(self) -> Watchlists: ...
    @property
    def memory(self) -> Memory: ...


class MarketStore(Protocol):
    """Where units of work come from."""

    def begin(self) -> MarketWork:
        """Return a unit of work that may write."""

    def reading(self) -> MarketWork:
        """Return one that only reads, and waits for no writer."""
