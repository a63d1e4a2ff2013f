"""The gate: each update once, each stranger once a day, nobody faster than the pace."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.kernel.clock import RealClock
from core.people.ports import PeopleStore

UPDATES_KEPT = timedelta(hours=48)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pace:
    """A token bucket: `burst` asks at once, one more every `refill`."""

    burst: int = 10
    refill: timedelta = timedelta(seconds=3)


@dataclass(frozen=True, slots=True)
class Pause:
    """A person is too fast: `wait` until the next ask, `told` when they were told before in this pause."""

    wait: timedelta
    told: bool


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: datetime
    told: bool = False


class Gate:
    """Counts and remembers, on the real clock. Updates and strangers are remembered on disk, paces in memory."""

    def __init__(self, store: PeopleStore, clock: RealClock, pace: Pace) -> None:
        self._store, self._clock, self._pace = store, clock, pace
        self._buckets: dict[int, _Bucket] = {}

    async def first_time(self, door: str, update_id: str) -> bool:
        """Return whether this update was never handled before, and remember it."""
        async with self._store.begin() as work:
            first = await work.seen.first_time(door, update_id, self._clock.now())
            await work.commit()
        return first

    async def first_today(self, what: str) -> bool:
        """Return whether `what` did not happen within the last day, and remember that it did."""
        return await self.first_in(what, DAY)

    async def first_in(self, what: str, length: timedelta) -> bool:
        """Return whether `what` did not happen within `length`, and remember that it did."""
        now = self._clock.now()
        async with self._store.begin() as work:
            before = await work.memory.recall(f"gate {what}")
            if before is not None and now - datetime.fromisoformat(before) < length:
                return False
            await work.memory.keep(f"gate {what}", now.isoformat())
            await work.commit()
        return True

    async def forget_old(self) -> int:
        """Forget updates that no platform repeats any more; return how many."""
        async with self._store.begin() as work:
            gone = await work.seen.forget_before(self._clock.now() - UPDATES_KEPT)
            await work.commit()
        return gone

    def pause(self, person_id: int) -> Pause | None:
        """Take one token; return the pause when there is none."""
        now = self._clock.now()
        bucket = self._buckets.setdefault(person_id, _Bucket(self._pace.burst, now))
        gained = max(0.0, (now - bucket.at) / self._pace.refill)
        bucket.tokens, bucket.at = min(self._pace.burst, bucket.tokens + gained), now
        if bucket.tokens >= 1:
            bucket.tokens, bucket.told = bucket.tokens - 1, False
            return None
        told, bucket.told = bucket.told, True
        return Pause((1 - bucket.tokens) * self._pace.refill, told)
