"""The track record: how often ranges held, how much better they were than none, and whether that is as promised."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from core.forecasts import scoring
from core.forecasts.model import LEVELS, Forecast, Horizon, Lane
from core.forecasts.record import Resolved
from core.market.model import Floats, Instants, to_ms

DAY_MS = 86_400_000
PROMISED = 0.8


@dataclass(frozen=True, slots=True)
class Tolerance:
    """Over how many `days` coverage is judged, and by how much of one (a fraction) it may miss 80 %. Source: what
    chance alone does to a good model's coverage in windows of that length."""

    days: int
    points: float


_DAILY = {1: Tolerance(90, 0.05), 7: Tolerance(180, 0.07), 14: Tolerance(180, 0.10), 30: Tolerance(365, 0.06)}
_HOURLY = Tolerance(90, 0.05)


def tolerance(horizon: Horizon) -> Tolerance:
    """Return how coverage over `horizon` is judged."""
    return _DAILY[horizon.steps] if horizon.lane is Lane.DAILY else _HOURLY


@dataclass(frozen=True, slots=True)
class Scored:
    """Forecasts of one horizon and what became of them, by time.

    at : [n] int64, cut-offs in ms · coins : [n] ids · quantiles, plain, garch : [n, 13], NaN where there are none
    moved : [n] log-returns that came true
    """

    at: Instants
    coins: NDArray[np.str_]
    quantiles: Floats
    plain: Floats
    garch: Floats
    moved: Floats

    def __len__(self) -> int:
        return int(self.at.size)

    @property
    def held(self) -> NDArray[np.bool_]:
        """Whether each 80 % range held."""
        low, high = self.quantiles[:, scoring.LOW80], self.quantiles[:, scoring.HIGH80]
        return np.asarray((self.moved >= low) & (self.moved <= high))

    def after(self, at: datetime) -> "Scored":
        return self.where(self.at > to_ms(at))

    def of(self, coin_id: str) -> "Scored":
        return self.where(self.coins == coin_id)

    def where(self, rows: NDArray[np.bool_ | np.int64]) -> "Scored":
        """Return only `rows`, in their order."""
        return Scored(
            self.at[rows],
            self.coins[rows],
            self.quantiles[rows],
            self.plain[rows],
            self.garch[rows],
            self.moved[rows],
        )

    @classmethod
    def of_resolved(cls, resolved: Sequence[Resolved], *, as_modelled: bool = False) -> "Scored":
        """Return what became of forecasts as columns; those without a price tell nothing, nor do those that were made
        of late candles when their time had come already. `as_modelled`: without the widening that was shown."""
        in_time = [r for r in resolved if r.forecast.made_at < r.forecast.due_at]
        known = [(r.forecast, r.outcome.price) for r in in_time if r.outcome.price is not None]
        none = (float("nan"),) * len(LEVELS)

        def rows(values: list[tuple[float, ...]]) -> Floats:
            return np.array(values, dtype=np.float64).reshape(-1, len(LEVELS))

        return cls(
            np.array([to_ms(f.cutoff_at) for f, _ in known], dtype=np.int64),
            np.array([f.coin.id for f, _ in known], dtype=np.str_),
            rows([_narrowed(f) if as_modelled else f.quantiles for f, _ in known]),
            rows([f.plain or none for f, _ in known]),
            rows([f.garch or none for f, _ in known]),
            np.array([np.log(price / f.last_price) for f, price in known], dtype=np.float64),
        )


class Kind(StrEnum):
    """Whose record it is: of forecasts that were shown before the outcome, or of a walk over stored candles by a model
    that had not seen them."""

    LIVE = "live"
    BACKFILLED = "backfilled"


class Verdict(StrEnum):
    """Whether coverage is as promised; `EARLY` while the record is shorter than its window."""

    GOOD = "good"
    LOW = "low"
    HIGH = "high"
    EARLY = "early"


@dataclass(frozen=True, slots=True)
class CoinRecord:
    """How often one coin's 80 % range held (a fraction), of `n` outcomes with something of their own to tell."""

    coin_id: str
    held: float
    n: int


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """How forecasts over one horizon did within its window.

    `held` the share of outcomes in the 80 % range, `held95` in the 95 % range, all coins · `n` days ÷ horizon: what
    overlaps or moves together counts once · `skill` against all past returns ("no change"), `skill_garch` against
    GARCH-t, None where there is nothing to compare · `worst` the coin whose range held least · `stretch` by how much
    widths would have to grow for 80 % to have held · `inside` the share of outcomes in each range of `CENTRAL`, empty
    where that is not known.
    """

    horizon: Horizon
    kind: Kind
    since: datetime
    until: datetime
    n: int
    held: float
    held95: float
    skill: float | None
    skill_garch: float | None
    verdict: Verdict
    worst: CoinRecord | None = None
    stretch: float = 1.0
    inside: tuple[float, ...] = ()

    @property
    def is_off_target(self) -> bool:
        return self.verdict in {Verdict.LOW, Verdict.HIGH}


def track_record(scored: Scored, horizon: Horizon, kind: Kind, now: datetime) -> TrackRecord | None:
    """Return the record within the horizon's window up to `now`; None where nothing has come true in it."""
    window = tolerance(horizon)
    recent = scored.after(now - timedelta(days=window.days) - horizon.length)
    if not len(recent):
        return None
    span = days_of(recent, horizon)
    n = outcomes_of(recent, horizon)
    held = float(recent.held.mean())
    low, high = recent.quantiles[:, scoring.LOW95], recent.quantiles[:, scoring.HIGH95]
    loss, plain, garch = losses(recent)
    return TrackRecord(
        horizon=horizon,
        kind=kind,
        since=now - timedelta(days=span),
        until=now,
        n=n,
        held=held,
        held95=float(((recent.moved >= low) & (recent.moved <= high)).mean()),
        skill=scoring.skill(loss, plain),
        skill_garch=scoring.skill(loss, garch),
        verdict=judged(held, span, window),
        worst=_worst(recent, horizon),
        stretch=scoring.widening(recent.quantiles, recent.moved),
        inside=tuple(scoring.inside(recent.quantiles, recent.moved).tolist()),
    )


def judged(held: float, span: float, window: Tolerance) -> Verdict:
    """Return the verdict on a share `held` over `span` days."""
    # A day or two may be missing: a service that was down writes no record.
    if span < 0.95 * window.days:
        return Verdict.EARLY
    if abs(held - PROMISED) <= window.points + 1e-9:
        return Verdict.GOOD
    return Verdict.LOW if held < PROMISED else Verdict.HIGH


def losses(scored: Scored) -> tuple[Floats, Floats, Floats]:
    """Return the pinball losses [n] of the forecasts, of plain ranges and of GARCH-t, each over its coin's mean plain
    loss, so that coins weigh alike."""
    each = [scoring.pinball(q, scored.moved) for q in (scored.quantiles, scored.plain, scored.garch)]
    scale = np.full(len(scored), np.nan)
    for coin in np.unique(scored.coins):
        rows = scored.coins == coin
        known = each[1][rows]
        if np.isfinite(known).any():
            scale[rows] = np.nanmean(known)
    return each[0] / scale, each[1] / scale, each[2] / scale


def days_of(scored: Scored, horizon: Horizon) -> float:
    """Return how many days a record spans, the first forecast's and the last one's own included."""
    if not len(scored):
        return 0.0
    step = horizon.lane.interval.ms
    return float(scored.at.max() - scored.at.min() + step) / DAY_MS


def outcomes_of(scored: Scored, horizon: Horizon) -> int:
    """Return how many outcomes have something of their own to tell: days ÷ horizon, and no more than there were."""
    apart = scoring.experiments(days_of(scored, horizon), horizon.length / timedelta(days=1))
    return max(1, min(apart, np.unique(scored.at).size))


def _worst(scored: Scored, horizon: Horizon) -> CoinRecord | None:
    found = [coin_record(scored, str(coin), horizon) for coin in np.unique(scored.coins)]
    return min((each for each in found if each is not None), key=lambda each: (each.held, each.coin_id), default=None)


def coin_record(scored: Scored, coin_id: str, horizon: Horizon) -> CoinRecord | None:
    """Return one coin's own record; None where nothing of it has come true."""
    own = scored.of(coin_id)
    if not len(own):
        return None
    return CoinRecord(coin_id, float(own.held.mean()), outcomes_of(own, horizon))


def _narrowed(forecast: Forecast) -> tuple[float, ...]:
    return tuple(q / forecast.widened for q in forecast.quantiles)
