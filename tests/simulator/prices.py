"""What things cost in the simulated world: a step every fifteen seconds, known at any instant, the same for a seed.

The path of an asset is what its `SHAPES` add up to. A new shape is a function here and a line there: it draws from a
chance of its own, so that the worlds that are known stay as they are.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from random import Random

import numpy as np

from core.market.model import Candle, Floats, Interval, Pair, from_ms, to_ms
from tests.simulator.virtual_time import BEGAN_AT

STEP_MS = 15_000
DAY_MS = 86_400_000
# From a week before the first process to two days after: a fast market gets through half a day.
_SINCE_MS = to_ms(BEGAN_AT) // DAY_MS * DAY_MS - 7 * DAY_MS
_STEPS = 10 * DAY_MS // STEP_MS
_FIRST = _SINCE_MS // STEP_MS
# The first step that somebody lives through.
_NOW = to_ms(BEGAN_AT) // STEP_MS - _FIRST

# In dollars, about.
WORTH = {"BTC": 60_000.0, "ETH": 3_000.0, "SOL": 150.0, "USDT": 0.9995, "EUR": 1.08, "USD": 1.0}
COINS = ("BTC", "ETH", "SOL")
# What SOL is called where a venue has renamed it.
RENAMED = "SOLX"
# How far an asset swings, as a share.
_SWINGS = {"BTC": 0.004, "ETH": 0.006, "SOL": 0.01, "USDT": 0.0001, "EUR": 0.0005, "USD": 0.0}

Shape = Callable[[int, str], Floats]
"""Seed and asset → what it adds at each of `_STEPS` steps to the logarithm of the asset's price."""


def waves(seed: int, asset: str) -> Floats:
    """Swings of two minutes to more than a day."""
    chance, steps = Random(f"waves {seed}"), np.arange(_FIRST, _FIRST + _STEPS, dtype=np.int64)
    path = np.zeros(_STEPS)
    for each, share in _SWINGS.items():
        for length in (7.0, 61.0, 1_009.0, 7_001.0):
            swing, turn, phase = (
                share * chance.uniform(0.4, 1.0),
                length * chance.uniform(0.8, 1.2),
                chance.uniform(0, 6.28),
            )
            if each == asset:
                path += swing * np.sin(steps * (2 * np.pi / turn) + phase)
    return path


def wicks(seed: int, asset: str) -> Floats:
    """A coin's price far away for one step, and back: in the past, while somebody looks, and while nobody does."""
    path = np.zeros(_STEPS)
    if asset in COINS:
        chance = Random(f"wicks {seed} {asset}")
        for within in ((0, _NOW), (_NOW, _NOW + 100), (_NOW, _NOW + 500), (_NOW + 500, _STEPS)):
            path[chance.randrange(*within)] += chance.choice((-1, 1)) * chance.uniform(0.01, 0.05)
    return path


def jumps(seed: int, asset: str) -> Floats:
    """A coin's price somewhere else from one step to the next, for good."""
    path = np.zeros(_STEPS)
    if asset in COINS:
        chance = Random(f"jumps {seed} {asset}")
        for within in ((0, _NOW), (_NOW, _NOW + 500)):
            path[chance.randrange(*within) :] += chance.choice((-1, 1)) * chance.uniform(0.005, 0.03)
    return path


SHAPES: tuple[Shape, ...] = (waves, wicks, jumps)


@dataclass(frozen=True)
class Prices:
    """The truth, and how far each venue's own prices lie beside it."""

    seed: int
    _paths: dict[Pair, Floats] = field(default_factory=dict)
    _whole: dict[tuple[Pair, Interval], Floats] = field(default_factory=dict)

    @cached_property
    def _worth(self) -> dict[str, Floats]:
        """Return each asset's price in dollars at every step."""
        return {
            asset: np.asarray(worth * np.exp(np.sum([shape(self.seed, asset) for shape in SHAPES], axis=0)))
            for asset, worth in WORTH.items()
        }

    def at(self, venue: str, pair: Pair, ms: int) -> float:
        return float(self._path(pair)[ms // STEP_MS - _FIRST]) * beside(venue)

    def between(self, venue: str, pair: Pair, since_ms: int, until_ms: int) -> Floats:
        """Return every price there was in [since, until]."""
        return self._path(pair)[since_ms // STEP_MS - _FIRST : until_ms // STEP_MS + 1 - _FIRST] * beside(venue)

    def candle(self, venue: str, pair: Pair, interval: Interval, opened_ms: int, now_ms: int | None = None) -> Candle:
        """Return the candle that opened then, as it stands at `now_ms` (closed without)."""
        if now_ms is None or now_ms >= opened_ms + interval.ms - 1:
            row = self.closed(venue, pair, interval, np.array([opened_ms], dtype=np.int64))[0]
        else:
            first, last = opened_ms // STEP_MS - _FIRST, now_ms // STEP_MS + 1 - _FIRST
            row = _row(self._path(pair)[None, first:last], first)[0] * _factors(venue)
        return Candle(from_ms(opened_ms), *(float(value) for value in row))

    def closed(
        self, venue: str, pair: Pair, interval: Interval, opened_ms: "np.ndarray[tuple[int], np.dtype[np.int64]]"
    ) -> Floats:
        """Return open, high, low, close and volume [n, 5] of the candles that opened then, once they are closed."""
        if (pair, interval) not in self._whole:
            steps = interval.ms // STEP_MS
            self._whole[pair, interval] = _row(self._path(pair).reshape(-1, steps), 0)
        rows = self._whole[pair, interval][(opened_ms - _SINCE_MS) // interval.ms]
        return np.asarray(rows * _factors(venue))

    def _path(self, pair: Pair) -> Floats:
        if pair not in self._paths:
            self._paths[pair] = self._worth[pair.base] / self._worth[pair.quote]
        return self._paths[pair]


def _row(prices: Floats, first: int) -> Floats:
    """Return open, high, low, close, volume of each row of `prices`; the first of them is of step `first`."""
    steps = first + np.arange(prices.size).reshape(prices.shape)
    volume = np.sum(1.0 + steps * 7_919 % 13, axis=1) / 10.0
    return np.stack([prices[:, 0], prices.max(axis=1), prices.min(axis=1), prices[:, -1], volume], axis=1)


def _factors(venue: str) -> Floats:
    return np.array([beside(venue)] * 4 + [1.0])


def beside(venue: str) -> float:
    """Return by how much the venue's prices differ from the truth: enough to tell whose a candle is."""
    return {"binance": 1.0, "kraken": 1.0004, "kucoin": 0.9997}[venue]
