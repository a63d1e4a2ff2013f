"""Verdict: nothing due is lost, nothing that may have arrived is repeated for ever, nobody is asked too early."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.chance import SeededChance
from core.delivery.model import Attempt, Notice, NoticeState, Outcome
from core.delivery.verdict import LONGEST_PAUSE_S, End, Verdict, verdict
from tests.fakes.clock import NOON
from tests.fakes.delivery import REFUSED, RETRY, SENT, UNCERTAIN, Result
from tests.fakes.even_chance import EvenChance

LEASED = Notice(1, "n", "data-stopped", "{}", 7, None, NOON, NOON, NoticeState.LEASED, tries=1, term=1)
BROKEN = RuntimeError("no words")

results = st.sampled_from([RETRY, UNCERTAIN, BROKEN])
pauses = st.floats(0, 86_400)


def judged(notice: Notice, result: Result) -> Verdict:
    return verdict(notice, result, NOON, EvenChance())


def after(*attempts: Result) -> Notice:
    """Return the notice as it is claimed after these attempts; each of them left it alive."""
    notice = LEASED
    for attempt in attempts:
        found = judged(notice, attempt)
        assert found.next_try_at is not None
        notice = replace(notice, tries=notice.tries + 1, reason=found.reason)
    return notice


def wait_s(found: Verdict) -> float:
    assert found.next_try_at is not None
    return (found.next_try_at - NOON).total_seconds()


def test_what_was_sent_is_done_under_the_platforms_name() -> None:
    assert judged(LEASED, SENT) == Verdict(NoticeState.SENT, platform_id="77")


@given(st.lists(results, max_size=6))
def test_what_is_refused_is_dead_at_once_and_says_why(before: list[Result]) -> None:
    notice = LEASED
    for attempt in before:
        notice = replace(notice, tries=notice.tries + 1, reason=judged(notice, attempt).reason)
    assert judged(notice, REFUSED) == Verdict(NoticeState.DEAD, "blocked", end=End.REFUSED)


@given(st.integers(1, 1_000_000), st.integers(0, 100))
def test_what_certainly_did_not_arrive_is_tried_for_as_long_as_it_takes(tries: int, seed: int) -> None:
    found = verdict(replace(LEASED, tries=tries), RETRY, NOON, SeededChance(seed))
    assert found.state is NoticeState.WAITING
    assert 0 < wait_s(found) <= LONGEST_PAUSE_S


def test_the_pause_doubles_up_to_five_minutes() -> None:
    waits = [wait_s(judged(replace(LEASED, tries=tries), RETRY)) for tries in range(1, 12)]
    assert waits == [0.75, 1.5, 3.0, 6.0, 12.0, 24.0, 48.0, 96.0, 192.0, 225.0, 225.0]


def test_who_failed_together_does_not_come_back_together() -> None:
    chance = SeededChance(1)
    assert len({wait_s(verdict(LEASED, RETRY, NOON, chance)) for _ in range(20)}) == 20


@given(pauses, st.integers(1, 50), st.integers(0, 100))
def test_nobody_is_asked_before_the_pause_they_named(pause_s: float, tries: int, seed: int) -> None:
    attempt = Attempt(Outcome.RETRY, reason="busy", retry_after_s=pause_s)
    found = verdict(replace(LEASED, tries=tries), attempt, NOON, SeededChance(seed))
    assert pause_s < wait_s(found) <= pause_s + 1.001


def test_a_pause_that_makes_no_sense_is_none() -> None:
    assert wait_s(judged(LEASED, Attempt(Outcome.RETRY, retry_after_s=-5))) < 1


def test_what_may_have_arrived_is_said_again_after_a_minute() -> None:
    found = judged(LEASED, UNCERTAIN)
    assert (found.state, wait_s(found)) == (NoticeState.UNCERTAIN, 60)


def test_what_is_never_answered_is_given_up_after_three_labelled_repeats() -> None:
    waits = [wait_s(judged(after(*[UNCERTAIN] * n), UNCERTAIN)) for n in range(3)]
    assert waits == [60, 600, 3600]
    assert judged(after(UNCERTAIN, UNCERTAIN, UNCERTAIN), UNCERTAIN) == Verdict(
        NoticeState.DEAD, "timeout (uncertain 4)", end=End.UNCERTAIN
    )


def test_what_cannot_be_said_is_dead_after_three_tries() -> None:
    assert judged(LEASED, BROKEN).state is NoticeState.UNCERTAIN
    assert judged(after(BROKEN, BROKEN), BROKEN) == Verdict(NoticeState.DEAD, "RuntimeError (failed 3)", end=End.POISON)


def test_pauses_of_the_platform_do_not_count_as_poison() -> None:
    assert judged(after(*[RETRY] * 20), BROKEN).state is NoticeState.UNCERTAIN


@given(st.lists(results, max_size=8), st.integers(0, 100))
def test_it_ends_exactly_when_it_has_failed_thrice_or_was_never_answered(attempts: list[Result], seed: int) -> None:
    notice, chance = LEASED, SeededChance(seed)
    for number, attempt in enumerate(attempts, 1):
        found = verdict(notice, attempt, NOON, chance)
        so_far = attempts[:number]
        is_over = so_far.count(BROKEN) >= 3 or so_far.count(UNCERTAIN) >= 4
        assert (found.state is NoticeState.DEAD) is is_over
        assert (found.next_try_at is None) is is_over
        if is_over:
            return
        assert found.next_try_at is not None
        assert found.next_try_at > NOON
        assert found.state is (NoticeState.WAITING if attempt is RETRY else NoticeState.UNCERTAIN)
        notice = replace(notice, tries=notice.tries + 1, reason=found.reason)


@pytest.mark.parametrize("reason", ["(uncertain 3)", "odd ()", "x (failed 99)y", "", "(failed 2, uncertain 1)"])
def test_a_reason_in_other_words_counts_nothing(reason: str) -> None:
    assert judged(replace(LEASED, reason=reason), UNCERTAIN).reason == "timeout (uncertain 1)"
