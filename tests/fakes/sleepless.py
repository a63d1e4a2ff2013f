"""Two houses in which the same happens: in one, rules at rest sleep; in the other everybody is awake all the time."""

import math
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from adapters.storage.engine import Database
from core.alerts.model import Due, Life, Rule, Wish
from core.alerts.roster import Roster
from core.alerts.sleepers import Reach
from core.alerts.streams import Path, Stream
from core.alerts.watcher import WatchPolicy
from core.market.model import Candle, CandleSeries, Interval, Listing, Pair, SeriesKey
from core.market.tape import Seen
from tests.databases import somebody
from tests.fakes.alerts import a_new_rule, a_wish
from tests.fakes.clock import ManualClock
from tests.fakes.watch_stage import BTC, ETH, MINUTE, WatchStage

EUR = Pair("EUR", "USD")
VENUES = ("kraken", "coinbase")
_LISTED = [Listing(venue, pair) for venue in VENUES for pair in (BTC, ETH, EUR)]
_STREAMS = tuple(
    Stream(coin, unit, venue) for coin in ("btc", "eth") for unit in ("USD", "EUR") for venue in (None, *VENUES)
)
_BEGIN = {BTC: 60_000.0, ETH: 3_000.0, EUR: 1.1}
_TERMS = ("", " every 1m", " every 5m rearm 0.1%", " max 3 rearm 0.2%", " for 2m", " every 2m for 1m", " rearm 0.05%")
_WAYS = ("<", ">", "crosses", "equals")


class Sleepless(Roster):
    """A Roster in which nobody sleeps."""

    async def load(self, judged: int, now: int) -> None:
        await super().load(judged, now)
        await self.wake_as_saved(dict.fromkeys(_STREAMS, (-math.inf, math.inf)), judged)

    def lull(self, reach: Reach, judged: int) -> None:
        """Nobody is tired."""


class House:
    """One of the two: a database, a clock, and a watcher that may be killed."""

    def __init__(self, database: Database, roster: type[Roster], look_s: float) -> None:
        self._database, self._clock, self._roster = database, ManualClock(), roster
        self._policy = WatchPolicy(patience_s=20.0, look_s=look_s)
        self.most_asleep = 0

    async def open(self, streaming: Sequence[str] = ()) -> None:
        """Begin to watch, or begin again after a kill."""
        self.stage = WatchStage(
            self._database, self._clock, streaming=streaming, policy=self._policy, roster=self._roster
        )
        for venue in VENUES:
            self.stage.router.learn(venue, [each for each in _LISTED if each.venue == venue])
        await self.stage.watcher.open()

    async def passes(self, seconds: float) -> None:
        """Let time pass."""
        self._clock.advance(seconds)

    async def judged(self) -> None:
        """Let the watcher look at everything."""
        await self.stage.watcher.round()
        self.most_asleep = max(self.most_asleep, self.stage.roster.asleep)

    async def seen(self, venue: str, pair: Pair, price: float, ago_s: float = 0.0) -> None:
        self.stage.tape.note(Seen(venue, pair, price, self._clock.now() - timedelta(seconds=ago_s)))

    async def candles(self, venue: str, pair: Pair, minutes: Sequence[tuple[int, Path]]) -> None:
        """Store minutes: how many before the one that closed last, and open, high, low, close."""
        closed = self._clock.now().replace(second=0, microsecond=0)
        made = [Candle(closed - (ago + 1) * MINUTE, *prices, 1.0) for ago, prices in sorted(minutes, reverse=True)]
        async with self._database.begin() as work:
            await work.candles.append(CandleSeries.of(SeriesKey(venue, pair, Interval.M1), made))
            await work.commit()

    async def save(self, text: str, hours: float) -> None:
        ada, now = await somebody(self._database), self._clock.now()
        new = replace(a_new_rule(text, ada.id, created_at=now), expires_at=now + timedelta(hours=hours))
        async with self._database.begin() as work:
            await work.rules.add(new)
            await work.commit()

    async def change(self, number: int, what: str, text: str) -> None:
        """Let its owner change a rule."""
        async with self._database.begin() as work:
            rules = [rule for rule in await work.rules.of(1, None) if rule.life is not Life.DELETED]
            if not rules:
                return
            rule = rules[number % len(rules)]
            armed = replace(rule, life=Life.ACTIVE, told_before=rule.told, told_at=None)
            if what == "edit":
                await work.rules.change(replace(armed, wish=a_wish(text)))
                await work.rules.keep_state(rule.id, None)
            elif what == "resume":
                later = max(rule.expires_at, self._clock.now() + timedelta(hours=1))
                await work.rules.change(replace(armed, expires_at=later))
                await work.rules.keep_state(rule.id, None)
            elif what == "delete":
                await work.rules.delete([rule.id], self._clock.now())
            else:
                await work.rules.change(_changed(rule, what, self._clock))
            await work.commit()

    async def told(self) -> Sequence[tuple[Rule, Sequence[tuple[Due, Wish]]]]:
        """Return every rule there ever was, and what each has told."""
        async with self._database.reading() as work:
            rules = await work.rules.by_ids(range(1, 500))
            return [(rule, await work.rules.fired(rule.id, 500)) for rule in rules]


def _changed(rule: Rule, what: str, clock: ManualClock) -> Rule:
    if what == "pause":
        return replace(rule, life=Life.PAUSED) if rule.life is Life.ACTIVE else rule
    if what == "snooze":
        return replace(rule, snoozed_until=clock.now() + timedelta(minutes=5))
    return replace(rule, expires_at=clock.now() + timedelta(minutes=3))


class Script:
    """What happens in both houses, drawn from a seed."""

    def __init__(self, seed: int, houses: Sequence[House]) -> None:
        self._random, self._houses = random.Random(seed), houses
        self._prices = dict(_BEGIN)
        self._streaming: tuple[str, ...] = ()
        self._missing: dict[tuple[str, Pair], list[tuple[int, Path]]] = {}
        self._silent: set[tuple[str, Pair]] = set()
        # How far into the minute it is, ms.
        self._elapsed = 0

    async def play(self, steps: int) -> None:
        """Let so many things happen."""
        for venue in VENUES:
            for pair, price in _BEGIN.items():
                await self._all("candles", venue, pair, [(ago, (price, price, price, price)) for ago in range(30)])
        await self._all("open", self._streaming)
        for _ in range(6):
            await self._all("save", self._text(), 100.0)
        deeds = (self._price, self._minutes, self._rule, self._edit, self._killed, self._gap, self._back, self._filled)
        for deed in self._random.choices(deeds, (10, 9, 2, 3, 1, 2, 2, 1), k=steps):
            await deed()
            await self._all("judged")

    async def _all(self, name: str, *values: object) -> None:
        for house in self._houses:
            await getattr(house, name)(*values)

    def _text(self) -> str:
        draw = self._random
        pair, unit = draw.choice((BTC, BTC, ETH)), draw.choice(("usd", "usd", "usd", "eur"))
        price = self._prices[pair] / (self._prices[EUR] if unit == "eur" else 1.0)
        level = f"{price * (1 + draw.choice((0.0, draw.gauss(0, 0.004)))):.1f}"
        way = draw.choice(_WAYS)
        terms = draw.choice([each for each in _TERMS if "for" not in each or way in "<>"])
        at = draw.choice(("", "", "", " at kraken", " at coinbase"))
        other = draw.choice(("", "", "", " and eth > 2990 usd"))
        return f"{pair.base.lower()} {way} {level} {unit}{other}{terms}{at}"

    def _next(self, pair: Pair) -> float:
        jump = self._random.choice((0.0005, 0.002, 0.002, 0.006, 0.03))
        self._prices[pair] = round(self._prices[pair] * (1 + self._random.gauss(0, jump)), 1 if pair is not EUR else 4)
        return self._prices[pair]

    async def _price(self) -> None:
        for _ in range(self._random.choice((1, 1, 3))):
            pair = self._random.choice((BTC, BTC, ETH, EUR))
            # A price out of order now and then.
            late = self._random.choice((0.0, 0.0, 0.0, 2.5))
            step = self._random.choice((0.5, 3.0, 7.0))
            await self._all("passes", step)
            self._elapsed += int(step * 1000)
            await self._all("seen", self._random.choice(VENUES), pair, self._next(pair), late)
        await self._until_over()

    async def _until_over(self) -> None:
        """Store the minutes that have passed in between."""
        while self._elapsed >= 60_000:
            self._elapsed -= 60_000
            await self._stored()

    async def _minutes(self) -> None:
        """Let a minute or more end, with a wick or without."""
        await self._all("passes", (60_000 - self._elapsed) / 1000)
        self._elapsed = 0
        await self._stored()
        if self._random.random() < 0.3:
            # Whoever waits for a candle that never comes is not patient for ever.
            await self._all("judged")
            await self._all("passes", 21)
            self._elapsed = 21_000

    async def _stored(self) -> None:
        for pair in (BTC, ETH, EUR):
            first, last = self._prices[pair], self._next(pair)
            wick = abs(self._random.gauss(0, 0.004)) if self._random.random() < 0.3 else 0.0
            prices = (first, max(first, last) * (1 + wick), min(first, last) * (1 - wick), last)
            for venue in VENUES:
                key = (venue, pair)
                missing = self._missing[key] = [(ago + 1, each) for ago, each in self._missing.get(key, ())]
                if key in self._silent:
                    missing.append((0, prices))
                else:
                    await self._all("candles", venue, pair, [(0, prices)])

    async def _rule(self) -> None:
        await self._all("save", self._text(), self._random.choice((0.1, 0.5, 100.0, 100.0)))

    async def _edit(self) -> None:
        what = self._random.choice(("edit", "resume", "resume", "pause", "snooze", "delete", "end"))
        await self._all("change", self._random.randrange(100), what, self._text())

    async def _killed(self) -> None:
        """A stop, of no time or of some minutes; sometimes a venue streams afterwards."""
        for _ in range(self._random.choice((0, 0, 1, 4))):
            await self._minutes()
        self._streaming = self._random.choice(((), ("kraken",), VENUES))
        await self._all("open", self._streaming)

    async def _gap(self) -> None:
        """A venue's candles of a pair are missing from now on."""
        self._silent.add((self._random.choice(VENUES), self._random.choice((BTC, ETH, EUR))))

    async def _back(self) -> None:
        """They come again, what was missed is missing."""
        self._silent.clear()

    async def _filled(self) -> None:
        """What is missing is there after all."""
        for (venue, pair), minutes in self._missing.items():
            if minutes:
                await self._all("candles", venue, pair, minutes)
        self._missing.clear()
