"""Rules judged over stored candles, minute by minute: replays for outside judges, and previews."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.alerts.evaluator import Evaluator, Rows
from core.alerts.minutes import MINUTE_MS, Minutes
from core.alerts.model import Due
from core.alerts.standing import Watched
from core.alerts.streams import Book, Stream, opened


def replayed(
    candles: Mapping[str, Minutes], unit: str, rules: Sequence[Watched], start: int, end: int
) -> Iterator[Due]:
    """Yield what is due from `rules`, made at `start`, up to and including `end` (ms), by the candles of each coin
    (by its word), whose prices are all in `unit`. Candles that open before `start` are history."""
    books = {coin: _standing(Stream(coin), minutes, unit, start) for coin, minutes in candles.items()}
    evaluator = Evaluator(lambda stream: books[stream.coin])
    for rule in rules:
        evaluator.add(rule)
    for at, rows in minutes_of(books.values(), start, end):
        yield from evaluator.closed_rows(at, rows)
        yield from evaluator.clock(at)
        if not len(evaluator):
            return
    yield from evaluator.clock(end)


@dataclass(frozen=True, slots=True)
class Looked:
    """How often a rule told, and whether it holds at the end (None: not known)."""

    times: int
    holds: bool | None


def looked_back(candles: Mapping[Stream, Minutes], rule: Watched, start: int, end: int) -> Looked:
    """Return what `rule`, made at `start`, did by `end` (ms), by the candles of each stream. Candles that open before
    `start` are history."""
    books = {stream: _standing(stream, minutes, stream.unit or "", start) for stream, minutes in candles.items()}
    evaluator, times = Evaluator(lambda stream: books[stream]), 0
    evaluator.add(rule)
    for at, rows in minutes_of(books.values(), start, end):
        times += len(evaluator.closed_rows(at, rows)) + len(evaluator.clock(at))
    return Looked(times, evaluator.holds(rule.id))


def _standing(stream: Stream, minutes: Minutes, unit: str, start: int) -> Book:
    return opened(stream, minutes, int(np.searchsorted(np.asarray(minutes.opened), start)) - 1, unit, None)


def minutes_of(books: Iterable[Book], start: int, end: int) -> Iterator[tuple[int, Rows]]:
    """Yield each minute in which some coin has a candle, by its close, with the four prices of each such candle."""
    columns = [(book, book.minutes) for book in books]
    opened = [np.asarray(minutes.opened) for _, minutes in columns]
    rows_of = [int(np.searchsorted(times, start)) for times in opened]
    every = np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *opened]))
    for time in every[(every >= start) & (every + MINUTE_MS <= end)].tolist():
        rows = []
        for i, (book, minutes) in enumerate(columns):
            row = rows_of[i]
            if row < len(minutes.opened) and minutes.opened[row] == time:
                rows.append((book, (minutes.open[row], minutes.high[row], minutes.low[row], minutes.close[row])))
                rows_of[i] = row + 1
        yield time + MINUTE_MS, rows
