"""The watcher: prices and closed candles, in order of time, through the evaluator and into the ledger.

What is judged is complete up to an instant: a minute counts as over when its candles are there, so that a level that
was touched between two looks, or a `for` that was broken, is known before anything later is judged. Prices of the
minute after it wait that long, but no longer than `patience_s`; from a venue whose stream tells every price they wait
for nothing. After a stop everything that was missed is judged first, minute by minute.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from core.alerts.conditions.forecast import ForecastMargin
from core.alerts.court import Court
from core.alerts.doubts import Doubts
from core.alerts.evaluator import Evaluator
from core.alerts.healing import healed, reach_in
from core.alerts.interruptions import Heard, heard_of
from core.alerts.ledger import Ledger, Mark, Page
from core.alerts.minutes import MINUTE_MS
from core.alerts.model import Due
from core.alerts.outliers import Suspect, Suspects
from core.alerts.roster import Roster, watched
from core.alerts.sources import Sources
from core.alerts.told import ToldFacts
from core.kernel.bus import Bus
from core.kernel.clock import MarketClock, RealClock
from core.kernel.errors import Unavailable
from core.market.model import Interval, to_ms
from core.market.tape import Tape
from core.market.tendency import Tendency

log = logging.getLogger(__name__)

RULES = "rules"
# How many minutes are judged before others get their turn.
_SLICE = 50
_REFEED_S = 60.0


@dataclass(frozen=True, slots=True)
class WatchPolicy:
    """Real seconds: `patience_s` a closed minute's candles may take, `look_s` between two looks without a hint."""

    patience_s: float = 20.0
    look_s: float = 1.0


@dataclass(frozen=True, slots=True)
class Ground:
    """What the watcher stands on. `is_complete` says whether a venue tells every price as it happens."""

    sources: Sources
    ledger: Ledger
    tape: Tape
    market: MarketClock
    real: RealClock
    bus: Bus
    is_complete: Callable[[str], bool]
    policy: WatchPolicy = field(default_factory=WatchPolicy)


class Watcher:
    """Judges every rule on every price. One at a time: `run` is started again by its supervisor when it fails, and
    begins where the ledger ends."""

    def __init__(self, ground: Ground, roster_of: Callable[[Evaluator, Sources], Roster]) -> None:
        self._ground, self._sources = ground, ground.sources
        self._roster_of = roster_of
        self._stand_at_the_beginning()
        self._told = ToldFacts()
        self._written = 0
        self._down: tuple[int, int] | None = None
        self._looked_around_at: datetime | None = None
        self._read_at: datetime | None = None
        self._waited_since: datetime | None = None
        self._refreshed_at: datetime | None = None
        self._refed_at: datetime | None = None
        self._stirred = asyncio.Event()
        self.looked_at: datetime | None = None
        """When everything was judged last (market clock)."""

    def __len__(self) -> int:
        return len(self._roster)

    def heard(self) -> tuple[Heard, ...]:
        """Return what was heard last of every coin that rules look at."""
        return heard_of(self._sources, self._roster.holders)

    @property
    def follows_tendency(self) -> bool:
        """Whether any rule waits for the tendency to change."""
        return self._told.follows_tendency(self._evaluator)

    def tell(self, tendencies: Sequence[Tendency]) -> None:
        """Take in how the market tended at its last closes, oldest first."""
        self._told.tell(tendencies)

    @property
    def followed_margins(self) -> tuple[ForecastMargin, ...]:
        """What rules want to know of forecasts."""
        return self._told.followed_margins(self._evaluator)

    def tell_margin(self, fact: ForecastMargin, margin: float, at: int) -> None:
        """Take in what a forecast made at `at` (ms) says."""
        self._told.tell_margin(fact, margin, at)

    def _stand_at_the_beginning(self) -> None:
        self._sources.clear()
        self._evaluator = Evaluator(self._sources.book)
        self._roster = self._roster_of(self._evaluator, self._sources)
        self._doubts = Doubts(self._sources, self._ground.real, self._ground.policy.patience_s)
        self._court = Court(self._evaluator, self._roster, self._sources)

    async def open(self) -> None:
        """Load every rule and stand where judging ended, whatever was judged and not written down."""
        self._stand_at_the_beginning()
        mark, now = await self._ground.ledger.mark(), to_ms(self._ground.market.now())
        self._court.judged = Interval.M1.floor_ms(now) if mark is None else mark.judged
        # That judging has begun is written down at once: what is missed from then on is made up for.
        self._written = 0 if mark is None else mark.judged
        if mark is not None:
            self._down = (mark.away or mark.alive, now)
            self._told.restore(mark.label, mark.margins)
            self._sources.recall(mark.seen)
        # What the clock has passed already is not passed again.
        self._evaluator.clock(self._court.judged)
        await self._roster.load(self._court.judged, now)
        if mark is not None:
            for source in self._sources:
                source.suspects = Suspects(Suspect(*each) for each in mark.held.get(source.stream.text, ()))
        self._told.feed(self._evaluator)
        await self._sources.read(now)

    async def run(self) -> None:
        """Judge as long as the service runs."""
        await self.open()
        listening = [asyncio.create_task(self._listen(topic)) for topic in ("candles", RULES)]
        try:
            while True:
                self._stirred.clear()
                try:
                    await self.round()
                except Unavailable as error:
                    # Nothing that was taken in is lost by it.
                    log.warning("alerts could not be looked after: %s", error)
                    await self._ground.real.sleep(self._ground.policy.look_s)
                await self._pause()
        finally:
            for task in listening:
                task.cancel()

    async def round(self) -> Sequence[Due]:
        """Take in everything that is known by now, and write down what came of it."""
        now = to_ms(self._ground.market.now())
        looks, court = await self._take_in(now), self._court
        judged = court.judged
        court.judge_after_all()
        court.judge_late()
        while now >= court.judged + MINUTE_MS and self._is_over(court.judged + MINUTE_MS):
            court.judge_minute()
            if (court.judged - judged) // MINUTE_MS % _SLICE == 0:
                await asyncio.sleep(0)
        court.judge_prices(now)
        court.dues += self._told.judge(self._evaluator)
        if court.judged > judged:
            await self._heal(now)
        dues = court.taken()
        await self._write(dues, now)
        if looks:
            self._roster.lull(court.reach(), court.judged)
        self.looked_at = self._ground.market.now()
        return dues

    async def _take_in(self, now: int) -> bool:
        """Take in what is known by now, with everybody awake whom it may concern; return whether this is a look."""
        await self._follow_rules()
        looks, court = self._is_due(self._looked_around_at, self._ground.policy.look_s), self._court
        if looks:
            self._look_around(now)
        court.take(self._ground.tape.take())
        if now >= court.judged + MINUTE_MS and self._is_due(self._read_at, self._ground.policy.look_s):
            await self._sources.read(now)
            self._read_at = self._ground.real.now()
        if looks:
            court.believe(await self._doubts.settled(now))
        if await self._roster.wake(court.reach(), court.judged, now):
            self._told.feed(self._evaluator)
        return looks

    async def _listen(self, topic: str) -> None:
        with self._ground.bus.listen(topic) as hints:
            async for _ in hints:
                if topic == RULES:
                    self._refreshed_at = None
                else:
                    self._read_at = None
                self._stirred.set()

    async def _pause(self) -> None:
        """Wait for a hint, for a price, or for the next look."""
        waits = {
            asyncio.ensure_future(self._stirred.wait()),
            asyncio.ensure_future(self._ground.tape.wait()),
            asyncio.ensure_future(self._ground.real.sleep(self._ground.policy.look_s)),
        }
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()

    async def _follow_rules(self) -> None:
        """Take in what people changed, as soon as they say so and every second; and who is priced by now."""
        real = self._ground.real.now()
        if self._is_due(self._refreshed_at, self._ground.policy.look_s):
            self._refreshed_at = real
            if await self._roster.refresh(self._court.judged, to_ms(self._ground.market.now())):
                self._told.feed(self._evaluator)
        if self._is_due(self._refed_at, _REFEED_S):
            self._refed_at = real
            await self._sources.refeed(self._court.judged)

    def _look_around(self, now: int) -> None:
        """See which venues are silent and which tell everything."""
        self._looked_around_at = self._ground.real.now()
        self._sources.settle(now)
        for source in self._sources:
            source.note_completeness(self._ground.is_complete, now)

    def _is_due(self, last: datetime | None, after_s: float) -> bool:
        # A clock that was put back is no reason to wait.
        return last is None or not timedelta() <= self._ground.real.now() - last < timedelta(seconds=after_s)

    def _is_over(self, minute: int) -> bool:
        """Whether everything that can be known of the minute that closes then is there, or was waited for in vain."""
        lacking = [source for source in self._sources if not source.has(minute)]
        if not lacking:
            self._waited_since = None
            return True
        real = self._ground.real.now()
        self._waited_since = min(self._waited_since or real, real)
        if real - self._waited_since < timedelta(seconds=self._ground.policy.patience_s):
            return False
        for source in lacking:
            source.absent = True
        self._waited_since = None
        return True

    async def _heal(self, now: int) -> None:
        """Judge what was crossed in holes that have been filled since."""
        try:
            filled = await self._sources.healed(now)
        except Unavailable as error:
            # What was judged is written first; holes can wait.
            log.warning("holes in candles could not be looked at: %s", error)
            return
        await self._roster.wake_as_saved(reach_in(filled), self._court.judged)
        for source, hole in filled:
            dues, states = healed(self._evaluator, self._roster.on(source.stream), self._sources, hole)
            for rule_id, state in states.items():
                rule = self._roster.find(rule_id)
                if rule is not None:
                    self._evaluator.resume(watched(rule), state)
            self._court.dues += dues

    async def _write(self, dues: Sequence[Due], now: int) -> None:
        states = self._evaluator.changes()
        if not (dues or states or self._court.judged > self._written):
            return
        judged = {rule_id: rule for rule_id in states if (rule := self._roster.find(rule_id)) is not None}
        seen = {source.stream.text: kept for source in self._sources if (kept := source.book.kept()) is not None}
        held = {source.stream.text: tuple(source.suspects) for source in self._sources if source.suspects}
        # A minute that is not over closes after the stop.
        since, until = self._down or (None, 0)
        away = since if self._court.judged < Interval.M1.floor_ms(until) else None
        mark = Mark(self._court.judged, now, seen, self._told.label, held, away, self._told.margins)
        refused = sum((source.refused for source in self._sources), Counter[str]())
        await self._ground.ledger.write(Page(dues, states, mark, self._told.tendency, self._down, refused), judged)
        self._written = self._court.judged
        for source in self._sources:
            source.refused.clear()
        for rule_id, state in states.items():
            if state is None:
                self._roster.drop(rule_id)
        if self._down is not None and self._court.judged >= self._down[1]:
            self._down = None
