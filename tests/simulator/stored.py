"""What is stored: read from the file itself, by statements of our own."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from core.market.model import Interval, Pair, SeriesKey

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


def known_unfinished(file: Path, key: SeriesKey) -> set[int]:
    """Return the opening times of candles that the house itself does not take for whole."""
    name = f"unfinished:{key.venue}:{key.pair}:{key.interval.value}"
    with closing(sqlite3.connect(file)) as database:
        kept = database.execute("SELECT text FROM memory WHERE key = ?", (name,)).fetchone()
    return set(json.loads(kept[0])) if kept else set()


def notices(file: Path) -> list[tuple[str, str]]:
    """Return (kind, state) of every notice."""
    with closing(sqlite3.connect(file)) as database:
        return list(database.execute("SELECT kind, state FROM notices ORDER BY id"))


def holding(folder: Path, secret: str) -> Iterator[str]:
    """Yield files in which the secret can be read."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and secret.encode() in path.read_bytes():
            yield path.name
