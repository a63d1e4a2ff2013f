"""Times of day as instants, also where the clock jumps."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.localtime import instant_of, local_date

ZONES = ["UTC", "Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Kolkata"]


@pytest.mark.parametrize(
    ("on", "at", "zone", "instant"),
    [
        (date(2026, 1, 5), time(8), "Europe/Berlin", "2026-01-05T07:00+00:00"),
        # 02:30 does not exist: the clock shows 03:00 next.
        (date(2026, 3, 29), time(2, 30), "Europe/Berlin", "2026-03-29T01:00+00:00"),
        # 02:30 exists twice: the first.
        (date(2026, 10, 25), time(2, 30), "Europe/Berlin", "2026-10-25T00:30+00:00"),
        # Midnight itself is jumped over.
        (date(2026, 4, 24), time(0), "Africa/Cairo", "2026-04-23T22:00+00:00"),
        # A jump of half an hour.
        (date(2026, 10, 4), time(2, 10), "Australia/Lord_Howe", "2026-10-03T15:30+00:00"),
        # A whole day left out: the next one begins.
        (date(2011, 12, 30), time(8), "Pacific/Apia", "2011-12-30T10:00+00:00"),
    ],
)
def test_a_local_time_is_the_first_instant_that_shows_it_or_later(on: date, at: time, zone: str, instant: str) -> None:
    assert instant_of(on, at, zone) == datetime.fromisoformat(instant)


@given(
    st.dates(date(1990, 1, 1), date(2037, 12, 31)),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.sampled_from(ZONES),
)
def test_the_clock_shows_it_there_or_has_just_jumped_over_it(on: date, at: time, zone: str) -> None:
    found = instant_of(on, at, zone)
    there = found.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    wanted = datetime.combine(on, at)
    assert there >= wanted
    assert (found - timedelta(seconds=1)).astimezone(ZoneInfo(zone)).replace(tzinfo=None) < wanted
    assert found.tzinfo is UTC


def test_a_date_is_that_of_the_zone() -> None:
    late = datetime(2026, 1, 1, 23, 30, tzinfo=UTC)
    assert local_date(late, "Europe/Berlin") == date(2026, 1, 2)
    assert local_date(late, "UTC") == date(2026, 1, 1)
