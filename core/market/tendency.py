"""Where the market tends, by a published rule (docs/tendency.md): of the past, never of the future."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

import numpy as np

from core.market.model import CandleSeries, Floats, Interval, from_ms

MEAN_DAYS = 20
NEAR = 0.03
MOST_UP, FEW_UP = 0.55, 0.45
FEWEST_COINS = 5
WILD = 1.5
CALM = 0.75
YEAR_DAYS = 365
FEWEST_VOLATILITIES = 60
NEEDED_CLOSES = MEAN_DAYS + FEWEST_VOLATILITIES
REPLAYED_CLOSES = 730


class Label(StrEnum):
    """How the market tends."""

    BULLISH = "bullish"
    BEARISH = "bearish"
    SIDEWAYS = "sideways"
    VOLATILE = "volatile"


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the rule looked at, at one close.

    distance : BTC's close against its 20-day mean, fraction · up, of : how many of the coins closed above their own
    20-day mean · volatility : realised over 20 days, annualised fraction · volatility_ratio : that against its median
    of one year · at : the close.
    """

    at: datetime
    distance: float
    up: int
    of: int
    volatility: float
    volatility_ratio: float

    @property
    def breadth(self) -> float | None:
        """The share of coins that are up; None with fewer than five."""
        return self.up / self.of if self.of >= FEWEST_COINS else None

    @property
    def volatility_level(self) -> str:
        """low, normal or high against its own year."""
        if self.volatility_ratio >= WILD:
            return "high"
        return "low" if self.volatility_ratio <= CALM else "normal"


@dataclass(frozen=True, slots=True)
class Tendency:
    """The label that stands, `since` the close that made it stand (None when it has stood as far back as we know),
    what it was before, what speaks for it, and the close it is of. `candidate` is what the last close alone says."""

    label: Label
    since: datetime | None
    previous: Label | None
    inputs: Inputs
    as_of: datetime
    candidate: Label


def candidate(inputs: Inputs) -> Label:
    """Return what one close says, before hysteresis.

    More than 3 % above the 20-day mean with most coins up is bullish, the mirror image bearish; else volatile when the
    volatility is half above its usual; else sideways.
    """
    breadth = inputs.breadth
    if inputs.distance > NEAR and (breadth is None or breadth >= MOST_UP):
        return Label.BULLISH
    if inputs.distance < -NEAR and (breadth is None or breadth <= FEW_UP):
        return Label.BEARISH
    return Label.VOLATILE if inputs.volatility_ratio >= WILD else Label.SIDEWAYS


def tendencies(bitcoin: CandleSeries, coins: Sequence[CandleSeries]) -> tuple[Tendency, ...]:
    """Return the tendency at each daily close, oldest first; empty with fewer than 80 closes of BTC.

    `bitcoin` and `coins` are closed daily candles. A label flips only when two closes in a row say the same other
    thing, so that replaying the past gives the same answer every time and nothing need be stored.
    """
    seen = _inputs(bitcoin, coins)[-REPLAYED_CLOSES:]
    if not seen:
        return ()
    candidates = [candidate(inputs) for inputs in seen]
    # Before two closes agree for the first time nothing stands; from there on where the replay began does not matter.
    first = next((i for i, (a, b) in enumerate(pairwise(candidates), 1) if a is b), None)
    if first is None:
        return ()
    standing: list[Tendency] = []
    label, since, previous = candidates[first], None, None
    for i in range(first, len(seen)):
        if candidates[i] is not label and candidates[i] is candidates[i - 1]:
            label, since, previous = candidates[i], seen[i].at, label
        standing.append(Tendency(label, since, previous, seen[i], seen[i].at, candidates[i]))
    return tuple(standing)


def tendency(bitcoin: CandleSeries, coins: Sequence[CandleSeries]) -> Tendency | None:
    """Return the tendency as of the last close, None when too little is known."""
    replayed = tendencies(bitcoin, coins)
    return replayed[-1] if replayed else None


def _inputs(bitcoin: CandleSeries, coins: Sequence[CandleSeries]) -> list[Inputs]:
    if len(bitcoin) < NEEDED_CLOSES:
        return []
    mean = _rolling_mean(bitcoin.close)
    volatility = _volatility(bitcoin.close)
    usual = _usual(volatility)
    up, of = _breadth(bitcoin, coins)
    known = np.flatnonzero(np.isfinite(mean) & np.isfinite(usual) & (usual > 0))
    return [
        Inputs(
            from_ms(int(bitcoin.opened_ms[i])) + Interval.D1.length,
            float(bitcoin.close[i] / mean[i] - 1),
            int(up[i]),
            int(of[i]),
            float(volatility[i]),
            float(volatility[i] / usual[i]),
        )
        for i in known.tolist()
    ]


def _breadth(bitcoin: CandleSeries, coins: Sequence[CandleSeries]) -> tuple[Floats, Floats]:
    up, of = np.zeros(len(bitcoin)), np.zeros(len(bitcoin))
    for coin in coins:
        mean = _rolling_mean(coin.close)
        _, here, there = np.intersect1d(bitcoin.opened_ms, coin.opened_ms, return_indices=True)
        known = np.isfinite(mean[there])
        of[here] += known
        up[here] += known & (coin.close[there] > mean[there])
    return up, of


def _rolling_mean(values: Floats) -> Floats:
    return _rolling(values, MEAN_DAYS, lambda windows: windows.mean(axis=1))


def _volatility(close: Floats) -> Floats:
    returns = np.diff(np.log(close), prepend=np.nan)
    daily = _rolling(returns, MEAN_DAYS, lambda windows: windows.std(axis=1, ddof=1))
    return np.asarray(daily * np.sqrt(YEAR_DAYS))


def _usual(volatility: Floats) -> Floats:
    """Return the median of the year up to each day, from sixty values on."""
    usual = np.full(volatility.size, np.nan)
    for i in range(volatility.size):
        year = volatility[max(0, i + 1 - YEAR_DAYS) : i + 1]
        year = year[np.isfinite(year)]
        if year.size >= FEWEST_VOLATILITIES:
            usual[i] = np.median(year)
    return usual


def _rolling(values: Floats, length: int, of: Callable[[Floats], Floats]) -> Floats:
    result = np.full(values.size, np.nan)
    if values.size >= length:
        result[length - 1 :] = of(np.lib.stride_tricks.sliding_window_view(values, length))
    return result
