"""When each job of the schedule last ran, and how it ended; kept, so that a restart knows what was missed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class JobRun:
    """The last run of one job (real clock): `finished_at` and `outcome` ("done", or the error's kind) are None while
    it runs."""

    name: str
    started_at: datetime
    finished_at: datetime | None
    outcome: str | None


class JobRuns(Protocol):
    """The memory of the schedule."""

    async def started(self, name: str, at: datetime) -> None:
        """Remember that the job began."""

    async def finished(self, name: str, at: datetime, outcome: str) -> None:
        """Remember how it ended."""

    async def all(self) -> Sequence[JobRun]:
        """Return the last run of every job, by name."""
