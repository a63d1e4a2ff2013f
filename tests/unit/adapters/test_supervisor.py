"""The supervisor: a loop that died comes back, and is told of."""

import asyncio
from datetime import timedelta

import pytest

from adapters.scheduler import AsyncScheduler, Supervisor, running_status
from bot.speaking.say import Say
from core.delivery.model import Where
from core.people.model import Person, Role
from tests.fakes.clock import NOON, LeapingClock, ManualClock
from tests.fakes.defects import HeardDefects
from tests.fakes.even_chance import EvenChance
from tests.fakes.jobs import Counting, RunsKept, fails, hangs, until


def supervisor(clock: LeapingClock | ManualClock) -> Supervisor:
    return Supervisor(clock, EvenChance(), HeardDefects(), longest_pause_s=60.0)


async def test_a_loop_that_dies_comes_back_after_a_pause_that_doubles() -> None:
    clock = LeapingClock()
    loop = Counting(fails)
    supervising = supervisor(clock)
    supervising.supervise("streams", loop)
    await loop.reached(9)
    await supervising.stop(1)
    assert clock.slept[:8] == [0.75, 1.5, 3.0, 6.0, 12.0, 24.0, 45.0, 45.0]


async def test_what_a_loop_dies_of_is_reported_each_time() -> None:
    clock, defects, loop = LeapingClock(), HeardDefects(), Counting(fails)
    supervising = Supervisor(clock, EvenChance(), defects)
    supervising.supervise("streams", loop)
    await loop.reached(3)
    await supervising.stop(1)
    assert defects.reported[:2] == [(Where.LOOP, "streams", "RuntimeError")] * 2


async def test_a_loop_that_lived_long_is_restarted_soon_again() -> None:
    clock = LeapingClock()
    loop = Counting(fails)

    async def lives_then_fails() -> None:
        if loop.runs == 4:
            await clock.sleep(3600)
        await loop()

    supervising = supervisor(clock)
    supervising.supervise("streams", lives_then_fails)
    await loop.reached(6)
    await supervising.stop(1)
    assert clock.slept[:6] == [0.75, 1.5, 3.0, 6.0, 3600, 0.75]


async def test_the_state_of_a_dead_loop_says_of_what_and_when_it_comes_back() -> None:
    clock = ManualClock()
    loop = Counting(fails)
    supervising = supervisor(clock)
    supervising.supervise("streams", loop)
    await loop.reached(1)
    await asyncio.sleep(0)
    (state,) = supervising.state()
    assert (state.alive, state.died, state.of) == (False, 1, "RuntimeError")
    assert state.again_at == clock.now() + timedelta(seconds=0.75)
    clock.advance(seconds=1)
    await loop.reached(2)
    await supervising.stop(1)


async def test_a_loop_that_dies_leaves_the_others_alone() -> None:
    clock = LeapingClock()
    dying, living = Counting(fails), Counting(hangs)
    supervising = supervisor(clock)
    supervising.supervise("dying", dying)
    supervising.supervise("living", living)
    await dying.reached(5)
    assert living.runs == 1
    assert [state.name for state in supervising.state() if state.alive and not state.died] == ["living"]
    await supervising.stop(1)


async def test_a_loop_that_returns_is_over() -> None:
    loop = Counting()
    supervising = supervisor(LeapingClock())
    supervising.supervise("once", loop)
    await loop.reached(1)
    assert await supervising.stop(1) == ()
    assert (loop.runs, supervising.state()[0].ended) == (1, True)


async def test_a_loop_that_can_be_asked_ends_by_itself() -> None:
    asked, ended = asyncio.Event(), []

    async def loop() -> None:
        await asked.wait()
        ended.append("properly")

    supervising = supervisor(LeapingClock())
    supervising.supervise("deliverer", loop, asked.set)
    await asyncio.sleep(0)
    assert await supervising.stop(60) == ()
    assert ended == ["properly"]


async def test_a_loop_that_does_not_end_when_asked_is_cut_off_and_named() -> None:
    supervising = supervisor(LeapingClock())
    supervising.supervise("deaf", hangs, lambda: None)
    supervising.supervise("never asked", hangs)
    await asyncio.sleep(0)
    assert await supervising.stop(0) == ("deaf",)


async def test_a_name_is_given_once() -> None:
    supervising = supervisor(LeapingClock())
    supervising.supervise("streams", hangs)
    with pytest.raises(ValueError, match="streams"):
        supervising.supervise("streams", hangs)
    await supervising.stop(1)


async def shown(supervising: Supervisor, clock: ManualClock) -> list[str]:
    """Return what the owner reads of the loops in `/status`."""
    lines = await running_status(AsyncScheduler([], RunsKept(), clock, HeardDefects()), supervising, clock)(
        Person(1, Role.OWNER, "Ada", NOON)
    )
    assert all(line.owner_only for line in lines)
    say = Say("en", "UTC", NOON)
    return [say.text(line.key, **line.facts).text.replace("\u00a0", " ") for line in lines]


async def test_a_loop_that_runs_well_is_not_mentioned() -> None:
    clock = ManualClock()
    supervising = supervisor(clock)
    supervising.supervise("streams", hangs)
    await asyncio.sleep(0)
    assert await shown(supervising, clock) == []
    await supervising.stop(1)


async def test_status_names_loops_that_died_and_when_they_come_back() -> None:
    clock = ManualClock()
    loop, supervising = Counting(fails), supervisor(clock)

    async def dies_once() -> None:
        if loop.runs:
            await hangs()
        await loop()

    supervising.supervise("streams", dies_once)
    await loop.reached(1)
    await asyncio.sleep(0)
    assert await shown(supervising, clock) == ["streams stopped (RuntimeError); next try in 0 s."]
    clock.advance(seconds=1)
    await until(lambda: not supervising.state()[0].again_at)
    assert await shown(supervising, clock) == ["streams was restarted 1 time (RuntimeError)."]
    await supervising.stop(1)
