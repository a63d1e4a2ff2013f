"""The schedule: what fails fails alone, and is told."""

import asyncio
import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest

from adapters.clock import SystemClock
from adapters.scheduler import AsyncScheduler, JobState, Supervisor, running_status, uptime_status
from bot.speaking.say import Say
from core.delivery.model import Where
from core.kernel.errors import Unavailable
from core.people.model import Person, Role
from core.schedule import Job
from tests.effort import PATIENCE_S
from tests.fakes.clock import NOON, ManualClock
from tests.fakes.defects import HeardDefects
from tests.fakes.even_chance import EvenChance
from tests.fakes.jobs import Counting, RunsKept, fails, hangs, until

OFTEN = timedelta(milliseconds=5)
NEVER = timedelta(days=1)


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
    return AsyncScheduler(jobs, store, SystemClock(), HeardDefects())


async def test_a_job_runs_at_its_pace(store: RunsKept) -> None:
    job = Counting()
    schedule = scheduler(store, Job("collect", OFTEN, job))
    await schedule.start()
    await job.reached(3)
    assert await schedule.stop(PATIENCE_S) == ()


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


async def test_what_a_job_fails_of_is_reported(store: RunsKept) -> None:
    failing, defects = Counting(fails), HeardDefects()
    schedule = AsyncScheduler([Job("failing", NEVER, failing, at_start=True)], store, SystemClock(), defects)
    await schedule.start()
    await failing.reached(1)
    await schedule.stop(PATIENCE_S)
    assert (Where.JOB, "failing", "RuntimeError") in defects.reported


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
    await schedule.stop(PATIENCE_S)
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
    schedule = AsyncScheduler(
        [Job("stuck", NEVER, job, at_start=True)], store, clock, HeardDefects(), timedelta(minutes=15)
    )
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


async def shown(schedule: AsyncScheduler, clock: ManualClock) -> list[str]:
    """Return what the owner reads of the jobs in `/status`."""
    owner = Person(1, Role.OWNER, "Ada", NOON)
    lines = await running_status(schedule, Supervisor(clock, EvenChance(), HeardDefects()), clock)(owner)
    assert all(line.owner_only for line in lines)
    say = Say("en", "UTC", NOON)
    return [say.text(line.key, **line.facts).text.replace("\u00a0", " ") for line in lines]


async def test_a_job_that_runs_well_is_not_mentioned(store: RunsKept) -> None:
    clock, job = ManualClock(), Counting()
    schedule = AsyncScheduler([Job("candles", NEVER, job, at_start=True)], store, clock, HeardDefects())
    await schedule.start()
    await job.reached(1)
    await schedule.stop(PATIENCE_S)
    assert await shown(schedule, clock) == []


async def test_status_names_jobs_that_hang_or_fail(store: RunsKept) -> None:
    clock, stuck, failing = ManualClock(), Counting(hangs), Counting(fails)
    jobs = [Job("stuck", NEVER, stuck, at_start=True), Job("failing", NEVER, failing, at_start=True)]
    schedule = AsyncScheduler(jobs, store, clock, HeardDefects())
    await schedule.start()
    await stuck.reached(1)
    await until(lambda: schedule.state()[1].failed)
    clock.advance(minutes=20)
    assert await shown(schedule, clock) == [
        "stuck has been running for 20 min.",
        "failing failed 1 time (RuntimeError).",
    ]
    await schedule.stop(0)


async def test_a_service_says_how_long_it_runs_and_a_single_question_does_not(store: RunsKept) -> None:
    clock, owner = ManualClock(), Person(1, Role.OWNER, "Ada", NOON)
    schedule = AsyncScheduler([], store, clock, HeardDefects())
    assert await uptime_status(schedule, clock)(owner) == ()
    await schedule.start()
    clock.advance(days=6)
    await schedule.stop(1)
    (line,) = await uptime_status(schedule, clock)(owner)
    assert line.facts == {"age": timedelta(days=6)}
