"""Market time runs from its anchor at its speed, never goes back, and outlives the process."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from adapters.clock import ANCHOR_KEY, Anchor, AnchoredClock, SystemClock, anchored, keep_high_water, replay_start
from tests.fakes.clock import NOON, LeapingClock, ManualClock

HOUR = timedelta(hours=1)
APRIL = datetime(2021, 4, 17, 12, tzinfo=UTC)

instants = st.integers(-(10**15), 2 * 10**15).map(lambda us: NOON + timedelta(microseconds=us))
speeds = st.floats(0.01, 100_000)


class Notes:
    """A Memory in a dictionary; it outlives the clocks that a test makes from it."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    async def recall(self, key: str) -> str | None:
        return self.kept.get(key)

    async def keep(self, key: str, text: str) -> None:
        self.kept[key] = text

    async def count(self, key: str, by: int = 1) -> int:
        total = int(self.kept.get(key, "0")) + by
        self.kept[key] = str(total)
        return total


def test_the_systems_clock_says_the_walls_time_in_utc() -> None:
    with time_machine.travel(NOON, tick=False):
        assert SystemClock().now() == NOON
        assert SystemClock().now().utcoffset() == timedelta(0)


def test_the_systems_clock_stands_when_the_wall_is_set_back() -> None:
    clock = SystemClock()
    with time_machine.travel(NOON, tick=False):
        assert clock.now() == NOON
    with time_machine.travel(NOON - HOUR, tick=False):
        assert clock.now() == NOON
    with time_machine.travel(NOON + HOUR, tick=False):
        assert clock.now() == NOON + HOUR


async def test_sleeping_on_the_systems_clock_lasts_until_the_instant() -> None:
    clock = SystemClock()
    at = clock.now() + timedelta(milliseconds=20)
    await clock.sleep_until(at)
    assert clock.now() >= at


async def test_sleeping_until_what_has_passed_returns_at_once() -> None:
    clock = SystemClock()
    await clock.sleep_until(clock.now() - HOUR)
    await clock.sleep(-1)


@given(market=instants, real=instants, speed=speeds)
def test_an_anchor_reads_back_from_its_own_text(market: datetime, real: datetime, speed: float) -> None:
    anchor = Anchor(market, real, speed)
    assert Anchor.parse(str(anchor)) == anchor


@pytest.mark.parametrize("speed", [0.0, -1.0, float("nan"), float("inf")])
def test_a_market_cannot_stand_or_run_backwards(speed: float) -> None:
    with pytest.raises(ValueError):
        Anchor(APRIL, NOON, speed)


def test_an_anchor_needs_aware_instants() -> None:
    with pytest.raises(ValueError):
        Anchor(APRIL.replace(tzinfo=None), NOON, 1.0)


@given(market=instants, speed=st.floats(0.01, 100), steps=st.lists(st.floats(-1e5, 1e5), max_size=20))
def test_market_time_never_goes_back_whatever_the_real_clock_does(
    market: datetime, speed: float, steps: list[float]
) -> None:
    real = ManualClock(NOON)
    clock = AnchoredClock(real, Anchor(market, NOON, speed))
    seen = clock.now()
    for step in steps:
        real.advance(step)
        assert clock.now() >= seen
        seen = clock.now()


@given(speed=speeds, seconds=st.floats(0, 1e5))
def test_market_time_passes_at_its_speed(speed: float, seconds: float) -> None:
    real = ManualClock(NOON)
    clock = AnchoredClock(real, Anchor(APRIL, NOON, speed))
    real.advance(seconds)
    passed = (clock.now() - APRIL).total_seconds()
    assert passed == pytest.approx(seconds * speed, rel=1e-6, abs=1e-3 * speed)


def test_a_market_goes_on_from_where_it_is_when_the_real_clock_was_set_back() -> None:
    real = ManualClock(NOON)
    clock = AnchoredClock(real, Anchor(APRIL, NOON, 60.0))
    real.advance(minutes=10)
    assert clock.now() == APRIL + 10 * HOUR
    real.advance(hours=-3)
    assert clock.now() == APRIL + 10 * HOUR
    real.advance(minutes=1)
    assert clock.now() == APRIL + 11 * HOUR


async def test_waiting_in_the_market_takes_the_real_time_that_its_speed_makes_of_it() -> None:
    real = LeapingClock(NOON)
    clock = AnchoredClock(real, Anchor(APRIL, NOON, 60.0))
    await clock.sleep_until(APRIL + HOUR)
    assert APRIL + HOUR <= clock.now() < APRIL + HOUR + timedelta(seconds=1)
    assert sum(real.slept) == pytest.approx(60.0, abs=0.01)


@given(speed=speeds, seconds=st.floats(0, 1e4))
def test_waiting_in_the_market_ends_at_any_speed(speed: float, seconds: float) -> None:
    clock = AnchoredClock(LeapingClock(NOON), Anchor(APRIL, NOON, speed))
    at = APRIL + timedelta(seconds=min(seconds, speed * 1000))
    asyncio.run(clock.sleep_until(at))
    assert clock.now() >= at


def test_a_market_with_an_end_stops_there_and_says_so() -> None:
    real = ManualClock(NOON)
    clock = AnchoredClock(real, Anchor(APRIL, NOON, 3600.0), end=APRIL + 2 * HOUR)
    seen = []
    for _ in range(3):
        real.advance(1)
        seen.append(clock.ended)
    assert seen == [False, True, True]
    assert clock.now() == APRIL + 2 * HOUR


async def test_a_new_market_begins_at_its_start() -> None:
    clock = await anchored(Notes(), ManualClock(NOON), 1.0, start=APRIL)
    assert clock.now() == APRIL


async def test_a_restart_goes_on_and_the_market_moved_meanwhile() -> None:
    notes, real = Notes(), ManualClock(NOON)
    await anchored(notes, real, 60.0, start=APRIL)
    real.advance(minutes=5)
    again = await anchored(notes, real, 60.0, start=real.now())
    assert again.now() == APRIL + 5 * HOUR


async def test_another_speed_anchors_anew_where_the_market_is() -> None:
    notes, real = Notes(), ManualClock(NOON)
    await anchored(notes, real, 60.0, start=APRIL)
    real.advance(minutes=5)
    slower = await anchored(notes, real, 2.0, start=APRIL)
    assert slower.now() == APRIL + 5 * HOUR
    real.advance(minutes=30)
    assert slower.now() == APRIL + 6 * HOUR
    once_more = await anchored(notes, real, 2.0, start=APRIL)
    assert once_more.now() == APRIL + 6 * HOUR


async def test_without_a_speed_the_market_goes_on_at_its_own() -> None:
    notes, real = Notes(), ManualClock(NOON)
    service = await anchored(notes, real, 600.0, start=APRIL)
    kept = dict(notes.kept)
    real.advance(minutes=1)
    beside = await anchored(notes, real, None, start=APRIL)
    assert beside.now() == service.now() == APRIL + 10 * HOUR
    assert notes.kept == kept


async def test_a_clock_set_back_between_two_runs_does_not_take_the_market_back() -> None:
    notes, real = Notes(), ManualClock(NOON)
    clock = await anchored(notes, real, 1.0, start=NOON)
    real.advance(hours=5)
    await keep_high_water(notes, clock)
    real.advance(hours=-3)
    again = await anchored(notes, real, 1.0, start=NOON)
    assert again.now() == NOON + 5 * HOUR
    real.advance(hours=1)
    assert again.now() == NOON + 6 * HOUR


async def test_the_high_water_mark_only_rises() -> None:
    notes, real = Notes(), ManualClock(NOON)
    await keep_high_water(notes, real)
    high = dict(notes.kept)
    real.advance(hours=-1)
    await keep_high_water(notes, real)
    assert notes.kept == high


async def test_the_anchor_is_kept_once_and_left_alone_after() -> None:
    notes, real = Notes(), ManualClock(NOON)
    await anchored(notes, real, 10.0, start=APRIL)
    first = notes.kept[ANCHOR_KEY]
    real.advance(hours=1)
    await anchored(notes, real, 10.0, start=APRIL)
    assert notes.kept[ANCHOR_KEY] == first


async def test_a_new_speed_after_the_end_stays_at_the_end() -> None:
    notes, real, end = Notes(), ManualClock(NOON), APRIL + 2 * HOUR
    await anchored(notes, real, 60.0, start=APRIL, end=end)
    real.advance(hours=9)
    clock = await anchored(notes, real, 1.0, start=APRIL, end=end)
    assert clock.ended
    assert clock.now() == end


def test_a_replay_starts_a_day_after_its_first_candle() -> None:
    span = (APRIL, APRIL + 90 * HOUR)
    assert replay_start(span) == APRIL + 24 * HOUR
    assert replay_start(span, wanted=APRIL + HOUR) == APRIL + HOUR


def test_a_replay_starts_within_its_candles() -> None:
    span = (APRIL, APRIL + 9 * HOUR)
    assert replay_start(span) == span[1]
    assert replay_start(span, wanted=APRIL - HOUR) == span[0]
    assert replay_start(span, wanted=APRIL + 99 * HOUR) == span[1]
