"""Pace — Telegram's pauses are kept to the second, and only where they are meant."""

import asyncio

from adapters.telegram.pace import Limits, Pace
from tests.fakes.clock import LeapingClock, ManualClock


def test_a_pause_is_one_chat_s_alone_and_ends() -> None:
    clock = ManualClock()
    pace = Pace(clock)
    pace.hold(1, 30)
    assert (pace.held_s(1), pace.held_s(2)) == (30, 0)
    clock.advance(30)
    assert pace.held_s(1) == 0


def test_a_second_chat_paused_at_the_same_time_pauses_all() -> None:
    clock = ManualClock()
    pace = Pace(clock)
    pace.hold(1, 30)
    clock.advance(10)
    pace.hold(2, 60)
    assert (pace.held_s(1), pace.held_s(2), pace.held_s(3)) == (60, 60, 60)
    clock.advance(60)
    pace.hold(3, 5)
    assert (pace.held_s(1), pace.held_s(3)) == (0, 5)


def test_a_shorter_pause_does_not_end_a_longer_one() -> None:
    pace = Pace(ManualClock())
    pace.hold(1, 30)
    pace.hold(1, 5)
    assert pace.held_s(1) == 30


def test_a_clock_set_back_an_hour_does_not_lengthen_a_pause() -> None:
    clock = ManualClock()
    pace = Pace(clock)
    pace.hold(1, 30)
    clock.advance(hours=-1)
    assert pace.held_s(1) == 30


async def test_opened_returns_when_the_pause_is_over() -> None:
    clock = LeapingClock()
    pace = Pace(clock)
    pace.hold(1, 3600)
    await pace.opened(1)
    assert clock.slept == [3600]


async def test_a_burst_beyond_the_limit_waits_and_another_chat_does_not() -> None:
    pace = Pace(ManualClock(), Limits(chat=(2, 3600), group=(5, 3600)))
    await pace.turn(1)
    await pace.turn(1)
    third = asyncio.create_task(pace.turn(1))
    await pace.turn(2)
    assert not third.done()
    third.cancel()


async def test_photos_of_an_album_count_one_by_one_in_a_group() -> None:
    pace = Pace(ManualClock(), Limits(chat=(100, 3600), group=(10, 3600)))
    await pace.turn(-1, 8)
    third = asyncio.create_task(pace.turn(-1, 3))
    await asyncio.sleep(0)
    assert not third.done()
    third.cancel()
