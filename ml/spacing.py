"""What depends on the length of a candle: horizons, windows, how slow averages are, how far back a forecast looks."""

from dataclasses import dataclass

import numpy as np

from core.market.model import Floats, Interval

LEVELS: Floats = np.array([0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.975])
"""The quantiles of every forecast. Positions of the ranges that people are shown are in `BANDS`."""

MEDIAN = 6
BANDS = {0.8: (2, 10), 0.9: (1, 11), 0.95: (0, 12)}
"""Share of outcomes → positions of the lower and the upper edge in LEVELS."""

STEPS = 60
"""Candles that a recurrent member reads."""

YOUNGEST = 60
"""Candles that a coin must have before it is forecast or trained on."""


@dataclass(frozen=True, slots=True)
class Spacing:
    """One candle length. Counts are candles; decays are the weight of yesterday in an average that forgets."""

    interval: Interval
    horizons: tuple[int, ...]
    windows: tuple[int, ...]
    """Seven windows, the shortest first; the first, third and fifth also describe the market."""
    fast: float
    base: float
    slow: float
    level: int
    """How far back the coin's own level of volatility looks."""
    slots: int
    """Candles in a week: the length of the season."""
    year: int
    record_step: int
    """Between two forecasts that recalibration looks back on; no divisor of a week, so that every slot has its turn."""
    rows: int
    """Most rows of training, all coins together."""
    refit: int
    """Candles that a model serves before the walk makes another."""
    reach: int
    """Candles that a forecast looks back on; older ones change it by less than its last shown digit."""

    @property
    def name(self) -> str:
        """The candle length as people write it: "1d", "1h"."""
        return self.interval.value

    @property
    def ms(self) -> int:
        """Length of a candle in milliseconds."""
        return self.interval.ms

    @property
    def longest(self) -> int:
        """The farthest horizon."""
        return self.horizons[-1]


DAILY = Spacing(
    interval=Interval.D1,
    horizons=(1, 7, 14, 30),
    windows=(1, 3, 7, 14, 30, 60, 90),
    fast=0.80,
    base=0.94,
    slow=0.985,
    level=365,
    slots=7,
    year=365,
    record_step=2,
    rows=120_000,
    refit=120,
    reach=520,
)
HOURLY = Spacing(
    interval=Interval.H1,
    horizons=(1, 4, 24),
    windows=(1, 3, 8, 24, 72, 168, 504),
    fast=0.85,
    base=0.97,
    slow=0.995,
    level=1440,
    slots=168,
    year=8760,
    record_step=11,
    rows=60_000,
    refit=2160,
    reach=1600,
)
SPACINGS = {spacing.interval: spacing for spacing in (DAILY, HOURLY)}
