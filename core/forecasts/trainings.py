"""A training: who holds it, how far it is, how it ended."""

from dataclasses import dataclass
from datetime import datetime

from core.forecasts.model import Lane


@dataclass(frozen=True, slots=True)
class Training:
    """One training of a lane (real clock). It is `why` "first", "age", "drift" or "owner"; `holder` trains as long as
    it says so before `until`; `outcome` None while it runs."""

    number: int
    lane: Lane
    why: str
    holder: str
    begun_at: datetime
    until: datetime
    percent: int
    ended_at: datetime | None = None
    outcome: str | None = None

    def runs(self, now: datetime) -> bool:
        """Whether it runs at `now`: one whose holder is gone does not, whatever its row says."""
        return self.outcome is None and self.until > now
