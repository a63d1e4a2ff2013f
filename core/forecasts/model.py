"""Forecasts: ranges of a coin's price over fixed horizons, around the last price. No direction is forecast."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from math import exp, inf, isfinite

import numpy as np

from core.market.model import Coin, Interval

LEVELS = (0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.975)
"""The levels of every forecast, ascending."""
MIDDLE = LEVELS.index(0.5)
# Wider than any of these nothing was ever forecast in earnest: e^5 is a price 148 times as high.
_WIDEST = 5.0


class Lane(StrEnum):
    """Which candles a forecast is made of; each lane has its own models."""

    DAILY = "daily"
    HOURLY = "hourly"

    @property
    def interval(self) -> Interval:
        return Interval.D1 if self is Lane.DAILY else Interval.H1

    @property
    def steps(self) -> tuple[int, ...]:
        """How many candles ahead it forecasts."""
        return (1, 7, 14, 30) if self is Lane.DAILY else (1, 4, 24)

    @property
    def horizons(self) -> tuple["Horizon", ...]:
        return tuple(Horizon(self, steps) for steps in self.steps)


@dataclass(frozen=True, slots=True)
class Horizon:
    """How far ahead: `steps` candles of a lane. `24h` and `1d` are two: one is made of hours, one of days."""

    lane: Lane
    steps: int

    @property
    def length(self) -> timedelta:
        return self.steps * self.lane.interval.length

    @property
    def text(self) -> str:
        """As it is typed: 4h, 24h, 7d."""
        return f"{self.steps}{'d' if self.lane is Lane.DAILY else 'h'}"


HORIZONS: dict[str, Horizon] = {h.text: h for lane in (Lane.HOURLY, Lane.DAILY) for h in lane.horizons}
"""Every horizon by its text, the nearest first, hours before days."""


def horizon_of(length: timedelta, text: str = "") -> Horizon | None:
    """Return the horizon that is `length` ahead; of 24 hours and one day the one that `text` says, else the hours."""
    said = HORIZONS.get(text)
    if said is not None and said.length == length:
        return said
    return next((h for h in HORIZONS.values() if h.length == length), None)


Quantiles = tuple[float, ...]
"""Log-returns against the last price at `LEVELS`, ascending; the middle is zero."""


def quantiles_of(values: Sequence[float]) -> Quantiles:
    """Return `values` as a forecast keeps them: eight decimals, in order, the middle at zero.

    Raises
    ------
    ValueError
        If they are no quantiles: another number of them, not finite, crossing, or a middle that is not the last price.
    """
    kept = tuple(round(float(value), 8) + 0.0 for value in values)
    if len(kept) != len(LEVELS):
        raise ValueError(f"{len(kept)} quantiles, wanted {len(LEVELS)}")
    if not all(isfinite(value) and abs(value) <= _WIDEST for value in kept):
        raise ValueError("a quantile is out of all bounds")
    if any(later < earlier for earlier, later in pairwise(kept)):
        raise ValueError("quantiles cross")
    if kept[MIDDLE]:
        raise ValueError("the middle of a forecast is the last price")
    return kept


@dataclass(frozen=True, slots=True)
class Band:
    """A central range: `share` of outcomes are to lie in it, `low` and `high` as prices."""

    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """What may become of a price.

    `coin` at `venue`, priced in `unit` · `made_at` when it was made, `cutoff_at` the close of the last candle it knows
    (both market clock) · `last_price` that close, in `unit` · `quantiles` log-returns at `LEVELS` · `plain` those of
    all past returns, which is what "no change" claims, `garch` those of a GARCH-t model; None where there is none ·
    `widened` by what factor the model's widths were stretched after misses · `young` when few candles are known of it.
    """

    coin: Coin
    horizon: Horizon
    venue: str
    unit: str
    made_at: datetime
    cutoff_at: datetime
    model_id: str
    last_price: float
    quantiles: Quantiles
    plain: Quantiles | None = None
    garch: Quantiles | None = None
    widened: float = 1.0
    young: bool = False

    def __post_init__(self) -> None:
        if not (isfinite(self.last_price) and self.last_price > 0):
            raise ValueError("a forecast stands on a price")
        if not 1 <= self.widened < inf:
            raise ValueError("a range is widened, never narrowed")

    @property
    def due_at(self) -> datetime:
        """When it comes true or not."""
        return self.cutoff_at + self.horizon.length

    def price(self, level: float) -> float:
        """Return the price at `level`, between those of `LEVELS` by a straight line."""
        return self.last_price * exp(at_level(self.quantiles, level))

    def band(self, share: float) -> Band:
        """Return the central range that is to hold `share` of outcomes, .95 at most."""
        edge = (1 - share) / 2
        return Band(share, self.price(edge), self.price(1 - edge))

    def stretched(self, factor: float) -> "Forecast":
        """Return it with widths times `factor` (1 or more)."""
        if factor == 1:
            return self
        return replace(
            self, quantiles=quantiles_of([q * factor for q in self.quantiles]), widened=self.widened * factor
        )


def at_level(quantiles: Quantiles, level: float) -> float:
    """Return the log-return at `level`. ValueError beyond the outermost levels: nothing is known there."""
    if not LEVELS[0] <= level <= LEVELS[-1]:
        raise ValueError(f"nothing is forecast at the level {level}")
    return float(np.interp(level, LEVELS, quantiles))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the forecast of that number: the price at `at` (its due instant), None when no candle tells;
    `noted_at` when it was written down."""

    forecast: int
    at: datetime
    noted_at: datetime
    price: float | None
