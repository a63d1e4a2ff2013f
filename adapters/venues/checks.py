"""What may leave the adapter: positive finite prices, candles in order and on the grid, books that are not crossed."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

import numpy as np

from core.market.model import CandleSeries, OrderBook, SeriesKey, Ticker, Trade, from_ms, to_ms

# A venue's clock and ours may differ by this before a candle counts as one of the future.
LEEWAY: Final = timedelta(seconds=5)
_OLDEST_MS: Final = to_ms(from_ms(0).replace(year=2009))

Row = tuple[int, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Sieved:
    """Candles that passed, by opening time, and how many did not, by why: misshapen, unpriced, misordered, off_grid,
    future, repeated."""

    rows: Mapping[int, Row]
    dropped: Mapping[str, int]


def sieve(rows: Iterable[object], step_ms: int, now: datetime) -> Sieved:
    """Return those of `rows` ([opened ms, open, high, low, close, volume]) that are candles.

    `now` is the venue's present: the running candle passes, a later one does not. Of two with the same time the later
    in the answer is kept, since a venue revises by repeating.
    """
    kept: dict[int, Row] = {}
    dropped: Counter[str] = Counter()
    latest = to_ms(now + LEEWAY)
    for row in rows:
        candle = _candle(row)
        fault = _fault(candle, step_ms, latest) if candle is not None else "misshapen"
        if candle is None or fault:
            dropped[fault or "misshapen"] += 1
            continue
        dropped["repeated"] += candle[0] in kept
        kept[candle[0]] = candle
    return Sieved(kept, +dropped)


def _candle(row: object) -> Row | None:
    if not isinstance(row, list | tuple) or len(row) < 6:
        return None
    opened = number(row[0])
    figures = [number(cell) for cell in row[1:6]]
    if opened is None or opened != int(opened) or any(figure is None for figure in figures):
        return None
    return (int(opened), *figures)  # type: ignore[return-value]  # none of the five is None, as was just seen


def _fault(candle: Row, step_ms: int, latest: int) -> str:
    opened, first, high, low, last, volume = candle
    if min(first, high, low, last) <= 0 or volume < 0:
        return "unpriced"
    if not low <= min(first, last) <= max(first, last) <= high:
        return "misordered"
    if opened % step_ms or opened < _OLDEST_MS:
        return "off_grid"
    return "future" if opened > latest else ""


def series(key: SeriesKey, rows: Mapping[int, Row], since: datetime, until: datetime) -> CandleSeries:
    """Return the sieved `rows` that open in [since, until) as columns, oldest first."""
    first, last = to_ms(since), to_ms(until)
    chosen = [rows[opened] for opened in sorted(rows) if first <= opened < last]
    first_price, high, low, last_price, volume = (
        np.array([row[1:] for row in chosen], dtype=np.float64).reshape(-1, 5).T.copy()
    )
    opened_ms = np.array([row[0] for row in chosen], dtype=np.int64)
    return CandleSeries(key, opened_ms, first_price, high, low, last_price, volume)


def ticker(blank: Ticker, said: Mapping[str, Any], now: datetime) -> Ticker | None:
    """Return `blank` filled with what ccxt's ticker structure says, None when it has no price.

    `now` is the venue's present, the time of a ticker that names none or one that is still to come. A second figure
    that makes no sense is left out, rather than the price with it.
    """
    last = positive(said.get("last"))
    if last is None:
        return None
    bid, ask = positive(said.get("bid")), positive(said.get("ask"))
    high, low = positive(said.get("high")), positive(said.get("low"))
    percent = number(said.get("percentage"))
    return replace(
        blank,
        last=last,
        at=instant(said.get("timestamp"), now),
        bid=None if bid and ask and bid > ask else bid,
        ask=None if bid and ask and bid > ask else ask,
        change_24h=percent / 100 if percent is not None and percent > -100 else None,
        high_24h=None if high and low and low > high else high,
        low_24h=None if high and low and low > high else low,
        base_volume_24h=_amount(said.get("baseVolume")),
        quote_volume_24h=_amount(said.get("quoteVolume")),
    )


def order_book(blank: OrderBook, said: Mapping[str, Any], now: datetime) -> OrderBook | None:
    """Return `blank` filled with the levels of ccxt's order book that are any, best first; None when it is crossed,
    empty on both sides, or when levels were given and none is one."""
    bids = _levels(said.get("bids"), best=max)
    asks = _levels(said.get("asks"), best=min)
    if bids is None or asks is None or not (bids or asks):
        return None
    if bids and asks and bids[0][0] >= asks[0][0]:
        return None
    return replace(blank, bids=bids, asks=asks, at=instant(said.get("timestamp"), now))


def _levels(said: object, best: Any) -> tuple[tuple[float, float], ...] | None:
    if not isinstance(said, Sequence) or isinstance(said, str | bytes):
        return None
    levels = {}
    for level in said:
        pair = level if isinstance(level, list | tuple) and len(level) >= 2 else (None, None)
        price, size = positive(pair[0]), positive(pair[1])
        if price is not None and size is not None:
            levels[price] = size
    if said and not levels:
        return None
    return tuple(sorted(levels.items(), reverse=best is max))


def trade(blank: Trade, said: Mapping[str, Any], now: datetime) -> Trade | None:
    """Return `blank` filled with what ccxt's trade structure says, None when it has no price."""
    price = positive(said.get("price"))
    if price is None:
        return None
    return replace(blank, price=price, size=_amount(said.get("amount")) or 0.0, at=instant(said.get("timestamp"), now))


def instant(ms: object, now: datetime) -> datetime:
    """Return the instant of `ms`, or `now` where it is none, before there were markets, or yet to come."""
    value = number(ms)
    if value is None or not _OLDEST_MS <= value <= to_ms(now):
        return now
    return from_ms(int(value))


def number(said: object) -> float | None:
    """Return `said`, a number or the text of one, as a finite float; None for anything else."""
    if isinstance(said, bool) or not isinstance(said, int | float | str):
        return None
    try:
        value = float(said)
    except (ValueError, OverflowError):
        return None
    return value if math.isfinite(value) else None


def positive(said: object) -> float | None:
    """Return `said` as a finite float above zero, None for anything else."""
    value = number(said)
    return value if value is not None and value > 0 else None


def _amount(said: object) -> float | None:
    value = number(said)
    return value if value is not None and value >= 0 else None
