"""Random pasts in which something happens where rules look: at levels, at re-arm distances, and in gaps between."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

from tests.oracle.history import Candle, History
from tests.oracle.judge import Span
from tests.oracle.wanted import MINUTE, SECOND, Wanted
from tests.oracle.wishes import Levels, wishes

COINS = ("btc", "eth", "sol", "xrp")
# The last is where half a percent is no whole number of ticks.
TICKS = ("0.01", "1", "0.0001", "0.00000001", "250", "0.3")
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland")
# Days on which clocks are put forward or back somewhere, and others.
DAYS = tuple(map(date.fromisoformat, ("2021-03-28", "2021-10-31", "2021-11-07", "2021-06-01", "2024-02-29")))


@dataclass(frozen=True, slots=True)
class World:
    """A past, what of it is judged, rules made at its start, and the levels at which something happens."""

    history: History
    span: Span
    rules: Sequence[Wanted]
    levels: Levels


@dataclass(frozen=True, slots=True)
class Scene:
    """What one coin's past is made of, in ticks: where it begins, what it is drawn to, how far it moves a minute."""

    tick: Decimal
    base: int
    magnets: Sequence[int]
    pace: int

    def price(self, ticks: int) -> float:
        return float(Decimal(max(ticks, 1)) * self.tick)


def world(seed: int) -> World:
    """Return the world of a seed; it is the same each time."""
    chance = Random(seed)
    zone = chance.choice(ZONES)
    length = chance.choice((chance.randrange(60, 320), chance.randrange(60, 320), chance.randrange(300, 700)))
    opened = _begin(chance, zone, length)
    coins = chance.sample(COINS, chance.choice((1, 1, 2, 2, 3, 4)))
    scenes = {coin: _scene(chance, pegged=coin == "xrp") for coin in coins}
    history = {coin: tuple(_past(chance, scenes[coin], opened, length)) for coin in coins}
    first = min(candles[0].opened for candles in history.values())
    last = max(candles[-1].closed for candles in history.values())
    start = first + chance.choice((0, 0, length // 4, length // 2)) * MINUTE + chance.choice((0, 0, 0, 25 * SECOND))
    end = last + chance.choice((0, 0, 0, 5 * MINUTE, -7 * MINUTE))
    span = Span(start, max(end, start + MINUTE), zone)
    levels = {coin: _levels(scene) for coin, scene in scenes.items()}
    return World(history, span, tuple(wishes(chance, history, levels, span)), levels)


def _begin(chance: Random, zone: str, length: int) -> int:
    """Return when the past begins: often so that a day ends in it for the person."""
    day = chance.choice(DAYS)
    if chance.random() < 0.5:
        midnight = datetime.combine(day + timedelta(days=1), datetime.min.time(), tzinfo=ZoneInfo(zone))
        minute = round(midnight.astimezone(UTC).timestamp() * 1000) - chance.randrange(length) * MINUTE
    else:
        minute = (
            round(datetime.combine(day, datetime.min.time(), tzinfo=UTC).timestamp() * 1000)
            + chance.randrange(1440) * MINUTE
        )
    return minute // MINUTE * MINUTE


def _scene(chance: Random, *, pegged: bool) -> Scene:
    tick = Decimal("0.0001") if pegged else Decimal(chance.choice(TICKS))
    base = 10_000 if pegged else chance.choice((4_000, 10_000, 20_000, 60_000))
    levels = [base] + [base + chance.choice((-3, -2, -1, 1, 2, 3)) * base // 100 for _ in range(2)]
    # The distances of prices and of `rearm 1%`, percents of changes, and a tick beside the level.
    around = (0, 5, -5, 10, -10, 20, -20)
    magnets = [level + level * share // 1000 for level in levels for share in around]
    magnets += [magnet + chance.choice((-1, 1)) for magnet in magnets[:9]]
    return Scene(tick, base, magnets, max(1, round(base * chance.choice((0.0005, 0.002, 0.006)))))


def _levels(scene: Scene) -> Sequence[Decimal]:
    return [Decimal(magnet) * scene.tick for magnet in scene.magnets]


def _past(chance: Random, scene: Scene, opened: int, length: int) -> Iterator[Candle]:
    begun = opened + chance.choice((0, 0, 0, length // 3)) * MINUTE
    now, minute = scene.base, begun
    # Where whole days are missing, candles of days and weeks are made of few minutes.
    gaps = (1, 1, 2, 2, 3, 5, 17, *chance.choice(((), (), (240, 1440), (1440, 4000, 10080))))
    left = length - (minute - opened) // MINUTE
    while left > 0:
        kind = chance.choices(("moves", "flat", "gap", "jump", "silent"), (24, 4, 4, 2, 1))[0]
        if kind == "gap" and minute > begun:
            skipped = chance.choice(gaps)
            minute, left = minute + skipped * MINUTE, left - min(skipped, 20)
            continue
        if kind == "jump":
            now = round(now * chance.choice((0.94, 0.98, 0.995, 1.005, 1.02, 1.06)))
        for _ in range(chance.randrange(2, 30 if kind == "silent" else 14)):
            after = now if kind in ("flat", "silent") else _next(chance, scene, now)
            yield _candle(chance, scene, minute, (now, after), kind == "silent")
            now, minute, left = after, minute + MINUTE, left - 1


def _next(chance: Random, scene: Scene, now: int) -> int:
    """Return the next price: a step, somewhat homewards, and often exactly onto something that draws."""
    if chance.random() < 0.35:
        near = sorted(scene.magnets, key=lambda magnet: abs(magnet - now))[:6]
        return chance.choice(near)
    return now + round(chance.gauss(0, scene.pace)) + (scene.base - now) // 20


def _candle(chance: Random, scene: Scene, opened: int, ends: tuple[int, int], silent: bool) -> Candle:
    first, last = ends
    if chance.random() < 0.15:
        first = _next(chance, scene, first)
    high, low = max(first, last), min(first, last)
    if chance.random() < 0.3:
        high = max(high, _next(chance, scene, high))
    if chance.random() < 0.3:
        low = min(low, _next(chance, scene, low))
    volume = 0.0 if silent else float(chance.choice((0, 1, 2, 5, 5, 5, 10, 10, 30, chance.randrange(100))))
    return Candle(opened, scene.price(first), scene.price(high), scene.price(low), scene.price(last), volume)
