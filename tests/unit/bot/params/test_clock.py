"""Times of day and spans of them, as people write them in four languages."""

from contextlib import suppress
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.hearing.words import Words
from bot.params.base import Match
from bot.params.clock import ClockKind, ExceptKind, HoursKind
from core.delivery.quiet import Except
from core.kernel.errors import UnknownName
from tests.fakes.hearing import vocabulary


def read(kind: ClockKind | HoursKind | ExceptKind, text: str) -> Match[object] | None:
    return kind.match(Words.of(text), 0, vocabulary())


@pytest.mark.parametrize(
    ("text", "at", "length"),
    [
        ("08:00", "08:00", 1),
        ("8", "08:00", 1),
        ("8.30", "08:30", 1),
        ("7h45", "07:45", 1),
        ("7h", "07:00", 1),
        ("11pm", "23:00", 1),
        ("11 pm", "23:00", 2),
        ("12am", "00:00", 1),
        ("12 a.m.", "00:00", 2),
        ("12pm", "12:00", 1),
        ("8 Uhr", "08:00", 2),
        ("24:00", "00:00", 1),
    ],
)
def test_a_time_of_day_is_read_as_it_is_written(text: str, at: str, length: int) -> None:
    assert read(ClockKind(), text) == Match(time.fromisoformat(at), length)
    assert ClockKind().written(time.fromisoformat(at)) == at


@pytest.mark.parametrize("text", ["13pm", "0am", "25", "8:5", "btc", "8x", "-8", "100"])
def test_what_is_no_time_of_day_is_none(text: str) -> None:
    assert read(ClockKind(), text) is None


@pytest.mark.parametrize(
    ("text", "written", "length"),
    [
        ("23:00-07:00", "23:00-07:00", 1),
        ("23-7", "23:00-07:00", 1),
        ("23:00–07:00", "23:00-07:00", 1),
        ("11pm-7am", "23:00-07:00", 1),
        ("23:00 - 07:00", "23:00-07:00", 3),
        ("11 pm to 7 am", "23:00-07:00", 5),
        ("23 Uhr bis 7 Uhr", "23:00-07:00", 5),
        ("23h a 7h", "23:00-07:00", 3),
        ("22:30 até 6:00", "22:30-06:00", 3),
    ],
)
def test_hours_are_read_in_one_word_or_in_several(text: str, written: str, length: int) -> None:
    found = read(HoursKind(), text)
    assert found is not None
    assert (HoursKind().written(found.value), found.length) == (written, length)


@pytest.mark.parametrize("text", ["23:00-23:00", "7 to 7", "25:00-07:00", "08:00-07:61"])
def test_hours_that_do_not_end_or_do_not_exist_are_named(text: str) -> None:
    with pytest.raises(UnknownName) as refused:
        read(HoursKind(), text)
    assert refused.value.what == "hours"


def test_a_time_that_does_not_exist_is_named() -> None:
    with pytest.raises(UnknownName) as refused:
        read(ClockKind(), "25:00")
    assert (refused.value.what, refused.value.given) == ("time", "25:00")


@pytest.mark.parametrize(
    ("text", "exception", "length"),
    [
        ("-10%", Except("-", 0.1), 1),
        ("−10%", Except("-", 0.1), 1),
        ("-10 %", Except("-", 0.1), 2),
        ("+2,5%", Except("+", 0.025), 1),
        ("±8%", Except("", 0.08), 1),
    ],
)
def test_what_comes_through_is_a_percent_with_or_without_a_sign(text: str, exception: Except, length: int) -> None:
    assert read(ExceptKind(), text) == Match(exception, length)


@given(st.text(max_size=40))
def test_no_text_makes_them_fail(text: str) -> None:
    words = Words.of(text)
    for kind in (ClockKind(), HoursKind(), ExceptKind()):
        for index in range(len(words)):
            with suppress(UnknownName):
                kind.match(words, index, vocabulary())


@given(st.times(), st.times())
def test_hours_read_back_as_they_are_written(starts: time, ends: time) -> None:
    span = starts.replace(second=0, microsecond=0), ends.replace(second=0, microsecond=0)
    if span[0] == span[1]:
        return
    found = read(HoursKind(), str(HoursKind().written(span)))
    assert found == Match(span)
