"""indicator: studies against numbers and against each other."""

import pytest

from core.alerts.conditions.indicator import STUDIES, named_study
from core.alerts.facts import Comparison, Distance, Indicator, Rearm, RearmBy, Study, Way
from core.market.model import Interval
from tests.fakes.rules import compared, mistake, rewritten


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("btc rsi 1h < 30", "btc rsi 1h < 30"),
        ("btc RSI < 30", "btc rsi < 30"),
        ("eth -5% 1h and rsi 1h < 30", "eth -5% 1h and eth rsi 1h < 30"),
        ("eth ema20 4h crosses ema50", "eth ema20 4h crosses ema50"),
        ("eth ema20 4h crosses above ema50 4h", "eth ema20 4h > ema50"),
        ("btc macd 1h crosses macdsignal", "btc macd 1h crosses macdsignal"),
        ("btc macdhist > -5.5 live", "btc macdhist > -5.5 live"),
        ("btc rsi 24h < 30", "btc rsi 1d < 30"),
        ("btc rsi007 1h < 30", "btc rsi7 1h < 30"),
    ],
)
def test_a_study_is_written_as_it_was_said(text: str, written: str) -> None:
    assert rewritten(text) == written


def test_lengths_and_candles_that_were_not_said_are_the_usual_ones() -> None:
    (rsi,) = compared("btc rsi < 30")
    assert rsi.fact == Indicator("btc", Study("rsi", 14), Interval.H1)
    (live,) = compared("btc sma50 4h > 60k live at kraken")
    assert live.fact == Indicator("btc", Study("sma", 50), Interval.H4, True, "kraken")
    assert named_study("macdhist") == Study("macdhist", 0)
    assert named_study("bbupper") == Study("bbupper", 20)


def test_a_second_study_is_judged_as_the_distance_on_the_same_candles() -> None:
    first, second = (Indicator("eth", Study("ema", n), Interval.H4) for n in (20, 50))
    opposite = Comparison(Distance(first, second), Way.CROSSES, 0.0, Rearm(RearmBy.NOTHING))
    assert compared("eth ema20 4h crosses ema50") == [opposite]
    (widened,) = compared("eth ema20 4h > ema50 rearm 1%")
    assert widened.rearm == Rearm(RearmBy.SECOND, 0.01)


@pytest.mark.parametrize(
    ("text", "rearm"),
    [
        ("btc rsi 1h < 30", Rearm(RearmBy.POINTS, 2.0)),
        ("btc rsi 1h < 30 rearm 5", Rearm(RearmBy.POINTS, 5.0)),
        ("btc ema50 1d < 60k", Rearm(RearmBy.SHARE, 0.02)),
        ("btc atr < 900 rearm 10%", Rearm(RearmBy.SHARE, 0.1)),
    ],
)
def test_a_number_rearms_by_two_percent_and_rsi_by_two_points(text: str, rearm: Rearm) -> None:
    assert [comparison.rearm for comparison in compared(text)] == [rearm]


@pytest.mark.parametrize(
    ("text", "what", "given", "nearest"),
    [
        ("btc bb 1h > 3", "indicator", "bb", ("bbupper", "bbmiddle", "bblower")),
        ("btc vwap 1h > 3", "indicator", "vwap", ("ema20", "sma20")),
        ("btc macd12 1h > 3", "indicator", "macd12", ("macd",)),
        ("btc rsi1 1h < 30", "indicator", "rsi1", ("rsi14",)),
        ("btc ema9999 1h < 30", "indicator", "ema9999", ("ema20",)),
        ("btc rsi 2h < 30", "interval", "2h", ("15m", "1h", "4h")),
        ("btc rsi 1h crosses ema20 4h", "interval", "4h", ("1h",)),
        ("btc rsi 1h < 30 usd", "word", "usd", None),
        ("rsi 1h < 30", "coin", "", ()),
    ],
)
def test_what_is_wrong_is_named(text: str, what: str, given: str, nearest: tuple[str, ...] | None) -> None:
    wrong = mistake(text)
    assert nearest is None or (wrong.what, wrong.given, wrong.nearest) == (what, given, nearest)


def test_every_study_can_be_said() -> None:
    for study in STUDIES:
        assert rewritten(f"btc {study} 1h > 5") == f"btc {study} 1h > 5"
