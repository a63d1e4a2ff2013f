"""Movers: who rose and who fell."""

from datetime import UTC, datetime

from core.market.model import Coin, Pair
from core.market.movers import movers, ranked
from core.market.quotes import Quote
from core.market.routes import Leg, Route

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def quoted(symbol: str, change: float | None) -> Quote:
    route = Route((Leg("kraken", Pair(symbol, "USD")),))
    return Quote(Coin(symbol.lower(), symbol, symbol), "USD", 1.0, NOON, "kraken", route, change=change)


QUOTES = [quoted("A", 0.1), quoted("B", -0.2), quoted("C", None), quoted("D", 0.3), quoted("E", 0.0)]


def test_the_strongest_come_first_and_the_unknown_not_at_all() -> None:
    assert [q.coin.symbol for q in ranked(QUOTES)] == ["D", "A", "E", "B"]


def test_gainers_rose_and_losers_fell() -> None:
    assert [q.coin.symbol for q in movers(QUOTES, "gainers", 10)] == ["D", "A"]
    assert [q.coin.symbol for q in movers(QUOTES, "losers", 10)] == ["B"]


def test_no_more_than_asked() -> None:
    assert [q.coin.symbol for q in movers(QUOTES, "gainers", 1)] == ["D"]
