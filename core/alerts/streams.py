"""Streams of prices: where each stands, which gauges hang on it, and how a closed candle is read as four prices."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.alerts.facts import Change, Comparison, Distance, Fact, Indicator, Price, RearmBy, VolumeRatio
from core.alerts.gauges import BarGauge, ChangeGauge, Gauge, PriceGauge
from core.alerts.live import LiveGauge, is_live
from core.alerts.minutes import MINUTE_MS, Minutes
from core.alerts.windows import Changes

if TYPE_CHECKING:
    from core.alerts.standing import Standing

# A price is fresh this long after its candle's close, that instant included.
FRESH_MS = 2 * MINUTE_MS
FOREVER_MS = 1 << 62
Path = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Stream:
    """Prices of a coin (its word) in `unit`, of `venue` alone where it is named. `unit` None: the coin's own series,
    whatever its currency is."""

    coin: str
    unit: str | None = None
    venue: str | None = None

    @property
    def text(self) -> str:
        """Under which name what its prices said is kept."""
        return f"{self.coin} {self.unit or '-'} {self.venue or '-'}"


def stream_of(fact: Fact) -> Stream | None:
    """Return the stream that `fact` is made of; None for a fact that is told from outside."""
    match fact:
        case Price() | Change():
            return Stream(fact.coin, fact.unit, fact.venue)
        case Indicator() | VolumeRatio():
            return Stream(fact.coin, None, fact.venue)
        case Distance(first=first):
            return Stream(first.coin, None, first.venue)
    return None


class Book:
    """One stream: its candles, its price now and before, and its gauges. Times are ms; `moved` is the count of the
    snapshot at which the price moved last, `earlier` the last price of an instant before this one's and when that was,
    `closed` the close of the last candle that was judged, `overdue` holds rules that wait for the next price."""

    __slots__ = (
        "at",
        "bars",
        "before",
        "before_at",
        "changes",
        "closed",
        "earlier",
        "fresh_until",
        "live",
        "minute",
        "minutes",
        "moved",
        "next_bar",
        "overdue",
        "path",
        "price",
        "prices",
        "seen",
        "stream",
        "unit",
        "venue",
    )

    def __init__(self, stream: Stream, minutes: Minutes, unit: str | None, venue: str | None) -> None:
        self.stream, self.minutes, self.unit, self.venue = stream, minutes, unit, venue
        self.price: float | None = None
        self.before: float | None = None
        self.at: int | None = None
        self.closed: int | None = None
        self.before_at: int | None = None
        self.earlier: tuple[float | None, int | None] = (None, None)
        self.fresh_until = 0
        self.moved = -1
        self.minute = 0
        self.prices: list[PriceGauge] = []
        self.changes = Changes()
        # By the length of a bar and where its grid begins, ms.
        self.bars: dict[tuple[int, int], list[BarGauge]] = {}
        self.live: list[LiveGauge] = []
        self.next_bar = 0
        self.overdue: dict[Standing, None] = {}
        # Lowest and highest price seen in each minute (by its close) whose candle has not come yet.
        self.seen: dict[int, tuple[float, float]] = {}
        self.path: Path = (0.0, 0.0, 0.0, 0.0)

    def hang(self, fact: Fact) -> Gauge:
        """Return a new gauge of `fact`, as of now."""
        match fact:
            case Price():
                gauge = PriceGauge(fact, self)
                self.prices.append(gauge)
                return gauge
            case Change():
                change = ChangeGauge(fact, self, self.at)
                self.changes.add(change)
                return change
            case Indicator() | Distance() if is_live(fact):
                live = LiveGauge(fact, self)
                self.live.append(live)
                return live
            case Indicator() | VolumeRatio() | Distance():
                made = BarGauge(fact, self, self.closed)
                for grid in _grids(fact):
                    self.bars.setdefault(grid, []).append(made)
                self.next_bar = 0
                return made
        raise TypeError(f"{fact!r} is not made of prices")

    def drop(self, gauge: Gauge) -> None:
        """Let go of a gauge that nobody follows."""
        self.prices = [each for each in self.prices if each is not gauge]
        if isinstance(gauge, ChangeGauge):
            self.changes.drop(gauge)
        self.live = [each for each in self.live if each is not gauge]
        for grid, gauges in tuple(self.bars.items()):
            self.bars[grid] = [each for each in gauges if each is not gauge]
            if not self.bars[grid]:
                del self.bars[grid]

    def move(self, price: float, at: int) -> None:
        """Tell everything that is made of the price that it is `price`, where the book stands."""
        for gauge in self.prices:
            gauge.move(price)
        for change in self.changes:
            change.look_back(at)
            change.move(change.of(price))
        for live in self.live:
            live.settle(self.before)
            live.move(live.now())

    def is_fresh(self, at: int) -> bool:
        return at <= self.fresh_until

    def read(self, close: int, candle: Path) -> Path:
        """Return the four prices of a candle (open, high, low, close): its low before its high if it closes at or
        above its open. Where prices of its minute were seen, only what they did not show moves the price."""
        first, high, low, last = candle
        middle = (low, high) if last >= first else (high, low)
        seen = self.seen.pop(close, None)
        if seen is None or self.price is None:
            return (first, *middle, last)
        stays = self.price
        path = [stays]
        for price in middle:
            stays = price if price < seen[0] or price > seen[1] else stays
            path.append(stays)
        # A price of the next minute may have been seen before the candle came.
        later = self.at is not None and self.at > close
        return (path[0], path[1], path[2], self.price if later else last)

    def step(self, price: float, at: int, snapshot: int) -> None:
        """Stand at `price`."""
        if self.at is None or at > self.at:
            self.earlier = (self.price, self.at)
        self.before, self.before_at = self.price, self.at
        self.price, self.at, self.moved = price, at, snapshot

    def pass_by(self, path: Path, at: int, snapshot: int) -> None:
        """Stand at the end of four prices that nobody looked at one by one."""
        if self.at is None or at > self.at:
            self.earlier = (self.price, self.at)
        self.before, self.before_at = path[2], at
        self.price, self.at, self.moved, self.closed = path[3], at, snapshot, at

    def take(self, candle: Path, close: int) -> None:
        """Take in all of a candle: where prices of its minute were seen, its extremes may not have moved the price."""
        self.closed = close
        for live in self.live:
            live.take(candle[1], candle[2])

    def excited(self, path: Path, at: int) -> list[Gauge]:
        """Return the gauges of the price that leave the span between their levels within these four prices."""
        low, high = min(path), max(path)
        found: list[Gauge] = []
        for gauge in self.prices:
            ladder = gauge.ladder
            if not (ladder.low <= low and high < ladder.high):
                found.append(gauge)
        found += self.changes.excited(self.minutes, low, high, at)
        found += [live for live in self.live if not live.stays(low, high)]
        return found

    def has_passed(self, at: int) -> bool:
        """Whether a price of then tells nothing any more: the candle of its minute is known, or it is stale by what is
        known since."""
        if len(self.minutes) and at < self.minutes.opened[-1] + MINUTE_MS:
            return True
        return self.at is not None and at < self.at - FRESH_MS

    def note(self, price: float, at: int) -> None:
        """Keep a price as seen in its minute."""
        close = at // MINUTE_MS * MINUTE_MS + MINUTE_MS
        low, high = self.seen.get(close, (price, price))
        self.seen[close] = (min(low, price), max(high, price))
        if len(self.seen) > 3:
            del self.seen[min(self.seen)]

    def kept(self) -> list[object] | None:
        """Return, as JSON knows it, what prices said since the last candle; None when nothing was seen since."""
        if not self.seen:
            return None
        seen = [[close, *span] for close, span in self.seen.items()]
        return [self.price, self.at, self.before, self.before_at, seen, list(self.earlier)]

    def restore(self, kept: Sequence[Any]) -> None:
        """Stand where `kept` was written, unless a later candle is known."""
        price, at, before, before_at, seen, *earlier = kept
        if at is None or (self.at is not None and at <= self.at):
            return
        self.price, self.at, self.before, self.before_at = price, at, before, before_at
        self.earlier = tuple(earlier[0]) if earlier else (before, before_at)
        self.seen = {close: (low, high) for close, low, high in seen}
        self.minute = at // MINUTE_MS * MINUTE_MS
        self.fresh_until = max(self.fresh_until, self.minute + MINUTE_MS + FRESH_MS)

    def bar_gauges(self, at: int) -> Sequence[BarGauge]:
        """Return the gauges of timeframes of which a bar has closed since the last call."""
        if at < self.next_bar:
            return ()
        due: dict[BarGauge, None] = {}
        ends = []
        for (length, offset), gauges in self.bars.items():
            began = at - (at - offset) % length
            ends.append(began + length)
            if began >= self.next_bar:
                due.update(dict.fromkeys(gauges))
        self.next_bar = min(ends) if ends else FOREVER_MS
        return tuple(due)


def opened(stream: Stream, minutes: Minutes, row: int, unit: str | None, venue: str | None) -> Book:
    """Return a book that has taken in its candles up to `row` (-1: none) and stands at its close."""
    book = Book(stream, minutes, unit, venue)
    if row >= 0:
        book.minute = minutes.opened[row]
        book.at = book.before_at = book.closed = book.minute + MINUTE_MS
        book.price = book.before = minutes.close[row]
        if row:
            book.earlier = (minutes.close[row - 1], minutes.opened[row - 1] + MINUTE_MS)
        book.fresh_until = book.at + FRESH_MS
    return book


def standing_at(book: Book, at: int) -> Book:
    """Return another book over the same candles that stands where `book` stood at `at` (ms)."""
    row = bisect_right(book.minutes.opened, at - MINUTE_MS) - 1
    return opened(book.stream, book.minutes, row, book.unit, book.venue)


def rearm_distance(comparison: Comparison, gauge: Gauge, book: Book | None, at: int) -> float:
    """Return how far `comparison` must go back before it can be told again, as of `at`, in its fact's unit."""
    level, size = comparison.level, comparison.rearm.size
    if not isinstance(level, int | float):
        return 0.0
    match comparison.rearm.by:
        case RearmBy.PRICE:
            return max(size * abs(level), (book.minutes.atr(at) if book is not None else None) or 0.0)
        case RearmBy.SHARE:
            return size * abs(level)
        case RearmBy.POINTS:
            return size
        case RearmBy.SECOND:
            return size * abs(gauge.second(at))
        case RearmBy.NOTHING:
            return 0.0


def _grids(fact: Indicator | VolumeRatio | Distance) -> tuple[tuple[int, int], ...]:
    parts = (fact.first, fact.second) if isinstance(fact, Distance) else (fact,)
    frames = [part.timeframe for part in parts]
    return tuple(dict.fromkeys((frame.ms, frame.floor_ms(0)) for frame in frames))
