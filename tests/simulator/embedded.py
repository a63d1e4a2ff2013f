"""SQLite without its threads: every statement is a step of the event loop, and so a point at which a process may die.

The files, the driver's SQL and the pool are the real ones; only the thread that stands between the loop and the file
is left out, since whoever comes back from it first is decided by the machine.
"""

import asyncio
import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from sqlite3 import OperationalError
from typing import Any

from aiosqlite.core import Connection

from tests.simulator.trace import Trace


class Steps:
    """Counts what is asked of the database, and lets others go first now and then."""

    def __init__(self, chance: Random, trace: Trace) -> None:
        self._chance, self._trace, self._left, self._at_last = chance, trace, -1, _nothing
        self.dead = False
        self.opened: list[Connection] = []

    @property
    def left_open(self) -> int:
        """How many connections were never closed."""
        return sum(connection._connection is not None for connection in self.opened)

    def arm(self, count: int, at_last: Callable[[], None]) -> None:
        """Call `at_last` before the step that comes after `count` more."""
        self._left, self._at_last = count, at_last

    async def take(self, what: str) -> None:
        """Take one step; the dead take none."""
        if self.dead:
            raise OperationalError("the process is dead")
        self._trace.note("database", what)
        if self._left == 0:
            self._at_last()
        self._left -= 1
        for _ in range(self._chance.choice((0, 0, 0, 1))):
            await asyncio.sleep(0)


def _nothing() -> None:
    """Do nothing: nobody has armed the steps."""


@contextmanager
def threadless(steps: Steps) -> Iterator[None]:
    """Let aiosqlite work without threads while this is held."""
    ours = _methods(steps)
    theirs = {name: Connection.__dict__[name] for name in ours}
    _set(ours)
    try:
        yield
    finally:
        for connection in steps.opened:
            _stop(connection)
        _set(theirs)


def _methods(steps: Steps) -> dict[str, Any]:
    async def execute(self: Connection, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if fn != self._conn.close:
            # A function among them would be told by its address.
            await steps.take(f"{fn.__name__} {[arg for arg in args if not callable(arg)]}")
        return fn(*args, **kwargs)

    async def connect(self: Connection) -> Connection:
        if self._connection is None:
            self._connection = self._connector()
            steps.opened.append(self)
        return self

    def entered(self: Connection) -> Generator[Any, None, Connection]:
        return connect(self).__await__()

    return {"_execute": execute, "_connect": connect, "__await__": entered, "stop": _stop}


def _set(methods: dict[str, Any]) -> None:
    for name, method in methods.items():
        setattr(Connection, name, method)


def _stop(connection: Connection) -> None:
    connection._running = False
    if connection._connection is not None:
        connection._connection.close()
        connection._connection = None


def crash_image(folder: Path, image: Path) -> None:
    """Copy what a process leaves behind that dies now: the shared memory of SQLite dies with it."""
    shutil.copytree(folder, image, ignore=shutil.ignore_patterns("*-shm", "files"))
