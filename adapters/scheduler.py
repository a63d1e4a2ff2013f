"""The clock in the process: turns the table of core/schedule.py, and restarts long-running loops that died.

It owns no logic: what is due is a row in the database, and a tick that is missed is made up for by the next one.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from core.delivery.model import Where
from core.delivery.ports import Defects
from core.kernel.chance import Chance
from core.kernel.clock import RealClock
from core.kernel.errors import CandlewickError
from core.kernel.jobs import JobRuns
from core.kernel.work import UnitOfWork
from core.people.model import Person
from core.schedule import Job
from core.status import Fact, StatusLine, StatusSource

log = logging.getLogger(__name__)

HANGS_AFTER = timedelta(minutes=15)
LONGEST_PAUSE_S = 60.0
_DONE = "done"
# Whoever does not hear a cancellation within this is left behind.
_DEAF_S = 1.0


class ScheduleWork(UnitOfWork, Protocol):
    """The table that the schedule may touch."""

    @property
    def jobs(self) -> JobRuns: ...


class ScheduleStore(Protocol):
    """Where its units of work come from."""

    def begin(self) -> ScheduleWork: ...


@dataclass(frozen=True, slots=True)
class JobState:
    """How a job is (real clock): `running_since` while it runs, `hangs` when that is too long ago, `outcome` of its
    last finished run ("done", or what it failed of) and how often it `failed` in a row."""

    name: str
    running_since: datetime | None = None
    finished_at: datetime | None = None
    outcome: str | None = None
    failed: int = 0
    hangs: bool = False


class AsyncScheduler:
    """Runs every job of a table at its pace, never twice at once; a run that fails is logged and stops nothing."""

    def __init__(
        self,
        jobs: Sequence[Job],
        store: ScheduleStore,
        clock: RealClock,
        defects: Defects,
        hangs_after: timedelta = HANGS_AFTER,
    ) -> None:
        self._jobs, self._store, self._clock, self._hangs_after = tuple(jobs), store, clock, hangs_after
        self._defects = defects
        self._states = {job.name: JobState(job.name) for job in jobs}
        if len(self._states) != len(self._jobs):
            raise ValueError("two jobs of one name")
        self._running: dict[str, asyncio.Task[object]] = {}
        self._ticker = AsyncIOScheduler(timezone=UTC)
        self.started_at: datetime | None = None

    async def start(self) -> None:
        """Begin to run; jobs marked `at_start` at once."""
        self.started_at = self._clock.now()
        # It tells of every run and every tick it skips; failures are told here, with the job's name.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        for job in self._jobs:
            at_start = {"next_run_time": datetime.now(UTC)} if job.at_start else {}
            self._ticker.add_job(
                self._run,
                IntervalTrigger(seconds=job.every.total_seconds(), timezone=UTC),
                args=(job,),
                id=job.name,
                max_instances=1,
                coalesce=True,
                misfire_grace_time=None,
                **at_start,
            )
        self._ticker.start()

    def state(self) -> tuple[JobState, ...]:
        """Return how every job is, in the table's order."""
        longest = self._clock.now() - self._hangs_after
        return tuple(
            replace(state, hangs=state.running_since is not None and state.running_since <= longest)
            for state in self._states.values()
        )

    async def stop(self, within_s: float) -> tuple[str, ...]:
        """Start nothing more and let what runs finish within `within_s` seconds; return the jobs that were cut off."""
        if not self._ticker.running:
            return ()
        self._ticker.pause()
        cut_off = await _ended(self._running, within_s)
        self._ticker.shutdown(wait=False)
        return cut_off

    async def _run(self, job: Job) -> None:
        if (task := asyncio.current_task()) is not None:
            self._running[job.name] = task
        before, started_at = self._states[job.name], self._clock.now()
        self._states[job.name] = replace(before, running_since=started_at)
        try:
            await self._remember(job.name, lambda runs: runs.started(job.name, started_at))
            error = await _death_of(job.what)
            after = self._after(before, error)
            self._states[job.name] = after
            if error is not None:
                await self._defects.report(Where.JOB, job.name, error)
            await self._remember(
                job.name, lambda runs: runs.finished(job.name, after.finished_at or started_at, after.outcome or _DONE)
            )
        except asyncio.CancelledError:
            # Only `stop` cuts a run off. Its row stays unfinished, which is what a restart wants to know.
            log.warning("job %s was cut off", job.name)
        finally:
            self._running.pop(job.name, None)
            self._states[job.name] = replace(self._states[job.name], running_since=None)

    def _after(self, before: JobState, error: BaseException | None) -> JobState:
        now = self._clock.now()
        if error is None:
            return replace(before, running_since=None, finished_at=now, outcome=_DONE, failed=0)
        outcome = _named(error)
        # The same failure again needs no second traceback: a source that is away for an hour would fill the log.
        known = before.outcome == outcome
        log.error("job %s failed: %s", before.name, outcome, exc_info=None if known else error)
        return JobState(before.name, None, now, outcome, before.failed + 1)

    async def _remember(self, name: str, what: Callable[[JobRuns], Awaitable[None]]) -> None:
        try:
            async with self._store.begin() as work:
                await what(work.jobs)
                await work.commit()
        except CandlewickError as error:
            log.warning("the run of job %s was not written down: %s", name, _named(error))


@dataclass(frozen=True, slots=True)
class LoopState:
    """How a supervised loop is: `alive` while it runs, `ended` when it returned by itself, how often it `died`, of
    `what` last, and when it is tried again (real clock)."""

    name: str
    alive: bool = True
    ended: bool = False
    died: int = 0
    of: str | None = None
    again_at: datetime | None = None


class Supervisor:
    """Keeps long-running loops alive: one that died is started again, after a pause that doubles while it keeps dying
    at once. A loop that returns is over."""

    def __init__(
        self, clock: RealClock, chance: Chance, defects: Defects, longest_pause_s: float = LONGEST_PAUSE_S
    ) -> None:
        self._clock, self._chance, self._defects, self._longest_pause_s = clock, chance, defects, longest_pause_s
        self._states: dict[str, LoopState] = {}
        self._tasks: dict[str, asyncio.Task[object]] = {}
        self._ends: dict[str, Callable[[], object]] = {}

    def supervise(
        self, name: str, loop: Callable[[], Awaitable[object]], end: Callable[[], object] | None = None
    ) -> None:
        """Run `loop` until it returns; `end` asks it to return soon. ValueError for a name taken."""
        if name in self._tasks:
            raise ValueError(f"a loop {name!r} is there already")
        self._states[name] = LoopState(name)
        if end is not None:
            self._ends[name] = end
        self._tasks[name] = asyncio.create_task(self._keep_alive(name, loop), name=name)

    def state(self) -> tuple[LoopState, ...]:
        """Return how every loop is, in the order they were handed over."""
        return tuple(self._states.values())

    async def stop(self, within_s: float) -> tuple[str, ...]:
        """Ask every loop to end and wait `within_s` seconds; return those that were cut off. A loop that cannot be
        asked is cut off at once, and is not named."""
        for end in self._ends.values():
            end()
        await _ended({name: task for name, task in self._tasks.items() if name not in self._ends}, 0)
        return await _ended({name: self._tasks[name] for name in self._ends}, within_s)

    async def _keep_alive(self, name: str, loop: Callable[[], Awaitable[object]]) -> None:
        pause_s = 1.0
        while True:
            began_at = self._clock.now()
            error = await _death_of(loop)
            if error is None:
                self._states[name] = replace(self._states[name], alive=False, ended=True, again_at=None)
                return
            now = self._clock.now()
            if (now - began_at).total_seconds() > self._longest_pause_s:
                pause_s = 1.0
            wait_s = self._chance.uniform(pause_s / 2, pause_s)
            died, again_at = self._states[name].died + 1, now + timedelta(seconds=wait_s)
            log.error("%s died (%d×), again in %.1f s", name, died, wait_s, exc_info=error)
            self._states[name] = LoopState(name, False, False, died, _named(error), again_at)
            await self._defects.report(Where.LOOP, name, error)
            await self._clock.sleep(wait_s)
            self._states[name] = replace(self._states[name], alive=True, again_at=None)
            pause_s = min(pause_s * 2, self._longest_pause_s)


def uptime_status(scheduler: AsyncScheduler, clock: RealClock) -> StatusSource:
    """Return the source of how long this service runs; a single question has none."""

    async def lines(person: Person) -> Sequence[StatusLine]:
        if scheduler.started_at is None:
            return ()
        return (StatusLine("status-up", {"age": max(clock.now() - scheduler.started_at, timedelta(0))}),)

    return lines


def running_status(scheduler: AsyncScheduler, supervisor: Supervisor, clock: RealClock) -> StatusSource:
    """Return the source of lines about what does not run well, for the owner."""

    async def lines(person: Person) -> Sequence[StatusLine]:
        jobs = (_job_line(state, clock.now()) for state in scheduler.state())
        loops = (_loop_line(state, clock.now()) for state in supervisor.state())
        return [line for line in (*jobs, *loops) if line is not None]

    return lines


def _job_line(state: JobState, now: datetime) -> StatusLine | None:
    if state.hangs and state.running_since is not None:
        return StatusLine("status-job-hangs", {"name": state.name, "age": now - state.running_since}, owner_only=True)
    if state.failed:
        facts: dict[str, Fact] = {"name": state.name, "count": state.failed, "reason": state.outcome or ""}
        return StatusLine("status-job-failing", facts, owner_only=True)
    return None


def _loop_line(state: LoopState, now: datetime) -> StatusLine | None:
    facts: dict[str, Fact] = {"name": state.name, "reason": state.of or ""}
    if state.again_at is not None:
        wait = max(state.again_at - now, timedelta(0))
        return StatusLine("status-loop-down", {**facts, "wait": wait}, owner_only=True)
    if state.died:
        return StatusLine("status-loop-restarted", {**facts, "count": state.died}, owner_only=True)
    return None


async def _death_of(what: Callable[[], Awaitable[object]]) -> BaseException | None:
    """Run it and return what it died of, None when it did not. Being cut off by us is no death."""
    try:
        await what()
    except asyncio.CancelledError as error:
        task = asyncio.current_task()
        if task is None or task.cancelling():
            raise
        return error  # cancelled from inside, by a library
    except Exception as error:  # noqa: BLE001  (the one place where a job may fail of anything; the caller logs it)
        return error
    return None


async def _ended(tasks: dict[str, asyncio.Task[object]], within_s: float) -> tuple[str, ...]:
    """Wait for `tasks`, then cancel; return the names of those that had to be."""
    waited = dict(tasks)
    if not waited:
        return ()
    _, late = await asyncio.wait(waited.values(), timeout=within_s)
    for task in late:
        task.cancel()
    if late:
        await asyncio.wait(late, timeout=_DEAF_S)
    return tuple(name for name, task in waited.items() if task in late)


def _named(error: BaseException) -> str:
    return error.kind if isinstance(error, CandlewickError) else type(error).__name__
