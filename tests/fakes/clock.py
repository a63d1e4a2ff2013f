"""Clocks for tests; each keeps both ports, so one instance may stand for the market's and the real one."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from adapters.clock import SystemClock

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


class FrozenClock:
    """Time stands still; whoever sleeps is let go at once, and `slept` tells for how many seconds each asked."""

    def __init__(self, at: datetime = NOON) -> None:
        self._at = at
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self._at

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await asyncio.sleep(0)

    async def sleep_until(self, at: datetime) -> None:
        await self.sleep(max(0.0, (at - self._at).total_seconds()))


class LeapingClock(FrozenClock):
    """Sleeping moves the time: whoever sleeps is let go at once, at the instant waited for."""

    async def sleep(self, seconds: float) -> None:
        self._at += timedelta(seconds=max(0.0, seconds))
        await super().sleep(seconds)

    async def sleep_until(self, at: datetime) -> None:
        # Not by way of seconds: as floats they could end a microsecond before `at`.
        before, self._at = self._at, max(at, self._at)
        await FrozenClock.sleep(self, (self._at - before).total_seconds())


class SkippingClock:
    """The wall's time, and what a test has skipped of it: what is to come in minutes need not be waited for."""

    def __init__(self) -> None:
        self._wall, self._ahead = SystemClock(), timedelta(0)
        self._skipped = asyncio.Event()

    def now(self) -> datetime:
        return self._wall.now() + self._ahead

    def skip(self, length: timedelta) -> None:
        """Let `length` have passed, and wake the sleepers to look again."""
        self._ahead += length
        self._skipped.set()
        self._skipped = asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        end = self.now() + timedelta(seconds=seconds)
        await asyncio.sleep(0)
        while (left := (end - self.now()).total_seconds()) > 0:
            with suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await self._skipped.wait()


class ManualClock:
    """Time moves when the test says so; sleepers wait for it."""

    def __init__(self, at: datetime = NOON) -> None:
        self._at = at
        self._moved = asyncio.Event()

    def now(self) -> datetime:
        return self._at

    def set(self, at: datetime) -> None:
        """Move to `at`, also backwards, and wake the sleepers to look again."""
        self._at = at
        self._moved.set()
        self._moved = asyncio.Event()

    def advance(self, seconds: float = 0.0, **parts: float) -> None:
        """Move ahead by `seconds` and by timedelta's other `parts` (minutes=5, hours=1, days=2)."""
        self.set(self._at + timedelta(seconds=seconds, **parts))

    async def sleep(self, seconds: float) -> None:
        await self.sleep_until(self._at + timedelta(seconds=max(0.0, seconds)))

    async def sleep_until(self, at: datetime) -> None:
        while self._at < at:
            await self._moved.wait()
