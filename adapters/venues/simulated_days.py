"""The days of the simulated market: a shared factor in regimes, each asset's share in it, and its own doings.

The logarithm of a price is its centre plus the sum of all past innovations, each fading by `pull` a week. Innovations
come by address, and what is older than a thousandth of its weight is left out, so a day's price needs a bounded look
back and no beginning of time. Everything is made in blocks of fixed size: a value never depends on the range asked for.
"""

import math
from functools import lru_cache

import numpy as np

from adapters.venues.simulated_assets import Asset
from adapters.venues.simulated_chance import key, normals, uniforms
from adapters.venues.simulated_division import Bars, joined, reach
from core.market.model import Floats, Instants

_WEEKS = 64
BLOCK = 7 * _WEEKS
# Days since 1970 of its first Monday: blocks begin on Mondays.
_MONDAY = 4

_MARKET_DEVIATION = 0.022
_REGIME_DAYS = 21
_REGIME_MEMORY = 12
# calm, bull, bear, wild: how likely, drift a day, volatility against the usual
_REGIME_ODDS = np.array([0.35, 0.60, 0.82, 1.0])
_REGIME_DRIFT = np.array([0.0002, 0.0040, -0.0048, -0.0005])
_REGIME_UNREST = np.array([0.6, 0.9, 1.15, 1.9])


class Factor:
    """What all coins share: the market's innovation and its volatility, by day."""

    def __init__(self, seed: int) -> None:
        self._keys = {name: key(seed, "market", name) for name in ("regime", "change", "day", "jump", "size")}
        self.days = lru_cache(maxsize=64)(self._days)

    def regimes(self, days: Instants) -> Instants:
        """Return the regime of each day: 0 calm, 1 bull, 2 bear, 3 wild. One lasts three weeks or a few times that."""
        blocks = (days // _REGIME_DAYS)[:, None] - np.arange(_REGIME_MEMORY)
        fresh = uniforms(self._keys["change"], blocks) < 0.5
        fresh[:, -1] = True
        begun = blocks[np.arange(days.size), fresh.argmax(axis=1)]
        return np.searchsorted(_REGIME_ODDS, uniforms(self._keys["regime"], begun))

    def _days(self, first: int, count: int) -> tuple[Floats, Floats]:
        """Return innovation and deviation (both of a logarithm) of `count` days from day `first` on."""
        days = np.arange(first, first + count)
        regime = self.regimes(days)
        noise, unrest = normals(self._keys["day"], days)
        deviation = _MARKET_DEVIATION * _REGIME_UNREST[regime] * np.exp(0.3 * unrest - 0.045)
        happens, size = uniforms(self._keys["jump"], days), uniforms(self._keys["size"], days)
        jump = np.where(happens < 0.007, -1.0, np.where(happens < 0.011, 1.0, 0.0)) * (0.04 + 0.09 * size)
        return _REGIME_DRIFT[regime] + deviation * noise + jump, deviation


class Days:
    """The daily bars of one asset."""

    def __init__(self, asset: Asset, factor: Factor, seed: int) -> None:
        self._asset = asset
        self._factor = factor
        names = ("day", "jump", "size", "up", "down", "volume")
        self._keys = {name: key(seed, str(asset.pair), name) for name in names}
        self._memory = math.ceil(math.log(1e-3) / math.log(asset.pull))
        self._fading = asset.pull ** np.arange(self._memory)[::-1]
        self._block = lru_cache(maxsize=16)(self._make_block)

    def bars(self, first: int, count: int) -> Bars:
        """Return `count` bars from day `first` (days since 1970) on."""
        start, stop = (first - _MONDAY) // BLOCK, (first + count - 1 - _MONDAY) // BLOCK + 1
        blocks = joined([self._block(number) for number in range(start, stop)])
        skipped = first - _MONDAY - start * BLOCK
        return blocks[skipped : skipped + count]

    def _make_block(self, number: int) -> Bars:
        first = _MONDAY + number * BLOCK
        begin = first - 7 * self._memory
        step, deviation, bond = self._innovations(begin, first + BLOCK - begin)
        edges = math.log(self._asset.price) + self._edges(step.reshape(-1, 7))
        days = np.arange(first, first + BLOCK)
        deviation, bond = deviation[-BLOCK:], bond[-BLOCK:]
        start, end = edges[:-1], edges[1:]
        up, down = (uniforms(self._keys[name], days) for name in ("up", "down"))
        high, low = reach(start, end, deviation, up, down)
        return Bars(start, high, low, end, deviation, bond, self._lots(days, start, end, deviation))

    def _innovations(self, first: int, count: int) -> tuple[Floats, Floats, Floats]:
        """Return innovation, deviation and bond to the market by day."""
        asset, days = self._asset, np.arange(first, first + count)
        noise, unrest = normals(self._keys["day"], days)
        # Day 0, the first of 1970, was a Thursday.
        calm = np.where((days + 3) % 7 >= 5, asset.weekend, 1.0)
        own = asset.own * calm * np.exp(0.3 * unrest - 0.045)
        happens, size = uniforms(self._keys["jump"], days), uniforms(self._keys["size"], days)
        sign = np.where((happens < asset.jumps / 2) | (asset.jump < 0), 1.0, -1.0)
        step = own * noise + (happens < asset.jumps) * sign * asset.jump * (0.4 + 1.2 * size)
        if asset.beta == 0:
            return step, own, np.zeros_like(own)
        shared, shared_deviation = self._factor.days(first, count)
        pulled = asset.beta * calm * shared_deviation
        deviation = np.sqrt(own**2 + pulled**2)
        return step + asset.beta * calm * shared, deviation, pulled / deviation

    def _edges(self, steps: Floats) -> Floats:
        """Return where the days of a block meet, from innovations [weeks before and in it, 7]."""
        weekly = np.cumsum(steps, axis=1)[:, -1]
        windows = np.lib.stride_tricks.sliding_window_view(weekly, self._memory)
        # anchors[i] is the level when week i of the block begins: what has faded of all before.
        anchors = (windows * self._fading).sum(axis=1)
        steps, weekly = steps[-_WEEKS:], weekly[-_WEEKS:]
        drift = (anchors[1:] - anchors[:-1] - weekly)[:, None] * np.arange(7) / 7.0
        within = np.concatenate([np.zeros((_WEEKS, 1)), np.cumsum(steps, axis=1)[:, :-1]], axis=1)
        return np.append((anchors[:-1, None] + within + drift).ravel(), anchors[-1])

    def _lots(self, days: Instants, start: Floats, end: Floats, deviation: Floats) -> Instants:
        """Trading grows with unrest: more on days that are restless, and on days that go far."""
        asset = self._asset
        usual = math.hypot(asset.own, asset.beta * _MARKET_DEVIATION)
        whim, _ = normals(self._keys["volume"], days)
        unrest = np.sqrt(deviation / usual) * (0.6 + 0.5 * np.abs(end - start) / usual)
        worth = asset.turnover * unrest * np.exp(0.25 * whim)
        return np.maximum(1.0, np.rint(worth / np.exp(start) / asset.lot)).astype(np.int64)
