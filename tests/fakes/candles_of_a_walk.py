"""Candles whose volatility wanders as their prices do: there is something to forecast, and no direction."""

from collections.abc import Sequence

import numpy as np

from core.market.model import Floats
from ml.panel import Panel, Series, panel_of
from ml.spacing import DAILY, Spacing

COINS = ("BTC-USDT", "ETH-USDT", "ADA-USDT", "SOL-USDT", "XRP-USDT", "LTC-USDT")
BEGAN_MS = 1_577_836_800_000  # 2020-01-01, a Wednesday


def wandering(
    count: int, coins: Sequence[str] = COINS, spacing: Spacing = DAILY, seed: int = 5, apart: int = 0
) -> dict[str, Series]:
    """Return `count` candles of each coin; each is listed `apart` candles after the one before it."""
    chance = np.random.default_rng(seed)
    market = _log_volatility(chance, count)
    together = chance.standard_t(5, count)
    told = {}
    for place, coin in enumerate(coins):
        own = np.exp(0.7 * market + 0.3 * _log_volatility(chance, count))
        moved = 0.03 * own * (0.6 * together + 0.6 * chance.standard_t(5, count))
        close = 100 * (place + 1) * np.exp(np.cumsum(moved))
        reach = np.abs(moved) * chance.uniform(0.1, 0.6, count) + 0.01 * own
        before = np.r_[close[0], close[:-1]]
        opened = BEGAN_MS + np.arange(count, dtype=np.int64) * spacing.ms
        high, low = np.maximum(close, before) * np.exp(reach), np.minimum(close, before) * np.exp(-reach)
        volume = 1e6 / (place + 1) * np.exp(0.5 * own + chance.normal(0, 0.3, count)) / close
        first = place * apart
        told[coin] = Series(opened[first:], high[first:], low[first:], close[first:], volume[first:])
    return told


def a_panel(count: int, coins: Sequence[str] = COINS, spacing: Spacing = DAILY, seed: int = 5) -> Panel:
    """Return the same as a panel."""
    return panel_of(wandering(count, coins, spacing, seed), spacing)


def _log_volatility(chance: np.random.Generator, count: int) -> Floats:
    state = np.zeros(count)
    for row in range(1, count):
        state[row] = 0.97 * state[row - 1] + 0.2 * chance.normal()
    return np.asarray(state - state.mean())
