"""Jobs and loops for the schedule: they count, fail or hang; and a store that remembers their runs."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from types import TracebackType
from typing import Self

from core.kernel.errors import Unavailable
from core.kernel.jobs import JobRun


class RunsKept:
    """A ScheduleStore in memory, and its own unit of work; `broken` it answers nothing."""

    def __init__(self) -> None:
        self.kept: dict[str, JobRun] = {}
        self.broken = False

    def begin(self) -> Self:
        return self

    def reading(self) -> Self:
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


async def until(true: Callable[[], object]) -> None:
    """Let the others run until `true`."""
    while not true():  # noqa: ASYNC110  (nothing tells when that will be)
        await asyncio.sleep(0)
