"""A training: who holds it, how far it is, how it ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.forecasts.model import Lane

LEASE = timedelta(seconds=90)
"""How long a training is held after each sign of it: nobody else begins one meanwhile."""
HEARD_WITHIN = timedelta(seconds=15)
"""How long its progress is shown after each sign of it; one comes every few seconds."""


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

    def is_heard(self, now: datetime) -> bool:
        """Whether it gave a sign lately: who was killed gives none, though its lease runs on for a while."""
        return self.outcome is None and self.until - LEASE + HEARD_WITHIN > now
