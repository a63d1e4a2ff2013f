"""Round ticks: few, round in what people read, and honest about clock changes."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.painter.ticks import power_of_ten, power_text, round_ticks, runs, spread_out, time_ticks
from core.market.model import from_ms, to_ms

HOUR_MS = 3_600_000


def clock(since: datetime, until: datetime, zone: str, least_s: int = 60) -> list[str]:
    _, ticks = time_ticks(to_ms(since), to_ms(until), zone, least_s)
    return [f"{from_ms(ms).astimezone(ZoneInfo(zone)):%d %H:%M %z}" for ms in ticks]


@given(st.floats(-1e9, 1e9), st.floats(1e-3, 1e9))
def test_a_value_axis_has_some_round_ticks_and_never_too_many(low: float, span: float) -> None:
    ticks = round_ticks(low, low + span, 5, repr)
    assert 2 <= len(ticks) <= 5
    assert all(low - span * 1e-6 <= value <= low + span * (1 + 1e-6) for value, _ in ticks)


def test_no_two_ticks_read_the_same() -> None:
    ticks = round_ticks(1000.1, 1002.4, 5, lambda value: f"{value:,.0f}")
    assert [words for _, words in ticks] == ["1,001", "1,002"]


def test_an_axis_without_extent_has_no_ticks() -> None:
    assert round_ticks(5.0, 5.0, 5, str) == ()


@pytest.mark.parametrize(("price", "power"), [(50_000, 0), (0.002, 0), (0.00045, -6), (1.2e-5, -6), (4e-9, -9), (0, 0)])
def test_tiny_prices_are_written_in_powers_of_a_thousandth(price: float, power: int) -> None:
    assert power_of_ten(price) == power


def test_a_power_is_written_in_superscript() -> None:
    assert power_text(-6) == "×10⁻⁶"
    assert power_text(-12) == "×10⁻¹²"


def test_ticks_stand_on_round_local_times() -> None:
    day = clock(datetime(2024, 6, 1, 10, tzinfo=UTC), datetime(2024, 6, 2, 10, tzinfo=UTC), "Asia/Kolkata")
    assert day == ["01 18:00 +0530", "02 00:00 +0530", "02 06:00 +0530", "02 12:00 +0530"]


def test_days_begin_at_local_midnight_on_both_sides_of_a_clock_change() -> None:
    week = clock(datetime(2024, 3, 29, 12, tzinfo=UTC), datetime(2024, 4, 2, 12, tzinfo=UTC), "Europe/Berlin", 14_400)
    assert week == ["30 00:00 +0100", "31 00:00 +0100", "01 00:00 +0200", "02 00:00 +0200"]


def test_a_skipped_hour_has_no_tick() -> None:
    night = clock(datetime(2024, 3, 30, 23, 30, tzinfo=UTC), datetime(2024, 3, 31, 3, 30, tzinfo=UTC), "Europe/Berlin")
    assert night == ["31 01:00 +0100", "31 03:00 +0200", "31 04:00 +0200", "31 05:00 +0200"]


def test_a_repeated_hour_has_a_tick_each_time() -> None:
    night = clock(
        datetime(2024, 10, 26, 23, 30, tzinfo=UTC), datetime(2024, 10, 27, 2, 30, tzinfo=UTC), "Europe/Berlin"
    )
    assert night == ["27 02:00 +0200", "27 02:00 +0100", "27 03:00 +0100"]


def test_weeks_begin_on_mondays_and_months_on_the_first() -> None:
    _, weeks = time_ticks(
        to_ms(datetime(2024, 5, 1, tzinfo=UTC)), to_ms(datetime(2024, 6, 1, tzinfo=UTC)), "UTC", 86_400
    )
    assert {from_ms(ms).weekday() for ms in weeks} == {0}
    _, months = time_ticks(
        to_ms(datetime(2023, 5, 5, tzinfo=UTC)), to_ms(datetime(2024, 6, 1, tzinfo=UTC)), "UTC", 86_400
    )
    assert {from_ms(ms).day for ms in months} == {1}


@given(
    st.integers(0, 2**41),
    st.integers(60_000, 20 * 365 * 24 * HOUR_MS),
    st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kolkata"]),
)
def test_a_time_axis_has_at_most_five_ticks_within_it(since: int, span: int, zone: str) -> None:
    _, ticks = time_ticks(since, since + span, zone, 60)
    assert 1 <= len(ticks) <= 5
    assert all(since <= ms <= since + span for ms in ticks)
    assert list(ticks) == sorted(set(ticks))


def test_no_tick_is_finer_than_a_candle() -> None:
    step_s, _ = time_ticks(0, 3 * 24 * HOUR_MS, "UTC", 86_400)
    assert step_s == 86_400


def test_words_that_come_too_close_give_way_to_those_before_and_to_what_is_taken() -> None:
    assert spread_out([(0, 10), (12, 20), (30, 40), (80, 95)], [(90, 100)], apart=4) == [True, False, True, False]


def test_a_hole_ends_a_run() -> None:
    assert runs([0, 1, 2, 5, 6, 9], 1) == [(0, 3), (3, 5), (5, 6)]
    assert runs([7], 1) == [(0, 1)]
