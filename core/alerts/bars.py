"""Candles of a longer timeframe, as indicators are asked for: by the instant up to which they have closed."""

from bisect import bisect_right

from core.market.model import CandleSeries, Interval


class Bars:
    """Candles of one timeframe as columns, oldest first: high, low, close, volume are [n], closes_ms a list of [n].

    They were made of the first `rows` minutes; those that close by `complete_until` (ms) will not change.
    """

    __slots__ = ("close", "closes_ms", "complete_until", "high", "low", "rows", "timeframe", "volume")

    def __init__(self, timeframe: Interval, series: CandleSeries, rows: int, complete_until: int) -> None:
        self.timeframe, self.rows, self.complete_until = timeframe, rows, complete_until
        self.closes_ms: list[int] = (series.opened_ms + timeframe.ms).tolist()
        self.high, self.low, self.close, self.volume = series.high, series.low, series.close, series.volume

    def closed_by(self, at: int) -> int:
        """Return the row of the last bar that has closed by `at` (ms), -1 without one."""
        return bisect_right(self.closes_ms, at) - 1
