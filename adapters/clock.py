"""The system's clock, and the clock of a market that runs from an anchor at a speed of its own."""

import asyncio
import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

from core.kernel.clock import MarketClock, RealClock
from core.kernel.memory import Memory

ANCHOR_KEY = "market-anchor"
HIGH_WATER_KEY = "market-high-water"

# A wait is cut into pieces, so that a clock set right meanwhile, or a laptop that slept, is noticed.
_LONGEST_WAIT_S = 60.0
_SHORTEST_WAIT_S = 0.001


class SystemClock:
    """The wall's time, for both ports. In one process it never goes back: a clock that is set back makes it stand."""

    def __init__(self) -> None:
        self._latest = datetime.min.replace(tzinfo=UTC)

    def now(self) -> datetime:
        self._latest = max(self._latest, datetime.now(UTC))
        return self._latest

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(max(0.0, seconds))

    async def sleep_until(self, at: datetime) -> None:
        while (left := (at - self.now()).total_seconds()) > 0:
            await self.sleep(min(left, _LONGEST_WAIT_S))


@dataclass(frozen=True, slots=True)
class Anchor:
    """At `real` it was `market` in the market, which since then moves `speed` seconds a real second."""

    market: datetime
    real: datetime
    speed: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.speed) and self.speed > 0):
            raise ValueError("a market's speed is a positive number")
        if self.market.tzinfo is None or self.real.tzinfo is None:
            raise ValueError("an anchor's instants are aware")

    def market_at(self, real: datetime) -> datetime:
        """Return the market's instant at the `real` one."""
        return self.market + (real - self.real) * self.speed

    def __str__(self) -> str:
        return f"{self.market.isoformat()} {self.real.isoformat()} {self.speed!r}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the anchor that `str` wrote as `text`; ValueError for anything else."""
        market, real, speed = text.split()
        return cls(datetime.fromisoformat(market), datetime.fromisoformat(real), float(speed))


class AnchoredClock:
    """A MarketClock: market = anchor.market + (real − anchor.real) × speed, stopping at `end` where there is one."""

    def __init__(self, real: RealClock, anchor: Anchor, end: datetime | None = None) -> None:
        self._real = real
        self._anchor = anchor
        self._end = end
        self._latest = anchor.market

    @property
    def anchor(self) -> Anchor:
        return self._anchor

    @property
    def ended(self) -> bool:
        """Whether the market has reached its end, where it now stands still."""
        return self._end is not None and self.now() >= self._end

    def now(self) -> datetime:
        real = self._real.now()
        at = self._anchor.market_at(real)
        if at < self._latest:
            # The real clock was set back: the market goes on from where it is.
            self._anchor = Anchor(self._latest, real, self._anchor.speed)
            at = self._latest
        self._latest = at
        return at if self._end is None else min(at, self._end)

    async def sleep_until(self, at: datetime) -> None:
        while (left := (at - self.now()).total_seconds()) > 0:
            wait = left / self._anchor.speed
            await self._real.sleep(min(max(wait, _SHORTEST_WAIT_S), _LONGEST_WAIT_S))


async def anchored(
    memory: Memory, real: RealClock, speed: float | None, start: datetime, end: datetime | None = None
) -> AnchoredClock:
    """Return the clock of this data directory's market: begun at `start` when there is none yet, else going on.

    The anchor is kept in `memory` at first use, so the market moves while nobody runs; another `speed` anchors anew
    at the market's present instant, None goes on at the one that is kept. An instant that was once reached
    (`keep_high_water`) is never undercut, even when the real clock was set back between two runs.
    """
    now = real.now()
    kept = await memory.recall(ANCHOR_KEY)
    anchor = Anchor.parse(kept) if kept else Anchor(start, now, speed or 1.0)
    speed = speed or anchor.speed
    present = max(anchor.market_at(now), anchor.market, await _high_water(memory, anchor.market))
    if end is not None:
        present = min(present, max(end, anchor.market))
    if anchor.speed != speed or present > anchor.market_at(now):
        anchor = Anchor(present, now, speed)
    if str(anchor) != kept:
        await memory.keep(ANCHOR_KEY, str(anchor))
    return AnchoredClock(real, anchor, end)


async def keep_high_water(memory: Memory, market: MarketClock) -> None:
    """Keep how far the market has come; asked for by the schedule, every minute or so."""
    at = market.now()
    if at > await _high_water(memory, datetime.min.replace(tzinfo=UTC)):
        await memory.keep(HIGH_WATER_KEY, at.isoformat())


async def _high_water(memory: Memory, otherwise: datetime) -> datetime:
    kept = await memory.recall(HIGH_WATER_KEY)
    return datetime.fromisoformat(kept) if kept else otherwise


def replay_start(span: tuple[datetime, datetime], wanted: datetime | None = None) -> datetime:
    """Return where a new replay of candles over `span` begins: a day after the first, or where `wanted` within it."""
    first, last = span
    return min(max(wanted or first + timedelta(hours=24), first), last)
