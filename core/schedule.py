"""The schedule: a table of jobs, "every minute, do this". The scheduler that turns it owns no logic."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Job:
    """`what` runs every `every` of real time, never twice at once; `at_start` also when the service starts."""

    name: str
    every: timedelta
    what: Callable[[], Awaitable[object]]
    at_start: bool = False
