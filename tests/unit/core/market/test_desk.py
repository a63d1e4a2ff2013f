"""The desk: what it costs, whoever answers."""

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any, TypeVar

import pytest

from core.kernel.errors import Unavailable, UnknownName
from core.market.model import Pair, to_ms
from tests.fakes.clock import NOON
from tests.fakes.market import wavy
from tests.fakes.market_street import Street

T = TypeVar("T")


async def test_a_direct_pair_at_the_preferred_venue_is_the_answer_with_its_day() -> None:
    street = Street()
    street.binance.prices[Pair("BTC", "EUR")] = wavy(55_000)
    quote = await street.quote("btc", "EUR")
    assert (quote.venue, quote.currency, quote.stale, quote.fell_back) == ("binance", "EUR", False, False)
    past = wavy(55_000)(to_ms(NOON) - 86_400_000)
    assert quote.change == pytest.approx(quote.price / past - 1)
    assert quote.low is not None
    assert quote.high is not None
    assert quote.low <= quote.price <= quote.high
    assert {said.venue for said in quote.others} == {"kraken", "kucoin"}


async def test_a_dollar_price_of_a_tether_pair_is_multiplied_and_says_so() -> None:
    quote = await Street().quote("eth", "USD")
    assert quote.price == pytest.approx(3_000 * 0.999)
    assert quote.route.symbols == ("ETH", "USDT", "USD")
    assert quote.venues == ("binance", "kraken")
    assert quote.high is None


async def test_the_change_of_a_cross_is_that_of_its_own_currency() -> None:
    street = Street()
    now = to_ms(NOON)
    street.kraken.prices[Pair("USDT", "USD")] = lambda ms: 1.0 if ms >= now - 3_600_000 else 0.8
    quote = await street.quote("eth", "USD")
    assert quote.change == pytest.approx(0.25)


async def test_hundred_at_once_are_one_call_to_each_venue() -> None:
    street = Street()
    coin = await street.coin("btc")
    quotes = [street.room.desk.quotes((coin,), "EUR") for _ in range(100)]
    answers = await street.after(_all(quotes), 0.0)
    assert len({answer[0].price for answer in answers}) == 1
    assert [v.calls["tickers"] for v in (street.binance, street.kraken, street.kucoin)] == [1, 1, 1]


async def test_coins_asked_together_travel_together() -> None:
    street = Street()
    coins = (await street.coin("btc"), await street.coin("eth"))
    quotes = await street.after(street.room.desk.quotes(coins, "USD"), 0.0)
    assert [q.coin.symbol for q in quotes] == ["BTC", "ETH"]
    assert street.binance.calls["tickers"] == 1


async def test_different_coins_asked_by_different_people_at_once_travel_together() -> None:
    street = Street()
    coins = [await street.coin(word) for word in ("btc", "eth")]
    await street.after(_all([street.room.desk.quotes((coin,), "USDT") for coin in coins]), 0.0)
    assert street.binance.calls["tickers"] == 1


async def test_a_price_is_asked_again_after_two_seconds_and_not_before() -> None:
    street = Street()
    await street.quote("btc", "EUR")
    street.clock.advance(1.9)
    await street.quote("btc", "EUR")
    assert street.binance.calls["tickers"] == 1
    street.clock.advance(0.2)
    await street.quote("btc", "EUR")
    assert street.binance.calls["tickers"] == 2


async def test_an_asked_currency_without_a_way_is_a_mistake_with_the_nearest() -> None:
    with pytest.raises(UnknownName) as raised:
        await Street().quote("btc", "JPY")
    assert raised.value.what == "currency"
    assert raised.value.given == "JPY"
    assert set(raised.value.nearest) == {"USD", "USDT", "EUR"}


async def test_a_person_s_own_currency_without_a_way_falls_back_and_says_so() -> None:
    quote = await Street().quote("btc", "JPY", asked=False)
    assert (quote.currency, quote.fell_back) == ("USDT", True)


async def test_a_rate_that_is_down_falls_back_to_the_pair_s_own_currency() -> None:
    street = Street()
    await street.room.desk.ready()
    street.kraken.faults.down = "network"
    quote = await street.quote("eth", "USD", 0.0, 1.0, 3.1, asked=False)
    assert (quote.currency, quote.fell_back, quote.price) == ("USDT", True, 3_000)


async def test_a_venue_that_was_asked_for_is_the_only_one_to_answer() -> None:
    street = Street()
    assert (await street.quote("btc", "EUR", at="kucoin")).venue == "kucoin"
    street.kucoin.faults.down = "network"
    street.clock.advance(20)
    with pytest.raises(Unavailable):
        await street.quote("btc", "USD", at="kucoin")
    with pytest.raises(UnknownName):
        await street.quote("btc", "USD", at="mtgox")


async def test_a_venue_that_does_not_trade_the_coin_is_not_answered_for_by_another() -> None:
    street = Street()
    assert (await street.quote("eth", "USD", asked=False)).venue == "binance"  # and is remembered
    for asked in (False, True):
        with pytest.raises(UnknownName) as raised:
            await street.quote("eth", "USD", asked=asked, at="kraken")
        assert (raised.value.what, raised.value.given) == ("pair", "ETH/USD")


async def test_a_venue_that_is_down_from_the_start_is_not_answered_for_by_another() -> None:
    street = Street()
    street.kraken.faults.down = "network"
    assert (await street.quote("btc", "EUR")).venue == "binance"
    for asked in (False, True):
        with pytest.raises(Unavailable) as raised:
            await street.quote("btc", "EUR", asked=asked, at="kraken")
        assert (raised.value.source, raised.value.reason) == ("kraken", "network")


async def test_a_coin_that_nobody_trades_is_said_to_be_so() -> None:
    with pytest.raises(UnknownName) as raised:
        await Street().quote("btg", "USD")
    assert (raised.value.what, raised.value.given) == ("pair", "BTG/USD")


async def _all(works: Sequence[Coroutine[Any, Any, T]]) -> list[T]:
    return await asyncio.gather(*works)
