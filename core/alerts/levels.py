"""Comparisons as boundaries on a line, and the line's ladder: which boundaries a number passes when it moves.

Every boundary b splits the numbers into v < b and v >= b. "Below L" is one at L; "above L" is one at the next number
after L; what crosses or touches L passes one of both.
"""

import math
from bisect import bisect_right
from collections.abc import Callable
from enum import IntEnum
from typing import Protocol

from core.alerts.facts import Comparison, Distance, Way

# Of a level: exactly the distance re-arms, exactly the percent is reached, whatever the last bit says.
_ROUNDING = 1e-12


class Mark(IntEnum):
    """What passing a boundary means to a comparison: `BELOW` true under it · `ABOVE` true from it on · `DOWN` and `UP`
    it happens on the way down, or up · `MET` it happens either way · `WIDE` the rule may have left its level."""

    BELOW = 0
    ABOVE = 1
    DOWN = 2
    UP = 3
    MET = 4
    WIDE = 5


def boundaries(comparison: Comparison) -> tuple[tuple[float, Mark], ...]:
    """Return where the truth of `comparison` changes, and how; nothing for labels."""
    level = comparison.level
    if not isinstance(level, int | float):
        return ()
    slack = _ROUNDING if comparison.touching else 0.0
    match comparison.way:
        case Way.BELOW:
            return ((_after(level + slack) if comparison.touching else float(level), Mark.BELOW),)
        case Way.ABOVE:
            return ((level - slack if comparison.touching else _after(level), Mark.ABOVE),)
        case Way.CROSSES:
            return ((float(level), Mark.DOWN), (_after(level), Mark.UP))
        case Way.EQUALS:
            return ((float(level), Mark.MET), (_after(level), Mark.MET))
        case Way.BECOMES:
            return ()


def wide_boundaries(comparison: Comparison, distance: float) -> tuple[float, ...]:
    """Return where `comparison`, widened by `distance`, stops being true."""
    level = comparison.level
    if not isinstance(level, int | float):
        return ()
    if not distance:
        return _itself(comparison, float(level))
    slack = _ROUNDING if comparison.touching else _ROUNDING * (abs(level) + distance)
    above, below = level + distance - slack, _after(level - distance + slack)
    match comparison.way:
        case Way.BELOW:
            return (above,)
        case Way.ABOVE:
            return (below,)
        case _:
            return (below, above)


def _itself(comparison: Comparison, level: float) -> tuple[float, ...]:
    """Return the boundaries of what re-arms without a distance."""
    match comparison.way:
        case Way.BELOW | Way.ABOVE if isinstance(comparison.fact, Distance):
            # The opposite crossing: being equal is none.
            return (_after(level) if comparison.way is Way.BELOW else level,)
        case Way.BELOW | Way.ABOVE:
            return (boundaries(comparison)[0][0],)
        case Way.EQUALS:
            return (level, _after(level))
        case _:
            # What only happens is over at once.
            return ()


def is_wide(comparison: Comparison, distance: float, value: float | str | None) -> bool | None:
    """Whether `comparison`, widened by `distance`, is true of `value`; None of one that is not known."""
    if value is None:
        return None
    if comparison.way is Way.BECOMES:
        return value == comparison.level
    edges = wide_boundaries(comparison, distance)
    if not edges or isinstance(value, str):
        return False
    match comparison.way:
        case Way.BELOW:
            return value < edges[0]
        case Way.ABOVE:
            return value >= edges[0]
        case _:
            return edges[0] <= value < edges[1]


def resting(comparison: Comparison, value: float | str | None) -> bool | None:
    """Return whether `comparison` is true of a number that stays: what happens and is over at once is not."""
    if value is None:
        return None
    if comparison.way is Way.CROSSES:
        return False
    if comparison.way in {Way.EQUALS, Way.BECOMES}:
        return value == comparison.level
    if isinstance(value, str):
        return None
    bound, _ = boundaries(comparison)[0]
    return value < bound if comparison.way is Way.BELOW else value >= bound


def side(comparison: Comparison, value: float | str | None) -> int | None:
    """Return on which side of its level (-1 below, 0 on it, 1 above) `value` is, for what happens on the way from one
    to another; None for what does not, or is not known."""
    level = comparison.level
    if comparison.way not in {Way.CROSSES, Way.EQUALS} or not isinstance(value, float) or isinstance(level, str | None):
        return None
    return (value > level) - (value < level)


def happens(comparison: Comparison, before: int, now: int) -> bool:
    """Return whether what crosses or equals its level does so between two sides of it."""
    if comparison.way is Way.CROSSES:
        return now != 0 and before * now <= 0
    return before * now <= 0


class Subscriber(Protocol):
    """Who is told that a boundary was passed."""

    def passed(self, atom: int, mark: Mark, up: bool) -> None: ...


Step = tuple[Subscriber, int, Mark]


class Ladder:
    """The boundaries on one number, in order, and where the number stands among them.

    While it stays in [low, high) nothing is passed; a number that is not known is in no such span. `heed` is told
    whenever that span is another one.
    """

    __slots__ = ("_bounds", "_place", "_steps", "heed", "high", "low")

    def __init__(self) -> None:
        self._bounds: list[float] = []
        self._steps: list[Step] = []
        self._place = 0
        self.low, self.high = math.inf, -math.inf
        self.heed: Callable[[], None] | None = None

    def __len__(self) -> int:
        return len(self._bounds)

    @property
    def steps(self) -> list[Step]:
        """Every step, in no useful order."""
        return self._steps

    def add(self, bound: float, step: Step, value: float | None) -> None:
        """Add a boundary; `value` is where the number stands."""
        row = bisect_right(self._bounds, bound)
        self._bounds.insert(row, bound)
        self._steps.insert(row, step)
        if value is not None:
            self.place(value)

    def remove(self, bound: float, step: Step, value: float | None) -> None:
        """Remove a boundary that was added."""
        row = bisect_right(self._bounds, bound) - 1
        while self._bounds[row] == bound and self._steps[row] != step:
            row -= 1
        del self._bounds[row], self._steps[row]
        if value is not None:
            self.place(value)

    def place(self, value: float) -> None:
        """Stand at `value` without having passed anything."""
        bounds = self._bounds
        place = self._place = bisect_right(bounds, value)
        self.low = bounds[place - 1] if place else -math.inf
        self.high = bounds[place] if place < len(bounds) else math.inf
        if self.heed is not None:
            self.heed()

    def forget(self) -> None:
        """Be a number that is not known."""
        self.low, self.high = math.inf, -math.inf
        if self.heed is not None:
            self.heed()

    def move(self, value: float) -> None:
        """Go to `value` and tell who holds what lies between."""
        if self.low <= value < self.high:
            return
        before = self._place
        self.place(value)
        if self._place > before:
            for subscriber, atom, mark in self._steps[before : self._place]:
                subscriber.passed(atom, mark, True)
        else:
            for subscriber, atom, mark in self._steps[self._place : before]:
                subscriber.passed(atom, mark, False)


def _after(level: float) -> float:
    return math.nextafter(level, math.inf)
