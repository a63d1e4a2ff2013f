"""The evaluator: prices, closed candles, facts and the clock go in, messages that are due come out.

One implementation for live prices, catch-up, preview and replays. What it costs grows with the levels that are passed,
not with the rules that exist: each fact knows the nearest level below and above, and a rule is judged only when one of
its comparisons turns, on one snapshot of all prices. All times are ms UTC, of the market.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from core.alerts import machine
from core.alerts.facts import Fact
from core.alerts.gauges import Gauge, Value
from core.alerts.machine import State, Step
from core.alerts.minutes import MINUTE_MS
from core.alerts.model import Due
from core.alerts.moments import message
from core.alerts.standing import Standing, Watched
from core.alerts.streams import FRESH_MS, Book, Path, Stream, stream_of
from core.alerts.timers import Kind, Timers
from core.market.model import Candle

Rows = Sequence[tuple[Book, Path]]


class Evaluator:
    """Watches rules. `open_book` gives the book of a stream that a rule asks for first; two streams may be one book.
    `now` is up to when the clock has run where it goes on after a restart."""

    def __init__(self, open_book: Callable[[Stream], Book], now: int = 0) -> None:
        self._open_book = open_book
        self._books: dict[Stream, Book] = {}
        self._gauges: dict[Fact, Gauge] = {}
        self._outside: dict[Fact, Value | None] = {}
        self._rules: dict[int, Standing] = {}
        self._queue: list[Standing] = []
        self._timers = Timers(now)
        self._widened: list[Gauge] = []
        self._dues: list[Due] = []
        self._changed: dict[int, None] = {}
        self._snapshot = 0

    def __len__(self) -> int:
        return len(self._rules)

    def book(self, stream: Stream) -> Book:
        """Return the book of `stream`, opened if it is the first to ask."""
        if stream not in self._books:
            self._books[stream] = self._open_book(stream)
        return self._books[stream]

    @property
    def facts(self) -> Collection[Fact]:
        """What rules compare."""
        return self._gauges.keys()

    def add(self, watched: Watched, state: State | None = None) -> None:
        """Watch a rule from now on, in its place if it is watched already: as it stood when `changes` told, or anew. A
        new one is armed and holds nothing, also where its condition is true already."""
        if watched.id in self._rules:
            self.remove(watched.id)
        rule = Standing(watched, self._queue)
        gauges = [self._gauge(comparison.fact) for comparison in rule.comparisons]
        streams = dict.fromkeys(stream_of(comparison.fact) for comparison in rule.comparisons)
        rule.attach(gauges, [self.book(stream) for stream in streams if stream is not None])
        self._rules[rule.id] = rule
        if state is not None:
            rule.restore(state)
        if rule.waits:
            rule.wait()
        self._set_timers(rule, State(), rule.state)
        if rule.terms.ends is not None:
            self._timers.set(rule.terms.ends, Kind.ENDS, rule.id)

    def resume(self, watched: Watched, state: State) -> None:
        """Watch a rule on from `state`, which was found elsewhere; one that has nothing more to tell is over."""
        self.add(watched, state)
        self._changed[watched.id] = None
        if watched.terms.are_met(state.told):
            self._end(self._rules[watched.id], None)

    def remove(self, rule_id: int) -> None:
        """Watch a rule no more."""
        rule = self._rules.pop(rule_id, None)
        if rule is None:
            return
        rule.detach()
        self._changed.pop(rule_id, None)
        for book in rule.books:
            book.overdue.pop(rule, None)
        for gauge in dict.fromkeys(rule.gauges):
            if not gauge.followers:
                self._gauges.pop(gauge.fact, None)
                stream = stream_of(gauge.fact)
                if stream is not None:
                    self.book(stream).drop(gauge)

    def state(self, rule_id: int) -> State | None:
        """Return how a watched rule stands."""
        rule = self._rules.get(rule_id)
        return None if rule is None else rule.state

    def rests(self, rule_id: int, since: int) -> bool:
        """Whether a watched rule stands as it is written, at rest, and crossed nothing from `since` (ms) on."""
        rule = self._rules.get(rule_id)
        return rule is not None and rule_id not in self._changed and rule.rests(since)

    def holds(self, rule_id: int) -> bool | None:
        """Return whether a watched rule's condition is true now, None while that is not known."""
        rule = self._rules.get(rule_id)
        return None if rule is None else rule.truth

    def close(self, stream: Stream) -> None:
        """Let go of the book of a stream that no rule asks for."""
        self._books.pop(stream, None)

    def changes(self) -> Mapping[int, State | None]:
        """Return how the rules stand that changed since the last call; None for one that has nothing more to tell."""
        changed, self._changed = self._changed, {}
        return {rule_id: self._rules[rule_id].kept() if rule_id in self._rules else None for rule_id in changed}

    def seen(self, stream: Stream, price: float, at: int) -> list[Due]:
        """Take in one price."""
        return self.seen_together({stream: price}, at)

    def seen_together(self, prices: Mapping[Stream, float], at: int) -> list[Due]:
        """Take in prices of one instant, of several streams on one snapshot."""
        books = {self.book(stream): price for stream, price in prices.items()}
        self._snapshot += 1
        self._arrive(books, at // MINUTE_MS * MINUTE_MS + MINUTE_MS)
        for book, price in books.items():
            book.note(price, at)
            book.step(price, at, self._snapshot)
        for book, price in books.items():
            book.move(price, at)
        self._judge_touched(at)
        self._catch_up(books, at)
        return self._taken()

    def closed(self, at: int, candles: Mapping[Stream, Candle]) -> list[Due]:
        """Take in the 1-minute candles that closed at `at`, of all coins at once. What fell due before goes first."""
        rows = []
        for stream, candle in candles.items():
            book = self.book(stream)
            if book.minutes.append(candle) is not None:
                rows.append((book, (candle.open, candle.high, candle.low, candle.close)))
        return self.closed_rows(at, rows)

    def closed_rows(self, at: int, rows: Rows) -> list[Due]:
        """As `closed`, for candles that their books know already."""
        self._run(at - 1)
        self._judge_minute(at, rows)
        return self._taken()

    def known(self, fact: Fact, value: Value | None, at: int) -> list[Due]:
        """Take in a number or a label that is not made of prices."""
        self._outside[fact] = value
        if (gauge := self._gauges.get(fact)) is not None:
            self._snapshot += 1
            gauge.move(value)
            self._judge_touched(at)
        return self._taken()

    def clock(self, at: int) -> list[Due]:
        """Take in that it is `at`, and that everything up to then was told."""
        self._run(at)
        return self._taken()

    def _gauge(self, fact: Fact) -> Gauge:
        found = self._gauges.get(fact)
        if found is None:
            stream = stream_of(fact)
            found = Gauge(fact, self._outside.get(fact)) if stream is None else self.book(stream).hang(fact)
            self._gauges[fact] = found
        return found

    def _judge_minute(self, at: int, rows: Rows) -> None:
        paths = [(book, book.read(at, candle)) for book, candle in rows]
        waited = self._arrive([book for book, _ in rows], at)
        excited = dict.fromkeys(gauge for book, path in paths for gauge in book.excited(path, at))
        bars = [gauge for book, _ in rows for gauge in book.bar_gauges(at)]
        if not (excited or waited or bars):
            self._snapshot += 1
            for book, path in paths:
                book.pass_by(path, at, self._snapshot)
            return
        self._widened.clear()
        for place in range(4):
            self._snapshot += 1
            for book, path in paths:
                book.step(path[place], at, self._snapshot)
            for gauge in excited:
                gauge.move(gauge.now())
            for bar in bars if place == 3 else ():
                bar.move(bar.read(at))
            self._judge_touched(at)
            # A rule that crossed follows further levels, also of numbers that had none within this minute.
            excited.update(dict.fromkeys(self._widened))
            self._widened.clear()
        for book, candle in rows:
            book.take(candle, at)
        self._catch_up([book for book, _ in paths], at)

    def _arrive(self, books: Iterable[Book], close: int) -> bool:
        """Books have a price again: what waits for it is judged with it."""
        waited = False
        for book in books:
            book.minute = close - MINUTE_MS
            book.fresh_until = max(book.fresh_until, close + FRESH_MS)
            for rule in book.overdue:
                rule.touch()
                waited = True
        return waited

    def _judge_touched(self, at: int) -> None:
        queue = self._queue
        queue.sort(key=lambda rule: -rule.id)
        while queue:
            rule = queue.pop()
            waited = rule.waits
            stale = len(rule.books) > 1 and rule.is_stale(at)
            look = rule.look(at, self._snapshot, stale)
            if look is not None:
                self._take(rule, machine.looked(rule.state, rule.terms, look))
            if (waited or rule.waits or rule.sides) and rule.id in self._rules:
                self._changed[rule.id] = None
                if rule.waits:
                    rule.wait()

    def _catch_up(self, books: Iterable[Book], at: int) -> None:
        """Judge what fell due while a price was stale."""
        for rule in dict.fromkeys(rule for book in books for rule in book.overdue):
            if rule.is_stale(at) and rule.standing(at, at, stale=True) is None:
                continue
            for book in rule.books:
                book.overdue.pop(rule, None)
            if rule.state.overdue:
                self._expire(rule, Kind.LASTED, at)
                self._expire(rule, Kind.COOLED, at)

    def _run(self, until: int) -> None:
        for at, kind, rule_id in self._timers.until(until):
            rule = self._rules.get(rule_id)
            if rule is not None:
                self._expire(rule, kind, at)

    def _expire(self, rule: Standing, kind: Kind, at: int) -> None:
        if kind == Kind.ENDS:
            if rule.terms.ends is not None and rule.terms.ends <= at:
                self._end(rule, machine.closed(rule.state))
            return
        look = rule.standing(at, at if kind == Kind.LASTED else rule.seen_at(), rule.is_stale(at))
        if kind == Kind.COOLED:
            self._take(rule, machine.cooled(rule.state, rule.terms, at, look))
        elif look is not None:
            self._take(rule, machine.lasted(rule.state, rule.terms, look))
        else:
            self._take(rule, (machine.delayed(rule.state, rule.terms, at), None))
        if rule.state.overdue and rule.id in self._rules:
            rule.wait()

    def _take(self, rule: Standing, step: Step) -> None:
        state, told = step
        before, rule.state = rule.state, state
        if state is before:
            return
        if state.holding != before.holding:
            rule.narrow()
            if state.holding:
                rule.widen(state.distances)
                self._widened += rule.gauges
        self._changed[rule.id] = None
        if told is not None:
            self._dues.append(message(rule, told))
        if rule.terms.are_met(state.told) or (state.over and state.owed is None):
            self._end(rule, None)
        else:
            self._set_timers(rule, before, state)

    def _end(self, rule: Standing, state: State | None) -> None:
        if state is None:
            self.remove(rule.id)
        else:
            rule.state = state
        self._changed[rule.id] = None

    def _set_timers(self, rule: Standing, before: State, state: State) -> None:
        terms = rule.terms
        if terms.lasting is not None and state.since is not None and state.since != before.since:
            self._set_timer(state.since + terms.lasting, Kind.LASTED, rule)
        if terms.every is not None and state.due is not None and state.due != before.due and not state.open:
            self._set_timer(state.due + terms.every, Kind.COOLED, rule)

    def _set_timer(self, at: int, kind: Kind, rule: Standing) -> None:
        # What the clock had passed while the price was stale waits for a price, also after a restart.
        if at > self._timers.now or not rule.state.overdue:
            self._timers.set(at, kind, rule.id)

    def _taken(self) -> list[Due]:
        dues, self._dues = self._dues, []
        return dues
