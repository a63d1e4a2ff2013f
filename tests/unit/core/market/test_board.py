"""The board: a venue's wish to be left alone, and questions that are never answered."""

from datetime import timedelta

from core.market.board import Patience
from core.market.history import Window
from core.market.model import Interval, Pair
from tests.fakes.clock import NOON
from tests.fakes.market_stage import settled
from tests.fakes.market_street import Street

A_MINUTE = timedelta(minutes=1)


def test_a_rest_that_a_venue_asked_for_is_not_cut_short_by_other_failures() -> None:
    street = Street()
    board = street.room.board.of("binance")
    board.failed("busy", A_MINUTE)
    street.clock.advance(5)
    board.failed("timeout")
    assert (board.state.reason, board.refuses_for_s) == ("busy", 55.0)
    street.clock.advance(55)
    assert not board.refuses
    board.failed("timeout")
    assert (board.state.reason, board.refuses, board.is_resting) == ("timeout", False, True)


def test_a_longer_rest_than_the_last_one_counts() -> None:
    board = Street().room.board.of("binance")
    board.failed("busy", A_MINUTE)
    board.failed("busy", 2 * A_MINUTE)
    assert board.state.resting_until == NOON + 2 * A_MINUTE


async def test_a_venue_that_wants_to_be_left_alone_is_asked_for_nothing() -> None:
    street = Street()
    coin = await street.coin("btc")
    street.room.board.of("binance").failed("busy", A_MINUTE)
    asked = street.binance.calls.total()
    assert (await street.after(street.room.desk.depth(coin), 0.0)).venue == "kraken"
    await street.quote("btc", "EUR")
    assert street.binance.calls.total() == asked


async def test_a_venue_that_never_says_what_it_lists_is_asked_again() -> None:
    street = Street()
    street.kraken.faults.hangs = True
    await street.after(street.room.desk.ready(), Patience().listings_s)
    street.kraken.faults.hangs = False
    street.clock.advance(Patience().longest_listing_s)
    await settled()
    for _ in range(2):
        # One look finds that the question has failed; the next one, after the rest, asks anew.
        street.clock.advance(Patience().longest_rest_s)
        await street.after(street.room.desk.ready(), 0.0)
    await street.after(street.room.desk.ready(), 0.0)
    assert street.room.router.lists("kraken", Pair("BTC", "USD"))


async def test_a_venue_that_is_left_alone_is_not_asked_for_candles_or_trades_either() -> None:
    street = Street()
    coin = await street.coin("btc")
    street.room.board.of("kucoin").failed("busy", A_MINUTE)
    street.binance.faults.down = "network"
    window = Window(Interval.H1, timedelta(days=1))
    history = await street.after(street.room.desk.candles(coin, window), 0.0)
    assert history.route.venue == "kraken"
    assert street.kucoin.calls["candles"] == 0
