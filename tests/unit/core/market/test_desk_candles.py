"""The desk: conversions, depth and candles."""

import asyncio
from datetime import timedelta
from decimal import Decimal
from typing import TypeVar

import pytest

from core.kernel.errors import Unavailable
from core.market.history import Window
from core.market.model import Interval, to_ms
from tests.fakes.clock import NOON
from tests.fakes.market_stage import settled
from tests.fakes.market_street import Street

T = TypeVar("T")


async def test_a_conversion_multiplies_exactly_what_it_shows() -> None:
    street = Street()
    eur, eth = await street.coin("eur"), await street.coin("eth")
    made = await street.after(street.room.desk.convert(Decimal(250), eur, eth), 0.0)
    assert made.result.amount == Decimal(250) * Decimal(repr(made.quote.price))
    assert (made.given.unit, made.result.unit) == ("EUR", "ETH")


async def test_a_thing_in_itself_is_worth_one() -> None:
    street = Street()
    usd = await street.coin("usd")
    made = await street.after(street.room.desk.convert(Decimal(3), usd, usd), 0.0)
    assert made.result.amount == Decimal(3)


async def test_depth_measures_one_percent_on_both_sides() -> None:
    street = Street()
    depth = await street.after(street.room.desk.depth(await street.coin("btc")), 0.0)
    assert depth.venue == "binance"
    assert depth.spread_share == pytest.approx(0.002)
    assert (depth.bids.base, depth.asks.base) == (10.0, 20.0)
    assert depth.asks.quote == pytest.approx(sum(60_000 * (1 + i / 1000) * 2 for i in range(1, 11)))
    assert depth.bids.whole


async def test_depth_is_asked_of_the_next_venue_when_the_first_is_silent() -> None:
    street = Street()
    coin = await street.coin("btc")
    street.binance.faults.down = "network"
    depth = await street.after(street.room.desk.depth(coin), 0.0)
    assert (depth.venue, depth.silent) == ("kraken", ("binance",))
    with pytest.raises(Unavailable):
        await street.after(street.room.desk.depth(coin, "binance"), 0.0)


async def test_candles_are_fetched_stored_and_not_fetched_again() -> None:
    street = Street()
    coin = await street.coin("btc")
    window = Window(Interval.H4, timedelta(days=10), warmup=5)
    history = await street.after(street.room.desk.candles(coin, window), 0.0)
    assert (history.currency, history.running, history.gaps, history.stale) == ("USDT", True, (), False)
    assert (len(history.shown), history.warmup) == (61, 5)
    calls = street.binance.calls["candles"]
    await street.after(street.room.desk.candles(coin, window), 0.0)
    assert street.binance.calls["candles"] == calls


async def test_candles_in_a_currency_with_its_own_pair_come_from_it() -> None:
    street = Street()
    coin = await street.coin("btc")
    history = await street.after(street.room.desk.candles(coin, Window(Interval.H1, timedelta(days=2)), "EUR"), 0.0)
    assert (history.currency, history.fell_back, history.route.is_direct) == ("EUR", False, True)


async def test_candles_across_a_rate_are_multiplied() -> None:
    street = Street()
    coin = await street.coin("eth")
    work = street.room.desk.candles(coin, Window(Interval.H1, timedelta(days=2)), "USD", asked=True)
    history = await street.after(work, 0.0)
    assert history.series.close[-1] == pytest.approx(3_000 * 0.999)
    assert history.route.symbols == ("ETH", "USDT", "USD")


async def test_a_gap_is_reported_and_never_filled_in() -> None:
    street = Street()
    coin = await street.coin("eth")
    since = NOON - timedelta(hours=10)
    street.binance.faults.absent.append((to_ms(since), to_ms(since + timedelta(hours=3))))
    history = await street.after(street.room.desk.candles(coin, Window(Interval.H1, timedelta(days=1))), 0.0)
    assert [(g.since, g.count(Interval.H1)) for g in history.gaps] == [(since, 3)]
    assert len(history.shown) == 25 - 3


async def test_stored_candles_are_shown_stale_when_nobody_answers() -> None:
    street = Street()
    coin = await street.coin("btc")
    window = Window(Interval.H1, timedelta(days=2))
    await street.after(street.room.desk.candles(coin, window), 0.0)
    for venue in (street.binance, street.kraken, street.kucoin):
        venue.faults.down = "network"
    street.clock.advance(hours=3, seconds=1)
    history = await street.after(street.room.desk.candles(coin, window), 0.0)
    assert history.stale
    assert not history.running
    # The last candle was seen while it ran, not at its close.
    assert history.at == NOON


async def test_a_running_candle_is_of_when_it_last_came_in_not_of_now() -> None:
    street = Street()
    coin = await street.coin("btc")
    window = Window(Interval.H4, timedelta(days=2))
    street.clock.advance(minutes=10)
    came_in = street.clock.now()
    await street.after(street.room.desk.candles(coin, window), 0.0)
    for venue in (street.binance, street.kraken, street.kucoin):
        venue.faults.down = "network"
    street.clock.advance(minutes=20)
    history = await street.after(street.room.desk.candles(coin, window), 0.0)
    assert history.running
    assert history.at == came_in


async def test_no_candles_at_all_is_unavailable() -> None:
    street = Street()
    coin = await street.coin("btc")
    for venue in (street.binance, street.kraken, street.kucoin):
        venue.faults.down = "network"
    with pytest.raises(Unavailable):
        await street.after(street.room.desk.candles(coin, Window(Interval.H1, timedelta(days=2))), 0.0)


async def test_no_unit_of_work_is_open_while_a_venue_is_asked() -> None:
    street = Street()
    coin = await street.coin("btc")
    street.binance.faults.hangs = street.kraken.faults.hangs = street.kucoin.faults.hangs = True
    work = asyncio.create_task(street.room.desk.candles(coin, Window(Interval.H1, timedelta(days=2))))
    await settled()
    assert street.store.open_works == 0
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)
