"""The schedule on virtual time: the same table and the same runs, without APScheduler, which asks the wall's clock."""

import asyncio

from adapters.scheduler import AsyncScheduler, _ended
from core.schedule import Job


class VirtualSchedule(AsyncScheduler):
    """Runs each job of the table at its pace: never twice at once, and a tick that is missed is not made up for."""

    _turns: tuple[asyncio.Task[None], ...] = ()

    async def start(self) -> None:
        self._begun: dict[str, asyncio.Task[object]] = {}
        self._turns = tuple(asyncio.create_task(self._turn(job), name=job.name) for job in self._jobs)

    async def stop(self, within_s: float) -> tuple[str, ...]:
        for turn in self._turns:
            turn.cancel()
        return await _ended({name: run for name, run in self._begun.items() if not run.done()}, within_s)

    async def _turn(self, job: Job) -> None:
        loop, every_s = asyncio.get_running_loop(), job.every.total_seconds()
        due_s = loop.time() + (0.0 if job.at_start else every_s)
        while True:
            await asyncio.sleep(due_s - loop.time())
            # A run of its own: cancelling the turn must leave it to `stop`.
            self._begun[job.name] = asyncio.create_task(self._run(job), name=job.name)
            await asyncio.wait({self._begun[job.name]})
            due_s += every_s * max(1, -(-(loop.time() - due_s) // every_s))
