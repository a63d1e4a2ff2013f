"""Pasts for tests, written down as prices."""

from collections.abc import Iterable, Sequence

from tests.oracle.history import Candle
from tests.oracle.judge import Message, Span, due
from tests.oracle.wanted import MINUTE, Wanted

NOON = 1_609_502_400_000  # 2021-01-01 12:00 UTC
Prices = float | tuple[float, float, float, float]


def past(prices: Iterable[Prices | None], opened: int = NOON) -> list[Candle]:
    """Return a candle a minute: of one price, or open, high, low, close; None leaves a gap."""
    candles = []
    for number, given in enumerate(prices):
        if given is not None:
            figures = given if isinstance(given, tuple) else (given, given, given, given)
            candles.append(Candle(opened + number * MINUTE, *figures))
    return candles


def told(wanted: Wanted, candles: Sequence[Candle], start: int = NOON, end: int | None = None) -> list[Message]:
    """Return what is due from a rule about btc."""
    return due(wanted, {"btc": candles}, Span(start, end or candles[-1].closed))


def minutes(messages: Sequence[Message]) -> list[float]:
    """Return when each message is due, in minutes after noon."""
    return [(message.due - NOON) / MINUTE for message in messages]
