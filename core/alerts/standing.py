"""A rule while it is watched: what its comparisons say now, and what its condition makes of that."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.alerts.facts import Way
from core.alerts.gauges import Gauge, Value
from core.alerts.levels import Mark, boundaries, happens, is_wide, resting, side, wide_boundaries
from core.alerts.machine import Look, Marks, State, Terms
from core.alerts.model import Compared
from core.alerts.moments import moment, past
from core.alerts.streams import Book, rearm_distance
from core.alerts.truth import Truth, compiled


@dataclass(frozen=True, slots=True)
class Watched:
    """A rule as the evaluator takes it: what it compares, and its terms."""

    id: int
    tree: Compared
    terms: Terms


class Standing:
    """A watched rule. `truths` of its comparisons from the last snapshot on, `happening` what happens at this one and
    is over at once; `truth` of the whole, None while it is not known."""

    __slots__ = (
        "books",
        "comparisons",
        "earlier",
        "gauges",
        "happened",
        "happening",
        "id",
        "judge",
        "leaving",
        "queue",
        "sides",
        "state",
        "terms",
        "touching",
        "truth",
        "truths",
        "undecided",
        "wide",
    )

    def __init__(self, watched: Watched, queue: list["Standing"]) -> None:
        self.id, self.terms, self.queue = watched.id, watched.terms, queue
        self.comparisons, self.judge = compiled(watched.tree)
        self.gauges: tuple[Gauge, ...] = ()
        self.books: tuple[Book, ...] = ()
        self.state = State(told=watched.terms.before)
        self.truths: list[Truth] = [None] * len(self.comparisons)
        self.happening = 0
        # The last snapshot at which something happened, and what.
        self.happened = (-1, 0)
        self.earlier: list[Truth] | None = None
        self.truth: Truth = None
        self.leaving = self.undecided = False
        self.touching = tuple(atom for atom, each in enumerate(self.comparisons) if each.way is Way.EQUALS)
        self.wide: list[tuple[Gauge, float, int]] = []
        # On which side of their levels facts were that are not known just now.
        self.sides: dict[int, int] = {}

    def attach(self, gauges: Sequence[Gauge], books: Sequence[Book]) -> None:
        """Follow the gauges, one for each comparison, as they are now."""
        self.gauges, self.books = tuple(gauges), tuple(dict.fromkeys(books))
        for atom, (gauge, comparison) in enumerate(zip(self.gauges, self.comparisons, strict=True)):
            for bound, mark in boundaries(comparison):
                gauge.ladder.add(bound, (self, atom, mark), gauge.number())
            gauge.followers[self, atom] = None
            gauge.shared += len(self.comparisons) > 1
            self.truths[atom] = resting(comparison, gauge.now())
        self.truth = self.judge(self.truths)

    def kept(self) -> State:
        """Return how the rule stands, with all that does not follow from prices."""
        whole = -1
        if self.truth is not None and self.truth is not self.judge(self.truths):
            whole = int(self.truth)
        snapshot, happening = self.happened
        last = happening if snapshot == self._last_snapshot() else 0
        marks = Marks(whole, self._waits_for_fresh, self.leaving, last, tuple(self.sides.items()))
        return self.state._replace(marks=marks)

    def rests(self, since: int) -> bool:
        """Whether it is at rest and crossed nothing from `since` (ms) on."""
        # What a rule has crossed it holds for long: that is looked at first.
        return not self.state.holding and (self.state.crossed or 0) < since and self.kept().resting

    def restore(self, state: State) -> None:
        """Stand as `kept` said; prices and gauges stand as they did then."""
        marks, self.state = state.marks, state._replace(marks=Marks())
        if marks.side >= 0:
            self.truth = bool(marks.side)
        self.undecided, self.leaving = marks.undecided, marks.leaving
        self.happened = (self._last_snapshot(), marks.happening)
        self.sides = {atom: kept for atom, kept in marks.sides if self.gauges[atom].now() is None}
        if state.holding:
            self.widen(state.distances)

    @property
    def waits(self) -> bool:
        """Whether it is judged at the next price in any case."""
        return self.state.overdue or self.leaving or self._waits_for_fresh

    @property
    def _waits_for_fresh(self) -> bool:
        """Whether what decides is known and only stale now, or was known once: what never was tells itself."""
        return self.undecided and (self.truth is not None or self.judge(self.truths) is not None)

    def wait(self) -> None:
        """Be judged at the next price."""
        for book in self.books:
            book.overdue[self] = None

    def detach(self) -> None:
        """Follow nothing any more."""
        self.narrow()
        for atom, (gauge, comparison) in enumerate(zip(self.gauges, self.comparisons, strict=True)):
            for bound, mark in boundaries(comparison):
                gauge.ladder.remove(bound, (self, atom, mark), gauge.number())
            gauge.followers.pop((self, atom), None)
            gauge.shared -= len(self.comparisons) > 1

    def widen(self, distances: Sequence[float]) -> None:
        """Follow the levels at which it re-arms, too."""
        for atom, distance in enumerate(distances):
            gauge = self.gauges[atom]
            for bound in wide_boundaries(self.comparisons[atom], distance):
                gauge.ladder.add(bound, (self, atom, Mark.WIDE), gauge.number())
                self.wide.append((gauge, bound, atom))

    def narrow(self) -> None:
        """Follow the levels at which it re-arms no more."""
        for gauge, bound, atom in self.wide:
            gauge.ladder.remove(bound, (self, atom, Mark.WIDE), gauge.number())
        self.wide.clear()

    def passed(self, atom: int, mark: Mark, up: bool) -> None:
        """Take in that a level of comparison `atom` was passed."""
        self.touch()
        if mark is Mark.WIDE:
            self.leaving = True
        elif mark is Mark.BELOW:
            self.truths[atom] = not up
        elif mark is Mark.ABOVE:
            self.truths[atom] = up
        elif mark is Mark.MET or (mark is Mark.DOWN and not up) or (mark is Mark.UP and up):
            self.happening |= 1 << atom

    def known(self, atom: int, value: Value | None) -> None:
        """Take in that comparison `atom` is known from now on, or no longer, or that its label is a new one."""
        self.touch()
        self.leaving = True
        comparison = self.comparisons[atom]
        if comparison.way is Way.BECOMES and comparison.level is None and None not in (value, self.truths[atom]):
            self.happening |= 1 << atom
        before = self.sides.pop(atom, None) if value is not None else None
        now = side(comparison, self.gauges[atom].before if value is None else value)
        if value is None and now is not None:
            self.sides[atom] = now
        elif before is not None and now is not None and happens(comparison, before, now):
            self.happening |= 1 << atom
        self.truths[atom] = resting(comparison, value)

    def touch(self) -> None:
        """Be judged at this snapshot."""
        if self.earlier is None:
            self.earlier = list(self.truths)
            self.queue.append(self)

    def look(self, at: int, snapshot: int, stale: bool) -> Look | None:
        """Return what this snapshot was to the rule, and forget it; None if it was nothing.

        While a price is `stale` the comparisons on it are not judged: only what the others decide counts. `undecided`
        tells afterwards whether that was too little.
        """
        earlier, happening = self.earlier, self.happening
        self.earlier, self.happening = None, 0
        was = self.truth
        for atom in self.touching:
            if self.truths[atom] is not None:
                self.truths[atom] = self.gauges[atom].now() == self.comparisons[atom].level
        now_truths = self.truths
        if happening:
            now_truths = [True if happening >> atom & 1 else truth for atom, truth in enumerate(self.truths)]
        rest_truths = self.truths
        if stale:
            now_truths, rest_truths = self._fresh(now_truths, at), self._fresh(rest_truths, at)
        now = self.judge(now_truths)
        rest = now if not happening else self.judge(rest_truths)
        unsure, self.undecided = self.undecided, rest is None
        # What is not known, or stale, leaves the side that was known last.
        if rest is not None:
            self.truth = rest
        leaving, self.leaving = self.leaving, False
        if happening:
            self.happened = (snapshot, happening)
        lost = now is None and unsure
        if not leaving and (lost or (was is now is rest and not self.state.open)):
            return None
        return Look(
            at,
            None if lost else was,
            now,
            rest,
            moment=lambda: moment(self, at, now_truths),
            past=None if unsure else lambda: past(self, earlier if earlier is not None else self.truths, snapshot),
            distances=lambda: self.distances(at),
            # While it holds only passing a wide level may have let it go.
            left=self._left(at, stale) if leaving or not self.state.holding else _has_not,
        )

    def standing(self, at: int, happened: int, stale: bool) -> Look | None:
        """Return the rule as it stands at `at`, for a clock, its moment being `happened`; None while what is stale
        decides."""
        truths = self._fresh(self.truths, at) if stale else self.truths
        truth = self.judge(truths)
        if stale and truth is None:
            return None
        return Look(
            at,
            truth,
            truth,
            truth,
            # What is stale by now was not at that moment.
            moment=lambda: moment(self, happened, self._last_truths(self._fresh(self.truths, happened))),
            past=None,
            distances=lambda: self.distances(at),
            left=_has_not,
        )

    def is_stale(self, at: int) -> bool:
        """Whether a price of the rule is too old at `at`."""
        return any(at > book.fresh_until for book in self.books)

    def seen_at(self) -> int:
        """Return when the last of its prices was."""
        return max((book.at for book in self.books if book.at is not None), default=0)

    def _left(self, at: int, stale: bool) -> Callable[[Sequence[float]], bool]:
        """Return what tells whether the condition is false even with each comparison widened by its distance."""

        def has_left(distances: Sequence[float]) -> bool:
            wide: list[Truth] = [
                is_wide(comparison, distance, gauge.now())
                for comparison, distance, gauge in zip(self.comparisons, distances, self.gauges, strict=True)
            ]
            truth = self.judge(self._fresh(wide, at) if stale else wide)
            # Asked again when the stale price is there.
            self.leaving = stale and truth is None
            return truth is False

        return has_left

    def distances(self, at: int) -> tuple[float, ...]:
        """Return how far each comparison must go back before it can be told again, as of `at`."""
        return tuple(
            rearm_distance(comparison, gauge, self.book_of(atom), at)
            for atom, (comparison, gauge) in enumerate(zip(self.comparisons, self.gauges, strict=True))
        )

    def book_of(self, atom: int) -> Book | None:
        """Return the book whose price is told with comparison `atom`."""
        coin = self.comparisons[atom].fact.coin
        return next((book for book in self.books if book.stream.coin == coin), None)

    def _last_truths(self, truths: Sequence[Truth]) -> Sequence[Truth]:
        """Return the truths at the last price: with what happened there and is over."""
        snapshot, happening = self.happened
        if snapshot != self._last_snapshot():
            return truths
        return [True if happening >> atom & 1 else truth for atom, truth in enumerate(truths)]

    def _last_snapshot(self) -> int:
        return max((book.moved for book in self.books), default=-1)

    def _fresh(self, truths: Sequence[Truth], at: int) -> list[Truth]:
        kept = []
        for atom, truth in enumerate(truths):
            book = self.book_of(atom)
            kept.append(truth if book is None or book.is_fresh(at) else None)
        return kept


def _has_not(distances: Sequence[float]) -> bool:
    return False
