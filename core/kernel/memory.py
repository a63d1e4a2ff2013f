"""Small facts that must outlive the process."""

from typing import Protocol


class Memory(Protocol):
    """Small facts that must outlive the process: the market's anchor, cursors, counters. Text by key."""

    async def recall(self, key: str) -> str | None:
        """Return what was kept under `key`."""

    async def keep(self, key: str, text: str) -> None:
        """Keep `text` under `key`, replacing what was there."""

    async def count(self, key: str, by: int = 1) -> int:
        """Add to a counter and return it; a counter is a fact kept as a number."""
