"""A folder of candles as an evaluation takes it: what is no candle is left out and said, and spoils nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from adapters.venues.replay_files import FIGURES, columns, files_of, pair_of
from core.kernel.errors import UnknownName
from core.market.model import Floats, Instants, Interval
from ml.evaluation import is_forecast
from ml.panel import Series


@dataclass(frozen=True, slots=True)
class CandleFolder:
    """Candles by pair, and in words what was left out."""

    series: dict[str, Series]
    left_out: tuple[str, ...]


def candles_in(folder: Path, interval: Interval) -> CandleFolder:
    """Return the candles of `interval` of every coin that gets forecasts. UnknownName for a folder without a file."""
    series: dict[str, Series] = {}
    notes: list[str] = []
    for file in files_of(folder):
        try:
            pair = pair_of(file)
            opened, figures = columns(file, FIGURES)
        except UnknownName as error:
            notes.append(f"{file.name} is left out: it cannot be read as {error.example}.")
            continue
        if not is_forecast(pair.base):
            notes.append(f"{file.name} is left out: {pair.base} gets no forecast.")
        elif not _is_of(opened, interval):
            notes.append(f"{file.name} is left out: its rows are not {interval.value} apart, on the clock of UTC.")
        else:
            one = _candles(opened, figures, interval)
            if lost := opened.size - one.opened_ms.size:
                notes.append(f"{file.name}: {lost} of {opened.size} rows are left out: no candle, or one more of it.")
            if one.opened_ms.size:
                series[str(pair)] = one
    return CandleFolder(series, tuple(notes))


def _is_of(opened: Instants, interval: Interval) -> bool:
    """Whether most rows come one candle after the one before, and open where candles do."""
    times = np.unique(opened)
    apart, counts = np.unique(np.diff(times), return_counts=True)
    on_grid = np.mean(times % interval.ms == 0) > 0.5
    return bool(on_grid and (times.size == 1 or apart[np.argmax(counts)] == interval.ms))


def _candles(opened: Instants, figures: Sequence[Floats], interval: Interval) -> Series:
    """Return the rows that are candles, oldest first; of several with the same opening time the first one."""
    first, high, low, last, volume = figures
    prices = np.stack((first, high, low, last))
    with np.errstate(invalid="ignore"):
        is_candle = np.all(np.isfinite(prices) & (prices > 0), axis=0) & (low <= high) & (opened % interval.ms == 0)
    kept = np.flatnonzero(is_candle)
    times, places = np.unique(opened[kept], return_index=True)
    rows = kept[places]
    traded = volume[rows]
    return Series(
        times,
        np.max(prices[:, rows], axis=0),
        np.min(prices[:, rows], axis=0),
        last[rows],
        np.where(np.isfinite(traded) & (traded > 0), traded, 0.0),
    )
