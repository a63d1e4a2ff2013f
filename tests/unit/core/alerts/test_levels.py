"""Levels: where a comparison turns, where it lets go, and the ladder of such places."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.alerts.facts import Comparison, Price, Rearm, RearmBy, Way
from core.alerts.levels import Ladder, Mark, boundaries, happens, is_wide, resting, side

LEVEL = 100.0
NUMBERS = st.sampled_from([98.0, 99.0, 99.5, math.nextafter(LEVEL, 0), LEVEL, math.nextafter(LEVEL, 200), 100.5, 101.0])


def compared(way: Way, touching: bool = False) -> Comparison:
    return Comparison(Price("btc", "USD"), way, LEVEL, Rearm(RearmBy.PRICE, 0.005), touching)


class Passed:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.told: list[tuple[Mark, bool]] = []

    def passed(self, atom: int, mark: Mark, up: bool) -> None:
        self.told.append((mark, up))


@pytest.mark.parametrize(
    ("way", "touching", "below", "on", "above"),
    [
        (Way.BELOW, False, True, False, False),
        (Way.BELOW, True, True, True, False),
        (Way.ABOVE, False, False, False, True),
        (Way.ABOVE, True, False, True, True),
        (Way.EQUALS, False, False, True, False),
        (Way.CROSSES, False, False, False, False),
    ],
)
def test_what_is_true_of_a_number_that_stays(way: Way, touching: bool, below: bool, on: bool, above: bool) -> None:
    comparison = compared(way, touching)
    assert [resting(comparison, value) for value in (99.0, LEVEL, 101.0)] == [below, on, above]
    assert resting(comparison, None) is None


@pytest.mark.parametrize(
    ("way", "values"),
    [(Way.BELOW, [100.4, 100.5]), (Way.ABOVE, [99.6, 99.5]), (Way.EQUALS, [99.6, 99.5]), (Way.CROSSES, [100.4, 100.5])],
)
def test_exactly_the_distance_lets_go(way: Way, values: list[float]) -> None:
    assert [is_wide(compared(way), 0.5, value) for value in values] == [True, False]
    assert is_wide(compared(way), 0.5, None) is None


@given(st.sampled_from([Way.CROSSES, Way.EQUALS]), NUMBERS, NUMBERS)
def test_what_happens_between_two_numbers_is_what_their_sides_say(way: Way, before: float, now: float) -> None:
    comparison, ladder, rule = compared(way), Ladder(), Passed()
    for bound, mark in boundaries(comparison):
        ladder.add(bound, (rule, 0, mark), before)
    ladder.move(now)
    told = any(mark is Mark.MET or (mark is Mark.DOWN and not up) or (mark is Mark.UP and up) for mark, up in rule.told)
    sides = side(comparison, before), side(comparison, now)
    assert sides[0] is not None
    assert sides[1] is not None
    moved = before != now and sides != (0, 0)
    assert told == (moved and happens(comparison, sides[0], sides[1]))


@given(st.lists(st.integers(0, 20).map(float), max_size=8), st.lists(st.integers(0, 20).map(float), min_size=2))
def test_a_ladder_tells_each_boundary_between_two_numbers_once(bounds: list[float], values: list[float]) -> None:
    ladder, rule = Ladder(), Passed()
    for bound in bounds:
        ladder.add(bound, (rule, 0, Mark.WIDE), values[0])
    for before, now in pairwise(values):
        rule.told.clear()
        ladder.move(now)
        between = sum(min(before, now) < bound <= max(before, now) for bound in bounds)
        assert rule.told == [(Mark.WIDE, now > before)] * between


def test_a_boundary_that_is_removed_is_passed_no_more() -> None:
    ladder, kept, gone = Ladder(), Passed(), Passed()
    ladder.add(LEVEL, (kept, 0, Mark.BELOW), 99.0)
    ladder.add(LEVEL, (gone, 0, Mark.BELOW), 99.0)
    ladder.remove(LEVEL, (gone, 0, Mark.BELOW), 99.0)
    ladder.move(101.0)
    assert (kept.told, gone.told) == ([(Mark.BELOW, True)], [])
