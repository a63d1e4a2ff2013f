"""Changes: what a price did since, and whose word it is."""

import asyncio
from datetime import timedelta

import pytest

from core.market.model import Interval, Pair, SeriesKey, to_ms
from core.market.quotes import Quote
from tests.fakes.clock import NOON
from tests.fakes.market import wavy
from tests.fakes.market_street import Street

BTC_USD = Pair("BTC", "USD")


def taciturn(price: float = 60_100.0) -> Street:
    """Return a street whose Kraken does not tell what its prices did, as it is."""
    street = Street()
    street.kraken.prices[BTC_USD] = wavy(price)
    street.kraken.says_change = False
    return street


def change_of(quote: Quote, before_ms: int) -> float:
    """Return how `quote` differs from the wavy price at `before_ms`."""
    now, then = (wavy(1.0)(ms) for ms in (to_ms(quote.at), before_ms))
    return now / then - 1


async def test_a_change_that_a_venue_does_not_tell_is_another_s_for_the_same_pair() -> None:
    street = Street()
    for venue, price in ((street.binance, 55_000), (street.kucoin, 55_010)):
        venue.prices[Pair("BTC", "EUR")] = wavy(price)
    street.binance.says_change = False
    quote = await street.quote("btc", "EUR")
    past, now = (wavy(1.0)(to_ms(NOON) - ms) for ms in (86_400_000, 0))
    assert (quote.venue, quote.change_venues) == ("binance", ("kucoin",))
    assert quote.change == pytest.approx(now / past - 1)


async def test_the_change_of_a_venue_whose_price_is_another_or_older_is_not_taken() -> None:
    for factor, behind_s in ((1.05, 0.0), (1.0, 300.0)):
        street = Street()
        street.binance.says_change = False
        street.binance.faults.absent.append((0, to_ms(NOON)))
        street.kucoin.faults.factor, street.kucoin.faults.behind_s = factor, behind_s
        quote = await street.quote("btc", "EUR")
        assert (quote.venue, quote.change, quote.change_venues) == ("binance", None, ())


async def test_a_change_that_nobody_tells_is_computed_from_the_venue_s_own_candles() -> None:
    street = taciturn()
    quote = await street.quote("btc", "USD", at="kraken")
    assert (quote.venues, quote.change_venues) == (("kraken",), ())
    assert quote.change == pytest.approx(change_of(quote, to_ms(NOON) - 86_400_000))


async def test_the_hour_that_is_nearer_counts_where_no_minute_is_kept() -> None:
    for minutes, edge in ((20, 0), (40, 1)):
        street = taciturn()
        street.clock.advance(minutes=minutes)
        quote = await street.quote("btc", "USD", at="kraken")
        assert quote.change == pytest.approx(change_of(quote, to_ms(NOON) + (edge - 24) * 3_600_000))


async def test_a_minute_that_is_stored_tells_more_exactly() -> None:
    street = taciturn()
    street.clock.advance(minutes=20)
    at = NOON + timedelta(minutes=20) - timedelta(days=1)
    async with street.store.begin() as work:
        await work.candles.append(await street.kraken.candles(BTC_USD, Interval.M1, at, at + timedelta(minutes=1)))
        await work.commit()
    quote = await street.quote("btc", "USD", at="kraken")
    assert quote.change == pytest.approx(change_of(quote, to_ms(at)))
    assert street.kraken.calls["candles"] == 1


async def test_candles_are_asked_once_an_hour_however_often_the_price_is() -> None:
    street = taciturn()
    for _ in range(3):
        await street.quote("btc", "USD", at="kraken")
        street.clock.advance(60)
    assert street.kraken.calls["candles"] == 1
    street.clock.advance(hours=1)
    await street.quote("btc", "USD", at="kraken")
    assert street.kraken.calls["candles"] == 2


async def test_what_was_brought_for_a_change_leaves_no_gap_behind() -> None:
    street = taciturn()
    await street.quote("btc", "USD", at="kraken")
    opened = await street.store.candles.opened_between(
        SeriesKey("kraken", BTC_USD, Interval.H1), NOON - timedelta(days=3), NOON
    )
    assert opened[0] <= to_ms(NOON) - 24 * 3_600_000
    assert list(opened) == list(range(opened[0], to_ms(NOON), 3_600_000))


async def test_a_candle_of_another_venue_is_no_word_of_this_one() -> None:
    street = taciturn()
    street.binance.prices[BTC_USD] = wavy(60_000)
    street.kraken.faults.absent.append((0, to_ms(NOON)))
    quote = await street.quote("btc", "USD", at="kraken")
    assert (quote.venue, quote.change) == ("kraken", None)
    assert street.binance.calls["candles"] > 0


async def test_a_change_is_unknown_when_candles_do_not_come_in_time() -> None:
    street = taciturn()
    await street.after(street.room.desk.ready(), 0.0)
    calls = street.kraken.calls

    async def slow() -> None:
        await (asyncio.Event().wait() if calls["candles"] else asyncio.sleep(0))

    street.kraken.faults.slow = slow
    quote = await street.quote("btc", "USD", 0.0, 4.9, 0.2, at="kraken")
    assert quote.price == pytest.approx(wavy(60_100)(to_ms(NOON)))
    assert quote.change is None


async def test_a_rate_that_tells_no_change_is_looked_up_in_candles_for_a_cross_too() -> None:
    street = Street()
    street.binance.prices[Pair("ETH", "USDT")] = wavy(3_000)
    street.kraken.says_change = False
    now = to_ms(NOON)
    street.kraken.prices[Pair("USDT", "USD")] = lambda ms: 1.0 if ms >= now - 3_600_000 else 0.8
    quote = await street.quote("eth", "USD")
    assert quote.route.symbols == ("ETH", "USDT", "USD")
    assert quote.change == pytest.approx((1 + change_of(quote, now - 86_400_000)) * 1.25 - 1)


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


async def test_hours_tell_what_minutes_do_not_reach() -> None:
    street = taciturn()
    street.kraken.keeps = 720  # twelve hours of minutes
    coin = await street.coin("btc")
    asked = street.room.desk.quotes((coin,), "USD", venues=("kraken",), window=timedelta(hours=20))
    (quote,) = await street.after(asked, 0.0)
    assert quote.change == pytest.approx(change_of(quote, to_ms(NOON) - 20 * 3_600_000))
