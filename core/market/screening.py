"""Which of the candles that come in are kept: duplicates, disorder, revisions and absurdities are found and counted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from core.market.model import Candle, CandleSeries, Floats, SeriesKey, to_ms
from core.market.resample import masked

# Tenfold, less what honest venues differ by and a price moves meanwhile.
ABSURD_JUMP = 9.0
WITNESSES = 2

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many candles were what. `revised` and `zero_volume` ones are kept; the others are not."""

    duplicate: int = 0
    disordered: int = 0
    revised: int = 0
    zero_volume: int = 0
    off_grid: int = 0
    future: int = 0
    absurd: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(**{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)})

    @property
    def rejected(self) -> int:
        return self.off_grid + self.future + self.absurd


@dataclass(frozen=True, slots=True)
class Screened:
    """`kept` in order and unique · `tally` of what was seen · `suspects` [n] bool, kept candles that jump tenfold and
    want witnesses."""

    kept: CandleSeries
    tally: Tally
    suspects: Mask = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))


def screen(key: SeriesKey, candles: Sequence[Candle] | CandleSeries, stored: CandleSeries, now: datetime) -> Screened:
    """Return what of `candles` may be stored.

    Of one time the last one counts. Off the grid, opening after `now`, or impossible in itself (high below low, a price
    that is no positive number) is rejected. A candle that differs from the `stored` one of its time, closed by then, is
    a revision. Tenfold against the close before it (or the stored one before the first) makes a suspect.
    """
    rows = _rows(candles)
    opened = rows[:, 0].astype(np.int64)
    off_grid = np.array([key.interval.floor_ms(ms) != ms for ms in opened.tolist()], dtype=np.bool_)
    future = ~off_grid & (opened > to_ms(now))
    absurd = ~off_grid & ~future & _impossible(rows)
    good = ~(off_grid | future | absurd)
    disordered = int(np.count_nonzero(np.diff(opened[good]) < 0))
    _, back = np.unique(opened[good][::-1], return_index=True)
    chosen = np.flatnonzero(good)[np.count_nonzero(good) - 1 - back]
    kept = _series(key, rows[chosen])
    tally = Tally(
        duplicate=int(np.count_nonzero(good)) - len(kept),
        disordered=disordered,
        revised=_revised(kept, stored, now),
        zero_volume=int(np.count_nonzero(kept.volume == 0)),
        off_grid=int(np.count_nonzero(off_grid)),
        future=int(np.count_nonzero(future)),
        absurd=int(np.count_nonzero(absurd)),
    )
    return Screened(kept, tally, _suspects(kept, stored))


def with_witnesses(screened: Screened, others: Iterable[CandleSeries]) -> Screened:
    """Return `screened` without the candles that two other venues contradict tenfold; they count as absurd.

    With fewer than two others that have the candle, or with one that agrees, the jump is taken as real: large moves
    happen. Only what follows a suspect is looked at, but all of it: a lie that lasts jumps only once.
    """
    against = np.zeros(len(screened.kept), dtype=np.int64)
    agreeing = np.zeros(len(screened.kept), dtype=np.int64)
    for other in others:
        _, left, right = np.intersect1d(screened.kept.opened_ms, other.opened_ms, return_indices=True)
        apart = np.maximum(
            _ratio(screened.kept.high[left], other.high[right]), _ratio(screened.kept.low[left], other.low[right])
        )
        against[left[apart >= ABSURD_JUMP]] += 1
        agreeing[left[apart < ABSURD_JUMP]] += 1
    after = np.logical_or.accumulate(screened.suspects)
    rejected = after & (against >= WITNESSES) & (agreeing == 0)
    keep = ~rejected
    tally = screened.tally + Tally(absurd=int(np.count_nonzero(rejected)))
    return Screened(masked(screened.kept, keep), tally, screened.suspects[keep])


def _rows(candles: Sequence[Candle] | CandleSeries) -> Floats:
    if isinstance(candles, CandleSeries):
        c = candles
        return np.column_stack([c.opened_ms.astype(np.float64), c.open, c.high, c.low, c.close, c.volume])
    rows = [(to_ms(c.opened_at), c.open, c.high, c.low, c.close, c.volume) for c in candles]
    return np.array(rows, dtype=np.float64).reshape(-1, 6)


def _impossible(rows: Floats) -> Mask:
    prices, volume = rows[:, 1:5], rows[:, 5]
    first, high, low, last = prices.T
    with np.errstate(invalid="ignore"):
        numbers = np.isfinite(prices).all(axis=1) & (prices > 0).all(axis=1) & np.isfinite(volume) & (volume >= 0)
        ordered = (low <= np.minimum(first, last)) & (np.maximum(first, last) <= high)
    return np.asarray(~(numbers & ordered))


def _revised(kept: CandleSeries, stored: CandleSeries, now: datetime) -> int:
    _, left, right = np.intersect1d(kept.opened_ms, stored.opened_ms, return_indices=True)
    closed = kept.opened_ms[left] + kept.key.interval.ms <= to_ms(now)
    # The newest stored candle may have been running when it was kept; growing up is no revision.
    settled = right < len(stored) - 1
    columns = ("open", "high", "low", "close", "volume")
    differs = np.any([getattr(kept, c)[left] != getattr(stored, c)[right] for c in columns], axis=0)
    return int(np.count_nonzero(differs & closed & settled))


def _suspects(kept: CandleSeries, stored: CandleSeries) -> Mask:
    if not len(kept):
        return np.zeros(0, dtype=np.bool_)
    before = stored.close[stored.opened_ms < kept.opened_ms[0]]
    first = before[-1] if before.size else kept.open[0]
    previous = np.concatenate([[first], kept.close[:-1]])
    return np.asarray(np.maximum(_ratio(kept.high, previous), _ratio(kept.low, previous)) >= ABSURD_JUMP)


def _ratio(one: Floats, other: Floats) -> Floats:
    # Beside a price next to nothing a ratio is beyond all numbers, which is tenfold too.
    with np.errstate(over="ignore"):
        return np.asarray(np.maximum(one / other, other / one))


def _series(key: SeriesKey, rows: Floats) -> CandleSeries:
    first, high, low, last, volume = (np.ascontiguousarray(rows[:, i]) for i in range(1, 6))
    return CandleSeries(key, rows[:, 0].astype(np.int64), first, high, low, last, volume)
