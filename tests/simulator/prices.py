"""What things cost in the simulated world: a step every fifteen seconds, known at any instant, the same for a seed."""

from dataclasses import dataclass
from functools import cached_property
from random import Random

import numpy as np

from core.market.model import Candle, Floats, Interval, Pair, from_ms

STEP_MS = 15_000

# In dollars, about.
WORTH = {"BTC": 60_000.0, "ETH": 3_000.0, "SOL": 150.0, "USDT": 0.9995, "EUR": 1.08, "USD": 1.0}
# What SOL is called where a venue has renamed it.
RENAMED = "SOLX"
# How far an asset swings, as a share.
_SWINGS = {"BTC": 0.004, "ETH": 0.006, "SOL": 0.01, "USDT": 0.0001, "EUR": 0.0005, "USD": 0.0}


@dataclass(frozen=True)
class Prices:
    """The truth, and how far each venue's own prices lie beside it."""

    seed: int

    @cached_property
    def _waves(self) -> dict[str, Floats]:
        """Return for each asset [4, 3]: swing, steps in a round, phase."""
        chance = Random(f"waves {self.seed}")
        rounds = (7.0, 61.0, 1_009.0, 7_001.0)
        return {
            asset: np.array(
                [
                    [swing * chance.uniform(0.4, 1.0), each * chance.uniform(0.8, 1.2), chance.uniform(0, 6.28)]
                    for each in rounds
                ]
            )
            for asset, swing in _SWINGS.items()
        }

    def of(self, venue: str, pair: Pair, steps: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> Floats:
        """Return the price of `pair` at `venue` during each of `steps` (numbers since 1970)."""
        return beside(venue) * self._worth(pair.base, steps) / self._worth(pair.quote, steps)

    def at(self, venue: str, pair: Pair, ms: int) -> float:
        return float(self.of(venue, pair, np.array([ms // STEP_MS], dtype=np.int64))[0])

    def between(self, venue: str, pair: Pair, since_ms: int, until_ms: int) -> Floats:
        """Return every price there was in [since, until]."""
        return self.of(venue, pair, np.arange(since_ms // STEP_MS, until_ms // STEP_MS + 1, dtype=np.int64))

    def candle(self, venue: str, pair: Pair, interval: Interval, opened_ms: int, now_ms: int | None = None) -> Candle:
        """Return the candle that opened then, as it stands at `now_ms` (closed without)."""
        last_ms = opened_ms + interval.ms - 1 if now_ms is None else min(opened_ms + interval.ms - 1, now_ms)
        steps = np.arange(opened_ms // STEP_MS, last_ms // STEP_MS + 1, dtype=np.int64)
        prices = self.of(venue, pair, steps)
        volume = float(np.sum(1.0 + steps * 7_919 % 13) / 10.0)
        return Candle(
            from_ms(opened_ms), float(prices[0]), float(prices.max()), float(prices.min()), float(prices[-1]), volume
        )

    def _worth(self, asset: str, steps: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> Floats:
        swing, length, phase = self._waves[asset].T[:, :, None]
        return np.asarray(WORTH[asset] * np.exp(np.sum(swing * np.sin(steps * (2 * np.pi / length) + phase), axis=0)))


def beside(venue: str) -> float:
    """Return by how much the venue's prices differ from the truth: enough to tell whose a candle is."""
    return {"binance": 1.0, "kraken": 1.0004, "kucoin": 0.9997}[venue]
