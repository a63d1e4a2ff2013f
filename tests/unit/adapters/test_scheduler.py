"""The schedule and the supervisor: what fails fails alone, and is told."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

import pytest

from adapters.clock import SystemClock
from adapters.scheduler import AsyncScheduler, JobState, Supervisor
from core.kernel.errors import Unavailable
from core.kernel.jobs import JobRun
from core.schedule import Job
from tests.fakes.clock import LeapingClock, ManualClock
from tests.fakes.even_chance import EvenChance

OFTEN = timedelta(milliseconds=5)
NEVER = timedelta(days=1)


class RunsKept:
    """A ScheduleStore in memory, and its own unit of work; `broken` it answers nothing."""

    def __init__(self) -> None:
        self.kept: dict[str, JobRun] = {}
        self.broken = False

    def begin(self) -> Self:
        return self

    @property
    def jobs(self) -> Self:
        return self

    async def __aenter__(self) -> Self:
        if self.broken:
            raise Unavailable("database")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    async def commit(self) -> None:
        return None

    async def started(self, name: str, at: datetime) -> None:
        self.kept[name] = JobRun(name, at, None, None)

    async def finished(self, name: str, at: datetime, outcome: str) -> None:
        self.kept[name] = JobRun(name, self.kept[name].started_at, at, outcome)

    async def all(self) -> Sequence[JobRun]:
        return tuple(self.kept.values())


class Counting:
    """A job that counts its runs, then does `then`; `reached(n)` waits for the n-th."""

    def __init__(self, then: Callable[[], Awaitable[object]] | None = None) -> None:
        self.runs, self.at_once, self.most_at_once, self._then = 0, 0, 0, then
        self._more = asyncio.Event()

    async def __call__(self) -> None:
        self.runs += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self._more.set()
        try:
            if self._then is not None:
                await self._then()
        finally:
            self.at_once -= 1

    async def reached(self, runs: int) -> None:
        while self.runs < runs:
            self._more.clear()
            await self._more.wait()


async def fails() -> None:
    raise RuntimeError("the reason")


async def hangs() -> None:
    await asyncio.Event().wait()


@pytest.fixture
def store() -> RunsKept:
    return RunsKept()


@pytest.fixture(autouse=True)
def quiet_libraries() -> Iterator[None]:
    """Hear what our log says, and put back what starting a schedule sets."""
    before = logging.getLogger("apscheduler").level
    yield
    logging.getLogger("apscheduler").setLevel(before)


def scheduler(store: RunsKept, *jobs: Job) -> AsyncScheduler:
    return AsyncScheduler(jobs, store, SystemClock())


async def test_a_job_runs_at_its_pace(store: RunsKept) -> None:
    job = Counting()
    schedule = scheduler(store, Job("collect", OFTEN, job))
    await schedule.start()
    await job.reached(3)
    assert await schedule.stop(1) == ()


async def test_a_job_waits_for_its_first_turn_unless_it_runs_at_start(store: RunsKept) -> None:
    later, at_once = Counting(), Counting()
    schedule = scheduler(store, Job("later", NEVER, later), Job("at once", NEVER, at_once, at_start=True))
    await schedule.start()
    await at_once.reached(1)
    await schedule.stop(1)
    assert (later.runs, at_once.runs) == (0, 1)


async def test_a_job_never_runs_twice_at_once(store: RunsKept) -> None:
    other = Counting()
    slow = Counting(lambda: other.reached(other.runs + 3))
    schedule = scheduler(store, Job("slow", OFTEN, slow), Job("other", OFTEN, other))
    await schedule.start()
    await slow.reached(3)
    await schedule.stop(1)
    assert slow.most_at_once == 1


async def test_a_job_that_fails_runs_again_and_stops_no_other(
    store: RunsKept, caplog: pytest.LogCaptureFixture
) -> None:
    failing, other = Counting(fails), Counting()
    schedule = scheduler(store, Job("failing", OFTEN, failing), Job("other", OFTEN, other))
    await schedule.start()
    await failing.reached(3)
    await other.reached(3)
    await schedule.stop(1)
    told = [record for record in caplog.records if "job failing failed" in record.getMessage()]
    assert len(told) >= 2
    assert [record.exc_info is not None for record in told[:2]] == [True, False]
    assert "the reason" in caplog.text
    assert schedule.state()[0].failed >= 2
    assert store.kept["failing"].outcome == "RuntimeError"


async def test_a_cancellation_from_inside_a_library_is_a_failure_like_any_other(store: RunsKept) -> None:
    async def cancels_itself() -> None:
        raise asyncio.CancelledError

    job = Counting(cancels_itself)
    schedule = scheduler(store, Job("odd", OFTEN, job))
    await schedule.start()
    await job.reached(2)
    await schedule.stop(1)
    assert schedule.state()[0].outcome == "CancelledError"


async def test_every_run_is_written_down(store: RunsKept) -> None:
    async def away() -> None:
        raise Unavailable("kraken")

    good, bad = Counting(), Counting(away)
    schedule = scheduler(store, Job("good", NEVER, good, at_start=True), Job("bad", NEVER, bad, at_start=True))
    await schedule.start()
    await good.reached(1)
    await bad.reached(1)
    await schedule.stop(1)
    assert {name: run.outcome for name, run in store.kept.items()} == {"good": "done", "bad": "unavailable"}
    assert all(run.finished_at is not None and run.finished_at >= run.started_at for run in store.kept.values())


async def test_a_store_that_does_not_answer_stops_no_job(store: RunsKept) -> None:
    store.broken = True
    job = Counting()
    schedule = scheduler(store, Job("collect", OFTEN, job))
    await schedule.start()
    await job.reached(2)
    await schedule.stop(1)


async def test_a_job_that_hangs_is_told_of(store: RunsKept) -> None:
    clock, job = ManualClock(), Counting(hangs)
    schedule = AsyncScheduler([Job("stuck", NEVER, job, at_start=True)], store, clock, timedelta(minutes=15))
    assert schedule.state() == (JobState("stuck"),)
    await schedule.start()
    await job.reached(1)
    clock.advance(minutes=14)
    assert not schedule.state()[0].hangs
    clock.advance(minutes=1)
    assert schedule.state()[0].hangs
    assert await schedule.stop(0) == ("stuck",)


async def test_a_run_that_was_cut_off_stays_unfinished_in_the_store(store: RunsKept) -> None:
    job = Counting(hangs)
    schedule = scheduler(store, Job("long", NEVER, job, at_start=True))
    await schedule.start()
    await job.reached(1)
    assert await schedule.stop(0) == ("long",)
    assert store.kept["long"].finished_at is None
    assert not schedule.state()[0].hangs


async def test_stopping_lets_a_run_in_hand_be_finished(store: RunsKept) -> None:
    go_on = asyncio.Event()
    job = Counting(go_on.wait)
    schedule = scheduler(store, Job("short", OFTEN, job))
    await schedule.start()
    await job.reached(1)
    stopping = asyncio.ensure_future(schedule.stop(60))
    await asyncio.sleep(0)
    go_on.set()
    assert await stopping == ()
    assert (job.runs, store.kept["short"].outcome) == (1, "done")


async def test_a_schedule_that_never_began_stops_at_once(store: RunsKept) -> None:
    assert await scheduler(store, Job("any", OFTEN, Counting())).stop(60) == ()


def test_two_jobs_of_one_name_are_a_defect(store: RunsKept) -> None:
    with pytest.raises(ValueError, match="two jobs"):
        scheduler(store, Job("twin", OFTEN, fails), Job("twin", OFTEN, fails))


def supervisor(clock: LeapingClock | ManualClock) -> Supervisor:
    return Supervisor(clock, EvenChance(), longest_pause_s=60.0)


async def test_a_loop_that_dies_comes_back_after_a_pause_that_doubles() -> None:
    clock = LeapingClock()
    loop = Counting(fails)
    supervising = supervisor(clock)
    supervising.supervise("streams", loop)
    await loop.reached(9)
    await supervising.stop(1)
    assert clock.slept[:8] == [0.75, 1.5, 3.0, 6.0, 12.0, 24.0, 45.0, 45.0]


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
