"""Longer candles from shorter ones, exactly, on the UTC grid; and prices carried across a rate."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.market.model import CandleSeries, Instants, Interval


@dataclass(frozen=True, slots=True)
class Resampled:
    """`series` of the longer interval, and which of its candles miss some of their parts.

    partial : [n] bool, true where fewer shorter candles are there than the longer one holds (a gap, or still running).
    """

    series: CandleSeries
    partial: NDArray[np.bool_]


def resample(series: CandleSeries, interval: Interval) -> Resampled:
    """Return `series` in candles of `interval`: first open, highest high, lowest low, last close, summed volume.

    A candle of which not a single part is there is not made up. Raises `ValueError` if `interval` is no whole multiple.
    """
    shorter = series.key.interval
    if interval.ms % shorter.ms:
        raise ValueError(f"{interval.value} is not made of {shorter.value}")
    key = replace(series.key, interval=interval)
    if interval is shorter or not len(series):
        return Resampled(replace(series, key=key), np.zeros(len(series), dtype=np.bool_))
    opened = floored(series.opened_ms, interval)
    first = np.flatnonzero(np.diff(opened, prepend=opened[0] - 1))
    last = np.append(first[1:], len(series)) - 1
    longer = CandleSeries(
        key,
        opened[first],
        series.open[first],
        np.maximum.reduceat(series.high, first),
        np.minimum.reduceat(series.low, first),
        series.close[last],
        np.add.reduceat(series.volume, first),
        np.logical_or.reduceat(series.refilled, first),
    )
    return Resampled(longer, (last - first + 1) < interval.ms // shorter.ms)


def floored(ms: Instants, interval: Interval) -> Instants:
    """Return the opens of the candles that hold the instants `ms` [n]."""
    # As Interval.floor_ms: weeks open on Mondays, and 1970-01-01 was a Thursday.
    offset = interval.floor_ms(0) % interval.ms
    return np.asarray((ms - offset) // interval.ms * interval.ms + offset, dtype=np.int64)


def inverted(series: CandleSeries) -> CandleSeries:
    """Return the price of the quote in the base: highs and lows change places, volume is what was paid at the close."""
    pair = replace(series.key.pair, base=series.key.pair.quote, quote=series.key.pair.base)
    return replace(
        series,
        key=replace(series.key, pair=pair),
        open=1 / series.open,
        high=1 / series.low,
        low=1 / series.high,
        close=1 / series.close,
        volume=series.volume * series.close,
    )


def crossed(series: CandleSeries, rate: CandleSeries) -> CandleSeries:
    """Return `series` carried into the quote of `rate` (its base is the quote of `series`), where both have a candle.

    Opens and closes are exact. When within a candle a high met which rate is not known, so highs and lows are those of
    `series` at the candle's middle rate, widened to hold open and close.
    """
    _, left, right = np.intersect1d(series.opened_ms, rate.opened_ms, assume_unique=True, return_indices=True)
    first, last = series.open[left] * rate.open[right], series.close[left] * rate.close[right]
    middle = (rate.open[right] + rate.close[right]) / 2
    return CandleSeries(
        replace(series.key, pair=replace(series.key.pair, quote=rate.key.pair.quote)),
        series.opened_ms[left],
        first,
        np.maximum(series.high[left] * middle, np.maximum(first, last)),
        np.minimum(series.low[left] * middle, np.minimum(first, last)),
        last,
        series.volume[left],
        series.refilled[left] | rate.refilled[right],
    )


def joined(older: CandleSeries, newer: CandleSeries) -> CandleSeries:
    """Return both as one series under the key of `older`; where both have a candle, that of `newer` counts."""
    both = np.concatenate([older.opened_ms, newer.opened_ms])
    # The last of equal times wins: looked at back to front it is the first.
    opened, back = np.unique(both[::-1], return_index=True)
    rows = both.size - 1 - back
    return CandleSeries(
        older.key,
        opened,
        np.concatenate([older.open, newer.open])[rows],
        np.concatenate([older.high, newer.high])[rows],
        np.concatenate([older.low, newer.low])[rows],
        np.concatenate([older.close, newer.close])[rows],
        np.concatenate([older.volume, newer.volume])[rows],
        np.concatenate([older.refilled, newer.refilled])[rows],
    )


def masked(series: CandleSeries, keep: NDArray[np.bool_]) -> CandleSeries:
    """Return the candles of `series` where `keep` [n] is true."""
    c = series
    return CandleSeries(
        c.key,
        c.opened_ms[keep],
        c.open[keep],
        c.high[keep],
        c.low[keep],
        c.close[keep],
        c.volume[keep],
        c.refilled[keep],
    )
