"""adapters.venues.answers — what a venue says about when to come back."""

from datetime import UTC, datetime, timedelta

import pytest

from adapters.venues.answers import LONGEST_PAUSE, http_date, retry_after

DATE = "Thu, 05 Mar 2026 14:30:00 GMT"


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"Retry-After": "30"}, timedelta(seconds=30)),
        ({"retry-after": " 0 "}, timedelta(0)),
        ({"Retry-After": "Thu, 05 Mar 2026 14:31:30 GMT", "Date": DATE}, timedelta(seconds=90)),
        ({"Retry-After": "Thu, 05 Mar 2026 14:00:00 GMT", "Date": DATE}, timedelta(0)),
        ({"Retry-After": "9" * 400}, LONGEST_PAUSE),
        ({"Retry-After": "Thu, 05 Mar 2026 14:31:30 GMT"}, None),
        ({"Retry-After": "soon", "Date": DATE}, None),
        ({"Retry-After": "-1"}, None),
        ({}, None),
    ],
)
def test_retry_after_is_seconds_or_a_date_against_the_answer_s_own(
    headers: dict[str, str], expected: timedelta | None
) -> None:
    assert retry_after(headers) == expected


def test_an_http_date_is_aware_and_utc() -> None:
    assert http_date(DATE) == datetime(2026, 3, 5, 14, 30, tzinfo=UTC)
    assert http_date("Thu, 05 Mar 2026 16:30:00 +0200") == datetime(2026, 3, 5, 14, 30, tzinfo=UTC)
    assert [http_date(text) for text in ("", "now", "Thu, 99 Mar 2026 14:30:00 GMT")] == [None, None, None]
