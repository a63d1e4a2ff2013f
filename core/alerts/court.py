"""The court: prices and candles of all sources are brought before the evaluator in the order of their time."""

from collections.abc import Iterable

from core.alerts.evaluator import Evaluator
from core.alerts.minutes import MINUTE_MS
from core.alerts.model import Due
from core.alerts.outliers import Suspect
from core.alerts.roster import Roster
from core.alerts.sources import Source, Sources
from core.alerts.streams import Stream
from core.market.model import Candle
from core.market.tape import Seen


class Court:
    """Judges everything up to `judged` (ms, market; the close of a minute) and prices beyond it; `dues` came of it."""

    def __init__(self, evaluator: Evaluator, roster: Roster, sources: Sources) -> None:
        self._evaluator, self._roster, self._sources = evaluator, roster, sources
        self._prices: list[tuple[int, Source, float]] = []
        self.judged = 0
        self.dues: list[Due] = []

    def take(self, seen: Iterable[Seen]) -> None:
        """Take in what the tape said; it waits to be judged."""
        self._prices += self._sources.take(seen)

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
        waiting = []
        for at, source, price in self._prices:
            early = at >= self.judged + MINUTE_MS
            if at > until or (early and not source.tells_all(self.judged + MINUTE_MS)):
                waiting.append((at, source, price))
                continue
            self.dues += self._evaluator.clock(at - 1)
            if not source.book.has_passed(at):
                self._judge_price(source, price, at)
        self._prices = waiting
        self.dues += self._evaluator.clock(min(until, self.judged + MINUTE_MS - 1))

    def _judge_price(self, source: Source, price: float, at: int) -> None:
        """Judge a price as of when it was. After one that comes late, the price that stands by now stands again."""
        book = source.book
        standing, stands_at = book.price, book.at
        with self._roster.as_of(at):
            self.dues += self._evaluator.seen(source.stream, price, at)
            if standing is not None and stands_at is not None and stands_at > at:
                self.dues += self._evaluator.seen(source.stream, standing, stands_at)

    def judge_after_all(self, confirmed: Iterable[tuple[Source, Suspect]]) -> None:
        """Judge prices that were doubted."""
        for source, suspect in confirmed:
            venue, source.book.venue = source.book.venue, suspect.venue
            self._judge_price(source, suspect.price, suspect.at)
            source.book.venue = venue

    def taken(self) -> list[Due]:
        """Return the messages that are due since the last call."""
        dues, self.dues = self.dues, []
        return dues
