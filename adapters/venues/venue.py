"""A venue behind our port, by way of ccxt: what Binance, Coinbase, Kraken and KuCoin have in common.

Translates in both directions and checks what comes in; `asking` owns pace, retries and errors.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import aclosing
from datetime import datetime, timedelta
from typing import Any, Final

import aiohttp

from adapters.venues import checks
from adapters.venues.addresses import replaced, stream_base
from adapters.venues.answers import MISSHAPEN, Garbled, http_date
from adapters.venues.asking import Asking
from adapters.venues.library import rest_client, stream_client
from adapters.venues.listing import Market, Roll, introduce, listed, sound, structure
from adapters.venues.streams import happenings
from adapters.venues.traits import CandlePage, Paging, Traits
from core.kernel.chance import Chance
from core.kernel.clock import RealClock
from core.kernel.errors import Unavailable, UnknownName
from core.market.model import CandleSeries, Interval, Listing, OrderBook, Pair, SeriesKey, Ticker, Trade, from_ms, to_ms

TICKERS_A_CALL: Final = 100
# Less than this may be the way of the answer, or the whole seconds of a Date header.
SKEW: Final = timedelta(seconds=2)


class CcxtVenue(Traits):
    """A Venue through ccxt. A subclass says what differs; nothing is asked before the first question.

    `session` is shared and not closed here (open it with trust_env=True, for proxies); without one the venue opens
    its own. `base_url` takes the place of scheme, host and port of all addresses, and turns `streams` off unless they
    are asked for. `timeout` bounds each single call.
    """

    def __init__(
        self,
        clock: RealClock,
        chance: Chance,
        *,
        session: aiohttp.ClientSession | None = None,
        base_url: str | None = None,
        streams: bool | None = None,
        timeout: timedelta = timedelta(seconds=5),
    ) -> None:
        self._clock, self._session, self._own_session = clock, session, session is None
        self._base_url, self._timeout = base_url, timeout
        self._streams = base_url is None if streams is None else streams
        self._asking = Asking(self.id, clock, chance, patience=timeout)
        self._client: Any = None
        self._roll = Roll(self.id, clock, lambda: self._ask(self._read_list))
        self._opening = asyncio.Lock()
        self._history = asyncio.Semaphore(self.at_once)
        self._ahead = timedelta(0)
        self.paced = True
        """Whether calls keep to the venue's weights; before the first question, a mirror of one's own may be spared."""
        self.dropped: Counter[str] = Counter()
        """Rows that did not pass the checks, by why, since the start."""

    @property
    def streams(self) -> bool:
        return self._streams

    async def listings(self) -> Sequence[Listing]:
        """Return every spot pair; an old list is served on while a new one cannot be had."""
        known = await self._roll.known()
        return tuple(Listing(self.id, pair, market.active) for pair, market in known.items())

    async def tickers(self, pairs: Sequence[Pair]) -> Sequence[Ticker]:
        """Return the tickers of those `pairs` that are listed and traded; a bad one does not cost the others."""
        known = await self._roll.known()
        wanted = [(pair, known[pair]) for pair in dict.fromkeys(pairs) if pair in known and known[pair].active]
        parts = [wanted[i : i + TICKERS_A_CALL] for i in range(0, len(wanted), TICKERS_A_CALL)]
        tickers = [ticker for part in parts for ticker in await self._tickers_of(part)]
        sound_ones = [ticker for ticker in tickers if ticker is not None]
        if tickers and not sound_ones:
            raise Unavailable(self.id, "garbled")
        return sound_ones

    async def candles(self, pair: Pair, interval: Interval, since: datetime, until: datetime) -> CandleSeries:
        """Return what there is in [since, until): less than asked where the venue keeps no more."""
        market = await self._market_of(pair)
        step = interval.ms
        start, stop = (-(-to_ms(at) // step) * step for at in (since, until))
        # There is nothing after the running candle; the venue's clock counts, not ours.
        stop = min(stop, interval.floor_ms(to_ms(self._now() + checks.LEEWAY)) + step)
        rows: dict[int, checks.Row] = {}
        for _ in range(-(-max(stop - start, 0) // (step * self.page)) + 1):
            if start >= stop:
                break
            end = min(start + step * self.page, stop) if self.paging is Paging.WINDOWS else stop
            sieved, received = await self._page((pair, market), interval, start, end)
            rows.update(sieved)
            start = self._next_start(sieved, received, start, end, step)
        return checks.series(SeriesKey(self.id, pair, interval), rows, since, until)

    async def order_book(self, pair: Pair) -> OrderBook:
        market = await self._market_of(pair)
        client = await self._connected()
        introduce(client, {pair: market})
        said = await self._ask(lambda: client.fetch_order_book(str(pair), self.book_levels), pair)
        blank = OrderBook(self.id, pair, self._now(), (), ())
        book = checks.order_book(blank, said, self._now()) if isinstance(said, dict) else None
        if book is None:
            self.dropped["book"] += 1
            raise Unavailable(self.id, "garbled")
        return book

    async def trades(self, pairs: Sequence[Pair]) -> AsyncIterator[Trade]:
        """Yield what happens from now on; `Unavailable` when the stream breaks or stays silent, or there is none."""
        known = await self._roll.known()
        wanted = [pair for pair in pairs if pair in known and known[pair].active]
        if not wanted:
            raise Unavailable(self.id, "none")
        introduce(await self._connected(), {pair: known[pair] for pair in wanted})
        client = await stream_client(self.id, self._settings())
        client.set_markets_from_exchange(self._client)
        self._readdress(client)
        began = self._now() - checks.LEEWAY
        async with aclosing(happenings(self.id, client, wanted, self.stream_wishes)) as happening:
            async for pair, said in happening:
                trade = checks.trade(Trade(self.id, pair, 0.0, 0.0, self._now()), said, self._now())
                if trade is None:
                    self.dropped["trade"] += 1
                elif trade.at >= began:  # Coinbase begins with what happened before
                    yield trade

    async def server_time(self) -> datetime | None:
        """Return the venue's own time, None when it does not say; for judging our clock."""
        client = await self._connected()
        said = checks.number(await self._ask(client.fetch_time))
        return from_ms(int(said)) if said is not None else None

    async def close(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            await client.close()
        if self._own_session and self._session is not None:
            session, self._session = self._session, None
            await session.close()

    async def _ask(self, question: Any, pair: Pair | None = None) -> Any:
        try:
            said = await self._asking.ask(question, pair)
        except UnknownName:
            self._roll.doubt()
            raise
        self._set_clock()
        return said

    def _set_clock(self) -> None:
        """Learn from the Date of the last answer how far the venue's clock is ahead of ours: which candles are of the
        future is for the venue to say."""
        headers = (self._client.last_response_headers if self._client else None) or {}
        said = http_date(headers.get("Date", ""))
        if said is not None:
            ahead = said - self._clock.now()
            self._ahead = ahead if abs(ahead) > SKEW else timedelta(0)

    def _now(self) -> datetime:
        return self._clock.now() + self._ahead

    async def _connected(self) -> Any:
        async with self._opening:
            if self._client is None:
                self._client = await rest_client(self.id, self._settings(), self.unknown_pair)
                self._readdress(self._client)
        return self._client

    def _settings(self) -> dict[str, object]:
        if self._session is None:
            self._session = aiohttp.ClientSession(trust_env=True)
        timeout_ms = int(self._timeout.total_seconds() * 1000)
        return {"session": self._session, "timeout": timeout_ms, "enableRateLimit": self.paced}

    def _readdress(self, client: Any) -> None:
        if self._base_url is None:
            return
        client.urls["api"] = replaced(client.urls["api"], self._base_url)
        for name, path in self.stream_addresses.items():
            if "ws" in client.urls["api"]:
                client.urls["api"]["ws"][name] = stream_base(self._base_url) + path

    async def _read_list(self) -> dict[Pair, Market]:
        client = await self._connected()
        rows = list(await self._rows(client))
        return listed(client, sound(rows, self._market))

    async def _market_of(self, pair: Pair) -> Market:
        known = await self._roll.known()
        if pair not in known:
            raise UnknownName("pair", str(pair))
        return known[pair]

    async def _tickers_of(self, markets: Sequence[tuple[Pair, Market]]) -> list[Ticker | None]:
        """Ask for `markets` in one call; when the venue does not know one of them, halve until it stands alone.

        None stands for a ticker that did not come, or not whole.
        """
        client = await self._connected()
        ids = [market.id for _, market in markets]
        try:
            rows = dict(await self._ask(lambda: self._ticker_rows(client, ids), markets[0][0]))
        except UnknownName:
            if len(markets) == 1:
                return []
            middle = len(markets) // 2
            return await self._tickers_of(markets[:middle]) + await self._tickers_of(markets[middle:])
        return [self._ticker(client, one, rows.get(one[1].id)) for one in markets]

    def _ticker(self, client: Any, one: tuple[Pair, Market], row: Any) -> Ticker | None:
        try:
            said = {**self._parsed_ticker(client, row, structure(client, *one)), "last": self._last_price(row)}
        except MISSHAPEN:
            said = {}
        if not self.says_change:
            said["percentage"] = None
        ticker = checks.ticker(Ticker(self.id, one[0], 0.0, self._now()), said, self._now())
        self.dropped["ticker"] += ticker is None
        return ticker

    async def _page(
        self, of: tuple[Pair, Market], interval: Interval, start: int, end: int
    ) -> tuple[Mapping[int, checks.Row], int]:
        client = await self._connected()
        pair, market = of
        page = CandlePage(market.id, client.timeframes[interval.value], start, end)

        async def question() -> list[Any]:
            rows = await self._candle_rows(client, page)
            if not isinstance(rows, list):
                raise Garbled("candles are rows")
            return rows

        async with self._history:
            rows = await self._ask(question, pair)
        sieved = checks.sieve((self._parsed_candle(client, row) for row in rows), interval.ms, self._now())
        self.dropped.update(sieved.dropped)
        if rows and not sieved.rows:
            raise Unavailable(self.id, "garbled")
        return sieved.rows, len(rows)

    @staticmethod
    def _parsed_candle(client: Any, row: Any) -> object:
        try:
            return client.parse_ohlcv(row)
        except MISSHAPEN:
            return None

    def _next_start(self, rows: Mapping[int, checks.Row], received: int, start: int, end: int, step: int) -> int:
        """Return where the next page begins: beyond the end when this was the last, or the venue repeats itself."""
        if self.paging is Paging.WINDOWS:
            return end
        newest = max(rows, default=start)
        more = self.paging is Paging.FORWARD and received >= self.page and newest >= start
        return newest + step if more else end
