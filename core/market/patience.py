"""How long we wait for the world, by the real clock that is passed in."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from core.kernel.clock import RealClock
from core.kernel.errors import Unavailable

T = TypeVar("T")


async def within(real: RealClock, seconds: float, work: Coroutine[Any, Any, T], source: str) -> T:
    """Return what `work` returns if it does so in time; else stop it and raise `Unavailable(source, "timeout")`."""
    task = asyncio.create_task(work)
    timer = asyncio.create_task(real.sleep(seconds))
    try:
        await asyncio.wait({task, timer}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
        raise Unavailable(source, "timeout")
    finally:
        # What was stopped has ended before we go on: a generator that still runs cannot be closed.
        for stopped in (task, timer):
            stopped.cancel()
        await asyncio.wait({task, timer})
