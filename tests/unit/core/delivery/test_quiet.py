"""Quiet hours: when they are, across both changes of the clock, and what passes them."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.delivery.model import Notice, NoticeState
from core.delivery.quiet import Except, QuietHours

BERLIN = "Europe/Berlin"
NIGHT = QuietHours(time(23), time(7), BERLIN)
ZONES = ["UTC", BERLIN, "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Cairo"]

minutes = st.integers(0, 24 * 60 - 1).map(lambda minute: time(*divmod(minute, 60)))
hours = st.builds(lambda a, b, zone: (a, b, zone), minutes, minutes, st.sampled_from(ZONES)).filter(
    lambda h: h[0] != h[1]
)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def notice(change: float | None = None, **other: object) -> Notice:
    now = utc("2026-01-01T12:00")
    plain = Notice(1, "n", "alert", "{}", 1, None, now, now, NoticeState.LEASED, 1, 1, change=change)
    return replace(plain, **other)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("at", "until"),
    [
        ("2026-01-05T21:59:59", None),
        ("2026-01-05T22:00", "2026-01-06T06:00"),
        ("2026-01-06T05:59:59", "2026-01-06T06:00"),
        ("2026-01-06T06:00", None),
        # Spring: the night has seven hours, and ends at seven o'clock all the same.
        ("2026-03-28T22:00", "2026-03-29T05:00"),
        # Autumn: nine hours.
        ("2026-10-24T21:00", "2026-10-25T06:00"),
        ("2026-10-25T05:59:59", "2026-10-25T06:00"),
    ],
)
def test_a_night_is_from_eleven_to_seven_on_the_persons_clock(at: str, until: str | None) -> None:
    assert NIGHT.until(utc(at)) == (None if until is None else utc(until))


def test_an_end_that_is_jumped_over_is_the_jump_and_one_that_comes_twice_the_first() -> None:
    short = QuietHours(time(23), time(2, 30), BERLIN)
    assert short.until(utc("2026-03-29T00:00")) == utc("2026-03-29T01:00")
    assert short.until(utc("2026-10-24T23:00")) == utc("2026-10-25T00:30")
    # The second 02:15 is not quiet again.
    assert short.until(utc("2026-10-25T01:15")) is None


def test_hours_of_which_the_clock_shows_nothing_are_no_hours() -> None:
    gone = QuietHours(time(2), time(3), BERLIN)
    assert gone.until(utc("2026-03-29T01:00")) is None
    assert gone.until(utc("2026-03-30T00:30")) == utc("2026-03-30T01:00")


def test_the_next_end_is_told_by_day_too() -> None:
    assert NIGHT.next_end(utc("2026-01-05T12:00")) == utc("2026-01-06T06:00")
    assert NIGHT.next_end(utc("2026-01-06T05:00")) == utc("2026-01-06T06:00")


def test_a_whole_day_is_refused() -> None:
    with pytest.raises(ValueError, match="end"):
        QuietHours(time(7), time(7))


@given(hours, st.integers(0, 4 * 366 * 86_400).map(lambda s: utc("2024-01-01T00:00") + timedelta(seconds=s)))
def test_quiet_hours_are_over_when_they_say_and_not_before(span: tuple[time, time, str], at: datetime) -> None:
    """Whatever is held is let go within a day and an hour, wherever the clocks go."""
    quiet = QuietHours(*span)
    until = quiet.until(at)
    if until is None:
        return
    assert at < until <= at + timedelta(hours=25)
    assert quiet.until(until) is None
    assert quiet.until(until - timedelta(seconds=1)) == until


@pytest.mark.parametrize(
    ("text", "passes", "held"),
    [
        ("-10%", [-0.1, -0.5], [-0.0999, 0.1, 0.5, None]),
        ("+10%", [0.1, 0.5], [0.0999, -0.1, None]),
        ("10%", [0.1, -0.1], [0.05, None]),
        ("-0.5%", [-0.005], [-0.0049]),
    ],
)
def test_what_is_at_least_so_bad_passes(text: str, passes: list[float], held: list[float | None]) -> None:
    exception = Except.read(text)
    assert exception is not None
    assert exception.text == text
    quiet = replace(NIGHT, exceptions=exception)
    assert all(quiet.lets_through(notice(change)) for change in passes)
    assert not any(quiet.lets_through(notice(change)) for change in held)


def test_what_says_even_at_night_passes() -> None:
    assert not NIGHT.lets_through(notice(-0.9))
    assert NIGHT.lets_through(notice(night=True))


@pytest.mark.parametrize("text", ["", "10", "-0%", "--1%", "1e3%", "-99999%", "-1.23456%", "x%", "-10 %", "1001%"])
def test_what_is_no_exception_is_none(text: str) -> None:
    assert Except.read(text) is None


@given(st.sampled_from(["-", "+", ""]), st.decimals("0.0001", 1000, places=4))
def test_an_exception_reads_back_as_it_was_written(way: str, percent: object) -> None:
    exception = Except.read(f"{way}{percent}%")
    assert exception is not None
    assert Except.read(exception.text) == exception
