"""Candles and rules written so that a test shows only what matters: prices by the minute, rules by their text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from core.alerts.language import comparisons, parse, settled
from core.alerts.minutes import MINUTE_MS, Minutes
from core.alerts.model import Due
from core.alerts.replay import replayed
from core.alerts.standing import Watched
from core.alerts.terms import terms_of
from core.market.model import CandleSeries, Interval, Pair, SeriesKey, from_ms, to_ms
from tests.fakes.wishes import names

# A Thursday; the first candle opens here unless a test says otherwise.
DAWN = datetime.fromisoformat("2026-01-01T00:00Z")
# One price for a flat candle; open, high, low, close; None for a gap.
Row = float | tuple[float, float, float, float] | None


@dataclass(frozen=True, slots=True, order=True)
class Heard:
    """A message as somebody heard it: `due` and `at` in minutes since the first candle opened."""

    due: float
    at: float
    price: float | None
    label: str | None = None
    coin: str | None = "btc"

    @classmethod
    def of(cls, due: Due) -> "Heard":
        label = None if due.telling is None else due.telling.value
        return cls(minutes_since(due.due), minutes_since(due.at), due.price, label, due.coin)


def minutes_since(at: datetime) -> float:
    return (at - DAWN) / timedelta(minutes=1)


def minutes_of(
    rows: Sequence[Row], coin: str = "btc", volumes: Sequence[float] = (), opens: datetime = DAWN
) -> Minutes:
    """Return candles, a row each minute."""
    key = SeriesKey("replay", Pair(coin.upper(), "USD"), Interval.M1)
    kept = [i for i, row in enumerate(rows) if row is not None]
    figures = np.array([_figures(rows[i]) for i in kept], dtype=np.float64).reshape(-1, 4)
    traded = np.array([volumes[i] if volumes else 1.0 for i in kept], dtype=np.float64)
    opened = np.array([to_ms(opens) + i * MINUTE_MS for i in kept], dtype=np.int64)
    first, high, low, last = (np.ascontiguousarray(figures[:, i]) for i in range(4))
    return Minutes(CandleSeries(key, opened, first, high, low, last, traded))


def watched(number: int, text: str, zone: str = "UTC", made: datetime = DAWN) -> Watched:
    """Return the rule that `text` says, its levels in USD where it names no currency."""
    wish = settled(parse(text, names(), made.date()), "USD")
    return Watched(number, comparisons(wish.tree, wish.options), terms_of(wish, zone))


def heard(
    text: str,
    rows: Sequence[Row] | Mapping[str, Sequence[Row]],
    since: float = 0,
    until: float | None = None,
    zone: str = "UTC",
) -> list[Heard]:
    """Return what a rule tells over the candles, made `since` minutes after the first opened."""
    by_coin = rows if isinstance(rows, Mapping) else {"btc": rows}
    candles = {coin: minutes_of(each, coin) for coin, each in by_coin.items()}
    return [Heard.of(due) for due in played([text], candles, since, until, zone)]


def played(
    texts: Sequence[str],
    candles: Mapping[str, Minutes],
    since: float = 0,
    until: float | None = None,
    zone: str = "UTC",
) -> list[Due]:
    """Return what rules tell over candles; they are numbered from 1."""
    start = to_ms(DAWN) + int(since * MINUTE_MS)
    last = max(minutes.opened[-1] for minutes in candles.values()) + MINUTE_MS
    end = last if until is None else to_ms(DAWN) + int(until * MINUTE_MS)
    rules = [watched(i, text, zone, from_ms(start)) for i, text in enumerate(texts, 1)]
    return list(replayed(candles, "USD", rules, start, end))


def _figures(row: Row) -> tuple[float, float, float, float]:
    assert row is not None
    return row if isinstance(row, tuple) else (row, row, row, row)
