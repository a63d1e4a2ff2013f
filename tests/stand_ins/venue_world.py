"""A small market for stand-in venues: the same candle for the same pair and time, always; and the lies one may tell."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum

from core.market.model import Candle, CandleSeries, Interval, Pair, SeriesKey, from_ms, to_ms

DAY_MS = 86_400_000

Cells = tuple[int, float, float, float, float, float]
"""Opened at (ms), open, high, low, close, volume."""


class Lie(Enum):
    """Ways in which a venue's well-formed answer may be wrong."""

    REPEATED = "each candle comes twice"
    SHUFFLED = "newest first, then oldest, and so on"
    FUTURE = "a day of candles that are still to come"
    OFF_GRID = "one candle opens between two"
    UPSIDE_DOWN = "one candle's high is below its low"
    PRICELESS = "one candle, and the first ticker, has a price of zero"
    BOUNDLESS = "one candle, and the first ticker, has a price of 1e400"
    HOLED = "every third candle is missing"
    CROSSED = "bids above asks"


@dataclass(slots=True)
class World:
    """`prices` are what each listed pair costs on the average; `now` is the venues' time.

    Candles come from `series` where it has the pair and interval, else from a formula. `delisted` pairs are listed
    as such, `gone` ones are unknown, though lists still name them; nothing is older than `since`.
    """

    prices: Mapping[Pair, float]
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    since: datetime = datetime(2023, 1, 1, tzinfo=UTC)
    series: Sequence[CandleSeries] = ()
    delisted: set[Pair] = field(default_factory=set)
    gone: set[Pair] = field(default_factory=set)
    lies: set[Lie] = field(default_factory=set)

    def candles(self, pair: Pair, step_ms: int, since_ms: int, until_ms: int) -> list[Cells]:
        """Return what the venue has from `since_ms` up to and including `until_ms`, the running candle too, oldest
        first unless it lies."""
        last = min(until_ms, to_ms(self.now()))
        given = self._given(pair, step_ms)
        if given is not None:
            rows = [cells for cells in given if since_ms <= cells[0] <= last]
        else:
            first = max(since_ms, to_ms(self.since))
            opens = range(-(-first // step_ms) * step_ms, last + 1, step_ms)
            rows = [self.candle(pair, step_ms, opened) for opened in opens]
        return self._told(rows, step_ms)

    def candle(self, pair: Pair, step_ms: int, opened_ms: int) -> Cells:
        """Return the formula's candle."""
        first, last = self.price(pair, opened_ms), self.price(pair, opened_ms + step_ms)
        high, low = round(max(first, last) * 1.001, 8), round(min(first, last) * 0.999, 8)
        return opened_ms, first, high, low, last, round(10 + 5 * math.sin(opened_ms / DAY_MS), 4)

    def price(self, pair: Pair, at_ms: int) -> float:
        waves = 0.05 * math.sin(2 * math.pi * at_ms / DAY_MS) + 0.01 * math.sin(at_ms / 3_700_000)
        return round(self.prices[pair] * math.exp(waves), 8)

    def price_now(self, pair: Pair) -> float:
        return self.price(pair, to_ms(self.now()))

    def expected(self, venue: str, pair: Pair, interval: Interval, since: datetime, until: datetime) -> CandleSeries:
        """Return the truth that an honest adapter should arrive at."""
        rows = self.candles(pair, interval.ms, to_ms(since), to_ms(until) - 1)
        return CandleSeries.of(
            SeriesKey(venue, pair, interval), [Candle(from_ms(cells[0]), *cells[1:]) for cells in rows]
        )

    def _given(self, pair: Pair, step_ms: int) -> list[Cells] | None:
        for series in self.series:
            if series.key.pair == pair and series.key.interval.ms == step_ms:
                return [(to_ms(c.opened_at), c.open, c.high, c.low, c.close, c.volume) for c in series]
        return None

    def _told(self, rows: list[Cells], step_ms: int) -> list[Cells]:
        if Lie.HOLED in self.lies:
            rows = [cells for cells in rows if cells[0] // step_ms % 3]
        if rows:
            rows = rows + [self._spoilt(lie, rows[len(rows) // 2], step_ms) for lie in self.lies if lie in _SPOILT]
        if Lie.FUTURE in self.lies and rows:
            opened, *figures = rows[-1]
            rows = rows + [(opened + k * step_ms, *figures) for k in range(2, 2 + DAY_MS // step_ms)]  # type: ignore[misc]
        if Lie.REPEATED in self.lies:
            rows = [cells for cells in rows for _ in range(2)]
        if Lie.SHUFFLED in self.lies:
            half = len(rows) // 2
            rows = rows[half:][::-1] + rows[:half]
        return rows

    @staticmethod
    def _spoilt(lie: Lie, cells: Cells, step_ms: int) -> Cells:
        opened, first, high, low, last, volume = cells
        if lie is Lie.OFF_GRID:
            return opened + step_ms // 2, first, high, low, last, volume
        if lie is Lie.UPSIDE_DOWN:
            return opened, first, low, high, last, volume
        if lie is Lie.BOUNDLESS:
            return opened, first, math.inf, low, last, volume
        return opened, first, high, 0.0, last, volume


_SPOILT = {Lie.OFF_GRID, Lie.UPSIDE_DOWN, Lie.PRICELESS, Lie.BOUNDLESS}


def text(value: float) -> str:
    """Return a number as venues write it: plain decimals, as text; 1e400 for what is boundless."""
    return "1e400" if math.isinf(value) else f"{value:.8f}"


PAIRS: Mapping[Pair, float] = {
    Pair("BTC", "USDT"): 60_000.0,
    Pair("ETH", "USDT"): 2_500.0,
    Pair("SOL", "USDT"): 150.0,
    Pair("DOGE", "USDT"): 0.15,
    Pair("BTC", "USD"): 60_010.0,
    Pair("ETH", "USD"): 2_501.0,
    Pair("SOL", "USD"): 150.1,
    Pair("USDT", "USD"): 1.0001,
    Pair("EUR", "USD"): 1.08,
    Pair("BTC", "EUR"): 55_500.0,
    Pair("EUR", "USDT"): 1.0799,
}
"""Enough to quote a few coins in dollars and euros at any of the four venues."""
