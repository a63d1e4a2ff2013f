"""The last day of a rule, as people write days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.alerts.dates import read_date

SUNDAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-31", "2026-12-31"),
        ("31 dec", "2026-12-31"),
        ("Dec 31st", "2026-12-31"),
        ("31st of December 2027", "2027-12-31"),
        ("december 31, 2027", "2027-12-31"),
        ("31. Dezember", "2026-12-31"),
        ("31 de diciembre de 2026", "2026-12-31"),
        ("31.12.", "2026-12-31"),
        ("31.12.2026", "2026-12-31"),
        ("31/12", "2026-12-31"),
        ("12/31", "2026-12-31"),
        ("28 nov", "2027-11-28"),
        ("29 nov", "2026-11-29"),
        ("29 feb", "2028-02-29"),
        ("1 märz", "2027-03-01"),
        ("5 may", "2027-05-05"),
        ("today", "2026-11-29"),
        ("tomorrow", "2026-11-30"),
        ("sunday", "2026-11-29"),
        ("fri", "2026-12-04"),
        ("Freitag", "2026-12-04"),
        ("viernes", "2026-12-04"),
        ("sexta-feira", "2026-12-04"),
        ("amanhã", "2026-11-30"),
    ],
)
def test_a_day_without_a_year_is_the_next_one(text: str, day: str) -> None:
    assert read_date(text, SUNDAY) == (date.fromisoformat(day),)


def test_a_slash_between_two_small_numbers_may_be_two_days() -> None:
    assert read_date("03/04", SUNDAY) == (date(2027, 4, 3), date(2027, 3, 4))
    assert read_date("3.4.", SUNDAY) == (date(2027, 4, 3),)


@pytest.mark.parametrize("text", ["", "30 feb", "99/99", "2026-13-01", "0000-01-01", "soon", "31", "dec", "32 dec"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_date(text, SUNDAY) == ()


@given(st.text(max_size=40))
def test_any_text_is_days_or_none(text: str) -> None:
    assert all(isinstance(day, date) for day in read_date(text, SUNDAY))
