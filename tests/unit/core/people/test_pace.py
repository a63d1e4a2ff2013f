"""core.people.pace — how fast somebody may ask, and when they are told."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.people.pace import Pace, Pacer, Pause
from tests.fakes.clock import ManualClock

SECOND = timedelta(seconds=1)


def asked(pacer: Pacer, clock: ManualClock, times: int, every_s: float, who: object = 1) -> list[Pause | None]:
    answers = []
    for _ in range(times):
        answers.append(pacer.pause(who))
        clock.advance(every_s)
    return answers


def test_ten_at_once_are_answered_and_the_eleventh_waits_three_seconds() -> None:
    clock = ManualClock()
    *ten, eleventh = asked(Pacer(Pace(), clock), clock, 11, every_s=0)
    assert ten == [None] * 10
    assert eleventh == Pause(3 * SECOND, told=False)


def test_twenty_a_minute_are_answered_for_ever() -> None:
    clock = ManualClock()
    assert asked(Pacer(Pace(), clock), clock, 200, every_s=3) == [None] * 200


def test_who_is_too_fast_gets_twenty_a_minute() -> None:
    clock = ManualClock()
    pacer = Pacer(Pace(), clock)
    asked(pacer, clock, 60, every_s=1)
    answered = [pause for pause in asked(pacer, clock, 600, every_s=1) if pause is None]
    assert len(answered) == 200


def test_a_pause_is_told_once_however_long_somebody_goes_on() -> None:
    clock = ManualClock()
    pauses = [pause for pause in asked(Pacer(Pace(), clock), clock, 600, every_s=1) if pause]
    assert [pause.told for pause in pauses] == [False] + [True] * (len(pauses) - 1)


def test_who_has_rested_is_told_again() -> None:
    clock = ManualClock()
    pacer = Pacer(Pace(), clock)
    asked(pacer, clock, 12, every_s=0)
    clock.advance(Pace().rest.total_seconds())
    *ten, eleventh = asked(pacer, clock, 11, every_s=0)
    assert ten == [None] * 10
    assert eleventh is not None
    assert not eleventh.told


def test_everybody_has_a_pace_of_their_own() -> None:
    clock = ManualClock()
    pacer = Pacer(Pace(), clock)
    asked(pacer, clock, 20, every_s=0, who=1)
    assert asked(pacer, clock, 10, every_s=0, who=2) == [None] * 10


def test_those_who_rest_are_forgotten() -> None:
    clock = ManualClock()
    pacer = Pacer(Pace(), clock)
    for who in range(10_000):
        pacer.pause(who)
        clock.advance(0.1)
    assert len(pacer) <= 2 * Pace().rest / (0.1 * SECOND)


@given(st.lists(st.floats(-5, 40), max_size=60))
def test_no_minute_has_more_answers_than_a_burst_and_its_refill(waits: list[float]) -> None:
    """Also when the clock is set back, and when buckets are swept."""
    clock = ManualClock()
    pacer = Pacer(Pace(), clock)
    first, answered = clock.now(), 0
    latest = first
    for wait in waits:
        answered += pacer.pause(1) is None
        clock.advance(wait)
        latest = max(latest, clock.now())
    backwards = sum(-wait for wait in waits if wait < 0)
    assert answered <= 10 + (latest - first + timedelta(seconds=backwards)) / Pace().refill + 1
