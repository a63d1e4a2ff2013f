"""Stored candles are what their venues say of that time, and none is missing."""

from collections.abc import Iterator
from math import isclose
from pathlib import Path

import numpy as np

from core.market.model import Floats, Interval, Pair, SeriesKey
from tests.simulator.faults import FOR_EVER, Plan
from tests.simulator.invariants.base import Invariant
from tests.simulator.prices import Prices
from tests.simulator.stored import known_unfinished, series_in
from tests.simulator.venues import LISTED, sellers
from tests.simulator.world import COINS

COLLECTED = (Interval.M1, Interval.H1)


class Candles(Invariant):
    """Looks at every candle when all is over."""

    def over(self, file: Path, until_ms: int) -> Iterator[str]:
        yield from wrong_candles(file, self._world.plan, COINS, self._world.prices, until_ms)
        yield from gaps(file, self._world.plan, COINS, until_ms)


def wrong_candles(file: Path, plan: Plan, coins: tuple[str, ...], prices: Prices, until_ms: int) -> Iterator[str]:
    """Yield candles closed by `until_ms` that are not what their venue says of that time. Where nobody collects any
    more, one may stay as it was when it was last asked for, and is known to be unfinished."""
    collected = {home(plan, coin) for coin in coins}
    for key, rows in series_in(file).items():
        is_collected = (key.venue, key.pair) in collected and key.interval in COLLECTED
        unfinished = set() if is_collected else known_unfinished(file, key)
        due = [row for row in rows if row.opened_ms + key.interval.ms <= until_ms and row.opened_ms not in unfinished]
        opens = np.array([row.opened_ms for row in due], dtype=np.int64)
        said = {v: prices.closed(v, key.pair, key.interval, opens) for v in {*sellers(key.pair), key.venue}}
        for number, row in enumerate(due):
            speakers = [v for v in sellers(key.pair) if v != key.venue] if row.refilled else [key.venue]
            if not any(_same(row.values, said[v][number]) for v in speakers):
                word = "refilled" if row.refilled else "own"
                name = f"{key.venue} {key.pair} {key.interval.value} {row.opened_ms}"
                yield f"{name}: {word} {row.values}, not {[said[v][number] for v in speakers]}"


def _same(values: tuple[float, ...], expected: Floats) -> bool:
    return all(isclose(one, other, rel_tol=1e-12) for one, other in zip(values, expected, strict=True))


def gaps(file: Path, plan: Plan, coins: tuple[str, ...], until_ms: int) -> Iterator[str]:
    """Yield candles closed by `until_ms` that are missing in a series that is to be collected, from its first on."""
    stored = series_in(file)
    for coin in coins:
        venue, pair = home(plan, coin)
        for interval in COLLECTED:
            rows = stored.get(SeriesKey(venue, pair, interval), [])
            if not rows:
                yield f"{venue} {pair} {interval.value} has no candle"
                continue
            there = {row.opened_ms for row in rows}
            last_ms = interval.floor_ms(until_ms) - interval.ms
            missing = [ms for ms in range(rows[0].opened_ms, last_ms + 1, interval.ms) if ms not in there]
            if missing:
                yield f"{venue} {pair} {interval.value} lacks {len(missing)} candles from {missing[0]}"


def home(plan: Plan, coin: str) -> tuple[str, Pair]:
    """Return where the coin is collected: at the first venue that still trades it, in dollars before their coin."""
    for venue in ("binance", "kraken", "kucoin"):
        if coin == "SOL" and plan.find(venue, plan.over_s, *FOR_EVER):
            continue
        for quote in ("USD", "USDT"):
            if Pair(coin, quote) in LISTED[venue]:
                return venue, Pair(coin, quote)
    raise AssertionError(f"nobody trades {coin}")
