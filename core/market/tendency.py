"""Where the market tends, by a published rule (docs/tendency.md): of the past, never of the future."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

import numpy as np

from core.market.model import CandleSeries, Floats, Instants, Interval, Pair, from_ms
from core.market.resample import floored

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


def tendencies(
    bitcoin: CandleSeries, coins: Sequence[CandleSeries], hours: Mapping[Pair, CandleSeries] | None = None
) -> tuple[Tendency, ...]:
    """Return the tendency at each close, oldest first; empty with fewer than 80 daily closes of BTC.

    `bitcoin` and `coins` are closed daily candles, `hours` closed hourly ones of the last days by pair: from where
    BTC's begin each hourly close is judged, with the price then as its day's close so far. A label flips only when two
    closes in a row say the same other thing, so that replaying the past gives the same answer every time and nothing
    need be stored.
    """
    seen = _inputs(bitcoin, coins)[-REPLAYED_CLOSES:]
    own = (hours or {}).get(bitcoin.key.pair)
    if hours and own is not None and len(own):
        begin = from_ms(int(own.opened_ms[0]))
        seen = [inputs for inputs in seen if inputs.at <= begin] + _inputs_by_hour(bitcoin, coins, hours)
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


@dataclass(frozen=True, slots=True)
class _Hours:
    """Hourly closes of one coin whose day is not over yet: opened_ms [n], close [n]; `before` [n] counts the daily
    closes before that day, `mean` [n] is of the last 19 of them and this one."""

    opened_ms: Instants
    close: Floats
    before: Instants
    mean: Floats


def _hours(daily: CandleSeries, hourly: CandleSeries) -> _Hours:
    before = np.searchsorted(daily.opened_ms, floored(hourly.opened_ms, Interval.D1))
    known = before >= MEAN_DAYS - 1
    before, close = before[known], hourly.close[known]
    sums = np.concatenate([[0.0], daily.close.cumsum()])
    mean = (sums[before] - sums[before - (MEAN_DAYS - 1)] + close) / MEAN_DAYS
    return _Hours(hourly.opened_ms[known], close, before, mean)


def _inputs_by_hour(
    bitcoin: CandleSeries, coins: Sequence[CandleSeries], hours: Mapping[Pair, CandleSeries]
) -> list[Inputs]:
    leader = _hours(bitcoin, hours[bitcoin.key.pair])
    up, of = np.zeros(leader.close.size), np.zeros(leader.close.size)
    for coin in coins:
        own = _hours(coin, hours.get(coin.key.pair, CandleSeries.empty(coin.key)))
        _, here, there = np.intersect1d(leader.opened_ms, own.opened_ms, return_indices=True)
        of[here] += 1
        up[here] += own.close[there] > own.mean[there]
    days = _volatility(bitcoin.close)
    found = []
    for i, before in enumerate(leader.before.tolist()):
        if before < NEEDED_CLOSES - 1:
            continue
        closes = np.append(bitcoin.close[before - MEAN_DAYS : before], leader.close[i])
        volatility = float(np.diff(np.log(closes)).std(ddof=1) * np.sqrt(YEAR_DAYS))
        year = np.append(days[max(0, before + 1 - YEAR_DAYS) : before], volatility)
        at = from_ms(int(leader.opened_ms[i])) + Interval.H1.length
        distance = float(leader.close[i] / leader.mean[i] - 1)
        usual = float(np.median(year[np.isfinite(year)]))
        if usual > 0:
            found.append(Inputs(at, distance, int(up[i]), int(of[i]), volatility, volatility / usual))
    return found


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
