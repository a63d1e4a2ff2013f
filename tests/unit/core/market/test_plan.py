"""Plan: which series are collected, and how far back."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.errors import UnknownName
from core.market.catalogue import Catalogue
from core.market.model import Interval, Listing, Pair
from core.market.plan import BEGINNING, plan, read_depths, read_intervals
from core.market.routes import Router

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def test_depths_are_read_as_they_are_set() -> None:
    assert read_depths("1m:14d, 1h:3y,1d:all") == {
        Interval.M1: timedelta(days=14),
        Interval.H1: timedelta(days=3 * 365.25),
        Interval.D1: None,
    }


@pytest.mark.parametrize("text", ["1m", "5m:3d", "1m:3x", "1m:-3d", "x", "1h:all:all"])
def test_a_malformed_depth_is_named_with_an_example(text: str) -> None:
    with pytest.raises(UnknownName) as raised:
        read_depths(text)
    assert raised.value.given == text
    assert raised.value.example


def test_only_stored_intervals_can_be_collected() -> None:
    assert read_intervals(["1h", "1m", "1h"]) == (Interval.H1, Interval.M1)
    with pytest.raises(UnknownName):
        read_intervals(["4h"])


@given(st.text(max_size=40))
def test_any_text_gets_depths_or_a_mistake(text: str) -> None:
    with suppress(UnknownName):
        assert set(read_depths(text)) <= {Interval.M1, Interval.H1, Interval.D1}


def test_every_coin_is_planned_where_it_is_preferred_the_shortest_interval_first() -> None:
    router, catalogue = Router(("binance", "kraken")), Catalogue()
    router.learn("binance", [Listing("binance", Pair("BTC", "USDT"))])
    router.learn("kraken", [Listing("kraken", Pair("BTC", "USD")), Listing("kraken", Pair("XMR", "USD"))])
    coins = [catalogue.of_symbol(symbol) for symbol in ("BTC", "XMR", "GALA")]
    depths = read_depths("1m:1d,1d:all")
    planned = plan(coins, (Interval.D1, Interval.M1), depths, router, NOON)
    assert [(p.key.venue, str(p.key.pair), p.key.interval, p.since) for p in planned] == [
        ("binance", "BTC/USDT", Interval.M1, NOON - timedelta(days=1)),
        ("kraken", "XMR/USD", Interval.M1, NOON - timedelta(days=1)),
        ("binance", "BTC/USDT", Interval.D1, BEGINNING),
        ("kraken", "XMR/USD", Interval.D1, BEGINNING),
    ]
