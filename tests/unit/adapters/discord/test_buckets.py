"""buckets — limits as the answers name them."""

import asyncio

import pytest

from adapters.discord.buckets import Buckets, Held
from tests.fakes.clock import LeapingClock

SEND, EDIT = "POST /channels/{channel_id}/messages", "PATCH /channels/{channel_id}/messages/{message_id}"


def left(name: str, remaining: int, reset_s: float) -> dict[str, str]:
    return {
        "X-RateLimit-Bucket": name,
        "X-RateLimit-Remaining": str(remaining),
        "X-RateLimit-Reset-After": str(reset_s),
    }


async def turn(buckets: Buckets, route: str, major: str, counted: bool = True) -> None:
    async with buckets.turn(route, major, counted):
        pass


async def test_an_empty_bucket_is_waited_for_where_that_is_short() -> None:
    clock = LeapingClock()
    buckets = Buckets(clock)
    buckets.note(SEND, "1", left("a", 0, 2.5))
    await turn(buckets, SEND, "1")
    assert clock.slept == [2.5]


async def test_a_long_pause_is_told_and_not_waited_for() -> None:
    buckets = Buckets(LeapingClock())
    buckets.hold(SEND, "1", 3600.0, everywhere=False)
    with pytest.raises(Held) as held:
        await turn(buckets, SEND, "1")
    assert held.value.seconds == 3600.0
    await turn(buckets, SEND, "2")


async def test_routes_of_one_bucket_wait_for_each_other_and_only_in_one_channel() -> None:
    clock = LeapingClock()
    buckets = Buckets(clock)
    buckets.note(SEND, "1", left("shared", 3, 1.0))
    buckets.note(EDIT, "1", left("shared", 0, 4.0))
    await turn(buckets, SEND, "2")
    assert clock.slept == []
    await turn(buckets, SEND, "1")
    assert clock.slept == [4.0]


async def test_a_pause_for_all_holds_all_but_calls() -> None:
    buckets = Buckets(LeapingClock())
    buckets.hold(SEND, "1", 60.0, everywhere=True)
    with pytest.raises(Held):
        await turn(buckets, SEND, "2")
    await turn(buckets, "POST /interactions/…/callback", "3", counted=False)


async def test_one_at_a_time_in_a_bucket() -> None:
    buckets, running, most = Buckets(LeapingClock()), 0, 0

    async def work() -> None:
        nonlocal running, most
        async with buckets.turn(SEND, "1", counted=True):
            running += 1
            most = max(most, running)
            await asyncio.sleep(0)
            running -= 1

    await asyncio.gather(*(work() for _ in range(5)))
    assert most == 1


async def test_a_clock_that_was_set_back_makes_no_pause_longer() -> None:
    clock = LeapingClock()
    buckets = Buckets(clock)
    buckets.hold(SEND, "1", 3.0, everywhere=False)
    clock._at = clock._at.replace(year=2020)
    await turn(buckets, SEND, "1")
    assert clock.slept == [3.0]


@pytest.mark.parametrize("said", ["", "soon", "-1"])
async def test_a_header_that_is_no_number_holds_nobody(said: str) -> None:
    clock = LeapingClock()
    buckets = Buckets(clock)
    buckets.note(SEND, "1", {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": said})
    await turn(buckets, SEND, "1")
    assert clock.slept == []
