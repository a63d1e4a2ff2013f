"""Times: windows and candle intervals in four languages."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.hearing.words import Words
from bot.params.times import LONGEST_WINDOW, IntervalKind, Window, WindowKind, interval_of
from core.market.model import Interval
from tests.fakes.hearing import vocabulary


def _window(text: str) -> tuple[str, int] | None:
    match = WindowKind().match(Words.of(text), 0, vocabulary())
    if match is None:
        return None
    assert isinstance(match.value, Window)
    return match.value.text, match.length


@pytest.mark.parametrize(
    ("text", "window", "length"),
    [
        ("24h", "24h", 1),
        ("2w", "14d", 1),
        ("6 months", "180d", 2),
        ("7 Tage", "7d", 2),
        ("24 Stunden", "24h", 2),
        ("3 días", "3d", 2),
        ("2 años", "730d", 2),
        ("12 horas", "12h", 2),
        ("semana", "7d", 1),
        ("mês", "30d", 1),
        ("mes", "30d", 1),
        ("heute", "24h", 1),
        ("hoje", "24h", 1),
        ("year", "365d", 1),
    ],
)
def test_a_window_is_read_in_every_language_with_and_without_accents(text: str, window: str, length: int) -> None:
    assert _window(text) == (window, length)


@pytest.mark.parametrize("text", ["0h", "99999y", "4", "5x", "h", "d24", "７７７７７７d", ""])
def test_what_is_no_length_of_time_is_none(text: str) -> None:
    words = Words.of(text)
    assert len(words) == 0 or _window(text) is None


def test_a_window_is_as_long_as_it_says() -> None:
    assert Window.of("30d").length == timedelta(days=30)
    assert WindowKind().written(Window.of("24h")) == "24h"


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("4h", Interval.H4),
        ("4 hours", Interval.H4),
        ("15min", Interval.M15),
        ("60m", Interval.H1),
        ("1d", Interval.D1),
        ("1w", Interval.W1),
        ("täglich", Interval.D1),
        ("weekly", Interval.W1),
        ("24h", None),
        ("7d", None),
        ("30d", None),
        ("2h", None),
    ],
)
def test_an_interval_is_a_length_that_candles_have(text: str, interval: Interval | None) -> None:
    match = IntervalKind().match(Words.of(text), 0, vocabulary())
    assert (match.value if match else None) == interval


@pytest.mark.parametrize("line", ["4h 1d", "1d 4h", "1d btc 4h"])
def test_of_two_lengths_the_shorter_is_the_interval(line: str) -> None:
    words = Words.of(line)
    found = [m.value for i in range(len(words)) if (m := IntervalKind().match(words, i, vocabulary())) is not None]
    assert found[0] is Interval.H4


@given(st.integers(0, 99999), st.sampled_from("mhdwy"))
def test_every_window_is_positive_bounded_and_reads_back(number: int, unit: str) -> None:
    read = _window(f"{number}{unit}")
    if read is not None:
        window = Window.of(read[0])
        assert timedelta(0) < window.length <= LONGEST_WINDOW
        interval = interval_of(window)
        assert interval is None or interval.length == window.length
