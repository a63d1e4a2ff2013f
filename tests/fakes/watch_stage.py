"""A watcher on a real database, with one clock and prices that the test says."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from adapters.storage.engine import Database
from core.alerts.evaluator import Evaluator
from core.alerts.ledger import Ledger
from core.alerts.model import Due, Life, Rule
from core.alerts.ports import AlertWork
from core.alerts.roster import Roster
from core.alerts.sources import Outside, Sources
from core.alerts.watcher import Ground, Watcher, WatchPolicy
from core.delivery.model import Notice
from core.market.catalogue import Catalogue
from core.market.keepsake import dropped_key
from core.market.model import Candle, CandleSeries, Interval, Listing, Pair, SeriesKey
from core.market.routes import Router
from core.market.tape import Seen, Tape
from core.market.wants import Wants
from tests.databases import NOON, somebody
from tests.fakes.alerts import a_new_rule
from tests.fakes.bus import HeardBus
from tests.fakes.clock import ManualClock

MINUTE = timedelta(minutes=1)
BTC, ETH = Pair("BTC", "USD"), Pair("ETH", "USD")
# Patience is tried by tests of patience only.
POLICY = WatchPolicy(patience_s=20.0, look_s=0.0)


class CountedStore:
    """The store of a stage, and how often it was read."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.read = 0

    def begin(self) -> AlertWork:
        return self._database.begin()

    def reading(self) -> AlertWork:
        self.read += 1
        return self._database.reading()


class WatchStage:
    """BTC and ETH in dollars at Kraken and Coinbase, preferred in this order, collected by the minute. A stage over the
    same database, clock and tape is the same house after a kill."""

    def __init__(
        self,
        database: Database,
        clock: ManualClock | None = None,
        streaming: Sequence[str] = (),
        policy: WatchPolicy = POLICY,
        wall: ManualClock | None = None,
        roster: type[Roster] = Roster,
    ) -> None:
        self.database, self.clock, self.streaming = database, clock or ManualClock(), set(streaming)
        self.catalogue, self.router, self.tape, self.wants = (
            Catalogue(),
            Router(("kraken", "coinbase")),
            Tape(),
            Wants(),
        )
        for venue in ("kraken", "coinbase"):
            self.router.learn(venue, [Listing(venue, BTC), Listing(venue, ETH)])
        self.bus = HeardBus()
        self.store = CountedStore(database)
        outside = Outside(self.store, self.catalogue, self.router, self.tape, self.wants, _nothing)
        self.ledger = ledger = Ledger(database, self.clock, self.clock, self.bus)
        ground = Ground(
            Sources(outside),
            ledger,
            self.tape,
            self.clock,
            wall or self.clock,
            self.bus,
            self.streaming.__contains__,
            policy,
        )

        def watching(evaluator: Evaluator, sources: Sources) -> Roster:
            self.roster = roster(self.store, evaluator, sources)
            return self.roster

        self.watcher = Watcher(ground, watching)

    async def rule(self, text: str) -> Rule:
        """Save a rule of Ada's."""
        ada = await somebody(self.database)
        async with self.database.begin() as work:
            rule = await work.rules.add(a_new_rule(text, ada.id, created_at=self.clock.now()))
            await work.commit()
        await self.watcher.round()
        return rule

    async def change(self, rule: Rule, life: Life) -> None:
        async with self.database.begin() as work:
            await work.rules.change(replace(rule, life=life))
            await work.commit()

    async def candles(self, *closes: float, pair: Pair = BTC, venue: str = "kraken", low: float | None = None) -> None:
        """Store minutes that close now, one minute ago and so on: the last of `closes` has just closed. Each opens at
        the close before it; `low` is how low the last one went."""
        until = self.clock.now()
        opened = [until - (len(closes) - i) * MINUTE for i in range(len(closes))]
        made = []
        for i, (at, close) in enumerate(zip(opened, closes, strict=True)):
            first = closes[max(0, i - 1)]
            bottom = min(first, close) if low is None or at != opened[-1] else low
            made.append(Candle(at, first, max(first, close), bottom, close, 1.0))
        async with self.database.begin() as work:
            await work.candles.append(CandleSeries.of(SeriesKey(venue, pair, Interval.M1), made))
            await work.commit()

    async def minute(self, close: float, pair: Pair = BTC, low: float | None = None) -> Sequence[Due]:
        """Let a minute pass that closes at `close`, and judge it."""
        self.clock.advance(minutes=1)
        await self.candles(close, close, pair=pair, low=low) if low is None else await self.wick(close, low, pair)
        return await self.watcher.round()

    async def wick(self, close: float, low: float, pair: Pair = BTC, venue: str = "kraken") -> None:
        """Store the minute that has just closed: it opened and closed at `close`, and was at `low` in between."""
        candle = Candle(self.clock.now() - MINUTE, close, close, low, close, 1.0)
        async with self.database.begin() as work:
            await work.candles.append(CandleSeries.of(SeriesKey(venue, pair, Interval.M1), [candle]))
            await work.commit()

    async def price(self, price: float, seconds: float = 1.0, pair: Pair = BTC, venue: str = "kraken") -> Sequence[Due]:
        """Let some seconds pass until a price is seen, and judge it."""
        self.clock.advance(seconds)
        self.tape.note(Seen(venue, pair, price, self.clock.now()))
        return await self.watcher.round()

    async def disbelieved(self, venue: str = "kraken") -> int:
        """Return how many prices of `venue` were not believed."""
        async with self.database.reading() as work:
            return int(await work.memory.recall(dropped_key(venue)) or 0)

    async def notices(self) -> list[Notice]:
        """Return what was written to be sent, in order."""
        async with self.database.reading() as work:
            rows = await work.rules.of(1, None)
            found = []
            for rule in rows:
                for number in range(1, 50):
                    notice = await work.outbox.find(f"alert:{rule.id}:{number}")
                    found += [notice] if notice is not None else []
        return sorted(found, key=lambda notice: notice.due_at)

    async def saved(self, rule: Rule) -> Rule:
        async with self.database.reading() as work:
            return (await work.rules.by_ids([rule.id]))[0]


async def _nothing() -> None:
    """Everything is listed already."""


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)
