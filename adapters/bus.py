"""The nerves of one process. Everything happens on the event loop, so nothing needs a lock."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

# A hint says "look again": the newest few tell all that many would.
_KEPT = 64


class _Ear:
    """One listener: the newest messages, and whether it still listens. A wait that is cancelled loses nothing."""

    def __init__(self) -> None:
        self._messages: deque[str] = deque(maxlen=_KEPT)
        self._stirred = asyncio.Event()
        self._closed = False

    def hear(self, message: str) -> None:
        self._messages.append(message)
        self._stirred.set()

    def close(self) -> None:
        self._closed = True
        self._stirred.set()

    def __aiter__(self) -> AsyncIterator[str]:
        return self

    async def __anext__(self) -> str:
        while not self._messages:
            if self._closed:
                raise StopAsyncIteration
            self._stirred.clear()
            await self._stirred.wait()
        return self._messages.popleft()


class AsyncioBus:
    """A Bus within this process; a listener that falls behind keeps the newest 64 messages of its topic."""

    def __init__(self) -> None:
        self._ears: dict[str, list[_Ear]] = {}

    def publish(self, topic: str, message: str = "") -> None:
        for ear in self._ears.get(topic, ()):
            ear.hear(message)

    @contextmanager
    def listen(self, topic: str) -> Iterator[AsyncIterator[str]]:
        ear = _Ear()
        self._ears.setdefault(topic, []).append(ear)
        try:
            yield ear
        finally:
            ear.close()
            self._ears[topic].remove(ear)
            if not self._ears[topic]:
                del self._ears[topic]
