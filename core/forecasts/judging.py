"""Judges a model on the fold that it has not seen, alone and against the one that serves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from core.forecasts import scoring
from core.forecasts.model import LEVELS, Horizon, Lane
from core.forecasts.ports import History, Walk
from core.forecasts.registry import CoinScore, FoldScore
from core.forecasts.track import PROMISED, Kind, Scored, Tolerance, Verdict, judged, tolerance, track_record
from core.market.model import Floats, Instants, from_ms, to_ms

FOLDS = {Lane.DAILY: timedelta(days=180), Lane.HOURLY: timedelta(days=60)}
# Hours: neighbours tell little new, and seven goes through all hours of the week.
EVERY = {Lane.DAILY: 1, Lane.HOURLY: 7}
LEAST_SPAN = {Lane.DAILY: timedelta(days=240), Lane.HOURLY: timedelta(days=80)}
BETTER_BY_CHANCE = 0.1
MARGIN = 0.005
"""A loss that is higher by less than this, as a share of the plain ranges' loss, is no worse."""
_SHARE = 4
_POINT = 0.01 + 1e-9


def cut(lane: Lane, histories: Sequence[History]) -> tuple[datetime, Instants] | None:
    """Return up to when a model may learn, and the origins (ms) of the fold after that: the last 180 days (hours: 60
    days), at most a quarter of all there is. None for too little to learn from."""
    if not histories:
        return None
    ends = [int(h.candles.opened_ms[-1]) + lane.interval.ms for h in histories]
    last, first = max(ends), min(int(h.candles.opened_ms[0]) for h in histories)
    span = from_ms(last) - from_ms(first)
    if span < LEAST_SPAN[lane]:
        return None
    fold = min(FOLDS[lane], span / _SHARE)
    until = lane.interval.floor(from_ms(last) - fold)
    step = EVERY[lane] * lane.interval.ms
    return until, np.arange(to_ms(until), last + 1, step, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Fold:
    """What came true after each of `origins` [o] (ms), and what "no change" said of it then: `moved` [coin, origin,
    horizon] log-returns, `plain` [coin, origin, horizon, 13]; NaN where it is not known."""

    lane: Lane
    origins: Instants
    coins: tuple[str, ...]
    moved: Floats
    plain: Floats


def fold_of(lane: Lane, histories: Sequence[History], origins: Instants) -> Fold:
    """Return the fold of `origins`, each with what was known then and not before."""
    shape = (len(histories), origins.size, len(lane.steps))
    moved, plain = np.full(shape, np.nan), np.full((*shape, len(LEVELS)), np.nan)
    for row, history in enumerate(histories):
        candles, interval = history.candles, lane.interval
        at_origin = _rows_at(candles.opened_ms, origins - interval.ms)
        for column, steps in enumerate(lane.steps):
            at_due = _rows_at(candles.opened_ms, origins + (steps - 1) * interval.ms)
            known = np.flatnonzero((at_origin >= 0) & (at_due >= 0))
            moved[row, known, column] = np.log(candles.close[at_due[known]] / candles.close[at_origin[known]])
            plain[row, known, column] = scoring.climatologies(candles.close, steps, at_origin[known])
    return Fold(lane, origins, tuple(h.coin.id for h in histories), moved, plain)


def scored(walk: Walk, fold: Fold, horizon: Horizon) -> Scored:
    """Return what a walk over the fold's origins said over one horizon beside what came true, by time; without what is
    not known yet."""
    column = fold.lane.horizons.index(horizon)
    rows = [fold.coins.index(coin) for coin in walk.coins if coin in fold.coins]
    said = [place for place, coin in enumerate(walk.coins) if coin in fold.coins]
    quantiles, moved = walk.quantiles[said][:, :, column], fold.moved[rows][:, :, column]
    plain = fold.plain[rows][:, :, column]
    garch = np.full_like(quantiles, np.nan) if walk.garch is None else walk.garch[said][:, :, column]
    # By time first, and by coin within it.
    origin, coin = np.nonzero((np.isfinite(moved) & np.isfinite(quantiles).all(axis=-1)).T)
    names = np.array([walk.coins[place] for place in said], dtype=np.str_)
    return Scored(
        fold.origins[origin],
        names[coin],
        quantiles[coin, origin],
        plain[coin, origin],
        garch[coin, origin],
        moved[coin, origin],
    )


def _rows_at(opened_ms: Instants, wanted: Instants) -> Instants:
    """Return the row of each candle that opened at `wanted`, -1 where there is none."""
    rows = np.minimum(np.searchsorted(opened_ms, wanted), opened_ms.size - 1)
    return np.where(opened_ms[rows] == wanted, rows, -1)


def fold_scores(walk: Walk, fold: Fold) -> tuple[FoldScore, ...]:
    """Return how a walk did over each horizon of which anything came true."""
    found = []
    for horizon in fold.lane.horizons:
        each = scored(walk, fold, horizon)
        if not len(each):
            continue
        until = from_ms(int(each.at.max())) + horizon.length
        record = track_record(each, horizon, Kind.BACKFILLED, until)
        if record is None:
            continue
        found.append(
            FoldScore(
                horizon=horizon.text,
                days=round((record.until - record.since) / timedelta(days=1)),
                held=record.held,
                held95=record.held95,
                skill=record.skill,
                skill_garch=record.skill_garch,
                worst=None if record.worst is None else record.worst.coin_id,
                worst_held=None if record.worst is None else record.worst.held,
                stretch=record.stretch,
                n=record.n,
                inside=_kept(record.inside),
                coins=tuple(_coin_scores(each, horizon, until)),
            )
        )
    return tuple(found)


def _coin_scores(each: Scored, horizon: Horizon, until: datetime) -> Iterator[CoinScore]:
    for coin in np.unique(each.coins).tolist():
        own = track_record(each.of(coin), horizon, Kind.BACKFILLED, until)
        if own is not None:
            yield CoinScore(coin, own.n, own.held, own.skill, _kept(own.inside))


def _kept(shares: Sequence[float]) -> tuple[float, ...]:
    # They are kept as text on a model's card, by coin and horizon: digits that say nothing are left out.
    return tuple(round(share, 4) for share in shares)


@dataclass(frozen=True, slots=True)
class Contest:
    """How a challenger did against the champion on the same fold: by how much its loss is lower (a share of the plain
    ranges' loss), how likely that is by chance (`chance`), how likely it would be if the challenger were worse by
    `MARGIN` (`chance_if_worse`), whether its coverage is in tolerance, and whether no farther from the promise than the
    champion's where it is not."""

    better_by: float
    chance: float
    chance_if_worse: float
    covered: bool
    as_covered: bool

    @property
    def is_won(self) -> bool:
        return self.better_by > 0 and self.chance < BETTER_BY_CHANCE and self.covered

    @property
    def is_no_worse(self) -> bool:
        """Whether it is no worse beyond chance, in loss and in coverage."""
        return self.chance_if_worse < BETTER_BY_CHANCE and (self.covered or self.as_covered)

    @property
    def is_lost_by(self) -> str:
        """What keeps it from serving where it does not: "coverage" where its loss alone would let it, else "loss"."""
        return "coverage" if self.better_by > 0 and self.chance < BETTER_BY_CHANCE and not self.covered else "loss"

    @property
    def text(self) -> str:
        covered = "in" if self.covered else "out of"
        chances = f"p {self.chance:.3f}, p of worse {self.chance_if_worse:.3f}"
        return f"loss {-self.better_by:+.4f}, {chances}, coverage {covered} tolerance"


def contest(champion: Walk, challenger: Walk, fold: Fold) -> Contest:
    """Compare two walks over the same origins: pinball loss, paired by coin, origin and horizon."""
    better: list[Floats] = []
    for horizon in fold.lane.horizons:
        differences = _better_by(scored(champion, fold, horizon), scored(challenger, fold, horizon))
        better.append(_by_origin(differences, fold.origins))
    means = np.array([_mean(column) for column in np.array(better).T])
    block = -(-fold.lane.steps[-1] // EVERY[fold.lane])
    own, theirs = fold_scores(challenger, fold), {score.horizon: score for score in fold_scores(champion, fold)}
    out = [score for score in own if not _is_covered(score, fold.lane)]
    return Contest(
        _mean(means),
        scoring.chance_of(means, block),
        scoring.chance_of(means + MARGIN, block),
        covered=not out,
        as_covered=all(score.horizon in theirs and _misses_less(score, theirs[score.horizon]) for score in out),
    )


def _misses_less(score: FoldScore, other: FoldScore) -> bool:
    """Whether coverage is no farther from what is promised than another's, but for a point."""
    return abs(score.held - PROMISED) <= abs(other.held - PROMISED) + _POINT


def _better_by(one: Scored, other: Scored) -> dict[tuple[int, str], float]:
    """Return by how much `other` loses less than `one` where both said something, over the coin's plain loss."""
    of_one = _relative(one)
    return {key: of_one[key] - loss for key, loss in _relative(other).items() if key in of_one}


def _relative(each: Scored) -> dict[tuple[int, str], float]:
    loss, plain = scoring.pinball(each.quantiles, each.moved), scoring.pinball(each.plain, each.moved)
    own = {coin: plain[each.coins == coin] for coin in np.unique(each.coins).tolist()}
    scale = {coin: float(np.nanmean(losses)) for coin, losses in own.items() if np.isfinite(losses).any()}
    keys = zip(each.at.tolist(), each.coins.tolist(), loss.tolist(), strict=True)
    return {(at, coin): value / scale[coin] for at, coin, value in keys if coin in scale}


def _by_origin(differences: dict[tuple[int, str], float], origins: Instants) -> Floats:
    by_origin: dict[int, list[float]] = {}
    for (at, _), value in differences.items():
        by_origin.setdefault(at, []).append(value)
    return np.array([float(np.mean(by_origin[at])) if at in by_origin else np.nan for at in origins.tolist()])


def _mean(values: Floats) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if known.size else float("nan")


def _is_covered(score: FoldScore, lane: Lane) -> bool:
    horizon = next(h for h in lane.horizons if h.text == score.horizon)
    # The fold is shorter than some windows; the tolerance itself is that of the horizon.
    window = Tolerance(min(score.days, tolerance(horizon).days), tolerance(horizon).points)
    return judged(score.held, score.days, window) is Verdict.GOOD
