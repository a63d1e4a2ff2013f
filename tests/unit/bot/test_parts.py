"""bot.parts — the messages of a reply go in order, and what arrived in part is not called arrived."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.parts import LOCKED, in_order, unreached, unsaid
from bot.ports import Heard
from core.delivery.model import Attempt, Outcome
from core.people.model import Identity
from tests.fakes.clock import FrozenClock

BUSY = Attempt(Outcome.RETRY, None, "busy", 20.0)
GONE = Attempt(Outcome.REFUSED, reason="gone")
LOST = Attempt(Outcome.UNCERTAIN, reason="time-out")


def sent(platform_id: str) -> Attempt:
    return Attempt(Outcome.SENT, platform_id)


@pytest.mark.parametrize(
    ("attempts", "patience_s", "told", "asked"),
    [
        ([sent("1"), sent("2")], 0.0, sent("2"), [0, 1]),
        ([BUSY], 10.0, BUSY, [0]),
        ([BUSY, sent("1"), sent("2")], 20.0, sent("2"), [0, 0, 1]),
        # Once the first is there the rest is worth half a minute.
        ([sent("1"), BUSY, sent("2")], 0.0, sent("2"), [0, 1, 1]),
        ([sent("1"), BUSY, BUSY], 0.0, Attempt(Outcome.UNCERTAIN, "1", "partly"), [0, 1, 1]),
        ([sent("1"), LOST], 60.0, Attempt(Outcome.UNCERTAIN, "1", "partly"), [0, 1]),
        ([LOST], 60.0, LOST, [0]),
        ([sent("1"), GONE], 60.0, GONE, [0, 1]),
    ],
)
async def test_two_messages_go_in_order(
    attempts: Sequence[Attempt], patience_s: float, told: Attempt, asked: Sequence[int]
) -> None:
    answers, numbers = iter(attempts), list[int]()

    async def send(number: int) -> Attempt:
        numbers.append(number)
        return next(answers)

    assert await in_order(2, send, FrozenClock(), patience_s) == told
    assert numbers == asked


async def test_nothing_is_sent_of_nothing() -> None:
    async def send(number: int) -> Attempt:
        raise AssertionError(number)

    assert await in_order(0, send, FrozenClock(), 0.0) == Attempt(Outcome.SENT, None)


@pytest.mark.parametrize(
    ("attempt", "reason"),
    [
        (sent("1"), None),
        (LOST, None),  # it may have arrived: nobody is told that it did not
        (Attempt(Outcome.UNCERTAIN, "1", "partly"), "partly"),
        (BUSY, "late"),
        (GONE, "gone"),
    ],
)
def test_what_did_not_arrive_for_certain_is_unsaid(attempt: Attempt, reason: str | None) -> None:
    told = unsaid(Heard("watch", Identity("discord", "1")), attempt, personal=True)
    assert (told and told.reason) == reason


def test_what_is_elsewhere_since_nothing_may_be_written_there_is_told_to_its_asker_alone() -> None:
    told = unsaid(Heard("watch", Identity("discord", "1"), room="7"), replace(sent("1"), reason=LOCKED), personal=False)
    assert told is not None
    assert (told.reason, told.personal) == ("locked", True)


def test_who_lets_nothing_through_is_not_told_that_nothing_got_through() -> None:
    blocked = Attempt(Outcome.REFUSED, reason="blocked")
    assert unsaid(Heard("watch", Identity("discord", "1"), room="7"), blocked, personal=True) is None


def test_a_room_reads_that_its_asker_lets_nothing_through_in_private() -> None:
    blocked, aloud = Attempt(Outcome.REFUSED, reason="blocked"), Heard("watch", Identity("discord", "1"), room="7")
    told = unreached(aloud, blocked)
    assert told is not None
    assert (told.reason, told.personal) == ("blocked", False)
    assert unreached(Heard("watch", Identity("discord", "1")), blocked) is None
    assert unreached(aloud, sent("1")) is None
