"""core.alerts.terms — the options of a rule as instants and lengths."""

from datetime import UTC, date, datetime

import pytest

from core.alerts.terms import end_of


def test_a_rule_ends_when_its_last_day_is_over_where_the_person_is_also_on_the_day_of_a_change_of_the_clock() -> None:
    assert end_of(date(2024, 3, 31), "Europe/Berlin") == datetime(2024, 3, 31, 22, tzinfo=UTC)
    assert end_of(date(2024, 3, 30), "Europe/Berlin") == datetime(2024, 3, 30, 23, tzinfo=UTC)
    assert end_of(date(2023, 12, 31), "America/New_York") == datetime(2024, 1, 1, 5, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "America/Los_Angeles"])
def test_the_last_day_of_the_calendar_is_an_end_that_every_zone_can_tell(zone: str) -> None:
    end = end_of(date.max, zone)
    assert end.year == 9999
    assert end.astimezone(UTC) == end
