"""A unit of work: everything inside it is kept, or nothing is."""

from types import TracebackType
from typing import Protocol, Self


class UnitOfWork(Protocol):
    """Entered with `async with`; left without `commit` it is undone. Never held across network or long computation."""

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    async def commit(self) -> None:
        """Make what was done durable."""
