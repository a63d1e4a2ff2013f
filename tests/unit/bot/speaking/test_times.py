"""Ages, windows and instants as people read them."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.speaking.times import age, duration, instant

NOW = datetime(2026, 6, 2, 12, 0, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (timedelta(seconds=4.9), "4 s"),
        (timedelta(seconds=59, milliseconds=999), "59 s"),
        (timedelta(minutes=12, seconds=59), "12 min"),
        (timedelta(hours=3, minutes=59), "3 h"),
        (timedelta(hours=47), "1 d"),
        (timedelta(0), "0 s"),
        (timedelta(seconds=-5), "0 s"),
    ],
)
def test_an_age_is_floored_to_one_unit(length: timedelta, text: str) -> None:
    assert age(length) == text.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (timedelta(hours=24), "24 h"),
        (timedelta(days=7), "7 d"),
        (timedelta(days=30), "30 d"),
        (timedelta(hours=36), "36 h"),
        (timedelta(minutes=90), "90 min"),
        (timedelta(hours=1), "1 h"),
        (timedelta(seconds=30), "30 s"),
        (timedelta(days=6, hours=3, seconds=0.5), "6 d"),
    ],
)
def test_a_window_is_called_as_the_trade_calls_it(length: timedelta, text: str) -> None:
    assert duration(length) == text.replace(" ", "\u00a0")


def test_an_instant_of_today_has_its_offset() -> None:
    assert instant(NOW, NOW, "Europe/Berlin", "en", seconds=True) == "14:00:09 +02:00"
    assert instant(NOW, NOW, "Europe/Berlin", "en", seconds=False) == "14:00 +02:00"


def test_offsets_of_half_hours_and_west_of_greenwich_are_told() -> None:
    assert instant(NOW, NOW, "Asia/Kolkata", "en", seconds=False) == "17:30 +05:30"
    assert instant(NOW, NOW, "America/New_York", "en", seconds=False) == "08:00 -04:00"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "1 Jun 14:02 +02:00"),
        ("de", "1. Juni 14:02 +02:00"),
        ("es", "1 jun 14:02 +02:00"),
        ("pt", "1 de jun. 14:02 +02:00"),
    ],
)
def test_another_day_comes_first(language: str, text: str) -> None:
    at = datetime(2026, 6, 1, 12, 2, 10, tzinfo=UTC)
    assert instant(at, NOW, "Europe/Berlin", language, seconds=True) == text


def test_today_is_the_person_s_day_not_that_of_utc() -> None:
    late = datetime(2026, 6, 1, 23, 30, tzinfo=UTC)
    assert instant(late, NOW, "Europe/Berlin", "en", seconds=False) == "01:30 +02:00"
    assert instant(late, NOW, "UTC", "en", seconds=False) == "1 Jun 23:30 +00:00"


def test_another_year_is_named() -> None:
    at = datetime(2025, 12, 31, 12, 0, tzinfo=UTC)
    assert instant(at, NOW, "UTC", "en", seconds=False) == "31 Dec 2025 12:00 +00:00"


def test_the_repeated_hour_is_told_apart_by_its_offset() -> None:
    before = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    shown = [instant(at, before, "Europe/Berlin", "en", seconds=False) for at in (before, before + timedelta(hours=1))]
    assert shown == ["02:30 +02:00", "02:30 +01:00"]
