"""The court: prices and candles of all sources are brought before the evaluator in the order of their time."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from core.alerts.evaluator import Evaluator
from core.alerts.minutes import MINUTE_MS
from core.alerts.model import Due
from core.alerts.outliers import Suspect
from core.alerts.roster import Roster
from core.alerts.sleepers import Reach
from core.alerts.sources import Source, Sources
from core.alerts.streams import Stream
from core.market.model import Candle
from core.market.tape import Seen

T = TypeVar("T")


class Court:
    """Judges everything up to `judged` (ms, market; the close of a minute) and prices beyond it; `dues` came of it."""

    def __init__(self, evaluator: Evaluator, roster: Roster, sources: Sources) -> None:
        self._evaluator, self._roster, self._sources = evaluator, roster, sources
        self._prices: list[tuple[int, Source, float]] = []
        self._confirmed: list[tuple[Source, Suspect]] = []
        self.judged = 0
        self.dues: list[Due] = []

    def take(self, seen: Iterable[Seen]) -> None:
        """Take in what the tape said; it waits to be judged."""
        self._prices += self._sources.take(seen)

    def believe(self, confirmed: Iterable[tuple[Source, Suspect]]) -> None:
        """Take in prices that were doubted; they wait to be judged."""
        self._confirmed += confirmed

    def reach(self) -> Reach:
        """Return between which prices each stream moves when what waits is judged."""
        reach: dict[Stream, tuple[float, float]] = {}
        for source in self._sources:
            for candle in source.waiting:
                _widen(reach, source, candle.low, candle.high)
        for _, source, price in self._prices:
            _widen(reach, source, price, price)
        for source, suspect in self._confirmed:
            _widen(reach, source, suspect.price, suspect.price)
        return reach

    def judge_minute(self) -> None:
        """Judge the next minute: the prices seen in it, then its candles."""
        minute = self.judged + MINUTE_MS
        self.judge_prices(minute - 1)
        candles = {source.stream: source.waiting.popleft() for source in self._sources if source.next_close == minute}
        with self._roster.as_of(minute - 1):
            self.dues += self._evaluator.closed(minute, candles)
        self.dues += self._evaluator.clock(minute)
        self.judged = minute

    def judge_late(self) -> None:
        """Judge candles of minutes that were not waited for, each in its time."""
        late: dict[int, dict[Stream, Candle]] = {}
        for source in self._sources:
            while (close := source.next_close) is not None and close <= self.judged:
                late.setdefault(close, {})[source.stream] = source.waiting.popleft()
        for close in sorted(late):
            with self._roster.as_of(close - 1):
                self.dues += self._evaluator.closed(close, late[close])

    def judge_prices(self, until: int) -> None:
        """Judge the prices seen up to `until`; a later one than of the minute after what is judged has to wait, unless
        its venue tells every price."""
        waiting: list[tuple[int, Source, float]] = []
        judged: list[tuple[int, Source, float]] = []
        for at, source, price in self._prices:
            if not self._sources.has(source):
                # Nobody asks for it any more.
                continue
            early = at >= self.judged + MINUTE_MS
            now = at <= until and not (early and not source.tells_all(self.judged + MINUTE_MS))
            (judged if now else waiting).append((at, source, price))
        self._prices = waiting
        for at, prices in _instants(judged):
            self.dues += self._evaluator.clock(at - 1)
            self._judge_at(at, {source: price for source, price in prices.items() if not source.book.has_passed(at)})
        self.dues += self._evaluator.clock(min(until, self.judged + MINUTE_MS - 1))

    def _judge_at(self, at: int, prices: Mapping[Source, float]) -> None:
        """Judge prices of one instant as of when they were. After one that comes late, the price that stands by now
        stands again."""
        if not prices:
            return
        standing: dict[int, dict[Stream, float]] = {}
        for book in (source.book for source in prices):
            if book.price is not None and book.at is not None and book.at > at:
                standing.setdefault(book.at, {})[book.stream] = book.price
        with self._roster.as_of(at):
            self.dues += self._evaluator.seen_together({s.stream: price for s, price in prices.items()}, at)
            for stands_at, again in sorted(standing.items()):
                self.dues += self._evaluator.seen_together(again, stands_at)

    def judge_after_all(self) -> None:
        """Judge prices that were doubted, each as its own venue's."""
        confirmed, self._confirmed = self._confirmed, []
        for at, suspects in _instants((suspect.at, source, suspect) for source, suspect in confirmed):
            venues = {source: source.book.venue for source in suspects}
            for source, suspect in suspects.items():
                source.book.venue = suspect.venue
            self._judge_at(at, {source: suspect.price for source, suspect in suspects.items()})
            for source, venue in venues.items():
                source.book.venue = venue

    def taken(self) -> list[Due]:
        """Return the messages that are due since the last call."""
        dues, self.dues = self.dues, []
        return dues


def _instants(each: Iterable[tuple[int, Source, T]]) -> Iterator[tuple[int, dict[Source, T]]]:
    """Yield what there is of each instant together: a price that two streams are made of is one price. What one source
    says twice at an instant goes one after the other."""
    at, found = 0, dict[Source, T]()
    for when, source, what in each:
        if found and (when != at or source in found):
            yield at, found
            found = {}
        at, found[source] = when, what
    if found:
        yield at, found


def _widen(reach: dict[Stream, tuple[float, float]], source: Source, low: float, high: float) -> None:
    """Let a stream reach from where it stands to these prices."""
    known = reach.get(source.stream)
    if known is None:
        stands = source.book.price
        known = (low, high) if stands is None else (stands, stands)
    reach[source.stream] = (min(known[0], low), max(known[1], high))
