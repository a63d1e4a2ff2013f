"""Gaps: which candles are missing, and which of them are nobody's fault."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.gaps import (
    ASKED_AGAIN_AFTER,
    Gap,
    absences_text,
    asked_in_vain,
    find_gaps,
    found_after_all,
    merged,
    read_absences,
    to_ask,
    unexplained,
    without,
)
from core.market.model import Interval, from_ms, to_ms

MINUTE = Interval.M1.ms
START = datetime(2026, 1, 1, tzinfo=UTC)
START_MS = to_ms(START)
MINUTES = st.sets(st.integers(0, 59))


def gaps_of(numbers: set[int]) -> list[Gap]:
    return [Gap(START_MS + n * MINUTE, START_MS + (n + 1) * MINUTE) for n in numbers]


def numbers_of(gaps: "tuple[Gap, ...]") -> set[int]:
    return {n for gap in gaps for n in range((gap.since_ms - START_MS) // MINUTE, (gap.until_ms - START_MS) // MINUTE)}


@given(MINUTES)
def test_exactly_what_is_missing_is_found(there: set[int]) -> None:
    opened = sorted(START_MS + n * MINUTE for n in there)
    gaps = find_gaps(opened, Interval.M1, START, START + timedelta(hours=1))
    assert numbers_of(gaps) == set(range(60)) - there
    assert gaps == merged(gaps)


def test_the_edges_of_the_asked_span_are_its_own() -> None:
    off_grid = START + timedelta(seconds=1)
    assert find_gaps([], Interval.M1, off_grid, off_grid) == ()
    assert numbers_of(find_gaps([], Interval.M1, off_grid, START + timedelta(minutes=3))) == {1, 2}


def test_weeks_are_looked_for_on_mondays() -> None:
    monday = datetime(2026, 1, 5, tzinfo=UTC)
    gaps = find_gaps([to_ms(monday)], Interval.W1, monday, monday + timedelta(days=21))
    assert [(g.since, g.count(Interval.W1)) for g in gaps] == [(monday + timedelta(days=7), 2)]


@given(MINUTES, MINUTES)
def test_taking_away_is_set_difference(some: set[int], taken: set[int]) -> None:
    assert numbers_of(without(gaps_of(some), gaps_of(taken))) == some - taken


@given(MINUTES, MINUTES)
def test_only_what_nobody_confirmed_counts_as_ours(missing: set[int], asked: set[int]) -> None:
    absences = asked_in_vain((), gaps_of(asked), START)
    assert numbers_of(unexplained(gaps_of(missing), absences)) == missing - asked


def test_an_absence_is_asked_for_again_a_bounded_number_of_times() -> None:
    gap = gaps_of({5})
    absences, now, asked = asked_in_vain((), gap, START), START, 1
    for _ in range(100):
        now += timedelta(days=1)
        if to_ask(gap, absences, now):
            absences, asked = asked_in_vain(absences, gap, now), asked + 1
    assert asked == len(ASKED_AGAIN_AFTER) + 1


def test_an_absence_is_left_alone_until_it_is_due() -> None:
    absences = asked_in_vain((), gaps_of({5}), START)
    assert to_ask(gaps_of({5, 6}), absences, START) == tuple(gaps_of({6}))
    assert to_ask(gaps_of({5}), absences, START + ASKED_AGAIN_AFTER[0]) == tuple(gaps_of({5}))


@given(MINUTES, MINUTES)
def test_what_came_after_all_is_absent_no_more(asked: set[int], still: set[int]) -> None:
    absences = found_after_all(asked_in_vain((), gaps_of(asked), START), gaps_of(still))
    assert numbers_of(tuple(a.gap for a in absences)) == asked & still


@given(MINUTES, MINUTES)
def test_asking_twice_counts_twice_only_where_asked(first: set[int], second: set[int]) -> None:
    absences = asked_in_vain(asked_in_vain((), gaps_of(first), START), gaps_of(second), START)
    by_count = {n: numbers_of(tuple(a.gap for a in absences if a.asked == n)) for n in (1, 2)}
    assert by_count == {1: first ^ second, 2: first & second}


@given(MINUTES)
def test_absences_survive_being_written(asked: set[int]) -> None:
    absences = asked_in_vain((), gaps_of(asked), START)
    assert read_absences(absences_text(absences)) == absences


def test_nothing_written_is_nothing_absent() -> None:
    assert read_absences(None) == ()
    assert from_ms(START_MS) == START


@pytest.mark.parametrize("interval", list(Interval))
def test_a_full_series_has_no_gap(interval: Interval) -> None:
    first = interval.floor_ms(START_MS) + interval.ms
    opened = [first + i * interval.ms for i in range(50)]
    assert find_gaps(opened, interval, from_ms(first), from_ms(first + 50 * interval.ms)) == ()
