"""A process that watches rules and delivers what they tell, and that dies where it is told to.

    python -m tests.end_to_end.watching ADDRESS RECEIVER

reads "SHIFT DIE_AT UNTIL" a line: how many seconds its real clock is ahead, at which of its steps it is killed (0:
never), and up to which minute of the world it goes. Answers each line with "killed", or with how many steps it took.
The world is a stretch of minutes that repeats; each is stored when the one before it has been judged and told.
"""

import asyncio
import itertools
import sys
from datetime import datetime, timedelta

import aiohttp

from adapters.bus import AsyncioBus
from adapters.chance import SystemChance
from adapters.storage.engine import Database, open_database
from bot.courier import FaceCourier
from bot.speaking.say import warm
from core.alerts.ledger import Ledger
from core.alerts.roster import Roster
from core.alerts.sources import Outside, Sources
from core.alerts.watcher import Ground, Watcher, WatchPolicy
from core.delivery.deliverer import Clocks, Deliverer
from core.market.catalogue import Catalogue
from core.market.model import Candle, CandleSeries, Interval, Listing, Pair, SeriesKey
from core.market.routes import Router
from core.market.tape import Seen, Tape
from core.market.wants import Wants
from tests.databases import MINUTE, NOON
from tests.end_to_end.delivering import QUICK, PostingFace, ShiftedClock, SteppedStore, Steps, answered

PAIRS = (Pair("BTC", "USD"), Pair("ETH", "USD"))
# Each minute: the close of BTC and of ETH, and how low BTC was seen between two looks. A look that changes how a rule
# stands is written down; what others have seen is gone with the process, and no rule here may depend on it.
STRETCH = (
    (61_000.0, 3_000.0, 61_000.0),
    (60_950.0, 2_990.0, 60_950.0),
    (60_400.0, 2_890.0, 59_950.0),
    (60_600.0, 2_880.0, 60_600.0),
    (59_000.0, 2_700.0, 59_000.0),
    (59_100.0, 2_710.0, 59_100.0),
    (61_000.0, 2_950.0, 61_000.0),
    (61_200.0, 3_000.0, 61_200.0),
    (59_400.0, 2_800.0, 59_400.0),
    (61_000.0, 3_000.0, 61_000.0),
)


def opened_at(minute: int) -> datetime:
    """Return when a minute of the world opens; the one before the first has closed at noon."""
    return NOON + minute * MINUTE


def candles_of(minute: int) -> tuple[Candle, Candle]:
    """Return the candles of BTC and ETH."""
    bitcoin, ether, low = STRETCH[minute % len(STRETCH)]
    before = STRETCH[(minute - 1) % len(STRETCH)]
    return (
        Candle(opened_at(minute), before[0], max(before[0], bitcoin), min(before[0], bitcoin, low), bitcoin, 1.0),
        Candle(opened_at(minute), before[1], max(before[1], ether), min(before[1], ether), ether, 1.0),
    )


async def store(database: Database, minutes: range) -> None:
    """Keep some minutes of the world."""
    made = zip(PAIRS, zip(*(candles_of(minute) for minute in minutes), strict=True), strict=True)
    async with database.begin() as work:
        for pair, candles in made:
            await work.candles.append(CandleSeries.of(SeriesKey("kraken", pair, Interval.M1), candles))
        await work.commit()


class WorldClock:
    """The market's time: a second after the close of the last minute that was stored."""

    def __init__(self) -> None:
        self.stored = 0
        self.seconds = 1.0

    def now(self) -> datetime:
        return opened_at(self.stored) + timedelta(seconds=self.seconds)

    async def sleep_until(self, at: datetime) -> None:
        await asyncio.sleep(0)


async def watch(address: str, receiver: str, ahead_s: float, die_at: int, until: int) -> int:
    """Judge and deliver up to minute `until` of the world; return how many steps that took."""
    database, steps, real, market = (
        open_database(address, durable=False),
        Steps(die_at),
        ShiftedClock(ahead_s),
        WorldClock(),
    )
    stepped, tape, bus = SteppedStore(database, steps), Tape(), AsyncioBus()
    market.stored = await _stored(database)
    catalogue, router = Catalogue(), Router(("kraken",))
    router.learn("kraken", [Listing("kraken", pair) for pair in PAIRS])
    sources = Sources(Outside(database, catalogue, router, tape, Wants(), _listed))
    policy = WatchPolicy(look_s=0.0)
    ground = Ground(sources, Ledger(stepped, market, real, bus), tape, market, real, bus, lambda _: False, policy)
    watcher = Watcher(ground, lambda evaluator, sources: Roster(database, evaluator, sources))
    async with aiohttp.ClientSession() as session:
        courier = FaceCourier(database, {"telegram": PostingFace(session, receiver, steps)}, market, lambda: None)
        deliverer = Deliverer(stepped, courier, Clocks(market, real), SystemChance(), QUICK)
        await watcher.open()
        while True:
            await watcher.round()
            while await deliverer.run_once():
                pass
            if market.stored >= until:
                break
            await _see(watcher, tape, market)
            await store(database, range(market.stored, market.stored + 1))
            market.stored, market.seconds = market.stored + 1, 1.0
    await database.close()
    return steps.taken


async def _see(watcher: Watcher, tape: Tape, market: WorldClock) -> None:
    """Look at the prices half-way through the minute: some of what its candle will show is told at once."""
    market.seconds = 30.0
    for pair, candle in zip(PAIRS, candles_of(market.stored), strict=True):
        tape.note(Seen("kraken", pair, candle.close, market.now()))
    await watcher.round()


async def _stored(database: Database) -> int:
    async with database.reading() as work:
        span = await work.candles.span(SeriesKey("kraken", PAIRS[1], Interval.M1))
    return 0 if span is None else (span[1] - NOON) // MINUTE + 1


async def _listed() -> None:
    """The one venue's pairs are known."""


def main(address: str, receiver: str) -> None:
    warm(("en",))
    open_database(address)
    for line in sys.stdin:
        ahead_s, die_at, until = line.split()
        print(answered(lambda: watch(address, receiver, float(ahead_s), int(die_at), int(until))), flush=True)  # noqa: B023


if __name__ == "__main__":
    main(*itertools.islice(sys.argv, 1, 3))
