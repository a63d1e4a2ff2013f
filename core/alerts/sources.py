"""Sources: the feeds of everything that rules look at, and the candles that have closed since the last look."""

from collections import Counter, deque
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from core.alerts.feeds import Feed, coin_of, routes_of
from core.alerts.minutes import MINUTE_MS, Minutes
from core.alerts.outliers import Suspect, Suspects, believed, close_of, is_beyond
from core.alerts.ports import AlertStore
from core.alerts.stored import LONGER, earlier_than, heard_minutes, minutes_between, stored
from core.alerts.streams import Book, Stream, opened
from core.market.catalogue import Catalogue
from core.market.gaps import Gap
from core.market.model import Candle, CandleSeries, Coin, Interval, Pair, SeriesKey, from_ms, to_ms
from core.market.routes import Leg, Router
from core.market.tape import Seen, Tape
from core.market.wants import Want, Wants

WHO = "alerts"
# What windows, bars and the re-arm distance look back on: minutes for as long as they are kept, then hours and days.
MINUTES_BACK_MS = timedelta(days=15) // timedelta(milliseconds=1)
# A hole in the minutes that is older than this is history: what was crossed in it is told to nobody any more.
HEALED_WITHIN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Outside:
    """What sources read: the venues' pairs once they are `listed`, the tape of prices, and where candles are kept."""

    store: AlertStore
    catalogue: Catalogue
    router: Router
    tape: Tape
    wants: Wants
    listed: Callable[[], Awaitable[None]]


class Source:
    """One stream: its book, its feed (None while nobody prices it), and its candles that wait to be judged."""

    def __init__(self, stream: Stream, book: Book, feed: Feed | None) -> None:
        self.stream, self.book, self.feed = stream, book, feed
        self.waiting: deque[Candle] = deque()
        self.holes: list[Gap] = []
        self.read_ms = book.minutes.opened[-1] if len(book.minutes) else 0
        self.absent = False
        self.earlier: tuple[int, ...] = ()
        """When candles opened that were found stored before those of its book, ms."""
        self.suspects = Suspects()
        self.refused: Counter[str] = Counter()
        """How many of its prices were not believed since that was written down, by venue."""
        self.complete_since: int | None = None
        """Since when (ms) its venue has told every price as it happened."""

    @property
    def next_close(self) -> int | None:
        """When the next candle that waits has closed."""
        return to_ms(self.waiting[0].opened_at) + MINUTE_MS if self.waiting else None

    def bring(self, series: CandleSeries) -> None:
        """Take in candles to be judged, and note what is missing between them."""
        if not len(series):
            return
        opened = [self.read_ms, *series.opened_ms.tolist()] if self.read_ms else series.opened_ms.tolist()
        self.holes += [Gap(a + MINUTE_MS, b) for a, b in pairwise(opened) if b - a > MINUTE_MS]
        for candle in series:
            close = to_ms(candle.opened_at) + MINUTE_MS
            good, suspects = (candle, ()) if self.feed is None else believed(candle, self.feed.elsewhere(close))
            for price in suspects:
                self._doubt(price, close)
            if good is not None:
                self.waiting.append(good)
        self.read_ms, self.absent = opened[-1], False

    def take(self, seen: Seen) -> float | None:
        """Return the price of the stream if `seen` is one, and believed."""
        price, at = None if self.feed is None else self.feed.take(seen), to_ms(seen.at)
        if price is None or self.feed is None or not is_beyond(price, self.feed.elsewhere(close_of(at))):
            return price
        self._doubt(price, at)
        return None

    def _doubt(self, price: float, at: int) -> None:
        venue = self.feed.route.venue if self.feed is not None else ""
        self.refused[venue] += self.suspects.add(Suspect(at, price, venue))

    def has(self, minute: int) -> bool:
        """Whether nothing of the minute that closes then is to be waited for any more: its candle is there or a later
        one, or every price of it was seen."""
        if self.absent or self.feed is None:
            return True
        if self.read_ms + MINUTE_MS >= minute:
            return True
        heard_at = self.feed.heard_at
        return self.tells_all(minute) and heard_at is not None and heard_at >= minute

    def tells_all(self, minute: int) -> bool:
        """Whether every price of the minute that closes then was told as it happened."""
        return self.complete_since is not None and self.complete_since <= minute - MINUTE_MS

    def note_completeness(self, is_complete: Callable[[str], bool], now: int) -> None:
        """See whether its venue tells every price."""
        if self.feed is None or not is_complete(self.feed.route.venue):
            self.complete_since = None
        elif self.complete_since is None:
            self.complete_since = now


class Sources:
    """Opens a source for each stream that a rule asks for, and says what has to be collected for them."""

    def __init__(self, outside: Outside) -> None:
        self._outside = outside
        self._sources: dict[Stream, Source] = {}
        self._by_pair: dict[tuple[str, Pair], list[Source]] = {}
        self._seen: Mapping[str, Sequence[object]] = {}

    def recall(self, seen: Mapping[str, Sequence[object]]) -> None:
        """Say what prices had said when judging ended, by stream: what is opened from now on stands there."""
        self._seen = seen

    def __iter__(self) -> Iterator[Source]:
        return iter(tuple(self._sources.values()))

    def has(self, source: Source) -> bool:
        """Whether some rule still asks for it."""
        return self._sources.get(source.stream) is source

    def clear(self) -> None:
        """Let go of everything, to begin anew."""
        self._sources.clear()
        self._by_pair.clear()

    def book(self, stream: Stream) -> Book:
        """Return the book of an open stream; KeyError for one that is not."""
        return self._sources[stream].book

    async def open(self, streams: Iterable[Stream], judged: int) -> None:
        """Open what is not open yet, standing where it stood at `judged` (ms)."""
        new = [stream for stream in dict.fromkeys(streams) if stream not in self._sources]
        if not new:
            return
        await self._outside.listed()
        for stream in new:
            feed = self._feed(stream)
            source = self._sources[stream] = await self._opened(stream, feed, judged)
            # Before any rule looks at it: a level that was passed by then is no news.
            if stream.text in self._seen:
                source.book.restore(self._seen[stream.text])
        self.say()

    async def refeed(self, judged: int) -> None:
        """See who prices what by now, also where nobody did when it was asked for; and take in history that has been
        stored since."""
        await self._outside.listed()
        for source in self._sources.values():
            feed = self._feed(source.stream)
            if source.feed is None and feed is not None:
                known = await self._opened(source.stream, feed, judged)
                source.book.minutes, source.read_ms = known.book.minutes, known.read_ms
                source.book.unit, source.book.venue = feed.unit, feed.route.venue
                source.feed = feed
            elif source.feed is not None:
                source.feed.reroute(() if feed is None else feed.routes)
                if await self._has_earlier(source, source.feed, judged):
                    known = await self._opened(source.stream, source.feed, source.read_ms + MINUTE_MS)
                    source.book.minutes = known.book.minutes
        self.say()

    async def _has_earlier(self, source: Source, feed: Feed, judged: int) -> bool:
        """Whether candles have been stored from before those that a book knows, as far as it looks back."""
        if not len(source.book.minutes) or source.waiting:
            return False
        async with self._outside.store.reading() as work:
            earlier = await earlier_than(work, feed.route, source.book.minutes, judged - MINUTES_BACK_MS)
        before, source.earlier = source.earlier, earlier
        return earlier != before

    def close(self, used: Iterable[Stream]) -> list[Stream]:
        """Let go of every stream that is not among those `used`; return them."""
        kept = set(used)
        gone = [stream for stream in self._sources if stream not in kept]
        for stream in gone:
            del self._sources[stream]
        if gone:
            self.say()
        return gone

    def take(self, seen: Iterable[Seen]) -> list[tuple[int, Source, float]]:
        """Return what the tape said as prices of streams, (ms, source, price), in order of time."""
        found = []
        for each in seen:
            for source in self._by_pair.get((each.venue, each.pair), ()):
                price = source.take(each)
                if price is not None:
                    found.append((to_ms(each.at), source, price))
        return sorted(found, key=lambda price: price[0])

    def settle(self, at: int) -> list[Source]:
        """Judge each stream by its first fresh venue; return those that changed."""
        moved = [s for s in self._sources.values() if s.feed is not None and s.feed.settle(at)]
        for source in moved:
            assert source.feed is not None
            source.book.unit, source.book.venue = source.feed.unit, source.feed.route.venue
        if moved:
            self.say()
        return moved

    async def read(self, now: int) -> None:
        """Bring in the candles that have closed by `now` and are whole, after those that came before."""
        async with self._outside.store.reading() as work:
            for source in self._sources.values():
                if source.feed is None:
                    continue
                source.bring(await heard_minutes(work, source.feed, source.read_ms + MINUTE_MS, now))

    async def ask_witnesses(self, now: int) -> None:
        """Read what other venues' candles say of the minutes of suspects."""
        async with self._outside.store.reading() as work:
            for source in self._sources.values():
                first = next(iter(source.suspects), None)
                if first is None or source.feed is None:
                    continue
                for route in source.feed.routes:
                    leg = route.legs[0]
                    key = SeriesKey(leg.venue, leg.pair, Interval.M1)
                    since, until = close_of(first.at - 1) - MINUTE_MS, now // MINUTE_MS * MINUTE_MS
                    source.feed.note_candles(leg, await work.candles.read(key, from_ms(since), from_ms(until)))

    async def healed(self, now: int) -> list[tuple[Source, Gap]]:
        """Return the holes of which candles have come after all, the whole of each; they are holes no more. A book
        that had one knows all its candles now."""
        known: list[tuple[Source, list[Gap], Minutes]] = []
        oldest = now - HEALED_WITHIN // timedelta(milliseconds=1)
        async with self._outside.store.reading() as work:
            for source in self._sources.values():
                source.holes = [hole for hole in source.holes if hole.until_ms > oldest]
                if source.feed is None or not source.holes:
                    continue
                series = await minutes_between(work, source.feed, source.holes[0].since_ms, source.holes[-1].until_ms)
                came = [hole for hole in source.holes if len(series.between(hole.since, hole.until))]
                if came:
                    judged = source.book.minutes.opened[-1] + MINUTE_MS
                    opened = await self._opened(source.stream, source.feed, judged)
                    known.append((source, came, opened.book.minutes))
        for source, came, minutes in known:
            source.holes = [hole for hole in source.holes if hole not in came]
            source.book.minutes = minutes
        return [(source, hole) for source, came, _ in known for hole in came]

    def _feed(self, stream: Stream) -> Feed | None:
        coin = coin_of(stream.coin, self._outside.catalogue)
        routes = () if coin is None else routes_of(stream, coin, self._outside.router)
        return Feed(stream, coin, routes) if coin is not None and routes else None

    async def _opened(self, stream: Stream, feed: Feed | None, judged: int) -> Source:
        if feed is None:
            nothing = CandleSeries.empty(SeriesKey("", Pair(stream.coin.upper(), stream.unit or "USD"), Interval.M1))
            return Source(stream, Book(stream, Minutes(nothing), stream.unit, stream.venue), None)
        async with self._outside.store.reading() as work:
            minutes = await heard_minutes(work, feed, judged - MINUTES_BACK_MS, judged)
            longer = {each: await stored(work, feed.route, each, judged) for each in LONGER}
        kept = Minutes(minutes, {each: series for each, series in longer.items() if len(series)})
        return Source(stream, opened(stream, kept, len(kept) - 1, feed.unit, feed.route.venue), feed)

    def say(self) -> None:
        """Say what is to be listened to and collected: of streams with suspects the other venues' minutes, too."""
        self._by_pair = {}
        judged: set[tuple[Leg, Coin]] = set()
        for source in self._sources.values():
            feed = source.feed
            if feed is None:
                continue
            for key in dict.fromkeys((leg.venue, leg.pair) for leg in feed.legs):
                self._by_pair.setdefault(key, []).append(source)
            routes = feed.routes if source.suspects else (feed.route,)
            judged |= {(leg, feed.coin) for route in routes for leg in route.legs}
        self._outside.tape.follow(self._by_pair)
        self._outside.wants.say(WHO, (Want(coin, leg.venue, leg.pair) for leg, coin in judged))
