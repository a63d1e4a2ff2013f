"""The wish to stop: SIGTERM and SIGINT, once in peace; a second one ends the process as usual."""

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager

SIGNALS = (signal.SIGTERM, signal.SIGINT)


@asynccontextmanager
async def stop_asked() -> AsyncIterator[asyncio.Event]:
    """Hold an event that is set when somebody asks this process to stop."""
    loop, asked = asyncio.get_running_loop(), asyncio.Event()

    def ask() -> None:
        asked.set()
        for each in SIGNALS:
            loop.remove_signal_handler(each)

    for each in SIGNALS:
        loop.add_signal_handler(each, ask)
    try:
        yield asked
    finally:
        for each in SIGNALS:
            loop.remove_signal_handler(each)


async def unless_asked(asked: asyncio.Event, work: Awaitable[object]) -> bool:
    """Do `work` and return True; when stopping is asked for first, cancel it and return False."""
    doing, waiting = asyncio.ensure_future(work), asyncio.ensure_future(asked.wait())
    try:
        await asyncio.wait({doing, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if doing.done():
            await doing
            return True
        return False
    finally:
        for task in (doing, waiting):
            task.cancel()
        await asyncio.gather(doing, waiting, return_exceptions=True)
