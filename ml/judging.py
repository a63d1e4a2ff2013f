"""How good forecasts were: proper scores against baselines, coverage, and how sure one can be of either."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.market.model import Floats, Instants
from ml.loss import pinball
from ml.panel import Flags
from ml.spacing import BANDS, LEVELS

_DRAWS = 400
_FEWEST_IN_A_BLOCK = 10


class NothingToCompare(ValueError):
    """No forecast has an outcome and a climatology."""

    def __init__(self) -> None:
        super().__init__("no forecast has an outcome and a climatology to compare with")


@dataclass(frozen=True, slots=True)
class Against:
    """By how much a forecast's loss is below another's, as a share of climatology's, and the standard error of it; NaN
    for what so few origins cannot tell."""

    gain: float
    error: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """How forecasts over one horizon did. Coins weigh alike, whatever they swing; shares are fractions.

    `below` is the share of outcomes below each level. `independent` is how many outcomes do not overlap in time, all
    coins together counted once: coins move together.
    """

    horizon: int
    outcomes: int
    independent: int
    skill: Against
    over_garch: Against
    covered_80: float
    covered_95: float
    worst_coin: str
    worst_coin_80: float
    below: tuple[float, ...]
    by_half_year: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Judged:
    """What is judged, of one horizon: outcomes [coin, origin] and quantiles [coin, origin, level] of three kinds."""

    outcomes: Floats
    ours: Floats
    climatology: Floats
    garch: Floats

    def at(self, origins: Flags) -> "Judged":
        """Return the part of it at some origins."""
        return Judged(
            self.outcomes[:, origins], self.ours[:, origins], self.climatology[:, origins], self.garch[:, origins]
        )


def verdict(judged: Judged, horizon: int, step: int, coins: tuple[str, ...], halves: tuple[str, ...]) -> Verdict:
    """Judge one horizon; origins are `step` candles apart, and `halves` names the half-year of each.

    Raises
    ------
    NothingToCompare
        If no outcome has both a forecast and a climatology.
    """
    ours, base, garch = (pinball(judged.outcomes, told) for told in (judged.ours, judged.climatology, judged.garch))
    known = ~np.isnan(ours) & ~np.isnan(base)
    if not known.any():
        raise NothingToCompare
    block = max(_FEWEST_IN_A_BLOCK, -(-horizon // step))
    inside = {share: _inside(judged, share) for share in BANDS}
    held = {coins[row]: float(inside[0.8][row, known[row]].mean()) for row in range(len(coins)) if known[row].any()}
    worst = max(held, key=lambda coin: abs(held[coin] - 0.8))
    below = judged.outcomes[:, :, None] < judged.ours
    return Verdict(
        horizon,
        int(known.sum()),
        max(1, int(known.any(axis=0).sum()) * min(step, horizon) // horizon),
        against(ours, base, base, block),
        against(ours, garch, base, block),
        float(inside[0.8][known].mean()),
        float(inside[0.95][known].mean()),
        worst,
        held[worst],
        tuple(float(below[:, :, level][known].mean()) for level in range(LEVELS.size)),
        _by_half(ours, base, halves),
    )


def against(loss: Floats, other: Floats, base: Floats, block: int) -> Against:
    """Return how much lower `loss` [coin, origin] is than `other`, in units of each coin's mean `base`.

    The error comes from blocks of `block` neighbouring origins drawn anew, all coins together: neighbours overlap and
    coins move together, so single outcomes are far from independent. Source: Künsch, Annals of Statistics 17 (1989).
    """
    known = ~(np.isnan(loss) | np.isnan(other) | np.isnan(base))
    kept = known.any(axis=1)
    if not kept.any():
        return Against(float("nan"), float("nan"))
    known = known[kept]
    scale = np.sum(np.where(known, base[kept], 0.0), axis=1) / known.sum(axis=1)
    gain = np.where(known, (other - loss)[kept], 0.0) / scale[:, None]
    at = known.any(axis=0)
    series = gain[:, at].sum(axis=0) / known[:, at].sum(axis=0)
    per_coin = gain.sum(axis=1) / known.sum(axis=1)
    return Against(float(per_coin.mean()), _error(series, block))


def _error(series: Floats, block: int) -> float:
    if series.size < 2 * block:
        # Hardly another block could be drawn than the one there is: all draws alike would read as certainty.
        return float("nan")
    chance = np.random.default_rng(0)
    blocks = -(-series.size // block)
    starts = chance.integers(0, max(1, series.size - block + 1), (_DRAWS, blocks))
    rows = (starts[:, :, None] + np.arange(min(block, series.size))).reshape(_DRAWS, -1)[:, : series.size]
    return float(np.std(series[rows].mean(axis=1)))


def _inside(judged: Judged, share: float) -> Flags:
    low, high = BANDS[share]
    return np.asarray((judged.ours[..., low] <= judged.outcomes) & (judged.outcomes <= judged.ours[..., high]))


def _by_half(ours: Floats, base: Floats, halves: tuple[str, ...]) -> dict[str, float]:
    names = np.asarray(halves)
    told = {}
    for half in dict.fromkeys(halves):
        part = names == half
        gain = against(ours[:, part], base[:, part], base[:, part], 1).gain
        if np.isfinite(gain):
            told[half] = gain
    return told


def half_years(opened_ms: Instants) -> tuple[str, ...]:
    """Return the half-year ("2023-H1") of each instant."""
    months = opened_ms.astype("datetime64[ms]").astype("datetime64[M]").astype(int)
    return tuple(f"{1970 + month // 12}-H{1 + month % 12 // 6}" for month in months.tolist())
