"""Ranges of all coins — a range is shown with both its ends, however long prices are."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.speaking.forecasts import show_expected, show_top
from bot.speaking.reply import Table, Text
from core.forecasts.desk import Expected, Told
from core.forecasts.eligibility import NoForecast, Why
from core.forecasts.model import HORIZONS, LEVELS, Forecast
from core.forecasts.records import HorizonRecord
from core.market.model import Coin
from tests.fakes.asking import NOW, an_ask

MONTH = HORIZONS["30d"]
QUANTILES = tuple(round(1.2 * (level - 0.5), 8) for level in LEVELS)


def expected(symbol: str, price: float) -> Expected:
    coin, midnight = Coin(symbol.lower(), symbol, symbol), NOW.replace(hour=0, minute=0, second=0)
    made = midnight + timedelta(minutes=1)
    forecast = Forecast(coin, MONTH, "kraken", "USD", made, midnight, "daily-20260101-3f2a1c", price, QUANTILES)
    return Expected(coin, (Told(forecast, HorizonRecord(MONTH, None, None)),))


def table_of(*coins: Expected) -> Table:
    (table,) = [block for block in show_top(an_ask(), coins, MONTH).blocks if isinstance(block, Table)]
    return table


def test_each_row_has_the_last_price_and_both_ends_of_the_range() -> None:
    table = table_of(expected("BTC", 62_172.0), expected("ETH", 2_905.0))
    assert table.columns == ("coin", "last", "low", "high")
    assert table.rows[0][0].text == "BTC"


@pytest.mark.parametrize("price", [0.00000000133, 0.000000012345])
def test_where_a_price_is_long_the_price_goes_and_the_range_stays(price: float) -> None:
    table = table_of(expected("BTC", 62_172.0), expected("1000CHEEMS", price))
    assert table.columns == ("coin", "low", "high")
    assert [cell.text for cell in table.rows[1]] == ["1000CHEEMS", "\u221238.1%", "+61.6%"]


def test_ranges_that_have_ended_are_said_once_and_not_for_every_coin() -> None:
    coins = [expected(symbol, 1.0).coin for symbol in ("BTC", "ETH", "SOL")]
    ended = [NoForecast(coin, Why.OVER, over=(MONTH,), known_to=NOW) for coin in coins]
    (line,) = show_top(an_ask(), [Expected(why.coin, (), (why,)) for why in ended], MONTH).blocks
    assert isinstance(line, Text) and "30" in line.text and "BTC" not in line.text


def test_beside_others_a_coin_whose_range_has_ended_is_left_out_and_named() -> None:
    whole, ended = expected("BTC", 62_172.0), expected("ETH", 2_905.0).coin
    why = NoForecast(ended, Why.OVER, over=(MONTH,), known_to=NOW)
    blocks = show_top(an_ask(), [whole, Expected(ended, (), (why,))], MONTH).blocks
    (table,) = [block for block in blocks if isinstance(block, Table)]
    assert [row[0].text for row in table.rows] == ["BTC"]
    assert any(isinstance(block, Text) and "ETH" in block.text for block in blocks)


def labels_below(*widened: float) -> list[str]:
    (coin,) = [expected("BTC", 62_172.0)]
    nearest = coin.told[0]
    told = [
        replace(nearest, forecast=replace(nearest.forecast, horizon=horizon, widened=width))
        for horizon, width in zip((HORIZONS["7d"], MONTH), widened, strict=True)
    ]
    reply = show_expected(an_ask(), [replace(coin, told=tuple(told))], None)
    return [block.text for block in reply.blocks if isinstance(block, Text) and "misses" in block.text]


def test_a_label_below_several_ranges_says_whose_it_is_unless_it_is_that_of_all() -> None:
    assert labels_below(1.0, 1.0) == []
    (one,), (all_of_them,) = labels_below(1.0, 1.2), labels_below(1.2, 1.2)
    assert "30\u00a0d" in one and "7\u00a0d" not in one
    assert not any(char.isdigit() for char in all_of_them)
