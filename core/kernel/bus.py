"""The nerves: hints that something happened. Losing a message loses nothing, since the store is the truth."""

from collections.abc import AsyncIterator
from contextlib import AbstractContextManager
from typing import Protocol


class Bus(Protocol):
    """Fan-out of small messages by topic ("outbox", "candles", "quotes"); lossy, newest wins."""

    def publish(self, topic: str, message: str = "") -> None:
        """Wake every listener of `topic`; never blocks and never raises."""

    def listen(self, topic: str) -> AbstractContextManager[AsyncIterator[str]]:
        """Hear what is published on `topic` from now until the context is left; slow listeners miss the oldest."""
