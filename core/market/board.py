"""The board of last prices: one upstream call per venue, however many ask at once."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from cachetools import TTLCache

from core.kernel.clock import MarketClock, RealClock
from core.kernel.errors import Unavailable, UnknownName
from core.market.model import Listing, Pair, Ticker, Trade
from core.market.patience import within
from core.market.ports import Venue
from core.market.tape import Seen, Tape

Tickers = dict[tuple[str, Pair], Ticker]
Enough = Callable[[Mapping[tuple[str, Pair], Ticker]], bool]


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the desk waits, in real seconds. `whole_s` for prices altogether, `with_past_s` for them and what they
    were a day ago · `grace_s` for the slower venues once somebody has answered, enough for one that takes a call a
    second · `listings_s` for what a venue lists · `valid_s` how long a ticker is not asked again · `resting_s` how long
    a venue that failed is not waited for, twice as long each time up to `longest_rest_s`."""

    whole_s: float = 4.0
    with_past_s: float = 5.0
    grace_s: float = 1.6
    listings_s: float = 2.0
    longest_listing_s: float = 60.0
    valid_s: float = 2.0
    resting_s: float = 10.0
    longest_rest_s: float = 60.0


@dataclass(frozen=True, slots=True)
class VenueState:
    """How a venue is doing: `answered_at` (market clock) its last good answer, `failed` how often in a row it gave
    none, `reason` why (network, timeout, busy, garbled, defect), `resting_until` (real clock)."""

    venue: str
    answered_at: datetime | None = None
    failed: int = 0
    reason: str = ""
    resting_until: datetime | None = None


class VenueBoard:
    """One venue's last prices. Who asks while a question is under way waits for that one; pairs asked together, and by
    others in the same turn of the loop, travel in one call."""

    def __init__(
        self, venue: Venue, real: RealClock, market: MarketClock, patience: Patience, tape: Tape | None = None
    ) -> None:
        self.venue = venue
        self.state = VenueState(venue.id)
        self.streaming = False
        self._real, self._market, self._patience, self._tape = real, market, patience, tape or Tape()
        self._valid: TTLCache[Pair, Ticker] = TTLCache(5_000, patience.valid_s, lambda: real.now().timestamp())
        self._last: dict[Pair, tuple[Ticker, datetime]] = {}
        self._queue: set[Pair] = set()
        self._batch: asyncio.Task[None] | None = None
        self._flying: dict[Pair, asyncio.Task[None]] = {}
        self._listing: asyncio.Task[Sequence[Listing]] | None = None

    @property
    def is_resting(self) -> bool:
        """Whether it failed a moment ago, so that others are asked first."""
        return self.state.resting_until is not None and self._real.now() < self.state.resting_until

    @property
    def refuses(self) -> bool:
        """Whether it told us not to ask before its rest is over."""
        return self.is_resting and self.state.reason == "busy"

    @property
    def refuses_for_s(self) -> float:
        """How many seconds it still wants not to be asked."""
        until = self.state.resting_until
        return (until - self._real.now()).total_seconds() if self.refuses and until is not None else 0.0

    def held(self, pairs: Iterable[Pair], since: datetime) -> Tickers:
        """Return the tickers of `pairs` heard since then (real clock)."""
        known = {p: self._last[p] for p in pairs if p in self._last}
        return {(self.venue.id, p): ticker for p, (ticker, heard_at) in known.items() if heard_at >= since}

    def last(self, pair: Pair) -> Ticker | None:
        """Return the last ticker heard, however old."""
        return self._last[pair][0] if pair in self._last else None

    def ask(self, pairs: Iterable[Pair], *, anew: bool = False) -> set[asyncio.Task[None]]:
        """See that every pair is asked for, with `anew` even one heard a moment ago; return the calls to wait for. They
        end in `state`, never by raising `Unavailable`."""
        calls: set[asyncio.Task[None]] = set()
        for pair in pairs:
            if (pair in self._valid and not anew) or self.refuses:
                continue
            if pair not in self._flying:
                self._queue.add(pair)
                self._batch = self._batch or self._start()
                self._flying[pair] = self._batch
            calls.add(self._flying[pair])
        return calls

    def note(self, ticker: Ticker) -> None:
        """Keep a ticker; one older than what is there leaves that in place."""
        # A venue that dates a price into the future would freeze it there until the future has come.
        ticker = replace(ticker, at=min(ticker.at, self._market.now()))
        before = self.last(ticker.pair)
        if before is None or ticker.at > before.at or ticker.last != before.last:
            self._tape.note(Seen(self.venue.id, ticker.pair, ticker.last, ticker.at))
        newest = ticker if before is None or ticker.at >= before.at else before
        self._valid[ticker.pair] = newest
        self._last[ticker.pair] = newest, self._real.now()

    def note_trade(self, trade: Trade) -> None:
        """Keep a price from a stream; what the last ticker said of the day stays with it."""
        before = self.last(trade.pair)
        fresh = Ticker(self.venue.id, trade.pair, trade.price, trade.at)
        if before is not None and trade.at - before.at < timedelta(minutes=5):
            fresh = replace(before, last=trade.price, at=trade.at, bid=None, ask=None)
        self.note(fresh)

    def answered(self) -> None:
        """The venue gave a good answer, be it to what was asked before it wanted to be left alone."""
        now = self._market.now()
        self.state = replace(self.state, answered_at=now) if self.refuses else VenueState(self.venue.id, now)

    def failed(self, reason: str, rest: timedelta | None = None) -> None:
        """The venue gave none; for `rest` (a few seconds when it did not say) others are asked first. A rest that it
        asked for is not cut short by what else goes wrong meanwhile."""
        usual = min(self._patience.longest_rest_s, self._patience.resting_s * 2 ** min(self.state.failed, 10))
        until = self._real.now() + max(rest or timedelta(0), timedelta(seconds=usual))
        if self.refuses and self.state.resting_until is not None:
            reason, until = self.state.reason, max(until, self.state.resting_until)
        self.state = replace(self.state, failed=self.state.failed + 1, reason=reason, resting_until=until)

    async def listings(self, *, wait: bool) -> Sequence[Listing] | None:
        """Return what the venue lists, None when it has not said so yet; the question stays asked. Without `wait` only
        an answer that is there counts."""
        asked = self._listing or self._start_listing()
        if wait:
            timer = asyncio.create_task(self._real.sleep(self._patience.listings_s))
            await asyncio.wait({asked, timer}, return_when=asyncio.FIRST_COMPLETED)
            timer.cancel()
        if not asked.done():
            if wait:
                self.failed("timeout")
            return None
        self._listing = None
        try:
            return asked.result()
        except Unavailable as error:
            self.failed(error.reason, error.retry_after)
            return None

    def _start_listing(self) -> asyncio.Task[Sequence[Listing]]:
        self._listing = asyncio.create_task(self._listed())
        # Who leaves before the answer leaves it unread; asyncio would log it as lost.
        self._listing.add_done_callback(lambda asked: asked.cancelled() or asked.exception())
        return self._listing

    async def _listed(self) -> Sequence[Listing]:
        # A question that is never answered is asked anew some time.
        work = _listings(self.venue)
        return await within(self._real, self._patience.longest_listing_s, work, self.venue.id)

    async def close(self) -> None:
        """Stop the calls under way."""
        calls: set[asyncio.Task[Any]] = {*self._flying.values()}
        calls |= {self._listing} if self._listing is not None else set()
        for call in calls:
            call.cancel()
        await asyncio.gather(*calls, return_exceptions=True)

    def _start(self) -> asyncio.Task[None]:
        call = asyncio.create_task(self._call())
        call.add_done_callback(self._ended)
        return call

    async def _call(self) -> None:
        # A task starts in the next turn of the loop: everybody who asked in this one is in the queue by now.
        pairs, self._queue, self._batch = sorted(self._queue), set(), None
        try:
            work = _tickers(self.venue, pairs)
            for ticker in await within(self._real, self._patience.whole_s, work, self.venue.id):
                self.note(ticker)
            self.answered()
        except Unavailable as error:
            self.failed(error.reason, error.retry_after)
        except UnknownName:
            # The venue is well; it does not trade this. Its listings say so within the hour.
            self.answered()
        finally:
            for pair in pairs:
                self._flying.pop(pair, None)

    def _ended(self, call: asyncio.Task[None]) -> None:
        # Our own fault in one adapter must not silence the other venues; the board raises it if nobody answers.
        if not call.cancelled() and call.exception() is not None:
            self.failed("defect")


class Board:
    """The boards of all venues, in order of preference."""

    def __init__(
        self, venues: Sequence[Venue], real: RealClock, market: MarketClock, patience: Patience | None = None
    ) -> None:
        self.patience = patience or Patience()
        self._real = real
        self.tape = Tape()
        self._boards = {v.id: VenueBoard(v, real, market, self.patience, self.tape) for v in venues}

    @property
    def venues(self) -> tuple[Venue, ...]:
        return tuple(b.venue for b in self._boards.values())

    @property
    def states(self) -> tuple[VenueState, ...]:
        return tuple(b.state for b in self._boards.values())

    @property
    def streaming(self) -> tuple[str, ...]:
        """Venues whose stream is on."""
        return tuple(name for name, board in self._boards.items() if board.streaming)

    def of(self, venue: str) -> VenueBoard:
        """Return the board of the venue with this id; raises `UnknownName` (what="venue")."""
        if venue not in self._boards:
            raise UnknownName("venue", venue, tuple(self._boards))
        return self._boards[venue]

    async def tickers(self, wanted: Mapping[str, Iterable[Pair]], enough: Enough, *, anew: bool = False) -> Tickers:
        """Return the tickers of `wanted` (venue id to pairs) that could be had in time.

        Venues are asked at once, and all are waited for during the grace. If what came is not `enough`, those that
        failed a moment ago are asked too, and waiting goes on until it is or the whole patience is over.
        """
        started = self._real.now()
        since = started - timedelta(seconds=self.patience.valid_s)

        def held() -> Tickers:
            return {k: t for name, pairs in wanted.items() for k, t in self._boards[name].held(pairs, since).items()}

        awake = [name for name in wanted if not self._boards[name].is_resting]
        calls = {call for name in awake for call in self._boards[name].ask(wanted[name], anew=anew)}
        await self._wait(calls, self.patience.grace_s, lambda: False)
        if not enough(held()):
            calls |= {call for name in wanted if name not in awake for call in self._boards[name].ask(wanted[name])}
            left = self.patience.whole_s - (self._real.now() - started).total_seconds()
            await self._wait(calls, left, lambda: enough(held()))
        if not enough(held()):
            for call in calls:
                if call.done():
                    call.result()
        return held()

    async def listings(self, venues: Iterable[str], *, wait: bool) -> dict[str, Sequence[Listing]]:
        """Return what each of `venues` lists, without those that have not answered; they are asked."""
        boards = [self._boards[v] for v in venues]
        answers = await asyncio.gather(*(b.listings(wait=wait) for b in boards))
        return {b.venue.id: found for b, found in zip(boards, answers, strict=True) if found is not None}

    async def close(self) -> None:
        """Stop what is under way; the venues themselves are closed by who opened them."""
        await asyncio.gather(*(b.close() for b in self._boards.values()))

    async def _wait(self, calls: set[asyncio.Task[None]], seconds: float, over: Callable[[], bool]) -> None:
        pending = {c for c in calls if not c.done()}
        timer = asyncio.create_task(self._real.sleep(seconds))
        try:
            while pending and not timer.done() and not over():
                await asyncio.wait({*pending, timer}, return_when=asyncio.FIRST_COMPLETED)
                pending = {c for c in pending if not c.done()}
        finally:
            timer.cancel()


async def _tickers(venue: Venue, pairs: Sequence[Pair]) -> Sequence[Ticker]:
    return await venue.tickers(pairs)


async def _listings(venue: Venue) -> Sequence[Listing]:
    return await venue.listings()
