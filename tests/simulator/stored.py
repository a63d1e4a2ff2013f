"""What must be true of what is stored: read from the file itself, by its own statements."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from math import isclose
from pathlib import Path

import numpy as np

from core.market.model import Floats, Interval, Pair, SeriesKey
from tests.simulator.faults import FOR_EVER, Plan
from tests.simulator.model import sellers
from tests.simulator.prices import Prices
from tests.simulator.venues import LISTED

COLLECTED = (Interval.M1, Interval.H1)
ENDED = {"sent", "dead", "waiting"}


@dataclass(frozen=True, slots=True)
class Row:
    """A candle as it is stored."""

    opened_ms: int
    values: tuple[float, ...]
    refilled: bool


def series_in(file: Path) -> dict[SeriesKey, list[Row]]:
    """Return every stored candle, by series."""
    found: dict[SeriesKey, list[Row]] = {}
    with closing(sqlite3.connect(file)) as database:
        for number, venue, base, quote, interval in database.execute(
            'SELECT id, venue, base, quote, "interval" FROM series ORDER BY id'
        ):
            rows = database.execute(
                "SELECT opened_ms, open, high, low, close, volume, refilled FROM candles"
                " WHERE series_id = ? ORDER BY opened_ms",
                (number,),
            )
            key = SeriesKey(venue, Pair(base, quote), Interval(interval))
            found[key] = [Row(row[0], row[1:6], bool(row[6])) for row in rows]
    return found


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


def known_unfinished(file: Path, key: SeriesKey) -> set[int]:
    """Return the opening times of candles that the house itself does not take for whole."""
    name = f"unfinished:{key.venue}:{key.pair}:{key.interval.value}"
    with closing(sqlite3.connect(file)) as database:
        kept = database.execute("SELECT text FROM memory WHERE key = ?", (name,)).fetchone()
    return set(json.loads(kept[0])) if kept else set()


def home(plan: Plan, coin: str) -> tuple[str, Pair]:
    """Return where the coin is collected: at the first venue that still trades it, in dollars before their coin."""
    for venue in ("binance", "kraken", "kucoin"):
        if coin == "SOL" and plan.find(venue, plan.over_s, *FOR_EVER):
            continue
        for quote in ("USD", "USDT"):
            if Pair(coin, quote) in LISTED[venue]:
                return venue, Pair(coin, quote)
    raise AssertionError(f"nobody trades {coin}")


def unfinished_notices(file: Path, now_ms: int) -> Iterator[str]:
    """Yield notices that are neither sent, nor dead of something, nor waiting; nor of unknown fate and to be said
    again later than `now_ms` (real time)."""
    with closing(sqlite3.connect(file)) as database:
        for key, state, reason, again_ms in database.execute(
            "SELECT key, state, reason, next_try_at FROM notices ORDER BY id"
        ):
            is_later = state == "uncertain" and again_ms is not None and again_ms > now_ms
            if (state not in ENDED and not is_later) or (state == "dead" and not reason):
                yield f"notice {key} is {state} ({reason})"


def notices(file: Path) -> list[tuple[str, str]]:
    """Return (kind, state) of every notice."""
    with closing(sqlite3.connect(file)) as database:
        return list(database.execute("SELECT kind, state FROM notices ORDER BY id"))


def damages(file: Path) -> Iterator[str]:
    """Yield what SQLite itself finds wrong with the file."""
    with closing(sqlite3.connect(file)) as database:
        for (found,) in database.execute("PRAGMA integrity_check"):
            if found != "ok":
                yield f"the file is damaged: {found}"


def holding(folder: Path, secret: str) -> Iterator[str]:
    """Yield files in which the secret can be read."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and secret.encode() in path.read_bytes():
            yield path.name
