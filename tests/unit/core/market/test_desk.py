"""The desk: what it costs, whoever answers."""

import asyncio
from collections.abc import Coroutine, Sequence
from datetime import timedelta
from typing import Any, TypeVar

import pytest

from core.kernel.errors import Unavailable, UnknownName
from core.market.model import Pair, to_ms
from core.market.world import MarketPolicy
from tests.fakes.clock import NOON
from tests.fakes.market import wavy
from tests.fakes.market_stage import settled
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


async def test_a_price_is_asked_again_after_two_seconds_and_not_before() -> None:
    street = Street()
    await street.quote("btc", "EUR")
    street.clock.advance(1.9)
    await street.quote("btc", "EUR")
    assert street.binance.calls["tickers"] == 1
    street.clock.advance(0.2)
    await street.quote("btc", "EUR")
    assert street.binance.calls["tickers"] == 2


async def test_when_the_preferred_venue_is_down_the_next_one_answers_and_the_silent_one_is_named() -> None:
    street = Street()
    await street.room.desk.ready()
    street.binance.faults.down = "network"
    quote = await street.quote("btc", "EUR")
    assert quote.venue == "kucoin"
    assert quote.silent == ("binance",)


async def test_a_venue_that_hangs_costs_a_second_once_and_nothing_after() -> None:
    street = Street()
    await street.room.desk.ready()
    street.binance.faults.hangs = True
    quote = await street.quote("btc", "EUR", 1.01)
    assert (quote.venue, quote.silent) == ("kucoin", ("binance",))
    street.clock.advance(3.0)
    await settled()
    assert (await street.quote("btc", "EUR", 0.0)).venue == "kucoin"


async def test_all_venues_hanging_end_within_five_seconds() -> None:
    street = Street()
    await street.room.desk.ready()
    for venue in (street.binance, street.kraken, street.kucoin):
        venue.faults.hangs = True
    with pytest.raises(Unavailable):
        await street.quote("btc", "EUR", 1.0, 3.01)
    assert street.clock.now() - NOON < timedelta(seconds=5)


async def test_venues_that_hang_from_the_start_end_within_five_seconds() -> None:
    street = Street()
    for venue in (street.binance, street.kraken, street.kucoin):
        venue.faults.hangs = True
    coin = street.room.catalogue.of_symbol("BTC")
    with pytest.raises(Unavailable):
        await street.after(street.room.desk.quotes((coin,), "EUR"), 2.01)


async def test_an_outlier_is_dropped_counted_and_said() -> None:
    street = Street()
    await street.room.desk.ready()
    street.binance.faults.factor = 1.03
    quote = await street.quote("btc", "EUR")
    assert quote.venue == "kucoin"
    assert quote.dissent
    assert [said.venue for said in quote.others if said.dropped] == ["binance"]
    assert street.store.memory.facts["dropped:binance"] == "1"


async def test_two_that_disagree_are_settled_by_the_last_price_kept() -> None:
    street = Street()
    await street.quote("btc", "EUR")
    street.kraken.faults.down = "network"
    street.binance.faults.factor = 1.1
    street.clock.advance(20)
    quote = await street.quote("btc", "EUR")
    assert quote.venue == "kucoin"
    assert quote.dissent


async def test_two_that_disagree_with_nothing_kept_are_settled_by_preference_and_say_so() -> None:
    street = Street()
    await street.room.desk.ready()
    street.kraken.faults.down = "network"
    street.binance.faults.factor = 1.1
    quote = await street.quote("btc", "EUR")
    assert quote.venue == "binance"
    assert quote.dissent


async def test_a_venue_that_repeats_old_prices_has_no_vote() -> None:
    street = Street()
    await street.room.desk.ready()
    street.binance.faults.behind_s = 61
    quote = await street.quote("btc", "EUR")
    assert (quote.venue, quote.stale) == ("kucoin", False)


@pytest.mark.parametrize(("behind_s", "stale"), [(60, False), (61, True)])
async def test_a_price_is_stale_after_sixty_seconds(behind_s: float, *, stale: bool) -> None:
    street = Street()
    await street.room.desk.ready()
    for venue in (street.binance, street.kraken, street.kucoin):
        venue.faults.behind_s = behind_s
    quote = await street.quote("btc", "EUR", 0.0, 1.0, 3.0)
    assert quote.stale is stale
    assert quote.at <= street.clock.now() - timedelta(seconds=behind_s)


async def test_two_slow_polls_are_more_than_sixty_seconds() -> None:
    assert MarketPolicy(poll_seconds=45).stale_after == timedelta(seconds=90)
    assert MarketPolicy(poll_seconds=10, speed=60).stale_after == timedelta(seconds=1200)
    assert MarketPolicy().stale_after == timedelta(seconds=60)


async def test_when_nobody_answers_the_last_price_is_given_with_its_age() -> None:
    street = Street()
    before = await street.quote("btc", "EUR")
    for venue in (street.binance, street.kraken, street.kucoin):
        venue.faults.down = "network"
    street.clock.advance(minutes=12)
    quote = await street.quote("btc", "EUR")
    assert (quote.price, quote.at, quote.stored, quote.stale) == (before.price, before.at, True, True)


async def test_the_last_price_survives_a_restart_with_every_venue_down() -> None:
    street = Street()
    before = await street.quote("btc", "EUR")
    again = Street()
    again.store.memory.facts = street.store.memory.facts
    for venue in (again.binance, again.kraken, again.kucoin):
        venue.faults.down = "network"
    coin = again.room.catalogue.of_symbol("BTC")
    (quote,) = await again.after(again.room.desk.quotes((coin,), "EUR"), 0.0)
    assert (quote.price, quote.stored) == (before.price, True)


async def test_with_nothing_kept_and_nobody_there_it_is_unavailable() -> None:
    street = Street()
    await street.room.desk.ready()
    for venue in (street.binance, street.kraken, street.kucoin):
        venue.faults.down = "timeout"
    with pytest.raises(Unavailable) as raised:
        await street.quote("btc", "EUR")
    assert raised.value.source == "binance"


async def test_a_fault_of_our_own_in_one_adapter_leaves_the_others_their_answer() -> None:
    street = Street()
    await street.room.desk.ready()
    street.binance.faults.poison = ZeroDivisionError("ours")
    quote = await street.quote("btc", "EUR")
    assert quote.venue == "kucoin"
    assert street.room.board.of("binance").state.reason == "defect"


async def test_a_fault_of_our_own_is_not_hidden_when_nobody_answers() -> None:
    street = Street()
    await street.room.desk.ready()
    for venue in (street.binance, street.kraken, street.kucoin):
        venue.faults.poison = ZeroDivisionError("ours")
    with pytest.raises(ZeroDivisionError):
        await street.quote("btc", "EUR")


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


async def test_a_coin_that_nobody_trades_is_said_to_be_so() -> None:
    with pytest.raises(UnknownName) as raised:
        await Street().quote("btg", "USD")
    assert (raised.value.what, raised.value.given) == ("pair", "BTG/USD")


async def test_another_window_is_told_from_candles() -> None:
    street = Street()
    street.binance.prices[Pair("BTC", "EUR")] = wavy(55_000)
    coin = await street.coin("btc")
    (quote,) = await street.after(street.room.desk.quotes((coin,), "EUR", window=timedelta(days=7)), 0.0)
    past = wavy(55_000)(to_ms(NOON - timedelta(days=7)))
    assert quote.window == timedelta(days=7)
    assert quote.change == pytest.approx(quote.price / past - 1)
    assert quote.high is not None
    assert quote.volume is not None
    assert quote.high >= quote.price


async def _all(works: Sequence[Coroutine[Any, Any, T]]) -> list[T]:
    return await asyncio.gather(*works)
