"""Lengths of time in rules."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.alerts.spans import LONGEST, read_span, written_span


@given(st.timedeltas(timedelta(seconds=1), LONGEST).map(lambda span: span - span % timedelta(seconds=1)))
def test_what_is_written_is_read_as_the_same_length(span: timedelta) -> None:
    assert read_span(written_span(span)) == span


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("24h", "24h"),
        ("1d", "24h"),
        ("48h", "2d"),
        ("2 weeks", "14d"),
        ("90m", "90m"),
        ("1h30m", "90m"),
        ("60s", "1m"),
        ("1.5h", "90m"),
        ("an hour", "1h"),
        ("hour", "1h"),
        ("one day", "24h"),
        ("1 month", "30d"),
    ],
)
def test_a_length_is_written_in_the_largest_unit_that_says_it_whole(text: str, written: str) -> None:
    span = read_span(text)
    assert span is not None
    assert written_span(span) == written


@pytest.mark.parametrize("text", ["0h", "0.5s", "366d", "9999999999999h"])
def test_nothing_parts_of_a_second_and_more_than_a_year_are_no_length(text: str) -> None:
    assert read_span(text) is None
