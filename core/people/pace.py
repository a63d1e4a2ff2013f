"""Pace: nobody is answered faster than a conversation goes."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.kernel.clock import RealClock


@dataclass(frozen=True, slots=True)
class Pace:
    """A token bucket: `burst` asks at once, one more every `refill`."""

    burst: int = 10
    refill: timedelta = timedelta(seconds=3)

    @property
    def rest(self) -> timedelta:
        """How long an empty bucket takes to be full."""
        return self.burst * self.refill


@dataclass(frozen=True, slots=True)
class Pause:
    """Somebody is too fast: `wait` until the next ask, `told` when they were told before and have not rested since."""

    wait: timedelta
    told: bool


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: datetime
    told: bool = False


class Pacer:
    """A bucket for each who asks, in memory; one that is full again is forgotten."""

    def __init__(self, pace: Pace, clock: RealClock) -> None:
        self._pace, self._clock = pace, clock
        self._buckets: dict[Hashable, _Bucket] = {}
        self._swept_at = clock.now()

    def __len__(self) -> int:
        return len(self._buckets)

    def pause(self, who: Hashable) -> Pause | None:
        """Take one token; return the pause when there is none."""
        now = self._clock.now()
        self._sweep(now)
        bucket = self._buckets.setdefault(who, _Bucket(self._pace.burst, now))
        bucket.tokens = min(self._pace.burst, bucket.tokens + max(0.0, (now - bucket.at) / self._pace.refill))
        bucket.at = now
        if bucket.tokens >= self._pace.burst:
            bucket.told = False
        if bucket.tokens >= 1:
            bucket.tokens -= 1
            return None
        told, bucket.told = bucket.told, True
        return Pause((1 - bucket.tokens) * self._pace.refill, told)

    def _sweep(self, now: datetime) -> None:
        """Forget who has rested; once in a rest's time, so that it costs each ask next to nothing."""
        if now - self._swept_at < self._pace.rest:
            return
        self._swept_at = now
        self._buckets = {who: b for who, b in self._buckets.items() if now - b.at < self._pace.rest}
