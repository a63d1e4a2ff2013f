"""The desk: venues that are down, hang, lie or repeat themselves."""

from datetime import timedelta

import pytest

from core.kernel.errors import Unavailable
from core.market.board import Patience
from core.market.model import Candle, CandleSeries, Interval, Pair, SeriesKey
from core.market.world import MarketPolicy
from tests.fakes.clock import NOON
from tests.fakes.market_stage import settled
from tests.fakes.market_street import Street

GRACE_S = Patience().grace_s + 0.01


async def test_when_the_preferred_venue_is_down_the_next_one_answers_and_the_silent_one_is_named() -> None:
    street = Street()
    await street.room.desk.ready()
    street.binance.faults.down = "network"
    quote = await street.quote("btc", "EUR")
    assert quote.venue == "kucoin"
    assert quote.silent == ("binance",)


async def test_a_venue_that_never_said_what_it_trades_is_named_too() -> None:
    street = Street()
    street.binance.faults.down = "network"
    quote = await street.quote("btc", "EUR")
    assert (quote.venue, quote.silent) == ("kucoin", ("binance",))


async def test_a_venue_that_answers_within_its_pace_of_a_call_a_second_is_waited_for() -> None:
    street = Street()
    await street.room.desk.ready()
    street.binance.faults.slow = lambda: street.clock.sleep(1.2)
    quote = await street.quote("btc", "EUR", 1.2, 0.0)
    assert (quote.venue, quote.silent) == ("binance", ())


async def test_when_nobody_answers_why_is_said() -> None:
    street = Street()
    for venue in (street.binance, street.kraken, street.kucoin):
        venue.faults.down = "garbled"
    coin = street.room.catalogue.of_symbol("BTC")
    for asked in (street.room.desk.quotes((coin,), "EUR"), street.room.desk.depth(coin)):
        with pytest.raises(Unavailable) as raised:
            await street.after(asked, 0.0)
        assert (raised.value.source, raised.value.reason) == ("binance", "garbled")


async def test_a_venue_that_hangs_costs_the_grace_once_and_nothing_after() -> None:
    street = Street()
    await street.room.desk.ready()
    street.binance.faults.hangs = True
    quote = await street.quote("btc", "EUR", GRACE_S)
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


async def test_a_stored_candle_is_the_last_price_where_no_quote_was_kept() -> None:
    street = Street()
    await street.room.desk.ready()
    key = SeriesKey("kucoin", Pair("BTC", "EUR"), Interval.M1)
    opened_at = NOON - timedelta(minutes=5)
    street.store.candles.series[key] = CandleSeries.of(key, [Candle(opened_at, 1, 9, 1, 54_321, 1)])
    for venue in (street.binance, street.kraken, street.kucoin):
        venue.faults.down = "network"
    quote = await street.quote("btc", "EUR")
    assert (quote.price, quote.venue, quote.stored, quote.stale) == (54_321, "kucoin", True, True)
    assert quote.at == opened_at + timedelta(minutes=1)


async def test_a_store_that_refuses_costs_no_price() -> None:
    street = Street()
    await street.room.desk.ready()
    street.store.broken = True
    assert (await street.quote("btc", "EUR")).price == 55_000


async def test_a_dead_venue_costs_the_first_question_two_seconds_and_later_ones_nothing() -> None:
    street = Street()
    street.kraken.faults.hangs = True
    btc = street.room.catalogue.of_symbol("BTC")
    (quote,) = await street.after(street.room.desk.quotes((btc,), "EUR"), 2.01, 0.0)
    assert quote.venue == "binance"
    for _ in range(10):
        street.clock.advance(30)
        assert (await street.quote("btc", "EUR", 0.0)).venue == "binance"


async def test_a_venue_that_comes_back_is_learnt_without_a_restart() -> None:
    street = Street()
    street.binance.faults.down = "network"
    assert (await street.quote("btc", "EUR")).venue == "kucoin"
    street.binance.faults.down = ""
    for _ in range(3):
        street.clock.advance(30)
        await street.quote("btc", "EUR")
    assert (await street.quote("btc", "EUR")).venue == "binance"


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


async def test_a_liars_rate_between_dollars_carries_nobodys_price() -> None:
    street = Street()
    del street.binance.prices[Pair("BTC", "EUR")], street.kucoin.prices[Pair("BTC", "EUR")]
    await street.room.desk.ready()
    street.kraken.faults.factor = 10.0
    quote = await street.quote("btc", "USD")
    # Binance and KuCoin have no dollars but by the liar's rate: they have no voice then.
    assert (quote.venue, quote.others) == ("kraken", ())


async def test_a_liar_and_who_uses_its_rate_have_one_vote_together() -> None:
    street = Street()
    street.kucoin.prices[Pair("BTC", "USD")] = lambda _: 60_050.0
    await street.quote("btc", "USD")
    street.clock.advance(60)
    street.kraken.faults.factor = 10.0
    quote = await street.quote("btc", "USD")
    assert quote.price == 60_050.0
    assert {said.venue for said in quote.others if said.dropped} == {"kraken", "binance"}


async def test_a_price_by_an_honest_rate_between_dollars_is_a_witness_of_its_own() -> None:
    street = Street()
    del street.binance.prices[Pair("BTC", "EUR")], street.kucoin.prices[Pair("BTC", "EUR")]
    street.kucoin.prices |= {Pair("BTC", "USD"): lambda _: 60_050.0, Pair("USDT", "USD"): lambda _: 1.0}
    street.kraken.faults.factor = 10.0
    quote = await street.quote("btc", "USD")
    assert (quote.venue, quote.price) == ("kucoin", 60_050.0)
    assert [said.venue for said in quote.others if said.dropped] == ["kraken"]


async def test_of_many_coins_one_that_nobody_trades_hides_no_other() -> None:
    street = Street()
    coins = [await street.coin(word) for word in ("btc", "eth")]
    gone = street.room.catalogue.of_symbol("GONE")
    quotes = await street.after(street.room.desk.glance([coins[0], gone, coins[1]], "USD"), 0.0)
    assert [quote.coin.symbol for quote in quotes] == ["BTC", "ETH"]
    assert await street.after(street.room.desk.glance([gone], "USD"), 0.0) == ()
    for venue in (street.binance, street.kraken, street.kucoin):
        venue.faults.down = "network"
    street.store.memory.facts.clear()
    street.clock.advance(60)
    with pytest.raises(Unavailable):
        await street.after(street.room.desk.glance(coins, "USD"), 0.0, 5.0)
