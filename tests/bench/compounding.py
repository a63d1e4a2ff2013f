"""Compound rules judged when a fact changes, beside bare closures; minutes replayed. In seconds of the processor."""

import random
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass

from core.alerts.evaluator import Evaluator
from core.alerts.facts import Comparison, Rearm, RearmBy, Way
from core.alerts.language import comparisons
from core.alerts.machine import Terms
from core.alerts.minutes import MINUTE_MS, Minutes
from core.alerts.model import All, Compared, Either
from core.alerts.replay import replayed
from core.alerts.standing import Watched
from core.alerts.streams import Book, Stream
from core.alerts.terms import terms_of
from core.alerts.truth import compiled
from tests.bench.figures import Figure, Run
from tests.bench.storing import a_series
from tests.fakes.alerts import a_wish

COMPOUND, CHANGES = 20_000, 2_000
REPLAYED_RULES, REPLAYED_MINUTES = 1_000, 20_000
_SEED = 4

Known = dict["Outside", float]
Closure = Callable[[Known], bool]


@dataclass(frozen=True, slots=True)
class Outside:
    """A number that is told from outside."""

    name: str

    @property
    def coin(self) -> None:
        return None


FACTS = tuple(Outside(f"fact {n}") for n in range(10))


async def figures(run: Run) -> AsyncIterator[Figure]:
    draw = random.Random(_SEED)
    rules = [_rule(draw) for _ in range(run.times(COMPOUND, COMPOUND // 10))]
    changes = _changes(draw, run.times(CHANGES, CHANGES // 4))
    begin = {fact: draw.uniform(-2, 2) for fact in FACTS}
    bare_s = _closures_s(rules, begin, changes)
    ours_s, told = _ours_s(rules, begin, changes)
    named = {fact: sum(fact in _facts(rule) for rule in rules) for fact in FACTS}
    looked = sum(named[fact] for fact, _ in changes)
    parts = {"ours rules/s": looked / ours_s, "closures rules/s": looked / bare_s, "messages": told}
    yield Figure("alerts.compound / closures", bare_s / ours_s, "×", at_least=0.5, parts=parts)
    minutes = run.times(REPLAYED_MINUTES, REPLAYED_MINUTES // 5)
    rate, told = _replayed(minutes)
    parts = {"rules": REPLAYED_RULES, "messages": told}
    yield Figure("alerts.replayed", rate, "minutes/s", at_least=100_000 / 60, parts=parts)


def _rule(draw: random.Random) -> Compared:
    """One comparison to four, joined by `and` or by `or`."""
    many = draw.choices((1, 2, 3, 4), (50, 30, 15, 5))[0]
    parts = tuple(
        Comparison(
            draw.choice(FACTS), draw.choice((Way.BELOW, Way.ABOVE)), draw.uniform(-2, 2), Rearm(RearmBy.POINTS, 0.05)
        )
        for _ in range(many)
    )
    if many == 1:
        return parts[0]
    return All(parts) if draw.random() < 0.5 else Either(parts)


def _facts(tree: Compared) -> set[object]:
    return {comparison.fact for comparison in compiled(tree)[0]}


def _changes(draw: random.Random, count: int) -> Sequence[tuple[Outside, float]]:
    """Facts that walk between -2 and 2, as an indicator does between two bars."""
    now = dict.fromkeys(FACTS, 0.0)
    found = []
    for _ in range(count):
        fact = draw.choice(FACTS)
        now[fact] = min(2.0, max(-2.0, now[fact] + draw.gauss(0, 0.1)))
        found.append((fact, now[fact]))
    return found


def _ours_s(
    rules: Sequence[Compared], begin: Mapping[Outside, float], changes: Sequence[tuple[Outside, float]]
) -> tuple[float, int]:
    evaluator, told = Evaluator(_no_book), 0
    for fact, value in begin.items():
        evaluator.known(fact, value, 0)
    for rule_id, tree in enumerate(rules):
        evaluator.add(Watched(rule_id, tree, Terms(every=60_000)))
    started = time.process_time()
    for at, (fact, value) in enumerate(changes):
        told += len(evaluator.clock(at * 1000)) + len(evaluator.known(fact, value, at * 1000))
    return time.process_time() - started, told


def _closures_s(
    rules: Sequence[Compared], begin: Mapping[Outside, float], changes: Sequence[tuple[Outside, float]]
) -> float:
    """The yardstick: each rule that names the fact is asked anew; it remembers nothing and says nothing."""
    known = dict(begin)
    naming: dict[object, list[Closure]] = {fact: [] for fact in FACTS}
    for tree in rules:
        closure = _closure(tree)
        for fact in _facts(tree):
            naming[fact].append(closure)
    started = time.process_time()
    for fact, value in changes:
        known[fact] = value
        for closure in naming[fact]:
            closure(known)
    return time.process_time() - started


def _closure(tree: Compared) -> Closure:
    if isinstance(tree, Comparison):
        fact, level = tree.fact, tree.level
        assert isinstance(fact, Outside)
        assert isinstance(level, float)
        return (lambda known: known[fact] < level) if tree.way is Way.BELOW else (lambda known: known[fact] > level)
    parts = [_closure(part) for part in tree.parts]
    if len(parts) == 2:
        one, other = parts
        if isinstance(tree, All):
            return lambda known: one(known) and other(known)
        return lambda known: one(known) or other(known)
    if isinstance(tree, All):
        return lambda known: all(part(known) for part in parts)
    return lambda known: any(part(known) for part in parts)


def _replayed(minutes: int) -> tuple[float, int]:
    """Return how many minutes a second are replayed, of two coins, and how many messages came of it."""
    draw = random.Random(_SEED)
    candles = {coin: a_series(number, minutes) for number, coin in enumerate(("btc", "eth"))}
    spans = {coin: (float(series.low.min()), float(series.high.max())) for coin, series in candles.items()}
    rules = []
    for number in range(REPLAYED_RULES):
        coin = draw.choice(("btc", "eth"))
        level = f"{draw.uniform(*spans[coin]):.3f}"
        kinds = (
            f"{coin} < {level} usd",
            f"{coin} > {level} usd every 4h",
            f"{coin} crosses {level} usd every 1h",
            f"{coin} > {level} usd for 10m every 4h",
            f"{coin} -2% 1h every 4h",
            f"{coin} rsi 1h < 30 every 4h",
            f"{coin} > {level} usd and eth rsi 1h < 40 every 4h",
        )
        wish = a_wish(draw.choices(kinds, (4, 4, 1, 1, 1, 1, 1))[0])
        rules.append(Watched(number, comparisons(wish.tree, wish.options), terms_of(wish, "UTC")))
    start = int(candles["btc"].opened_ms[0])
    kept = {coin: Minutes(series) for coin, series in candles.items()}
    started = time.process_time()
    told = sum(1 for _ in replayed(kept, "USD", rules, start, start + minutes * MINUTE_MS))
    return minutes / (time.process_time() - started), told


def _no_book(stream: Stream) -> Book:
    raise KeyError(stream)
