"""What a rule means: indicators and volume on closed bars, and when these are judged."""

import math
import random
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from itertools import pairwise

import numpy as np
import pytest
import talib

from core.market.model import Floats
from tests.fakes.alerting import DAWN, Heard, Row, heard, minutes_of, minutes_since, played

_chance = random.Random(21)
CLOSES = np.array([round(100 + 5 * math.sin(i / 40) + _chance.gauss(0, 0.4), 3) for i in range(600)])
BARS: Mapping[str, Callable[[Floats, Floats, Floats], Floats]] = {
    "rsi": lambda high, low, close: talib.RSI(close, 14),
    "rsi7": lambda high, low, close: talib.RSI(close, 7),
    "atr": lambda high, low, close: talib.ATR(high, low, close, 14),
    "ema": lambda high, low, close: talib.EMA(close, 20),
    "ema50": lambda high, low, close: talib.EMA(close, 50),
    "sma": lambda high, low, close: talib.SMA(close, 20),
    "macd": lambda high, low, close: talib.MACD(close, 12, 26, 9)[0],
    "macdsignal": lambda high, low, close: talib.MACD(close, 12, 26, 9)[1],
    "macdhist": lambda high, low, close: talib.MACD(close, 12, 26, 9)[2],
    "bbupper": lambda high, low, close: talib.BBANDS(close, 20, 2.0, 2.0)[0],
    "bbmiddle": lambda high, low, close: talib.BBANDS(close, 20, 2.0, 2.0)[1],
    "bblower30": lambda high, low, close: talib.BBANDS(close, 30, 2.0, 2.0)[2],
}


@pytest.mark.parametrize("word", BARS)
def test_ruling_21_they_equal_ta_lib_s_from_the_first_stored_candle_on(word: str) -> None:
    """A rule that was made late, whose level is the last value to the bit: it is not above that, and is above less."""
    fives = CLOSES.reshape(-1, 5)
    values: Floats = BARS[word](fives.max(axis=1), fives.min(axis=1), fives[:, -1])
    at = max(row for row in range(60, len(values)) if values[row] > values[row - 1])
    value = float(values[at])
    rules = [f"btc {word} 5m > {level!r}" for level in (value, math.nextafter(value, -math.inf))]
    told = played(rules, {"btc": minutes_of(CLOSES.tolist())}, since=5 * at - 2, until=5 * (at + 1))
    assert [(due.rule_id, minutes_since(due.due)) for due in told] == [(2, 5 * (at + 1))]


def test_ruling_21_of_a_few_candles_by_hand() -> None:
    """Sma3 of 1, 2, 3, 6 is 2 and 3⅔; ema3 begins as its mean, 2, and then goes half of the way to 6."""
    rows: list[Row] = [1, 2, 3, 6]
    assert heard("btc sma3 1m > 3.66", rows) == heard("btc ema3 1m > 3.99", rows) == [Heard(4, 4, 6)]
    assert heard("btc sma3 1m > 3.67", rows) == heard("btc ema3 1m > 4", rows) == []


def test_ruling_21_without_a_timeframe_it_is_an_hour() -> None:
    assert heard("btc sma2 < 10", [*[10] * 179, 9]) == [Heard(180, 180, 9)]


def test_ruling_21_a_second_indicator_uses_the_timeframe_of_the_first() -> None:
    """At 20 the means of two and of three bars of five minutes are 9 and 9⅓, at 25 they are 9¼ and 9⅙."""
    assert heard("btc sma2 5m > sma3", [*[10] * 14, *[9] * 10, *[9.5] * 6]) == [Heard(25, 25, 9.5)]


def test_ruling_13_indicator_against_indicator_rearms_at_the_opposite_crossing() -> None:
    """Being equal, as the means are at 6 and 7, is no crossing."""
    rows: list[Row] = [10, 10, 10, 11, 11, 11, 11, 12, 11, 11, 12]
    assert [each.due for each in heard("btc sma2 1m > sma3 max 9", rows)] == [4, 11]


def test_ruling_13_or_at_percent_of_the_second_one_on_the_other_side() -> None:
    """At 4 the second mean is 10⅔; at 7 the first is half a dollar below it, which is 4.6875 % of that."""
    rows: list[Row] = [10, 10, 10, 12, 12, 12, 9, 12, 12]
    for percent, dues in (("4.68%", [4, 9]), ("4.69%", [4])):
        assert [each.due for each in heard(f"btc sma2 1m > sma3 rearm {percent} max 9", rows)] == dues


def test_ruling_13_rsi_rearms_at_two_points_and_by_points() -> None:
    few, many = _passes_below(50, rearm=10), _passes_below(50, rearm=2)
    assert 1 < len(few) < len(many)
    for option, dues in (("", many), (" rearm 2%", many), (" rearm 10%", few)):
        assert [each.due for each in heard(f"btc rsi 1m < 50{option} max 99", CLOSES.tolist())] == dues


def _passes_below(level: float, rearm: float) -> list[float]:
    """Return at which closes RSI goes below `level`, having been `rearm` points above it since the last time."""
    values = talib.RSI(CLOSES, 14).tolist()
    dues: list[float] = []
    armed = True
    for at, (before, now) in enumerate(pairwise(values), 2):
        if armed and now < level <= before:
            dues.append(at)
            armed = False
        armed = armed or now >= level + rearm
    return dues


def test_ruling_22_bars_stand_on_the_utc_grid_whenever_candles_begin() -> None:
    """From 00:08 on: the bars of five minutes close at 00:10, :15, :20 and :25, the first of two minutes only."""
    candles = minutes_of([10, 10, *[10] * 5, *[9] * 5, *[9] * 5], opens=DAWN + timedelta(minutes=8))
    told = played(["btc sma2 5m < 10"], {"btc": candles}, since=8)
    assert [minutes_since(due.due) for due in told] == [20]


@pytest.mark.parametrize(("timeframe", "days"), [("1d", 1), ("1w", 7)])
def test_ruling_22_days_begin_at_midnight_and_weeks_on_mondays_utc(timeframe: str, days: int) -> None:
    """A candle as each of three of them begins, and one as the last of them ends."""
    monday, length = datetime.fromisoformat("2025-12-29T00:00Z"), days * 24 * 60
    rows: list[Row] = [*([10.0, *[None] * (length - 1)] * 3)[:-1], 9.0]
    candles = minutes_of(rows, opens=monday)
    told = played([f"btc sma2 {timeframe} < 10"], {"btc": candles}, since=minutes_since(monday))
    assert [due.due for due in told] == [monday + timedelta(days=3 * days)]


def test_ruling_22_a_bar_that_ends_in_a_gap_is_judged_at_the_first_candle_that_closes_after_it() -> None:
    """The bar of 10 to 15 has three minutes; the next candle closes at 22."""
    assert heard("btc sma2 5m < 10", [*[10] * 12, 9, *[None] * 8, 9.5]) == [Heard(22, 22, 9.5)]


def test_ruling_22_of_two_bars_that_are_judged_together_the_later_one_counts() -> None:
    """The bars of 10 to 15 and of 15 to 20 are both known at 20, with 8 and 12: their mean is 10 again."""
    assert heard("btc sma2 5m < 9.5", [*[10] * 10, 8, *[None] * 8, 12]) == []


def test_ruling_22_a_bar_without_a_minute_is_none() -> None:
    """At 25 the last two bars are those of 5 to 10 and of 20 to 25."""
    assert heard("btc sma2 5m < 9.4", [*[10] * 9, 9.5, *[None] * 10, *[9] * 5]) == [Heard(25, 25, 9)]


def volumes(text: str, *traded: float, until: int | None = None) -> list[float]:
    candles = minutes_of([100.0] * len(traded), volumes=traded)
    return [minutes_since(due.due) for due in played([text], {"btc": candles}, until=until)]


def test_ruling_23_the_last_closed_bar_against_the_mean_of_the_twenty_before_it() -> None:
    """Three times the mean is not more than that; 3.5 against 23 ÷ 20 is."""
    assert volumes("btc volume 1m > 3x", *[1.0] * 20, 3.0, 3.5) == [22]
    assert volumes("btc volume 1m > 3x", *[1.0] * 20, 3.0, 3.3) == []


def test_ruling_23_with_fewer_than_twenty_before_it_or_nothing_in_them_it_is_unknown() -> None:
    assert volumes("btc volume 1m > 3x", *[1.0] * 18, 9.0, 1.0, 9.0) == []
    assert volumes("btc volume 1m > 3x", *[0.0] * 21, 5.0, 0.0, 0.0) == []


def test_ruling_23_a_closed_bar_on_which_it_is_not_true_rearms() -> None:
    assert volumes("btc volume 1m > 3x max 9", *[1.0] * 21, 5.0, 6.0, 1.0, 9.0) == [22, 25]


def test_ruling_13_or_percent_of_the_level() -> None:
    """Half of three is one and a half: 2.5 against 24 ÷ 20 is too much for that, 1 is not."""
    assert volumes("btc volume 1m > 3x rearm 50% max 9", *[1.0] * 21, 5.0, 2.5, 6.0, 1.0, 9.0) == [22, 26]


def test_ruling_23_bars_of_five_minutes() -> None:
    assert volumes("btc volume 5m > 3x", *[1.0] * 105, *[4.0] * 5, *[1.0] * 5) == [110]
