"""Two clocks, two ports.

*Market clock*: candles, ages, staleness, alerts, cooldowns, quiet hours, digests, expiry, forecasts.
*Real clock*: one-time codes and links, sessions, leases, retries, platform limits, budgets.
Live they are one; in a simulated or replayed market the first runs at its own speed.
"""

from datetime import datetime
from typing import Protocol


class RealClock(Protocol):
    """The time on the wall."""

    def now(self) -> datetime:
        """Return this instant, aware, UTC."""

    async def sleep(self, seconds: float) -> None:
        """Return after `seconds` of real time (at once when not positive)."""


class MarketClock(Protocol):
    """The time in the market."""

    def now(self) -> datetime:
        """Return the market's instant, aware, UTC; never goes backwards within a data directory."""

    async def sleep_until(self, at: datetime) -> None:
        """Return when the market's time has reached `at`."""
