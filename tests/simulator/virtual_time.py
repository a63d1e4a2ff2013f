"""Time that leaps: an event loop whose clock jumps to the next thing to do, so that a day of waiting costs nothing.

Everything that waits does so on this loop (`asyncio.sleep`, `asyncio.timeout`, the clock below), and what would run in
a thread runs at once, in order; so the same seed takes the same steps.
"""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, TypeVar

T = TypeVar("T")

BEGAN_AT = datetime(2026, 3, 28, 18, tzinfo=UTC)  # the night in which European clocks lose an hour


class Timeline:
    """Seconds since the simulation began; it outlives the loops that run on it, as the wall's clock does processes."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def at(self, seconds: float) -> datetime:
        return BEGAN_AT + timedelta(seconds=seconds)

    def now(self) -> datetime:
        return self.at(self.now_s)


class VirtualClock:
    """A RealClock on the timeline."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline

    def now(self) -> datetime:
        return self._timeline.now()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(max(0.0, seconds))


class NobodyMoves(Exception):
    """Everybody waits for something that will never come."""


class _LeapingSelector(selectors.SelectSelector):
    """Waits by moving the time. Files are looked at all the same, but nothing of ours waits for one."""

    def __init__(self, timeline: Timeline) -> None:
        super().__init__()
        self._timeline = timeline

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout == 0:
            return []  # somebody of ours has something to do first
        ready = super().select(0)
        if not ready:
            if timeout is None:
                raise NobodyMoves
            self._timeline.now_s += max(0.0, timeout)
        return ready


class _NumberedTask(asyncio.Task[Any]):
    """A task whose place in a set depends on when it was made, and not on where in memory it lies."""

    def __init__(self, number: int, *args: Any, **kwargs: Any) -> None:
        self._number = number
        super().__init__(*args, **kwargs)

    def __hash__(self) -> int:
        return self._number


class VirtualLoop(asyncio.SelectorEventLoop):
    """Runs on a timeline; threads are calls. What goes wrong behind everybody's back is kept in `unheard`."""

    def __init__(self, timeline: Timeline) -> None:
        super().__init__(_LeapingSelector(timeline))
        self._timeline, self._made = timeline, count()
        self.set_task_factory(lambda loop, coro, **kwargs: _NumberedTask(next(self._made), coro, loop=loop, **kwargs))
        self.unheard: list[str] = []
        self.set_exception_handler(lambda _, context: self.unheard.append(_told(context)))

    def time(self) -> float:
        return self._timeline.now_s

    def run_in_executor(  # type: ignore[override]  # the base promises a Future of the same result
        self, executor: Executor | None, func: Callable[..., T], *args: Any
    ) -> asyncio.Future[T]:
        done: asyncio.Future[T] = self.create_future()
        try:
            done.set_result(func(*args))
        except Exception as error:  # noqa: BLE001 - it belongs to whoever waits for it
            done.set_exception(error)
        return done


def run(timeline: Timeline, main: Callable[[VirtualLoop], Coroutine[Any, Any, T]]) -> T:
    """Run `main` on a loop of its own, to its end."""
    loop = VirtualLoop(timeline)
    asyncio.set_event_loop(loop)
    try:
        return loop.run_until_complete(main(loop))
    finally:
        asyncio.set_event_loop(None)
        loop.close()


def _told(context: dict[str, Any]) -> str:
    return f"{context.get('message')}: {context.get('exception')!r}"
