"""Rules watched: from a price seen to its notice on disk, and to the message sent."""

import asyncio
import json
import os
import sqlite3
import time
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from pathlib import Path

from adapters.bus import AsyncioBus
from adapters.chance import SystemChance
from adapters.clock import Anchor, AnchoredClock, SystemClock
from adapters.storage.address import sqlite_address
from adapters.storage.engine import Database, open_database
from adapters.storage.migrate import upgrade
from adapters.storage.unit_of_work import SqlUnitOfWork
from core.alerts.ledger import Ledger, Page
from core.alerts.model import Rule
from core.alerts.roster import Roster
from core.alerts.sources import Outside, Sources
from core.alerts.watcher import Ground, Watcher
from core.delivery.deliverer import Clocks, Deliverer, DeliveryPolicy
from core.delivery.holding import Holding
from core.delivery.model import Attempt, Notice, Outcome
from core.kernel.clock import MarketClock, RealClock
from core.market.catalogue import Catalogue
from core.market.model import Candle, CandleSeries, Interval, Listing, Pair, SeriesKey, from_ms
from core.market.routes import Router
from core.market.tape import Seen, Tape
from core.market.wants import Wants
from tests.bench.figures import Figure, Run, middle, percentile
from tests.databases import NOON, somebody
from tests.fakes.alerts import a_new_rule

BTC = Pair("BTC", "USD")
RULES, PEOPLE, TICKS_A_SECOND = 100_000, 50, 1_000
# Of so many levels one is near enough to be reached; the rest is watched and waits.
_NEAR, _APART = 500, 4.0
_START, _FALL = 60_000.0, 0.1


class HeldClock(AnchoredClock):
    """Stands at its anchor until it is let go."""

    def let_go(self) -> None:
        """Go on from the anchor's market time."""
        self._anchor = Anchor(self.anchor.market, self._real.now(), 1.0)
        self._latest, self._end = self._anchor.market, None


class TimedLedger(Ledger):
    """Notes how long after its price each message was written."""

    def __init__(self, store: Database, market: MarketClock, real: RealClock, bus: AsyncioBus) -> None:
        super().__init__(store, market, real, bus)
        self._clock = market
        self.waited_ms: list[float] = []

    async def write(self, page: Page, judged: Mapping[int, Rule]) -> None:
        await super().write(page, judged)
        now = self._clock.now()
        self.waited_ms += [(now - due.at) / timedelta(milliseconds=1) for due in page.dues]


class TimedArrival:
    """A Courier for whom everything arrives at once. Notes how long after its price each message was sent."""

    def __init__(self, market: MarketClock) -> None:
        self._clock = market
        self.waited_ms: list[float] = []

    async def deliver(self, notice: Notice, again: bool) -> Attempt:
        at = from_ms(json.loads(notice.facts)["at"])
        self.waited_ms.append((self._clock.now() - at) / timedelta(milliseconds=1))
        return Attempt(Outcome.SENT, str(notice.id))


async def figures(run: Run) -> AsyncIterator[Figure]:
    file, rules = run.room("watching") / "candlewick.db", run.times(RULES, RULES // 10)
    await upgrade(sqlite_address(file))
    database = open_database(sqlite_address(file))
    try:
        await fill(database, file, rules)
        bus = AsyncioBus()
        watcher, tape, ledger, market = watching(database, bus)
        await watcher.open()
        market.let_go()
        arrived = TimedArrival(market)
        await _ticks(watcher, tape, market, run.times(20, 5), _deliverer(database, arrived, market), bus)
        disk_ms = middle(lambda: _flush(file.parent / "flushed"), 20) * 1000
        for percent, target in ((50, None), (99, 50 + 2 * disk_ms)):
            value = percentile(ledger.waited_ms, percent)
            parts = {"notices": len(ledger.waited_ms), "fdatasync ms": disk_ms}
            yield Figure(f"alerts.tick-to-notice-p{percent}", value, "ms", at_most=target, parts=parts)
        for percent, longest in ((50, None), (95, 2_000.0), (99, 5_000.0)):
            value, parts = percentile(arrived.waited_ms, percent), {"messages": len(arrived.waited_ms)}
            yield Figure(f"alerts.tick-to-sent-p{percent}", value, "ms", at_most=longest, parts=parts)
    finally:
        await database.close()


def _deliverer(database: Database, courier: TimedArrival, market: MarketClock) -> Deliverer[SqlUnitOfWork]:
    # What holds alerts back has no part in this.
    policy = DeliveryPolicy(holding=Holding(alerts_an_hour=1_000_000))
    return Deliverer(database, courier, Clocks(market, SystemClock()), SystemChance(), policy)


def watching(database: Database, bus: AsyncioBus) -> tuple[Watcher, Tape, TimedLedger, HeldClock]:
    real = SystemClock()
    begin = NOON + timedelta(seconds=1)
    market = HeldClock(real, Anchor(begin, real.now(), 1.0), end=begin)
    router, tape = Router(("kraken",)), Tape()
    router.learn("kraken", [Listing("kraken", BTC)])
    sources = Sources(Outside(database, Catalogue(), router, tape, Wants(), _listed))
    ledger = TimedLedger(database, market, real, bus)
    ground = Ground(sources, ledger, tape, market, real, bus, lambda venue: True)
    return Watcher(ground, lambda evaluator, sources: Roster(database, evaluator, sources)), tape, ledger, market


async def _listed() -> None:
    """Everything is listed already."""


async def fill(database: Database, file: Path, rules: int) -> None:
    """Save a rule as people would, and as many like it, each with a level of its own; and an hour of minutes."""
    people = [await somebody(database, str(n)) for n in range(PEOPLE)]
    opened = [NOON - timedelta(minutes=n) for n in range(60, 0, -1)]
    minutes = [Candle(at, _START, _START, _START, _START, 1.0) for at in opened]
    async with database.begin() as work:
        await work.rules.add(a_new_rule("btc < 1 usd", people[0].id, created_at=NOON - timedelta(hours=1)))
        await work.candles.append(CandleSeries.of(SeriesKey("kraken", BTC, Interval.M1), minutes))
        await work.commit()
    near = [_START - _APART * n - 0.5 for n in range(1, _NEAR + 1)]
    levels = [*near, *(20_000 + n / 10 for n in range(rules - _NEAR))]
    driver = sqlite3.connect(file)
    names = [row[1] for row in driver.execute("PRAGMA table_info(rules)") if row[1] != "id"]
    whose = f"person_id + ?2 % {PEOPLE}"
    changed = {
        "level": "?1",
        "person_id": whose,
        "holder": whose,
        "number": "?2",
        "text": "'btc < ' || ?1 || ' usd'",
        "wish": "replace(wish, '\"1\"', ?3)",
    }
    chosen = ", ".join(changed.get(name, name) for name in names)
    statement = f"INSERT INTO rules ({', '.join(names)}) SELECT {chosen} FROM rules WHERE id = 1"
    driver.executemany(statement, ((level, n + 2, f'"{level}"') for n, level in enumerate(levels)))
    driver.commit()
    driver.close()


async def _ticks(
    watcher: Watcher,
    tape: Tape,
    market: MarketClock,
    seconds: int,
    deliverer: Deliverer[SqlUnitOfWork],
    bus: AsyncioBus,
) -> None:
    """Let a price fall for some seconds, a thousand times a second, and send what comes of it."""
    running = {asyncio.create_task(_watch(watcher, tape)), asyncio.create_task(deliverer.run(bus))}
    price, began = _START, time.perf_counter()
    for tick in range(seconds * TICKS_A_SECOND):
        price -= _FALL
        tape.note(Seen("kraken", BTC, price + (0.3 if tick % 2 else 0.0), market.now()))
        ahead = tick / TICKS_A_SECOND - (time.perf_counter() - began)
        await asyncio.sleep(max(0.0, ahead))
    await asyncio.sleep(2)
    for task in running:
        task.cancel()
    await asyncio.wait(running)


async def _watch(watcher: Watcher, tape: Tape) -> None:
    while True:
        await watcher.round()
        await tape.wait()


def _flush(file: Path) -> None:
    with file.open("ab") as opened:
        opened.write(b"x" * 4096)
        opened.flush()
        os.fdatasync(opened.fileno())
