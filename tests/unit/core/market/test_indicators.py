"""Indicators: equal to a second library's, and blind to the future."""

from collections.abc import Callable
from datetime import UTC, datetime

import numpy as np
import pytest
import talipp.indicators as second
from hypothesis import given
from hypothesis import strategies as st
from talipp.ohlcv import OHLCV

from core.kernel.errors import UnknownName
from core.market.indicators import KINDS, compute, indicator_named, read_indicator
from core.market.model import CandleSeries, Floats, Interval, Pair, SeriesKey, from_ms, to_ms

MIDNIGHT = datetime(2026, 1, 1, tzinfo=UTC)


def walk(n: int, seed: int = 7, interval: Interval = Interval.H1, start: datetime = MIDNIGHT) -> CandleSeries:
    rng = np.random.default_rng(seed)
    close = 100 * np.exp(rng.normal(0, 0.02, n).cumsum())
    first = np.concatenate([[100.0], close])[:n]
    high, low = np.maximum(first, close) * 1.003, np.minimum(first, close) * 0.996
    opened = to_ms(start) + np.arange(n, dtype=np.int64) * interval.ms
    key = SeriesKey("kraken", Pair("BTC", "USD"), interval)
    return CandleSeries(key, opened, first, high, low, close, rng.uniform(1, 9, n))


def bars(series: CandleSeries) -> list[OHLCV]:
    return [OHLCV(c.open, c.high, c.low, c.close, c.volume, c.opened_at) for c in series]


def numbers(values: "list[float | None]") -> Floats:
    return np.array([np.nan if v is None else v for v in values])


def average_range(series: CandleSeries) -> Floats:
    """The second library counts the first candle's own range; TA-Lib begins with one that has a close before it."""
    first, *rest = bars(series.sliced(slice(1, None)))
    assert first.high is not None
    assert first.low is not None
    before = float(series.close[0])
    first = OHLCV(first.open, max(first.high, before), min(first.low, before), first.close, first.volume, first.time)
    return np.concatenate([[np.nan], numbers(list(second.ATR(14, [first, *rest])))])


REFERENCES: dict[str, Callable[[CandleSeries], dict[str, Floats]]] = {
    "rsi": lambda s: {"rsi": numbers(list(second.RSI(14, list(s.close))))},
    "rsi7": lambda s: {"rsi": numbers(list(second.RSI(7, list(s.close))))},
    "atr": lambda s: {"atr": average_range(s)},
    "ema50": lambda s: {"ema50": numbers(list(second.EMA(50, list(s.close))))},
    "sma20": lambda s: {"sma20": numbers(list(second.SMA(20, list(s.close))))},
    "macd": lambda s: {
        "macd": numbers([v and v.macd for v in second.MACD(12, 26, 9, list(s.close))]),
        "signal": numbers([v and v.signal for v in second.MACD(12, 26, 9, list(s.close))]),
    },
    "bbands": lambda s: {
        "upper": numbers([v and v.ub for v in second.BB(20, 2, list(s.close))]),
        "middle": numbers([v and v.cb for v in second.BB(20, 2, list(s.close))]),
        "lower": numbers([v and v.lb for v in second.BB(20, 2, list(s.close))]),
    },
}


@pytest.mark.parametrize("word", list(REFERENCES))
def test_values_equal_a_second_library_within_1e_9(word: str) -> None:
    series = walk(300)
    found = compute(indicator_named(word), series)
    for name, expected in REFERENCES[word](series).items():
        known = np.isfinite(expected)
        assert known.sum() > 200
        assert np.isfinite(found.curves[name][known]).all(), name
        assert np.allclose(found.curves[name][known], expected[known], rtol=1e-9, atol=1e-12), name


def test_vwap_equals_a_second_library_s_within_a_day() -> None:
    series = walk(24)
    expected = numbers(list(second.VWAP(bars(series))))
    assert np.allclose(compute(indicator_named("vwap"), series).main, expected, rtol=1e-9)


def test_vwap_begins_anew_each_day_and_says_nothing_of_a_day_it_saw_only_in_part() -> None:
    series = walk(48, start=from_ms(to_ms(MIDNIGHT) + 6 * Interval.H1.ms))
    values = compute(indicator_named("vwap"), series).main
    assert np.isnan(values[:18]).all()
    assert values[18] == pytest.approx((series.high[18] + series.low[18] + series.close[18]) / 3)


def test_bars_of_macd_are_what_parts_line_and_signal() -> None:
    macd = compute(indicator_named("macd"), walk(100))
    assert macd.bars is not None
    assert np.allclose(macd.bars, macd.curves["macd"] - macd.curves["signal"], equal_nan=True)


WORDS = st.sampled_from(["rsi", "rsi5", "atr", "ema20", "sma9", "macd", "bbands", "vwap"])


@given(WORDS, st.integers(0, 160), st.integers(0, 160), st.integers(0, 5))
def test_what_comes_later_changes_nothing_before(word: str, cut: int, more: int, seed: int) -> None:
    name, series = indicator_named(word), walk(cut + more, seed)
    whole, prefix = compute(name, series), compute(name, series.sliced(slice(0, cut)))
    for curve, values in prefix.curves.items():
        assert values.size == cut
        assert np.array_equal(values, whole.curves[curve][:cut], equal_nan=True)


@pytest.mark.parametrize("word", list(KINDS))
def test_too_few_candles_give_no_number(word: str) -> None:
    found = compute(indicator_named(word), walk(1))
    assert found.main.size == 1
    assert word == "vwap" or found.last is None
    assert compute(indicator_named(word), walk(0)).last is None


@pytest.mark.parametrize(
    ("typed", "word", "label"),
    [
        ("rsi", "rsi", "RSI(14)"),
        ("RSI(7)", "rsi7", "RSI(7)"),
        ("ema 50", "ema50", "EMA(50)"),
        ("boll", "bbands", "BBANDS(20, 2)"),
        ("macd", "macd", "MACD(12, 26, 9)"),
        ("vwap", "vwap", "VWAP"),
        ("ma9", "sma9", "SMA(9)"),
    ],
)
def test_names_are_read_with_their_length(typed: str, word: str, label: str) -> None:
    found = read_indicator(typed)
    assert found is not None
    assert (found.word, found.label) == (word, label)
    assert read_indicator(found.word) == found


@pytest.mark.parametrize("typed", ["rsi0", "rsi1", "ema9999", "macd3", "rs", "", "14", "é"])
def test_what_is_no_indicator_is_none(typed: str) -> None:
    assert read_indicator(typed) is None


def test_an_unknown_indicator_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownName) as raised:
        indicator_named("rsy")
    assert raised.value.nearest[0] == "rsi"


@given(st.text(max_size=50))
def test_any_text_is_read_without_harm(text: str) -> None:
    read_indicator(text)


@pytest.mark.parametrize("word", ["rsi", "ema20", "sma20", "bbands", "macd", "atr"])
def test_the_warm_up_makes_the_first_value_known(word: str) -> None:
    name = indicator_named(word)
    warmup = name.warmup(Interval.H1)
    assert np.isfinite(compute(name, walk(warmup + 1)).main[-1])


def test_an_indicator_can_be_cut_like_its_candles() -> None:
    macd = compute(indicator_named("macd"), walk(60))
    cut = macd.sliced(slice(50, None))
    assert cut.main.size == 10
    assert cut.bars is not None
    assert cut.bars.size == 10
