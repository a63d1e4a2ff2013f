"""Digests: what somebody wants to read at one time of their day, once a day, and when that is.

What a digest holds comes from parts, each of which gathers facts by itself; a later room adds its own where they are
plugged together. A part whose source does not answer says so and hides no other.
"""

import json
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from core.delivery.deliverer import TOPIC
from core.delivery.model import Digest, NewNotice, Priority, Where
from core.delivery.ports import Defects, DeliveryStore
from core.kernel.bus import Bus
from core.kernel.clock import MarketClock
from core.kernel.errors import Unavailable
from core.kernel.localtime import instant_of, local_date
from core.market.model import to_ms
from core.people.model import Person, Role

log = logging.getLogger(__name__)

DIGEST = "digest"
_DAY = timedelta(days=1)
# A digest that could not be told in time is told later, but not in place of the next one.
_LATEST = timedelta(hours=12)

Part = Callable[[Person, datetime], Awaitable[Mapping[str, object]]]
"""Gathers what a part says to somebody about what is and what was since an instant (market time), as JSON knows it."""


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


class DigestDesk:
    """Keeps who wants a digest, and writes down what is due as notices."""

    def __init__(
        self, store: DeliveryStore, parts: Mapping[str, Part], clock: MarketClock, bus: Bus, defects: Defects
    ) -> None:
        self._store, self._parts, self._clock, self._bus, self._defects = store, parts, clock, bus, defects

    @property
    def parts(self) -> tuple[str, ...]:
        """What a digest can hold."""
        return tuple(self._parts)

    async def of(self, person_id: int) -> Digest | None:
        async with self._store.reading() as work:
            return await work.digests.of(person_id)

    async def keep(self, person_id: int, at: time, weekdays: bool, parts: Sequence[str]) -> Digest:
        """Keep what somebody wants from now on; a digest that was told today is not told again."""
        async with self._store.begin() as work:
            before = await work.digests.of(person_id)
            wanted = Digest(person_id, at, weekdays, tuple(parts), self._clock.now())
            if before is not None:
                wanted = replace(wanted, told_on=before.told_on, told_at=before.told_at)
            await work.digests.keep(wanted)
            await work.commit()
        return wanted

    async def end(self, person_id: int) -> bool:
        """Stop somebody's digest; False if there was none."""
        async with self._store.begin() as work:
            ended = await work.digests.end(person_id)
            await work.commit()
        return ended

    async def compose(self, person: Person, parts: Sequence[str], since: datetime) -> Mapping[str, object]:
        """Return the facts of a digest; parts that no longer exist are left out."""
        said: dict[str, object] = {}
        for name in parts:
            if name in self._parts:
                try:
                    said[name] = await self._parts[name](person, since)
                except Unavailable as error:
                    said[name] = {"silent": error.source, "reason": error.reason}
        return {"since": to_ms(since), "parts": said}

    async def look(self) -> int:
        """Write down every digest that is due, each in a transaction of its own; return how many."""
        now, told = self._clock.now(), 0
        async with self._store.reading() as work:
            people = {person.id: person for person in await work.people.everyone()}
            wanted = [(digest, people[digest.person_id]) for digest in await work.digests.everyone()]
        for digest, person in wanted:
            day = day_due(digest, person.preferences.zone, now)
            if day is None or person.role is Role.BLOCKED:
                continue
            try:
                told += await self._tell(digest, person, day, now)
            except Unavailable:
                raise
            except Exception as error:
                # One that cannot be composed must not keep the others from theirs.
                log.exception("no digest for person %d", person.id)
                await self._defects.report(Where.JOB, "digests", error)
        if told:
            self._bus.publish(TOPIC)
        return told

    async def _tell(self, digest: Digest, person: Person, day: date, now: datetime) -> bool:
        facts = await self.compose(person, digest.parts, digest.told_at or now - _DAY)
        async with self._store.begin() as work:
            # Composing takes its time; meanwhile they may have changed their mind.
            if await work.digests.of(person.id) != digest:
                return False
            await work.digests.keep(replace(digest, told_on=day, told_at=now))
            written = await work.outbox.put(_notice(digest, person, day, json.dumps(facts), now))
            await work.commit()
        return written


def _notice(digest: Digest, person: Person, day: date, facts: str, now: datetime) -> NewNotice:
    # They chose the time themselves, so it may be said in their quiet hours.
    return NewNotice(
        f"{DIGEST}:{person.id}:{day.isoformat()}",
        DIGEST,
        facts,
        instant_of(day, digest.at, person.preferences.zone),
        now,
        person_id=person.id,
        priority=Priority.DIGEST,
        night=True,
    )
