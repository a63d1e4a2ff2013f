"""The collector: closed candles and the open one, gaps found and refilled, every series by itself."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from core.kernel.errors import CandlewickError, Unavailable, UnknownName
from core.market.board import Board
from core.market.filling import Filled, Filler
from core.market.gaps import absences_key, find_gaps, read_absences, read_unfinished, unexplained, unfinished_key
from core.market.health import COUNTED, Health, Moved, Trouble, counter_key
from core.market.keepsake import dropped_key
from core.market.model import Coin, Interval, SeriesKey, from_ms, to_ms
from core.market.plan import Depths, PlannedSeries, SeriesName, plan, wanted
from core.market.ports import MarketWork
from core.market.routes import Router
from core.market.universe import Universe
from core.market.wants import Wants
from core.market.world import World

AT_ONCE = 4
# What is brought first of a series that has nothing yet: a chart's worth.
PRESENT = 300
# How far back every append looks for gaps; the sweep looks at everything.
LOOKED_BACK = 120
LONGEST_PAUSE_S = 300.0
OPEN_AGAIN_AFTER = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a backfill is: `done` of `whole` series, `key` the last one, `rows` brought so far."""

    done: int
    whole: int
    key: SeriesKey
    rows: int


@dataclass(frozen=True, slots=True)
class Collection:
    """What is collected: intervals (stored ones) and how far back each goes."""

    intervals: Sequence[Interval]
    depths: Depths


@dataclass
class _Course:
    """How collecting one series goes."""

    planned: PlannedSeries
    failed: int = 0
    reason: str = ""
    failing_since: datetime | None = None
    pause_until: datetime | None = None
    looked_at: datetime | None = None


class Collector:
    """Runs on the schedule: `append` every poll, `sweep` every hour, `backfill` at start. One bad symbol, one dead
    venue, one poisoned answer stops its own series only; what it was is in `health`."""

    def __init__(
        self, world: World, board: Board, router: Router, filler: Filler, universe: Universe, wants: Wants
    ) -> None:
        self._world, self._board, self._router, self._filler, self._universe = world, board, router, filler, universe
        self._wants = wants
        self._collection = Collection((), {})
        self._courses: dict[SeriesName, _Course] = {}
        self._moved: dict[SeriesName, Moved] = {}
        self._verified: dict[SeriesKey, int] = {}
        self._gate = asyncio.Semaphore(AT_ONCE)
        self._round_s = 0.0

    def configure(self, collection: Collection) -> None:
        """Say what to collect."""
        self._collection = collection

    async def catch_up(self, progress: Callable[[Progress], None] | None = None) -> int:
        """Bring every series up to the present: from its newest candle on, or a chart's worth where there is none.
        Return how many rows were written."""
        return await self._over(await self._plan(), self._newest_on, progress)

    async def backfill(self, progress: Callable[[Progress], None] | None = None) -> int:
        """Bring the present of every series first, then the whole history set. Return how many rows were written."""
        rows = await self.catch_up(progress)
        return rows + await self._over(await self._plan(), self._whole, progress)

    async def append(self) -> int:
        """Bring what is new: candles that closed since, the open one, gaps nearby. Return rows written."""
        now = self._world.real.now()
        ready = [c for c in await self._plan() if c.pause_until is None or c.pause_until <= now]
        due = [course for course in ready if self._is_due(course)]
        try:
            return await self._over(due, self._nearby, None)
        finally:
            self._round_s = (self._world.real.now() - now).total_seconds()

    async def sweep(self) -> int:
        """Look at all of every series for gaps, and refill them. Return rows written."""
        self._verified.clear()
        return await self._over(await self._plan(), self._stored_on, None)

    async def health(self) -> Health:
        """Return how the data is now; works without a scheduler too, from what is stored."""
        now = self._world.market.now()
        courses = await self._plan()
        keys = [course.planned.key for course in courses]
        async with self._world.store.reading() as work:
            counters = {name: await work.memory.recall(counter_key(name)) for name in COUNTED}
            for venue in self._world.venues:
                counters[dropped_key(venue.id)] = await work.memory.recall(dropped_key(venue.id))
            ends = [end for key in keys if (end := await _end(work, key, now)) is not None]
        # Where everything ends is the data's age; a gap is what one series misses and the others have had.
        poll = timedelta(seconds=self._world.policy.poll_seconds * self._world.policy.speed)
        until = max((opened for opened, _ in ends), default=now) - poll
        gaps = sum([await self._gaps(course.planned, until) for course in courses])
        heard = [t.at for key in keys if (t := self._board.of(key.venue).last(key.pair)) is not None]
        return Health(
            now,
            max([*(at for _, at in ends), *heard], default=None),
            gaps,
            len(keys),
            self._board.states,
            tuple(trouble for course in courses if (trouble := _trouble(course)) is not None),
            tuple(self._moved.values()),
            {name: int(text or "0") for name, text in counters.items()},
            self._board.streaming,
            self._universe.unlisted,
        )

    async def _plan(self) -> list[_Course]:
        collection = self._collection
        coins: tuple[Coin, ...] = ()
        if collection.intervals:
            coins = tuple(dict.fromkeys((*await self._universe.coins(), *self._wants.coins)))
        now = self._world.market.now()
        planned = plan(coins, collection.intervals, collection.depths, self._router, now)
        if Interval.M1 in collection.intervals:
            planned += wanted(self._wants.all(), planned, collection.depths, self._router, now)
        before, self._courses = self._courses, {}
        for series in planned:
            name = series.name
            known = before.get(name)
            if known is None or known.planned.key != series.key:
                self._note_move(name, known, series.key)
                known = _Course(series)
            known.planned = series
            self._courses[name] = known
        for name, course in before.items():
            if name not in self._courses and course.planned.coin in coins:
                self._note_move(name, course, None)
        return list(self._courses.values())

    def _note_move(self, name: SeriesName, known: _Course | None, to: SeriesKey | None) -> None:
        # A better venue that has come back is no news; a pair that is no longer traded is.
        if known is not None and not self._router.lists(known.planned.key.venue, known.planned.key.pair):
            self._moved[name] = Moved(known.planned.coin, known.planned.key, to)

    def _is_due(self, course: _Course) -> bool:
        interval, now = course.planned.key.interval, self._world.market.now()
        if course.looked_at is None or interval.floor(now) > course.looked_at:
            return True
        if interval is Interval.M1:
            # A venue that hardly keeps up with the closed candles is not asked for every open one.
            return self._round_s <= self._world.policy.poll_seconds / 2
        return now - course.looked_at >= OPEN_AGAIN_AFTER

    async def _over(
        self,
        courses: Sequence[_Course],
        bring: Callable[[PlannedSeries], Coroutine[Any, Any, Filled]],
        progress: Callable[[Progress], None] | None,
    ) -> int:
        """Run `bring` for every series, a few at once; our own faults are raised together when all are done."""
        rows = done = 0
        faults: list[Exception] = []

        async def one(course: _Course) -> None:
            nonlocal rows, done
            async with self._gate:
                filled = await self._guarded(course, bring)
            rows, done = rows + filled.rows, done + 1
            if progress is not None:
                progress(Progress(done, len(courses), course.planned.key, rows))

        results = await asyncio.gather(*(one(course) for course in courses), return_exceptions=True)
        for course, result in zip(courses, results, strict=True):
            if isinstance(result, Exception):
                self._note_failure(course, "defect")
                faults.append(result)
            elif result is not None:
                raise result
        if faults:
            raise ExceptionGroup("series that failed by our own fault", faults)
        return rows

    async def _guarded(self, course: _Course, bring: Callable[[PlannedSeries], Coroutine[Any, Any, Filled]]) -> Filled:
        key = course.planned.key
        try:
            filled = await bring(course.planned)
        except CandlewickError as error:
            self._note_failure(course, error.reason if isinstance(error, Unavailable) else error.kind)
            if isinstance(error, UnknownName):
                self._router.forget(key.venue, key.pair)
            return Filled()
        course.failed, course.reason, course.failing_since, course.pause_until = 0, "", None, None
        course.looked_at = self._world.market.now()
        if filled.gone:
            self._router.forget(key.venue, key.pair)
        await self._count(filled)
        if filled.rows:
            self._world.bus.publish("candles", f"{key.venue} {key.pair} {key.interval.value}")
        return filled

    def _note_failure(self, course: _Course, reason: str) -> None:
        course.failed += 1
        course.reason = reason
        course.failing_since = course.failing_since or self._world.market.now()
        pause = min(LONGEST_PAUSE_S, self._world.policy.poll_seconds * 2 ** min(course.failed - 1, 8))
        course.pause_until = self._world.real.now() + timedelta(seconds=pause * self._world.chance.uniform(0.8, 1.2))

    async def _count(self, filled: Filled) -> None:
        tally = {name: getattr(filled.tally, name, 0) for name in COUNTED} | {"refilled": filled.refilled}
        if any(tally.values()):
            async with self._world.store.begin() as work:
                for name, by in tally.items():
                    if by:
                        await work.memory.count(counter_key(name), by)
                await work.commit()

    async def _newest_on(self, series: PlannedSeries) -> Filled:
        async with self._world.store.reading() as work:
            span = await work.candles.span(series.key)
        present = self._world.market.now() - PRESENT * series.key.interval.length
        return await self._bring(series, max(series.since, span[1] if span is not None else present))

    async def _nearby(self, series: PlannedSeries) -> Filled:
        async with self._world.store.reading() as work:
            span = await work.candles.span(series.key)
        if span is None:
            return await self._newest_on(series)
        back = series.key.interval.floor(self._world.market.now()) - LOOKED_BACK * series.key.interval.length
        return await self._bring(series, max(series.since, span[0], min(span[1], back)))

    async def _stored_on(self, series: PlannedSeries) -> Filled:
        async with self._world.store.reading() as work:
            span = await work.candles.span(series.key)
        return await self._newest_on(series) if span is None else await self._bring(series, max(series.since, span[0]))

    async def _whole(self, series: PlannedSeries) -> Filled:
        return await self._bring(series, series.since)

    async def _bring(self, series: PlannedSeries, since: datetime) -> Filled:
        interval = series.key.interval
        until = interval.floor(self._world.market.now()) + interval.length
        return await self._filler.complete(series.key, since, until)

    async def _gaps(self, series: PlannedSeries, until: datetime) -> int:
        """Return how many candles closed by `until` are missing and unexplained, from the first stored one on. What was
        whole at the last look is not looked at again before the sweep."""
        key, interval = series.key, series.key.interval
        # The candle that closed last may still be on its way.
        until = interval.floor(min(until, self._world.market.now() - interval.length))
        async with self._world.store.reading() as work:
            span = await work.candles.span(key)
            if span is None:
                return 0
            since = max(series.since, span[0], from_ms(self._verified.get(key, 0)))
            opened = await work.candles.opened_between(key, since, until)
            absences = read_absences(await work.memory.recall(absences_key(key)))
        missing = unexplained(find_gaps(opened, interval, since, until), absences)
        self._verified[key] = missing[0].since_ms if missing else max(to_ms(since), to_ms(until))
        return sum(gap.count(interval) for gap in missing)


async def _end(work: MarketWork, key: SeriesKey, now: datetime) -> tuple[datetime, datetime] | None:
    """Return when the newest candle of `key` opened, and of when its last price is at least: of its close if that was
    seen, else of its open."""
    span = await work.candles.span(key)
    if span is None:
        return None
    opened, closed = span[1], span[1] + key.interval.length
    unfinished = read_unfinished(await work.memory.recall(unfinished_key(key)))
    return opened, closed if closed <= now and to_ms(opened) not in unfinished else opened


def _trouble(course: _Course) -> Trouble | None:
    if not course.failed or course.failing_since is None:
        return None
    planned = course.planned
    return Trouble(planned.coin, planned.key, course.failed, course.reason, course.failing_since)
