"""Outliers: a price far from what every other fresh venue said in the same minute is not judged before one confirms it.

All times are ms UTC of the market; a minute is named by its close.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from core.alerts.minutes import MINUTE_MS
from core.alerts.streams import FRESH_MS
from core.market.model import Candle

# As a fraction of the other venues' extreme; exactly that much is believed.
BEYOND = 0.02
# How long after a price another venue's candle may close to confirm it: two intervals.
WITHIN_MS = 2 * MINUTE_MS
# Candles come late by some minutes at most; of a minute before these nobody asks.
_MINUTES_KEPT = 8
# New extremes of one minute that wait for witnesses; of a fall with more steps the last one stands for the rest.
_MOST_A_MINUTE = 64


class Span(NamedTuple):
    """The lowest and the highest price of a venue in a minute."""

    low: float
    high: float


class Suspect(NamedTuple):
    """A price that waits for a witness: when it was, and whose it is."""

    at: int
    price: float
    venue: str


def close_of(at: int) -> int:
    """Return the close of the minute that `at` lies in."""
    return at // MINUTE_MS * MINUTE_MS + MINUTE_MS


def is_beyond(price: float, others: Collection[Span]) -> bool:
    """Whether `price` is more than 2 % below what every other venue was at, or above; of nobody else it is not."""
    if not others:
        return False
    below = all(price < low * (1 - BEYOND) for low, _ in others)
    return below or all(price > high * (1 + BEYOND) for _, high in others)


def believed(candle: Candle, others: Collection[Span]) -> tuple[Candle | None, tuple[float, ...]]:
    """Return `candle` without the prices that are beyond `others`, as far as the rest of it goes (None when nothing is
    left), and those prices in the order in which a candle is read."""
    middle = (candle.low, candle.high) if candle.close >= candle.open else (candle.high, candle.low)
    prices = (candle.open, *middle, candle.close)
    suspects = tuple(dict.fromkeys(price for price in prices if is_beyond(price, others)))
    if not suspects:
        return candle, ()
    good = [price for price in prices if price not in suspects]
    if not good:
        return None, suspects
    low, high = min(good), max(good)
    first, last = (min(max(price, low), high) for price in (candle.open, candle.close))
    return replace(candle, open=first, high=high, low=low, close=last), suspects


class _Minute(NamedTuple):
    low: float
    high: float
    last: float
    last_at: int


class Extremes:
    """What one pair of one venue was at in each of the last minutes, in its own quote."""

    __slots__ = ("_minutes",)

    def __init__(self) -> None:
        self._minutes: dict[int, _Minute] = {}

    def note(self, price: float, at: int) -> None:
        """Take in one price."""
        self._keep(close_of(at), _Minute(price, price, price, at))

    def note_candle(self, close: int, low: float, high: float, last: float) -> None:
        """Take in the candle of a minute."""
        self._keep(close, _Minute(low, high, last, close))

    def said(self, close: int) -> Span | None:
        """Return what it was at in that minute, and at its beginning; None if it said nothing then."""
        minute = self._minutes.get(close)
        return None if minute is None else Span(minute.low, minute.high)

    def during(self, close: int) -> Span | None:
        """As `said`, where the price still stands that was said in one of the two minutes before; None if there was
        none."""
        return self.said(close) or self._standing(close)

    def _standing(self, close: int) -> Span | None:
        for earlier in range(close - MINUTE_MS, close - FRESH_MS - 1, -MINUTE_MS):
            minute = self._minutes.get(earlier)
            if minute is not None:
                return Span(minute.last, minute.last)
        return None

    def _keep(self, close: int, new: _Minute) -> None:
        known = self._minutes.get(close)
        if known is not None:
            newest = max(known, new, key=lambda each: each.last_at)
            low, high = min(known.low, new.low), max(known.high, new.high)
            self._minutes[close] = _Minute(low, high, newest.last, newest.last_at)
            return
        before = self._standing(close)
        low, high = (new.low, new.high) if before is None else (min(new.low, before.low), max(new.high, before.high))
        self._minutes[close] = _Minute(low, high, new.last, new.last_at)
        if len(self._minutes) > _MINUTES_KEPT:
            del self._minutes[min(self._minutes)]


class Suspects:
    """Prices of one stream that wait for a witness: in each minute each one that went further than those before it."""

    __slots__ = ("_minutes",)

    def __init__(self, waiting: Iterable[Suspect] = ()) -> None:
        self._minutes: dict[int, list[Suspect]] = {}
        for each in waiting:
            self.add(each)

    def __len__(self) -> int:
        return sum(map(len, self._minutes.values()))

    def __iter__(self) -> Iterator[Suspect]:
        for minute in sorted(self._minutes):
            yield from self._minutes[minute]

    def add(self, suspect: Suspect) -> bool:
        """Hold a price; return whether it tells more than those that are held of its minute and venue."""
        # A candle's prices are dated at its close, which ends their minute.
        held = self._minutes.setdefault(close_of(suspect.at - 1), [])
        same = [each.price for each in held if each.venue == suspect.venue]
        if same and min(same) <= suspect.price <= max(same):
            return False
        if len(held) >= _MOST_A_MINUTE:
            held.pop()
        held.append(suspect)
        return True

    def drop(self, gone: Iterable[Suspect]) -> None:
        """Hold these no more."""
        away = set(gone)
        left = {close: [each for each in held if each not in away] for close, held in self._minutes.items()}
        self._minutes = {close: held for close, held in left.items() if held}


def witnessed(suspect: Suspect, said: Iterable[tuple[int, Span]]) -> bool:
    """Whether another venue confirms a price: it was near it, or beyond, in the price's minute or in one that closed
    within two intervals. `said` is what the venue was at, by minute."""
    return any(
        suspect.at <= close <= suspect.at + WITHIN_MS and not is_beyond(suspect.price, (span,)) for close, span in said
    )


def minutes_to_witness(suspect: Suspect) -> range:
    """Return the closes of the minutes in which another venue may confirm a price."""
    first = close_of(suspect.at - 1)
    return range(first, suspect.at + WITHIN_MS + 1, MINUTE_MS)
