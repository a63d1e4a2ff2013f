"""run_bot.py as a process of its own, started and stopped by a test."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.effort import PATIENCE_S

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = (sys.executable, str(ROOT / "run_bot.py"))
PATIENT = (sys.executable, "-m", "tests.end_to_end.patient")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended and what it printed."""

    status: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        """Every line of its answer, as JSON."""
        return [json.loads(line) for line in self.out.splitlines()]


class House:
    """A data directory, and the program and settings of everything that is started on it."""

    def __init__(self, folder: Path, *flags: str, program: Sequence[str] = PROGRAM) -> None:
        self.data, self._folder, self._flags, self._program = folder / "data", folder, flags, program
        self.environ = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.environ["PYTHONPATH"] = str(ROOT)
        # Learning takes a core for a while; what learns is tested by itself.
        self.environ["CANDLEWICK_FORECAST__TRAIN"] = "0"

    async def run(self, command: str, *words: str, stdin: str = "") -> Ended:
        """Run a command to its end; it is killed if it has none."""
        process = await self._started(command, *self._flags, *words)
        try:
            async with asyncio.timeout(PATIENCE_S):
                out, err = await process.communicate(stdin.encode())
        finally:
            await killed(process)
        assert process.returncode is not None
        return Ended(process.returncode, out.decode(), err.decode())

    async def say(self, *words: str, stdin: str = "") -> list[dict[str, Any]]:
        """Say something and return the answers' facts."""
        ended = await self.run("say", "--json", *words, stdin=stdin)
        assert ended.status == 0, ended.err
        return ended.objects

    @asynccontextmanager
    async def serving(self, *words: str) -> AsyncIterator["Service"]:
        """A service that is ready; killed at the end if it still runs."""
        service = Service(await self._started("run", *self._flags, *words))
        try:
            await service.says("ready")
            yield service
        finally:
            await service.kill()

    async def _started(self, *words: str) -> asyncio.subprocess.Process:
        pipe = asyncio.subprocess.PIPE
        return await asyncio.create_subprocess_exec(
            *self._program, *words, cwd=self._folder, env=self.environ, stdin=pipe, stdout=pipe, stderr=pipe
        )


class Service:
    """A service; `told` is what it has told so far."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.told = ""

    @property
    def pid(self) -> int:
        return self._process.pid

    async def says(self, word: str) -> None:
        """Return when it has told `word`."""
        assert self._process.stderr is not None
        async with asyncio.timeout(PATIENCE_S):
            while word not in self.told:
                line = await self._process.stderr.readline()
                assert line, f"it ended: {self.told}"
                self.told += line.decode()

    async def terminated(self) -> int:
        """Ask it to stop, and return its exit status."""
        self._process.terminate()
        async with asyncio.timeout(PATIENCE_S):
            _, err = await self._process.communicate()
        self.told += err.decode()
        assert self._process.returncode is not None
        return self._process.returncode

    async def kill(self) -> None:
        """kill -9, if it still runs."""
        await killed(self._process)


async def killed(process: asyncio.subprocess.Process) -> None:
    """kill -9, if it still runs. What is left behind running would be found by the collector in another test."""
    if process.returncode is None:
        process.kill()
        await process.communicate()


def figures(answer: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Return the answer's figures of this name."""
    return [figure for figure in answer["figures"] if figure["name"] == name]


def gaps(answer: dict[str, Any]) -> list[str]:
    """Return what `status` says of gaps."""
    return [figure["value"] for figure in figures(answer, "count") if figure["of"] == "gaps"]


def texts(answer: dict[str, Any]) -> str:
    """Return everything an answer says in words."""
    return "\n".join(block.get("text", block.get("caption", "")) for block in answer["blocks"])
