"""A world lived through: one house after the other on the same store, killed and restarted as planned."""

import json
import sqlite3
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import chain, repeat
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from adapters.storage.address import sqlite_address
from adapters.storage.engine import open_database
from core.alerts.language import parse, settled
from core.alerts.model import Life, NewRule
from core.delivery.quiet import QuietHours
from core.market.model import Candle as StoredCandle
from core.market.model import CandleSeries, Interval, SeriesKey, from_ms, to_ms
from core.people.model import Identity, Preferences, Role
from tests.fakes.clock import ManualClock
from tests.fakes.wishes import names
from tests.oracle.wanted import HOUR, MINUTE
from tests.simulator.alerts.chats import DOOR, Chats, Killed
from tests.simulator.alerts.house import VENUE, House, Place, pair_of
from tests.simulator.alerts.worlds import PEOPLE, ROOM, Ending, Kept, World
from tests.simulator.embedded import Steps, threadless
from tests.simulator.trace import Trace
from tests.simulator.virtual_time import Timeline, run

# How long after the last look everything must have been said: a night, pauses that were asked for, the hourly limit.
AFTERWARDS = 40 * HOUR
PAUSES = (1, 2, 4, 8, 15, 30)
_UNTOLD = "SELECT 1 FROM notices WHERE state NOT IN ('sent', 'dead') AND bundle_id IS NULL LIMIT 1"
LIFETIME = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Down:
    """No house lived from `since`, when it wrote something last, to `until` (ms by the house's clock)."""

    since: int
    until: int


@dataclass(slots=True)
class Lived:
    """What became of a world. `rules` are the planned ones by their ids, those that could be saved, and `spoken` their
    ids by chat and spoken name; `heard` the prices (coin, at) that a house was told and that outlived it; `looks` (by
    its clock) when it looked; `ended` when rules were judged last; `left` what was not said in the end, and which rules
    are `active` or `paused` then."""

    world: World
    chats: Chats
    downs: list[Down] = field(default_factory=list)
    rules: dict[int, Kept] = field(default_factory=dict)
    spoken: dict[tuple[int, str], int] = field(default_factory=dict)
    heard: set[tuple[str, int]] = field(default_factory=set)
    looks: list[int] = field(default_factory=list)
    log: list[str] = field(default_factory=list)
    left: dict[str, int] = field(default_factory=dict)
    active: set[int] = field(default_factory=set)
    paused: set[int] = field(default_factory=set)
    ended: int = 0


def lived(world: World, file: Path) -> Lived:
    """Live through `world` on the store in `file`, a migrated one without a row."""
    timeline = Timeline()
    living = _Living(world, file)
    with threadless(_Unstepped(Random(0), Trace(timeline))):
        run(timeline, lambda _: living.run())
    return living.lived


class _Unstepped(Steps):
    async def take(self, what: str) -> None:
        """Houses end at commits and sends only: between two statements of one transaction nothing is lost."""


class _Living:
    def __init__(self, world: World, file: Path) -> None:
        self._world, self._true = world, world.looks[0]
        self._clock = ManualClock()
        self._database = open_database(sqlite_address(file), durable=False)
        self.lived = Lived(world, Chats(world, self._now, self._note))
        self._place = Place(self._database, self._clock, self.lived.chats, tuple(world.history), world.alerts_an_hour)
        self._unsaved = list(world.rules)
        self._stored = 0
        self._whose: list[tuple[int, int | None]] = []
        self._unheard = sorted(
            (at, coin, price) for coin, rows in world.history.items() for row in rows for at, price in row.seen
        )
        self._fresh: set[tuple[str, int]] = set()
        self._mark: str | None = None
        self._looked_at = 0
        self._beside = sqlite3.connect(file)

    async def run(self) -> None:
        await self._move_in()
        endings = {ending.at: ending for ending in self._world.endings}
        house, ending = await self._opened(self._world.looks[0], refill=True), None
        for at in self._world.looks:
            if at < self._true:
                continue  # who is down sees nothing
            self._set(at)
            await self._store()
            if await self._lives_on(house, ending := endings.get(at)):
                continue
            assert ending is not None
            self._note(f"killed, down for {ending.down} ms" if ending.step else f"stopped for {ending.down} ms")
            house = await self._opened(at + ending.down, refill=not ending.refilled_late)
        self.lived.ended = to_ms(self._clock.now())
        self.lived.heard |= self._fresh
        await self._afterwards(house)
        self._beside.close()
        await self._database.close()

    async def _opened(self, at: int, *, refill: bool) -> House:
        """Return the next house, which has looked once."""
        self._set(at)
        if refill:
            await self._store()
        house = House(self._place, at)
        self._read_mark()
        if self._mark is not None:
            _, alive, _, _, _, away, *_ = json.loads(self._mark)
            since, now = alive if away is None else away, to_ms(self._clock.now())
            downs = self.lived.downs
            if downs and downs[-1].since == since:
                downs.pop()
            downs.append(Down(since, now))
            self._note(f"opened, down since {since}")
        await house.watcher.open()
        await self._look(house)
        return house

    async def _lives_on(self, house: House, ending: Ending | None) -> bool:
        """Look, and return whether the house is still there afterwards."""
        try:
            house.fuse.left = None if ending is None else ending.step
            await self._look(house)
            if ending is None:
                return True
        except Killed:
            self._note("is killed")
        await house.bury()
        self._keep_heard()
        self._fresh.clear()
        return False

    async def _look(self, house: House) -> None:
        while self._unheard and self._unheard[0][0] <= self._true:
            at, coin, price = self._unheard.pop(0)
            # What came while nobody was there is not told again.
            if self._true - at < 1_000:
                house.hear(coin, price, at)
                self._fresh.add((coin, at))
        await self._judge_and_tell(house)
        self._keep_heard()
        if await self._saved():
            await self._judge_and_tell(house)
        self.lived.looks.append(to_ms(self._clock.now()))

    async def _judge_and_tell(self, house: House) -> None:
        await house.judge()
        # Whether prices come is looked at by the minute.
        if self._true // MINUTE > self._looked_at // MINUTE:
            await house.look_whether_prices_come()
            self._looked_at = self._true
        await self._deliver(house)

    async def _deliver(self, house: House) -> None:
        while self._store_says(_UNTOLD) and await house.deliver():
            pass

    def _keep_heard(self) -> None:
        """Prices are outlived by what was written down after them."""
        before = self._mark
        self._read_mark()
        if self._mark is not None and self._mark != before and self._fresh:
            judged = json.loads(self._mark)[0]
            now = to_ms(self._clock.now())
            kept = {(coin, at) for coin, at in self._fresh if at < judged + MINUTE and at <= now}
            self.lived.heard |= kept
            self._fresh -= kept

    def _read_mark(self) -> None:
        self._mark = self._store_says("SELECT text FROM memory WHERE key = 'alerts-judged'")

    def _store_says(self, statement: str) -> Any:
        """Return the first value of what the store answers, None for nothing."""
        return next(iter(self._beside.execute(statement).fetchone() or ()), None)

    # ---- what people do

    async def _move_in(self) -> None:
        zone, at = Preferences(zone=self._world.zone), from_ms(self._world.begin)
        async with self._database.begin() as work:
            for number in range(PEOPLE - 1):
                person = await work.people.add(Identity(DOOR, str(number)), f"Ada {number}", Role.MEMBER, zone, at)
                self._whose.append((person.id, None))
            room = await work.rooms.add(DOOR, str(ROOM), invited=True)
            await work.rooms.set_preferences(room.id, {"zone": self._world.zone}, frozenset())
            self._whose.append((self._whose[0][0], room.id))
            for number, (starts, ends) in self._world.quiet.items():
                person_id, room_id = self._whose[number]
                hours = QuietHours(starts, ends, self._world.zone)
                await work.quiet.keep(person_id if room_id is None else -room_id, hours)
            await work.commit()

    async def _saved(self) -> bool:
        """Save the rules whose time has come and return whether there are any; those whose time nobody could keep are
        never saved."""
        due = [kept for kept in self._unsaved if kept.made_at <= self._true]
        self._unsaved = [kept for kept in self._unsaved if kept not in due]
        due = [kept for kept in due if self._true - kept.made_at < 1_000 and self._is_right()]
        if not due:
            return False
        today = self._clock.now().astimezone(ZoneInfo(self._world.zone)).date()
        async with self._database.begin() as work:
            for kept in due:
                wish = settled(parse(kept.wanted.text, names(), today), "USD")
                new = NewRule(
                    *self._whose[kept.owner], wish, self._world.zone, self._clock.now(), self._clock.now() + LIFETIME
                )
                rule = await work.rules.add(new)
                self.lived.rules[rule.id], self.lived.spoken[kept.owner, rule.spoken] = kept, rule.id
                self._note(f"{kept.owner} saves {rule.id}: {kept.wanted.text}")
            await work.commit()
        return True

    # ---- the world around

    def _now(self) -> tuple[int, int]:
        return self._true, to_ms(self._clock.now())

    def _note(self, line: str) -> None:
        self.lived.log.append(f"{datetime.fromtimestamp(self._true / 1000, UTC):%d %H:%M:%S.%f} {line}")

    def _is_right(self) -> bool:
        return to_ms(self._clock.now()) == self._true

    def _set(self, at: int) -> None:
        self._true = at
        by = sum(shift.by for shift in self._world.shifts if shift.since <= at < shift.until)
        self._clock.set(from_ms(at + by))

    async def _store(self) -> None:
        """Keep the candles that have closed since the last time, as a collector does."""
        series = []
        for coin, candles in self._world.history.items():
            rows = [
                StoredCandle(from_ms(c.opened), c.open, c.high, c.low, c.close, c.volume)
                for c in candles
                if self._stored < c.closed <= self._true
            ]
            if rows:
                series.append(CandleSeries.of(SeriesKey(VENUE, pair_of(coin), Interval.M1), rows))
        self._stored = self._true
        if series:
            async with self._database.begin() as work:
                for each in series:
                    await work.candles.append(each)
                await work.commit()

    async def _afterwards(self, house: House) -> None:
        """Let time pass until all is said, and see what is not."""
        for minutes in chain(PAUSES, repeat(60)):
            self._set(self._true + minutes * MINUTE)
            await self._deliver(house)
            async with self._database.reading() as work:
                depth = await work.outbox.depth(self._clock.now())
            self.lived.left = {name: getattr(depth, name) for name in ("waiting", "uncertain", "held", "later")}
            if not any(self.lived.left.values()) or self._true > self.lived.ended + AFTERWARDS:
                break
        async with self._database.reading() as work:
            rules = await work.rules.by_ids(sorted(self.lived.rules))
        self.lived.active, self.lived.paused = (
            {rule.id for rule in rules if rule.life is life} for life in (Life.ACTIVE, Life.PAUSED)
        )
