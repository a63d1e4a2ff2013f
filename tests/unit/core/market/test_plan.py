"""Plan: which series are collected, and how far back."""

from datetime import UTC, datetime, timedelta

from core.market.catalogue import Catalogue
from core.market.model import Interval, Listing, Pair
from core.market.plan import BEGINNING, plan
from core.market.routes import Router

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def test_every_coin_is_planned_where_it_is_preferred_the_shortest_interval_first() -> None:
    router, catalogue = Router(("binance", "kraken")), Catalogue()
    router.learn("binance", [Listing("binance", Pair("BTC", "USDT"))])
    router.learn("kraken", [Listing("kraken", Pair("BTC", "USD")), Listing("kraken", Pair("XMR", "USD"))])
    coins = [catalogue.of_symbol(symbol) for symbol in ("BTC", "XMR", "GALA")]
    depths = {Interval.M1: timedelta(days=1), Interval.D1: None}
    planned = plan(coins, (Interval.D1, Interval.M1), depths, router, NOON)
    assert [(p.key.venue, str(p.key.pair), p.key.interval, p.since) for p in planned] == [
        ("binance", "BTC/USDT", Interval.M1, NOON - timedelta(days=1)),
        ("kraken", "XMR/USD", Interval.M1, NOON - timedelta(days=1)),
        ("binance", "BTC/USDT", Interval.D1, BEGINNING),
        ("kraken", "XMR/USD", Interval.D1, BEGINNING),
    ]
