"""Recorded candles on disk: one Parquet file a pair, `BASE-QUOTE.parquet`, whatever its interval."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np

from core.kernel.errors import UnknownName
from core.market.model import Floats, Instants, Interval, Pair, from_ms

TIME = "open_time"
FIGURES = ("open", "high", "low", "close", "volume")
_NAME = re.compile(r"([A-Z0-9]{1,20})-([A-Z0-9]{1,20})")
_EXAMPLE = "BTC-USDT.parquet"
# The intervals that are stored, longest first: the longest that fits is the file's.
_STORED = (Interval.D1, Interval.H1, Interval.M1)


@dataclass(frozen=True, slots=True)
class Recording:
    """The candles of one file as columns, oldest first; `interval` is what its opening times say."""

    interval: Interval
    opened_ms: Instants
    open: Floats
    high: Floats
    low: Floats
    close: Floats
    volume: Floats

    @property
    def span(self) -> tuple[datetime, datetime]:
        """When the first candle opens and the last one closes."""
        return from_ms(int(self.opened_ms[0])), from_ms(int(self.opened_ms[-1]) + self.interval.ms)

    def sliced(self, rows: slice) -> "Recording":
        """Return only `rows`."""
        columns = (self.open[rows], self.high[rows], self.low[rows], self.close[rows], self.volume[rows])
        return Recording(self.interval, self.opened_ms[rows], *columns)


def recordings(folder: Path) -> dict[Pair, Path]:
    """Return the file of each pair in `folder`; UnknownName for a folder without any, or a file named otherwise."""
    return {pair_of(file): file for file in files_of(folder)}


def files_of(folder: Path) -> list[Path]:
    """Return the files in `folder`, by name; UnknownName for a folder without any."""
    files = sorted(folder.glob("*.parquet")) if folder.is_dir() else []
    if not files:
        raise UnknownName("folder", str(folder), example=f"a folder with {_EXAMPLE}")
    return files


def interval_of(file: Path) -> tuple[Interval, Instants]:
    """Return a file's interval and the opening times that it has, without reading its prices."""
    opened, _ = columns(file, ())
    return _interval(file, opened), opened


def opened_in(file: Path, interval: Interval) -> Instants:
    """Return the opening times of a file that is known to hold candles of `interval`, however few and far between."""
    opened, _ = columns(file, ())
    return _on_grid(file, opened, interval)


def read(file: Path, interval: Interval | None = None) -> Recording:
    """Return what `file` holds, candles of `interval` if that is known; UnknownName when it is no file of candles, or
    one of its candles is none."""
    opened, (first, high, low, last, volume) = columns(file, FIGURES)
    if interval is None:
        interval = _interval(file, opened)
    recording = Recording(interval, _on_grid(file, opened, interval), first, high, low, last, volume)
    if not _is_sound(recording):
        raise _foreign(file)
    return recording


def pair_of(file: Path) -> Pair:
    """Return the pair that a file is named after; UnknownName for one that is named otherwise."""
    name = _NAME.fullmatch(file.stem)
    if name is None:
        raise _foreign(file)
    return Pair(name[1], name[2])


def columns(file: Path, figures: Sequence[str]) -> tuple[Instants, list[Floats]]:
    """Return the opening times of `file` and those of its `figures`, as they stand there; UnknownName for a file that
    has not all of them."""
    # Half a second to import, and only a replay needs it.
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(file) as source:
            if not {TIME, *FIGURES} <= set(source.schema_arrow.names):
                raise _foreign(file)
            table = source.read(columns=[TIME, *figures])
        if table.num_rows < 1 or table.column(TIME).null_count:
            raise _foreign(file)
        opened = _in_ms(table.column(TIME)).to_numpy()
        return opened, [table.column(name).cast(pa.float64()).to_numpy() for name in figures]
    except (pa.ArrowException, OSError) as error:
        raise _foreign(file) from error


def _in_ms(times: Any) -> Any:
    """Return a column of opening times as numbers; pandas writes instants of its own in any unit."""
    import pyarrow as pa

    if pa.types.is_timestamp(times.type):
        times = times.cast(pa.timestamp("ms", tz=times.type.tz))
    return times.cast(pa.int64())


def _interval(file: Path, opened: Instants) -> Interval:
    for interval in _STORED:
        if _is_on_grid(opened, interval) and bool(np.any(np.diff(opened) == interval.ms)):
            return interval
    raise _foreign(file)


def _on_grid(file: Path, opened: Instants, interval: Interval) -> Instants:
    if not _is_on_grid(opened, interval):
        raise _foreign(file)
    return opened


def _is_on_grid(opened: Instants, interval: Interval) -> bool:
    return bool(np.all(opened % interval.ms == 0)) and bool(np.all(np.diff(opened) > 0))


def _is_sound(candles: Recording) -> bool:
    prices = np.stack((candles.open, candles.high, candles.low, candles.close))
    return bool(
        np.all(np.isfinite(prices))
        and np.all(prices > 0)
        and np.all(candles.low <= np.minimum(candles.open, candles.close))
        and np.all(candles.high >= np.maximum(candles.open, candles.close))
        and np.all(np.isfinite(candles.volume))
        and np.all(candles.volume >= 0)
    )


def _foreign(file: Path) -> UnknownName:
    return UnknownName("file", file.name, example=f"{_EXAMPLE} with columns {', '.join((TIME, *FIGURES))}")
