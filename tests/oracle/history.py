"""Prices of the past: minute candles as the four prices they are read as, and longer candles built from them."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tests.oracle.wanted import DAY, MINUTE, WEEK


@dataclass(frozen=True)
class Candle:
    """One minute, `opened` in ms since 1970; `seen` are the prices of it that were seen before it closed, and when."""

    opened: int
    open: float
    high: float
    low: float
    close: float
    volume: float = 1.0
    seen: tuple[tuple[int, float], ...] = ()

    @property
    def closed(self) -> int:
        return self.opened + MINUTE

    @cached_property
    def prices(self) -> tuple[float, float, float, float]:
        """The four prices in the order in which they are judged (ruling 1)."""
        if self.close >= self.open:
            return self.open, self.low, self.high, self.close
        return self.open, self.high, self.low, self.close

    def left(self, turn: int, standing: float) -> float:
        """Return the price of a turn while `standing` is the last one: of what was seen of this minute already, only
        what goes further, and the close, is new."""
        if not self.seen or turn == len(self.prices) - 1:
            return self.prices[turn]
        price, prices = self.prices[turn], [price for _, price in self.seen]
        return price if turn and not min(prices) <= price <= max(prices) else standing


History = Mapping[str, Sequence[Candle]]


@dataclass(frozen=True, slots=True)
class Bar:
    """A longer candle. It closes by the clock at `closes`, and is judged at the close of the first minute that ends
    then or later: `judged`, None when there is none yet (ruling 22)."""

    closes: int
    judged: int | None
    high: float
    low: float
    close: float
    volume: Decimal


def bars(candles: Sequence[Candle], length: int) -> list[Bar]:
    """Return the candles of `length` on the UTC grid, built from what minutes there are."""
    grouped: dict[int, list[Candle]] = {}
    for candle in candles:
        grouped.setdefault(opening(candle.opened, length), []).append(candle)
    ends = [candle.closed for candle in candles]
    built = []
    for opened, minutes in grouped.items():
        first = bisect_left(ends, opened + length)
        built.append(_bar(opened + length, ends[first] if first < len(ends) else None, minutes))
    return built


def opening(at: int, length: int) -> int:
    """Return when the candle of `length` that holds `at` opens; weeks begin on Mondays, and 1970 on a Thursday."""
    shift = 4 * DAY if length == WEEK else 0
    return (at - shift) // length * length + shift


def _bar(closes: int, judged: int | None, minutes: Sequence[Candle]) -> Bar:
    return Bar(
        closes,
        judged,
        max(minute.high for minute in minutes),
        min(minute.low for minute in minutes),
        minutes[-1].close,
        sum((Decimal(repr(minute.volume)) for minute in minutes), Decimal(0)),
    )


def kept(history: History, folder: Path, quote: str = "USDT") -> Path:
    """Write the history as a folder of recorded candles."""
    folder.mkdir(parents=True, exist_ok=True)
    for coin, candles in history.items():
        columns = {"open_time": np.array([candle.opened for candle in candles], dtype=np.int64)}
        for name in ("open", "high", "low", "close", "volume"):
            columns[name] = np.array([getattr(candle, name) for candle in candles], dtype=np.float64)
        pq.write_table(pa.table(columns), folder / f"{coin.upper()}-{quote}.parquet")
    return folder


def recorded(folder: Path) -> dict[str, list[Candle]]:
    """Read a folder of recorded minute candles."""
    found = {}
    for file in sorted(folder.glob("*.parquet")):
        rows = pq.read_table(file, columns=["open_time", "open", "high", "low", "close", "volume"]).to_pydict()
        found[file.stem.split("-")[0].lower()] = [Candle(*row) for row in zip(*rows.values(), strict=True)]
    return found
