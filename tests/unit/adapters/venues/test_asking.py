"""adapters.venues.asking — a busy venue is left alone, and every error becomes one of ours."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import aiohttp
import pytest

from adapters.venues.answers import Garbled, Refused, Throttled
from adapters.venues.asking import TRIES, Asking, translated
from adapters.venues.library import library_errors
from core.kernel.errors import Unavailable, UnknownName
from core.market.model import Pair
from tests.fakes.clock import LeapingClock
from tests.fakes.even_chance import EvenChance

PAIR = Pair("BTC", "USD")


class Question:
    """Raises each of `errors` in turn, then answers."""

    def __init__(self, *errors: Exception) -> None:
        self.errors, self.asked = list(errors), 0

    async def __call__(self) -> str:
        self.asked += 1
        if self.errors:
            raise self.errors.pop(0)
        return "answer"


def asking(clock: LeapingClock) -> Callable[[Question], Awaitable[str]]:
    return Asking("kraken", clock, EvenChance(), patience=timedelta(seconds=5)).ask


async def test_a_busy_venue_is_asked_again_after_longer_and_longer_waits() -> None:
    clock, question = LeapingClock(), Question(Throttled(None), Throttled(None))
    assert await asking(clock)(question) == "answer"
    assert clock.slept == [0.5, 1.0]


async def test_it_is_asked_three_times_and_no_more() -> None:
    question = Question(*[Throttled(None)] * 9)
    with pytest.raises(Unavailable) as busy:
        await asking(LeapingClock())(question)
    assert (busy.value.reason, question.asked) == ("busy", TRIES)


async def test_it_is_waited_for_as_long_as_it_asked_for_and_a_little_more() -> None:
    clock, question = LeapingClock(), Question(Throttled(timedelta(seconds=2)))
    assert await asking(clock)(question) == "answer"
    assert clock.slept == [2.25]


async def test_a_pause_beyond_our_patience_is_kept_by_every_later_question() -> None:
    clock = LeapingClock()
    ask = asking(clock)
    with pytest.raises(Unavailable):
        await ask(Question(Throttled(timedelta(minutes=2))))
    later = Question()
    clock._at += timedelta(seconds=30)
    with pytest.raises(Unavailable) as quiet:
        await ask(later)
    assert (quiet.value.retry_after, later.asked) == (timedelta(seconds=90), 0)
    clock._at += timedelta(seconds=91)
    assert await ask(later) == "answer"


async def test_only_a_busy_venue_is_asked_again() -> None:
    question = Question(TimeoutError())
    with pytest.raises(Unavailable) as late:
        await asking(LeapingClock())(question)
    assert (late.value.reason, question.asked) == ("timeout", 1)


async def test_what_is_not_the_venue_s_fault_is_not_laid_at_its_door() -> None:
    with pytest.raises(MemoryError):
        await asking(LeapingClock())(Question(MemoryError()))


THEIRS = library_errors()


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (THEIRS.RateLimitExceeded(), "busy"),
        (THEIRS.DDoSProtection(), "busy"),
        (THEIRS.RequestTimeout(), "timeout"),
        (THEIRS.NetworkError(), "network"),
        (THEIRS.ExchangeNotAvailable(), "network"),
        (THEIRS.OnMaintenance(), "network"),
        (THEIRS.BadResponse(), "garbled"),
        (THEIRS.ExchangeError(), "rejected"),
        (THEIRS.AuthenticationError(), "rejected"),
        (THEIRS.BadSymbol(), "rejected"),
        (Garbled(), "garbled"),
        (Refused(403), "rejected"),
        (KeyError(), "garbled"),
        (RecursionError(), "garbled"),
        (TimeoutError(), "timeout"),
        (ConnectionResetError(), "network"),
        (aiohttp.ClientPayloadError(), "network"),
    ],
)
def test_errors_are_told_apart_by_type(error: Exception, reason: str) -> None:
    ours = translated(error, "kraken")
    assert isinstance(ours, Unavailable)
    assert (ours.source, ours.reason) == ("kraken", reason)


def test_a_body_that_was_cut_is_the_network_s_fault() -> None:
    error = THEIRS.ExchangeError()
    error.__cause__ = aiohttp.ClientPayloadError()
    ours = translated(error, "kraken")
    assert isinstance(ours, Unavailable) and ours.reason == "network"


def test_an_unknown_pair_is_a_mistake_that_names_it() -> None:
    ours = translated(THEIRS.BadSymbol(), "kraken", PAIR)
    assert isinstance(ours, UnknownName)
    assert (ours.what, ours.given) == ("pair", "BTC/USD")
