"""A million thresholds judged, beside bare heaps that only find them; in seconds of the processor."""

import heapq
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from typing import NamedTuple

import numpy as np

from core.alerts.evaluator import Evaluator
from core.alerts.facts import Comparison, Price, Rearm, RearmBy, Way
from core.alerts.machine import Terms
from core.alerts.minutes import Minutes
from core.alerts.sleepers import Place, Sleepers
from core.alerts.standing import Watched
from core.alerts.streams import Book, Stream
from core.market.model import CandleSeries, Floats, Instants, Interval, Pair, SeriesKey
from tests.bench.figures import Figure, Run

RULES, SYMBOLS = 1_000_000, 2_000
_SEED = 7
_TICK_MS = 5
# After so many ticks whoever is at rest again is let go: a second of a busy market.
_LULLED_EVERY, _LULLED = 1_000, 500


class Rules(NamedTuple):
    """Rules of all symbols, one column each: its symbol, whether it waits for a rise, its level."""

    symbols: Instants
    rises: Instants
    levels: Floats


class Ticks(NamedTuple):
    symbols: Sequence[int]
    prices: Sequence[float]


class Heaps:
    """The yardstick: the nearest level above and below each price, in bare heaps. A rule that fires goes 5 % beyond the
    price; it knows neither hysteresis nor pauses, and says nothing."""

    def __init__(self, rules: Rules) -> None:
        self._up: list[list[tuple[float, int]]] = [[] for _ in range(SYMBOLS)]
        self._down: list[list[tuple[float, int]]] = [[] for _ in range(SYMBOLS)]
        columns = zip(*(column.tolist() for column in rules), strict=True)
        for rule_id, (symbol, rises, level) in enumerate(columns):
            (self._up if rises else self._down)[symbol].append((level if rises else -level, rule_id))
        for heap in (*self._up, *self._down):
            heapq.heapify(heap)

    def tick(self, symbol: int, price: float) -> int:
        """Return how many rules a price concerns."""
        fired = 0
        heap = self._up[symbol]
        while heap and heap[0][0] <= price:
            heapq.heapreplace(heap, (price * 1.05, heap[0][1]))
            fired += 1
        heap = self._down[symbol]
        while heap and -heap[0][0] >= price:
            heapq.heapreplace(heap, (-price * 0.95, heap[0][1]))
            fired += 1
        return fired


class Ours:
    """Sleepers and the evaluator, as the watcher has them: rules with a re-arm distance, a pause and a state, of which
    each firing makes a message. Only who makes a rule of a row is another: here no store is asked."""

    def __init__(self, rules: Rules, prices: Floats) -> None:
        self._streams = [Stream(f"c{symbol}", "USD") for symbol in range(SYMBOLS)]
        self._last = prices.tolist()
        self._sleepers, self._rules = Sleepers(), rules
        for symbol, ids in enumerate(np.split(np.argsort(rules.symbols, kind="stable"), _bounds(rules.symbols))):
            ordered = ids[np.argsort(rules.levels[ids], kind="stable")].astype(np.int64)
            self._sleepers.lay(self._streams[symbol], rules.levels[ordered], ordered)
        self._evaluator, self._awake = Evaluator(_book), deque[tuple[int, Place]]()
        self._at = 0
        for stream, price in zip(self._streams, self._last, strict=True):
            self._evaluator.seen(stream, price, self._at)

    def tick(self, symbol: int, price: float) -> int:
        """Judge a price and return how many messages are due."""
        stream, last, at = self._streams[symbol], self._last[symbol], self._at
        self._at = at = at + _TICK_MS
        self._last[symbol] = price
        for rule_id in self._sleepers.within(stream, min(last, price), max(last, price)):
            self._wake(rule_id, stream)
        return len(self._evaluator.seen(stream, price, at))

    def lull(self) -> None:
        """Take in that time has passed, and let sleep who is at rest."""
        self._evaluator.clock(self._at)
        self._evaluator.changes()
        tired: dict[int, Place] = {}
        for _ in range(min(len(self._awake), _LULLED)):
            rule_id, place = self._awake.popleft()
            if self._evaluator.rests(rule_id, self._at):
                self._evaluator.remove(rule_id)
                tired[rule_id] = place
            else:
                self._awake.append((rule_id, place))
        self._sleepers.rest(tired)

    def _wake(self, rule_id: int, stream: Stream) -> None:
        level, way = float(self._rules.levels[rule_id]), Way.ABOVE if self._rules.rises[rule_id] else Way.BELOW
        comparison = Comparison(Price(stream.coin, stream.unit), way, level, Rearm(RearmBy.PRICE, 0.005))
        self._evaluator.add(Watched(rule_id, comparison, Terms(every=60_000)))
        self._sleepers.wake(rule_id, stream)
        self._awake.append((rule_id, (stream, level)))


async def figures(run: Run) -> AsyncIterator[Figure]:
    count = run.times(RULES, RULES // 10)
    rng = np.random.default_rng(_SEED)
    prices = 10 ** rng.uniform(-3, 4.5, SYMBOLS)
    rules = _rules(rng, prices, count)
    for name, sigma in (("calm", 0.0002), ("crash", 0.004)):
        ticks = _ticks(rng, prices, run.times(50_000, 20_000), sigma)
        bare, ours = Heaps(rules), Ours(rules, prices)
        bare_s, bare_fired = _timed(bare.tick, ticks)
        ours_s, ours_fired = _timed(ours.tick, ticks, ours.lull)
        n = len(ticks.symbols)
        parts = {
            "ours ticks/s": n / ours_s,
            "heaps ticks/s": n / bare_s,
            "ours fired": ours_fired,
            "heaps fired": bare_fired,
        }
        yield Figure(f"alerts.matched-{count}-rules {name} / heaps", bare_s / ours_s, "×", at_least=0.5, parts=parts)


def _timed(
    tick: Callable[[int, float], int], ticks: Ticks, between: Callable[[], None] | None = None
) -> tuple[float, int]:
    fired, started = 0, time.process_time()
    for number, (symbol, price) in enumerate(zip(*ticks, strict=True), 1):
        fired += tick(symbol, price)
        if between is not None and number % _LULLED_EVERY == 0:
            between()
    return time.process_time() - started, fired


def _rules(rng: np.random.Generator, prices: Floats, count: int) -> Rules:
    """Levels 0.05 % from the price and further, few of them further than a third of it."""
    symbols = np.arange(count) % SYMBOLS
    rises = rng.integers(0, 2, count)
    away = np.minimum(np.abs(rng.normal(0, 0.1, count)) + 0.0005, 0.95)
    return Rules(symbols, rises, prices[symbols] * np.where(rises, 1 + away, 1 - away))


def _ticks(rng: np.random.Generator, prices: Floats, count: int, sigma: float) -> Ticks:
    """Prices that walk; few symbols are traded most."""
    weights = np.arange(1, SYMBOLS + 1) ** -0.8
    symbols = rng.choice(SYMBOLS, count, p=weights / weights.sum()).tolist()
    last, walked = prices.tolist(), []
    for symbol, step in zip(symbols, rng.normal(0, sigma, count).tolist(), strict=True):
        last[symbol] *= 1 + step
        walked.append(last[symbol])
    return Ticks(symbols, walked)


def _bounds(symbols: Instants) -> Instants:
    """Return where one symbol's rules end in the order of symbols."""
    return np.cumsum(np.bincount(symbols, minlength=SYMBOLS))[:-1]


def _book(stream: Stream) -> Book:
    nothing = CandleSeries.empty(SeriesKey("kraken", Pair(stream.coin.upper(), "USD"), Interval.M1))
    return Book(stream, Minutes(nothing), "USD", "kraken")
