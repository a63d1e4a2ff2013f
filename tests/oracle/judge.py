"""Which messages are due from a rule, worked out from the whole past by the letter of the rulings, minute by minute.

It is written to be read beside the rulings, whose numbers it names, and knows nothing of how the evaluator works.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from tests.oracle.conditions import Followed, Tape
from tests.oracle.following import answer, followed, leaves
from tests.oracle.history import History
from tests.oracle.wanted import Wanted

TURNS = range(4)
SEEN = -1  # the turn of a price that was seen before its minute closed
Distances = Mapping[int, Decimal | None]


@dataclass(frozen=True, slots=True)
class Seen:
    """A moment at which a rule was true: when, and the price of the first condition that was."""

    at: int
    coin: str
    price: float


@dataclass(frozen=True, slots=True)
class Message:
    """What is due, and when."""

    due: int
    at: int
    coin: str
    price: float
    still: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """What is judged, in ms: candles that open at `start` or later, and what is due by `end`."""

    start: int
    end: int
    zone: str = "UTC"


@dataclass(slots=True)
class Run:
    """A stretch of truth that `for` waits on: since when, and whether it began with a crossing that may be told."""

    since: int
    may_fire: bool
    distances: Distances
    delayed: bool = False  # it lasted long enough while the price was stale (ruling 5)


def due(wanted: Wanted, history: History, span: Span) -> list[Message]:
    """Return every message due from a rule that was made at the start of the span, in order."""
    return Judge(wanted, history, span).judged()


class Judge:
    """One rule on its way through the past."""

    def __init__(self, wanted: Wanted, history: History, span: Span) -> None:
        self.wanted, self.span = wanted, span
        self.tapes = {coin: Tape(history[coin], span.start) for coin in wanted.coins}
        self.tree = followed(wanted, self.tapes)
        self.leaves = leaves(self.tree)
        self.until = _end_of(wanted, span)
        self.messages: list[Message] = []
        self.untold: list[Seen] = []
        self.told_crossing_at: int | None = None  # when the crossing of the last message was
        self.holding = False
        self.distances: Distances = {}
        self.truth: bool | None = None  # as it was last known
        self.looked_at = span.start
        self.last_true: Seen | None = None
        self.true_again = False  # became so since the last message
        self.nothing_was_due = False  # when D was over (ruling 7)
        self.delayed = False  # D was over while the price was stale (ruling 5)
        self.run: Run | None = None
        self.has_lasted = False

    def judged(self) -> list[Message]:
        for leaf in self.leaves:
            leaf.created()
        self.truth = self._asked(lambda leaf: leaf.lasting(leaf.now))
        for at, turns in self._moments():
            self._clock(at - 1)
            if at <= self.until and not self._is_done():
                self.looked_at = at
                for turn in turns:
                    self._look(at, turn)
                self._clock(at)
                self._catch_up(at)
        self._clock(self.span.end)
        return self.messages

    def _moments(self) -> list[tuple[int, Sequence[int]]]:
        """Return when the rule is judged, and how often: whenever a price of one of its coins is seen, and whenever a
        candle of one closes (ruling 2)."""
        seen = {at for tape in self.tapes.values() for at in tape.seen if at <= self.span.end}
        closes = {
            candle.closed
            for tape in self.tapes.values()
            for candle in tape.candles
            if candle.opened >= self.span.start and candle.closed <= self.span.end
        }
        return sorted([*((at, (SEEN,)) for at in seen), *((at, TURNS) for at in closes)])

    @property
    def was_close_call(self) -> bool:
        return any(leaf.was_close_call for leaf in self.leaves)

    # What is seen

    def _look(self, at: int, turn: int) -> None:
        for tape in self.tapes.values():
            if turn == SEEN:
                tape.see(at)
            else:
                tape.look(at, turn)
        for leaf in self.leaves:
            leaf.look(at, turn)
        true = self._asked(lambda leaf: leaf.true_at_this_look(at))
        # The first value that is known only gives the side (ruling 4).
        became_true = true is True and self.truth is False
        if self.wanted.lasting:
            self._look_for_a_run(at, became_true, true)
        elif true:
            self._is_true(at, became_true)
        known = self._asked(lambda leaf: leaf.true_lastingly(at))
        self.truth = self.truth if known is None else known
        if self.holding and self._widened(at) is False:
            self.holding = False

    def _is_true(self, at: int, became_true: bool) -> None:
        seen = self.last_true = self._seen(at)
        if became_true and not self.holding:
            self._hold(self._distances(at))
            self._crossed(seen)
        elif self.nothing_was_due:
            self._tell(at, seen, still=True)
        elif became_true:
            self._again(at)

    def _look_for_a_run(self, at: int, became_true: bool, true: bool | None) -> None:
        """Follow the truth without interruption that `for` asks for (ruling 3)."""
        if became_true:
            self.run, self.has_lasted = Run(at, not self.holding, self._distances(at)), False
        elif true is False:
            self.run, self.has_lasted = None, False
        elif self.has_lasted and true:
            self.last_true = self._seen(at)

    def _widened(self, at: int) -> bool | None:
        return self._asked(lambda leaf: leaf.true_when_widened(at, self.distances[id(leaf)]))

    def _distances(self, at: int) -> Distances:
        return {id(leaf): leaf.distance(at) for leaf in self.leaves}

    def _hold(self, distances: Distances) -> None:
        self.holding, self.distances = True, distances

    def _seen(self, at: int) -> Seen:
        """Return the price of the first condition in the text that is true at this look (ruling 9)."""
        for leaf in self.leaves:
            price = leaf.tape.price
            if leaf.true_at_this_look(at) and price is not None:
                return Seen(at, leaf.coin, price)
        raise AssertionError("what is true has a part that is")

    def _asked(self, ask: Callable[[Followed], bool | None]) -> bool | None:
        return answer(self.tree, ask)

    # What is told

    def _crossed(self, seen: Seen) -> None:
        """A crossing of a rule that was armed."""
        if self.told_crossing_at == seen.at:
            return  # crossings within one candle are one message (ruling 8)
        if self._is_cooling(seen.at):
            self.untold.append(seen)
        else:
            self._tell(seen.at, seen)
            self.told_crossing_at = seen.at

    def _is_cooling(self, at: int) -> bool:
        """Whether D is not over; at its very end the clock speaks, after the candle (ruling 10)."""
        over = self._cooled_at()
        return over is not None and at <= over and not self.nothing_was_due

    def _cooled_at(self) -> int | None:
        if self.wanted.every is None or not self.messages:
            return None
        return self.messages[-1].due + self.wanted.every

    def _again(self, at: int) -> None:
        if self.messages and at > self.messages[-1].due:
            self.true_again = True

    def _tell(self, due: int, seen: Seen, *, still: bool = False) -> None:
        if self._is_done():
            return
        self.messages.append(Message(due, seen.at, seen.coin, seen.price, still))
        self.true_again = self.nothing_was_due = self.delayed = False
        self.untold = []

    def _is_done(self) -> bool:
        most = self.wanted.most or (None if self.wanted.every else 1)
        return most is not None and len(self.messages) >= most

    # The clock

    def _clock(self, until: int) -> None:
        """Let the time pass up to `until`, with what it makes due, in order."""
        while (at := self._next_due()) is not None and at <= until and not self._is_done():
            if at == self._lasted_at():
                self._judge_the_run(at)
            if at == self._next_cooled():
                self._judge_the_rest(at)

    def _catch_up(self, at: int) -> None:
        """Judge at a candle what fell due while the price was stale (ruling 5)."""
        if self.run is not None and self.run.delayed and not self._is_done():
            self._judge_the_run(at)
        if self.delayed and not self._is_done():
            self._judge_the_rest(at)

    def _next_due(self) -> int | None:
        return min((at for at in (self._lasted_at(), self._next_cooled()) if at is not None), default=None)

    def _lasted_at(self) -> int | None:
        """Return when the run has lasted long enough."""
        if self.run is None or self.has_lasted or self.run.delayed:
            return None
        at = self.run.since + (self.wanted.lasting or 0)
        return at if at <= self.until else None

    def _next_cooled(self) -> int | None:
        return None if self.nothing_was_due or self.delayed else self._cooled_at()

    def _judge_the_run(self, at: int) -> None:
        assert self.run is not None
        self.run.delayed = not self._asked(lambda leaf: leaf.true_lastingly(at))
        if self.run.delayed:
            return
        self.has_lasted = True
        seen = self._seen(at)
        self.last_true = replace(seen, at=min(at, self.looked_at))  # a moment at which it was seen to be true
        if self.run.may_fire:
            self._hold(self.run.distances)
            self._crossed(seen)
        elif self.nothing_was_due:
            self._tell(at, seen, still=True)
        else:
            self._again(at)

    def _judge_the_rest(self, at: int) -> None:
        """D is over: tell what was not told yet, else that it is still true (or was again), else wait (ruling 7)."""
        if self.untold:
            first = self.untold[0]
            self._tell(at, first)
            self.told_crossing_at = None
        elif at > self.until:
            self.nothing_was_due = True
        else:
            self._judge_whether_still(at)

    def _judge_whether_still(self, at: int) -> None:
        true = self._asked(lambda leaf: leaf.true_lastingly(at))
        if self.wanted.lasting and true:
            true = self.has_lasted
        is_stale = any(leaf.tape.is_stale(at) for leaf in self.leaves)
        self.delayed = true is None and is_stale
        if self.delayed:
            return
        if (true or self.true_again) and self.last_true is not None:
            self._tell(at, self.last_true, still=True)
        else:
            self.nothing_was_due = True


def _end_of(wanted: Wanted, span: Span) -> int:
    """Return the end of the last day of a rule in the person's zone, or of the span (ruling 18)."""
    if wanted.until is None:
        return span.end
    midnight = datetime.combine(wanted.until + timedelta(days=1), datetime.min.time(), tzinfo=ZoneInfo(span.zone))
    return round(midnight.astimezone(UTC).timestamp() * 1000)
