"""Discord's limits as its answers name them: how many calls a bucket still takes, and until when nobody may call."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from cachetools import LRUCache

from core.kernel.clock import RealClock

_BUCKETS = 10_000
_SHORT_S = 5.0  # such a pause is the usual pace of a channel, and simply waited for


class Held(Exception):
    """No call may be made here for `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"{seconds:g} s")
        self.seconds = seconds


@dataclass(slots=True)
class _Pause:
    since: float = 0.0
    seconds: float = 0.0

    def left_s(self, now: float) -> float:
        # A wall clock that was set back must not make a pause of seconds one of hours.
        self.since = min(self.since, now)
        return max(0.0, self.since + self.seconds - now)

    def hold(self, now: float, seconds: float) -> None:
        self.since, self.seconds = now, max(seconds, self.left_s(now))


@dataclass(slots=True)
class _Bucket:
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    pause: _Pause = field(default_factory=_Pause)


class Buckets:
    """One call at a time in each bucket. Which routes share one is learnt from the answers."""

    def __init__(self, clock: RealClock) -> None:
        self._clock = clock
        self._named: LRUCache[str, str] = LRUCache(_BUCKETS)
        self._buckets: LRUCache[tuple[str, str], _Bucket] = LRUCache(_BUCKETS)
        self._everywhere = _Pause()

    @asynccontextmanager
    async def turn(self, route: str, major: str, counted: bool) -> AsyncIterator[None]:
        """Wait for our turn on `route` about `major` (a channel, a webhook); not `counted` is what Discord leaves out
        of the limit over all calls.

        Raises
        ------
        Held
            For a pause that is longer than the usual pace; the call is not to be made.
        """
        bucket = self._bucket(route, major)
        async with bucket.turn:
            while (left := self._left_s(bucket, counted)) > 0:
                if left > _SHORT_S:
                    raise Held(left)
                await self._clock.sleep(left)
            yield

    def note(self, route: str, major: str, headers: Mapping[str, str]) -> None:
        """Keep what an answer's headers say of its bucket."""
        bucket = self._bucket(route, major)
        name, left = headers.get("X-RateLimit-Bucket"), headers.get("X-RateLimit-Remaining")
        if name is not None and self._named.get(route) != name:
            self._named[route] = name
            bucket = self._buckets.setdefault((name, major), bucket)
        if left == "0":
            bucket.pause.hold(self._now(), _seconds(headers.get("X-RateLimit-Reset-After")))

    def hold(self, route: str, major: str, seconds: float, everywhere: bool) -> None:
        """Discord wants no call for `seconds`: in this bucket, or at all."""
        pause = self._everywhere if everywhere else self._bucket(route, major).pause
        pause.hold(self._now(), seconds)

    def _bucket(self, route: str, major: str) -> _Bucket:
        key = (self._named.get(route, route), major)
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = _Bucket()
        return bucket

    def _left_s(self, bucket: _Bucket, counted: bool) -> float:
        now = self._now()
        return max(bucket.pause.left_s(now), self._everywhere.left_s(now) if counted else 0.0)

    def _now(self) -> float:
        return self._clock.now().timestamp()


def _seconds(header: str | None) -> float:
    try:
        return max(0.0, float(header or 0))
    except ValueError:
        return 0.0
