"""A process that may be killed at any of its steps and begun again; every run of it is a fork."""

import asyncio
import itertools
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.conftest import ROOT
from tests.effort import PATIENCE_S
from tests.end_to_end.service import killed

# A lease is 60 s; a process that starts later than that finds it over.
LATER_S = 61


class Mortal:
    """Answers each run with "killed", or how many steps it took; its real clock is later than in the run before."""

    def __init__(self, process: Process) -> None:
        self._process, self._runs = process, itertools.count()

    async def run(self, *until: int, die_at: int = 0) -> str:
        """Go on until nothing is left, or `until` what the module says; or until step `die_at`."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        words = (next(self._runs) * LATER_S, die_at, *until)
        self._process.stdin.write(f"{' '.join(map(str, words))}\n".encode())
        async with asyncio.timeout(PATIENCE_S):
            return (await self._process.stdout.readline()).decode().strip()


@asynccontextmanager
async def mortal(module: str, *arguments: str) -> AsyncIterator[Mortal]:
    """Run a module of this folder; it must end well when nobody asks it for more."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", f"tests.end_to_end.{module}", *arguments, cwd=ROOT, stdin=PIPE, stdout=PIPE
    )
    try:
        yield Mortal(process)
        assert process.stdin is not None
        process.stdin.close()
        assert await process.wait() == 0
    finally:
        await killed(process)
