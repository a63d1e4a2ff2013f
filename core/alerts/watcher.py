"""The watcher: prices and closed candles, in order of time, through the evaluator and into the ledger.

What is judged is complete up to an instant: a minute counts as over when its candles are there, so that a level that
was touched between two looks, or a `for` that was broken, is known before anything later is judged. Prices of the
minute after it wait that long, but no longer than `patience_s`; from a venue whose stream tells every price they wait
for nothing. After a stop everything that was missed is judged first, minute by minute.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from core.alerts.evaluator import Evaluator
from core.alerts.facts import Fact, TendencyLabel
from core.alerts.healing import healed
from core.alerts.interruptions import Heard, Holder
from core.alerts.ledger import Ledger, Mark, Page
from core.alerts.minutes import MINUTE_MS
from core.alerts.model import Due, Rule
from core.alerts.roster import Roster, streams_of, watched
from core.alerts.sources import Source, Sources
from core.alerts.streams import Stream
from core.kernel.bus import Bus
from core.kernel.clock import MarketClock, RealClock
from core.market.model import Candle, from_ms, to_ms
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


@dataclass(slots=True)
class _Round:
    """What one round found so far."""

    dues: list[Due] = field(default_factory=list)
    minutes: int = 0


class Watcher:
    """Judges every rule on every price. One at a time: `run` is started again by its supervisor when it fails, and
    begins where the ledger ends."""

    def __init__(self, ground: Ground, roster_of: Callable[[Evaluator, Sources], Roster]) -> None:
        self._ground, self._sources = ground, ground.sources
        self._evaluator = Evaluator(self._sources.book)
        self._roster = roster_of(self._evaluator, self._sources)
        self._prices: list[tuple[int, Source, float]] = []
        self._known: list[Tendency] = []
        self._label: tuple[str, int] | None = None
        self._tendency: Tendency | None = None
        self._judged = self._written = 0
        self._down: tuple[int, int] | None = None
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
        holders: dict[Stream, set[Holder]] = {}
        for rule in self._roster:
            for stream in streams_of(rule):
                holders.setdefault(stream, set()).add((rule.person_id, rule.room_id))
        found: dict[str, Heard] = {}
        for source in self._sources:
            at = max(filter(None, (source.book.at, source.feed.heard_at if source.feed else None)), default=None)
            book, own = source.book, frozenset(holders.get(source.stream, ()))
            heard = Heard(book.stream.coin, own, None if at is None else from_ms(at), book.price, book.unit, book.venue)
            known = found.get(heard.coin)
            if known is not None:
                newest = max(known, heard, key=lambda each: each.at or from_ms(0))
                heard = replace(newest, holders=known.holders | own)
            found[heard.coin] = heard
        return tuple(found.values())

    @property
    def follows_tendency(self) -> bool:
        """Whether any rule waits for the tendency to change."""
        return self._evaluator.follows(_SHIFT)

    def tell(self, tendencies: Sequence[Tendency]) -> None:
        """Take in how the market tended at its last closes, oldest first."""
        # What it was before we first looked is no news.
        tendencies = tendencies if self._label is not None else tendencies[-1:]
        after = self._label[1] if self._label is not None else 0
        known = {to_ms(each.as_of) for each in self._known}
        self._known += [t for t in tendencies if to_ms(t.as_of) > after and to_ms(t.as_of) not in known]

    async def open(self) -> None:
        """Load every rule and stand where judging ended."""
        mark, now = await self._ground.ledger.mark(), to_ms(self._ground.market.now())
        self._judged = self._written = now // MINUTE_MS * MINUTE_MS if mark is None else mark.judged
        if mark is not None:
            self._down, self._label = (mark.alive, now), mark.label
        await self._roster.load(self._judged)
        if mark is not None:
            for source in self._sources:
                if (seen := mark.seen.get(_name(source.stream))) is not None:
                    source.book.restore(seen)
        self._feed_label()
        await self._sources.read(now)

    async def run(self) -> None:
        """Judge as long as the service runs."""
        await self.open()
        listening = [asyncio.create_task(self._listen(topic)) for topic in ("candles", RULES)]
        try:
            while True:
                self._stirred.clear()
                await self.round()
                await self._pause()
        finally:
            for task in listening:
                task.cancel()

    async def round(self) -> Sequence[Due]:
        """Take in everything that is known by now, and write down what came of it."""
        now = to_ms(self._ground.market.now())
        await self._follow_rules()
        self._sources.settle(now)
        for source in self._sources:
            source.note_completeness(self._ground.is_complete, now)
        self._prices += self._sources.take(self._ground.tape.take())
        if now >= self._judged + MINUTE_MS:
            await self._sources.read(now)
        done = _Round()
        self._judge_late(done)
        while now >= self._judged + MINUTE_MS and self._is_over(self._judged + MINUTE_MS):
            self._judge_minute(done, self._judged + MINUTE_MS)
            if done.minutes % _SLICE == 0:
                await asyncio.sleep(0)
        self._judge_prices(done, now)
        self._judge_facts(done)
        if done.minutes:
            await self._heal(done, now)
        await self._write(done, now)
        self.looked_at = self._ground.market.now()
        return done.dues

    async def _listen(self, topic: str) -> None:
        with self._ground.bus.listen(topic) as hints:
            async for _ in hints:
                self._refreshed_at = None if topic == RULES else self._refreshed_at
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
            if await self._roster.refresh(self._judged):
                self._feed_label()
        if self._is_due(self._refed_at, _REFEED_S):
            self._refed_at = real
            await self._sources.refeed(self._judged)

    def _is_due(self, last: datetime | None, after_s: float) -> bool:
        return last is None or self._ground.real.now() - last >= timedelta(seconds=after_s)

    def _is_over(self, minute: int) -> bool:
        """Whether everything that can be known of the minute that closes then is there, or was waited for in vain."""
        lacking = [source for source in self._sources if not source.has(minute)]
        if not lacking:
            self._waited_since = None
            return True
        real = self._ground.real.now()
        self._waited_since = self._waited_since or real
        if real - self._waited_since < timedelta(seconds=self._ground.policy.patience_s):
            return False
        for source in lacking:
            source.absent = True
        self._waited_since = None
        return True

    def _judge_minute(self, done: _Round, minute: int) -> None:
        self._judge_prices(done, minute - 1)
        candles = {source.stream: source.waiting.popleft() for source in self._sources if source.next_close == minute}
        done.dues += self._evaluator.closed(minute, candles)
        done.dues += self._evaluator.clock(minute)
        self._judged, done.minutes = minute, done.minutes + 1

    def _judge_late(self, done: _Round) -> None:
        """Judge candles of minutes that were not waited for, each in its time."""
        late: dict[int, dict[Stream, Candle]] = {}
        for source in self._sources:
            while (close := source.next_close) is not None and close <= self._judged:
                late.setdefault(close, {})[source.stream] = source.waiting.popleft()
        for close in sorted(late):
            done.dues += self._evaluator.closed(close, late[close])

    def _judge_prices(self, done: _Round, until: int) -> None:
        """Judge the prices seen up to `until`; a later one than of the minute after what is judged has to wait, unless
        its venue tells every price."""
        waiting = []
        for at, source, price in self._prices:
            early = at >= self._judged + MINUTE_MS
            if at > until or (early and not source.tells_all(self._judged + MINUTE_MS)):
                waiting.append((at, source, price))
                continue
            done.dues += self._evaluator.clock(at - 1)
            done.dues += self._evaluator.seen(source.stream, price, at)
        self._prices = waiting
        done.dues += self._evaluator.clock(min(until, self._judged + MINUTE_MS - 1))

    def _judge_facts(self, done: _Round) -> None:
        for tendency in self._known:
            at = to_ms(tendency.as_of)
            self._tendency, self._label = tendency, (tendency.label.value, at)
            done.dues += self._evaluator.known(_SHIFT, tendency.label.value, at)
        self._known = []

    async def _heal(self, done: _Round, now: int) -> None:
        """Judge what was crossed in holes that have been filled since."""
        for source, hole in await self._sources.healed(now):
            dues, states = healed(self._evaluator, self._roster, self._sources, source.stream, hole)
            for rule_id, state in states.items():
                rule = self._roster.find(rule_id)
                if rule is not None:
                    self._evaluator.resume(watched(rule), state)
            done.dues += dues

    def _feed_label(self) -> None:
        """Tell new rules which label stands: only another one is news."""
        if self._label is not None:
            self._evaluator.known(_SHIFT, self._label[0], self._label[1])

    async def _write(self, done: _Round, now: int) -> None:
        states = self._evaluator.changes()
        if not (done.dues or states or self._judged > self._written):
            return
        judged: Mapping[int, Rule] = {rule.id: rule for rule in self._roster if rule.id in states}
        seen = {_name(source.stream): kept for source in self._sources if (kept := source.book.kept()) is not None}
        page = Page(done.dues, states, Mark(self._judged, now, seen, self._label), self._tendency, self._down)
        await self._ground.ledger.write(page, judged)
        self._written = self._judged
        for rule_id, state in states.items():
            if state is None:
                self._roster.drop(rule_id)
        if self._down is not None and self._judged >= self._down[1]:
            self._down = None


_SHIFT: Fact = TendencyLabel()


def _name(stream: Stream) -> str:
    return f"{stream.coin} {stream.unit or '-'} {stream.venue or '-'}"
