"""A bus that remembers what was published."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager


class HeardBus:
    """Keeps every (topic, message); listeners hear what comes after they began."""

    def __init__(self) -> None:
        self.published: list[tuple[str, str]] = []
        self._listening: list[tuple[str, asyncio.Queue[str]]] = []

    def publish(self, topic: str, message: str = "") -> None:
        self.published.append((topic, message))
        for wanted, queue in self._listening:
            if wanted == topic:
                queue.put_nowait(message)

    @contextmanager
    def listen(self, topic: str) -> Iterator[AsyncIterator[str]]:
        queue: asyncio.Queue[str] = asyncio.Queue()
        self._listening.append((topic, queue))
        try:
            yield _heard(queue)
        finally:
            self._listening.remove((topic, queue))


async def _heard(queue: asyncio.Queue[str]) -> AsyncIterator[str]:
    while True:
        yield await queue.get()
