"""Work in order within a lane and side by side across lanes, with a bound on all that waits."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)

Job = Callable[[], Awaitable[None]]


class Lanes:
    """One lane per chat. At most `most` jobs are waiting or running; who brings more waits."""

    def __init__(self, most: int = 10_000) -> None:
        self._room = asyncio.Semaphore(most)
        self._lanes: dict[int, deque[Job]] = {}
        self._running: set[asyncio.Task[None]] = set()

    @property
    def full(self) -> bool:
        return self._room.locked()

    async def put(self, lane: int, job: Job) -> None:
        """Add a job at the end of `lane`; wait while there is no room."""
        await self._room.acquire()
        waiting = self._lanes.get(lane)
        if waiting is not None:
            waiting.append(job)
            return
        self._lanes[lane] = deque([job])
        task = asyncio.create_task(self._work(lane))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def drain(self, within_s: float) -> int:
        """Let what waits be done for at most `within_s` seconds, drop the rest; return how many were dropped."""
        if self._running:
            await asyncio.wait(self._running, timeout=within_s)
        left = sum(len(jobs) for jobs in self._lanes.values())
        stopped = list(self._running)
        for task in stopped:
            task.cancel()
        await asyncio.gather(*stopped, return_exceptions=True)
        self._lanes.clear()
        return left

    async def _work(self, lane: int) -> None:
        jobs = self._lanes[lane]
        while jobs:
            try:
                await jobs[0]()
            except Exception:
                # One update that nobody foresaw must not silence a chat for ever.
                log.exception("an update could not be handled")
            jobs.popleft()
            self._room.release()
        del self._lanes[lane]
