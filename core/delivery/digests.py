"""Digests: what is read at one time of the day, once a day, and when that is: a person's own, or a room's.

What a digest holds comes from parts, each of which gathers facts by itself; a later room of the house adds its own
where they are plugged together. A part whose source does not answer says so and hides no other. The parts of a chat
room's digest are given the room and nobody in it, so they know nothing of anybody's.
"""

import json
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Generic

from core.delivery.deliverer import TOPIC
from core.delivery.digest_holders import Due, Holder, Whose
from core.delivery.model import Digest, Where
from core.delivery.ports import Defects, DeliveryStore
from core.kernel.bus import Bus
from core.kernel.clock import MarketClock
from core.kernel.errors import Unavailable
from core.kernel.localtime import instant_of, local_date
from core.market.model import to_ms

log = logging.getLogger(__name__)

_DAY = timedelta(days=1)
# A digest that could not be told in time is told later, but not in place of the next one.
_LATEST = timedelta(hours=12)

Part = Callable[[Holder, datetime], Awaitable[Mapping[str, object]]]
"""Gathers what a part says to somebody, or to a room, about what is and what was since an instant (market time), as
JSON knows it."""


def day_due(digest: Digest, zone: str, now: datetime) -> date | None:
    """Return the local date whose digest is due and was not told, None when there is none.

    Each date has one, whatever the clock of the zone does on it. Weekdays are Monday to Friday.
    """
    today = local_date(now, zone)
    for day in (today - _DAY, today):
        if (digest.told_on is not None and day <= digest.told_on) or (digest.weekdays and day.weekday() > 4):
            continue
        at = instant_of(day, digest.at, zone)
        if digest.set_at < at <= now and now - at < _LATEST and local_date(at, zone) == day:
            return day
    return None


def next_at(digest: Digest, zone: str, now: datetime) -> datetime:
    """Return when the next digest is due."""
    day = local_date(now, zone)
    while True:
        at = instant_of(day, digest.at, zone)
        told = digest.told_on is not None and day <= digest.told_on
        if at > now and not told and not (digest.weekdays and day.weekday() > 4) and local_date(at, zone) == day:
            return at
        day += _DAY


@dataclass(frozen=True, slots=True)
class Telling:
    """What digests are written with."""

    store: DeliveryStore
    clock: MarketClock
    bus: Bus
    defects: Defects


class DigestDesk(Generic[Holder]):
    """Keeps who wants a digest, and writes down what is due as notices. `whose` says whether these are persons or
    rooms."""

    def __init__(self, whose: Whose[Holder], parts: Mapping[str, Part[Holder]], telling: Telling) -> None:
        self._whose: Whose[Holder] = whose
        self._parts: Mapping[str, Part[Holder]] = parts
        self._store, self._clock, self._bus = telling.store, telling.clock, telling.bus
        self._defects = telling.defects

    @property
    def parts(self) -> tuple[str, ...]:
        """What a digest can hold."""
        return tuple(self._parts)

    async def of(self, holder: int) -> Digest | None:
        async with self._store.reading() as work:
            return await self._whose.digests(work).of(holder)

    async def keep(self, holder: int, at: time, weekdays: bool, parts: Sequence[str]) -> Digest:
        """Keep what is wanted from now on; a digest that was told today is not told again."""
        async with self._store.begin() as work:
            kept = self._whose.digests(work)
            before = await kept.of(holder)
            wanted = Digest(holder, at, weekdays, tuple(parts), self._clock.now())
            if before is not None:
                wanted = replace(wanted, told_on=before.told_on, told_at=before.told_at)
            await kept.keep(wanted)
            await work.commit()
        return wanted

    async def end(self, holder: int) -> bool:
        """Stop a digest; False if there was none."""
        async with self._store.begin() as work:
            ended = await self._whose.digests(work).end(holder)
            await work.commit()
        return ended

    async def compose(self, holder: Holder, parts: Sequence[str], since: datetime) -> Mapping[str, object]:
        """Return the facts of a digest; parts that no longer exist are left out."""
        said: dict[str, object] = {}
        for name in parts:
            if name in self._parts:
                try:
                    said[name] = await self._parts[name](holder, since)
                except Unavailable as error:
                    said[name] = {"silent": error.source, "reason": error.reason}
        return {"since": to_ms(since), "parts": said}

    async def look(self) -> int:
        """Write down every digest that is due, each in a transaction of its own; return how many."""
        now, told = self._clock.now(), 0
        async with self._store.reading() as work:
            wanted = await self._whose.digests(work).everyone()
            holders = await self._whose.holders(work, [digest.holder for digest in wanted])
        for digest in wanted:
            holder = holders.get(digest.holder)
            try:
                if holder is None:
                    await self._leave(digest)
                elif (day := day_due(digest, holder.preferences.zone, now)) is not None:
                    told += await self._tell(digest, holder, day, now)
            except Unavailable:
                raise
            except Exception as error:
                # One that cannot be composed must not keep the others from theirs.
                log.exception("no %s %d", self._whose.kind, digest.holder)
                await self._defects.report(Where.JOB, "digests", error)
        if told:
            self._bus.publish(TOPIC)
        return told

    async def _tell(self, digest: Digest, holder: Holder, day: date, now: datetime) -> bool:
        due = Due(day, instant_of(day, digest.at, holder.preferences.zone), now)
        facts = await self.compose(holder, digest.parts, digest.told_at or now - _DAY)
        async with self._store.begin() as work:
            kept = self._whose.digests(work)
            # Composing takes its time; meanwhile they may have changed their mind.
            if await kept.of(digest.holder) != digest:
                return False
            await kept.keep(replace(digest, told_on=day, told_at=now))
            facts = {**facts, "due": to_ms(due.at)}
            written = await work.outbox.put(self._whose.notice(digest.holder, due, json.dumps(facts)))
            await work.commit()
        return written

    async def _leave(self, digest: Digest) -> None:
        """Do with the digest of somebody who is told nothing now what becomes of it."""
        if not self._whose.ends_with_its_holder:
            return
        async with self._store.begin() as work:
            # Let back in at this very moment, or set anew, it stays.
            kept = self._whose.digests(work)
            if (
                digest.holder in await self._whose.holders(work, [digest.holder])
                or await kept.of(digest.holder) != digest
            ):
                return
            await kept.end(digest.holder)
            await work.commit()
