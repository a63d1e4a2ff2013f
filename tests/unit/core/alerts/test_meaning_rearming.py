"""What a rule means: how far back it must go before the same can be told again, and when a change is reached."""

import pytest

from tests.fakes.alerting import Heard, Row, heard

# Fifteen minutes between 100 and 104: every true range is 4, so the ATR is 4, and known from the fifteenth quarter on.
QUARTER: list[Row] = [*[102] * 7, (102, 104, 100, 102), *[102] * 7]


def minutes(told: list[Heard]) -> list[float]:
    return [message.due for message in told]


def test_ruling_12_the_distance_is_the_atr_of_quarters_where_that_is_more_than_half_a_percent() -> None:
    rows = [*QUARTER * 17, 99, 103.99, 99, 104, 99]
    assert minutes(heard("btc < 100 max 9", rows)) == [256, 260]


def test_ruling_12_half_a_percent_is_more_than_the_atr_of_a_quiet_day() -> None:
    quiet: list[Row] = [*[102] * 14, (102, 102.2, 101.8, 102)]
    assert minutes(heard("btc < 100 max 9", [*quiet * 17, 99, 100.49, 99, 100.5, 99])) == [256, 260]


def test_ruling_12_without_fifteen_quarters_it_is_half_a_percent() -> None:
    assert minutes(heard("btc < 100 max 9", [*QUARTER * 14, 99, 100.5, 99])) == [211, 213]
    assert minutes(heard("btc < 100 max 9", [*QUARTER * 15, 99, 100.5, 99])) == [226]


def test_ruling_12_a_quarter_that_closes_with_the_crossing_is_closed_by_then() -> None:
    """Its true range is 104 to 99: Wilder's ATR is (13 × 4 + 5) / 14 = 4.0714…"""
    rows = [*QUARTER * 14, *QUARTER[:-1], 99]
    assert minutes(heard("btc < 100 max 9", [*rows, 104.071, 99])) == [225]
    assert minutes(heard("btc < 100 max 9", [*rows, 104.072, 99])) == [225, 227]


def test_ruling_12_the_distance_is_fixed_at_the_crossing() -> None:
    wild: list[Row] = [(99, 99, 50, 99), *[99] * 14]
    rows = [*QUARTER * 17, 99, *wild * 4, 104, 99]
    assert minutes(heard("btc < 100 max 9", rows)) == [256, 318]


def test_ruling_12_after_rearming_it_is_measured_anew() -> None:
    """An hour of one quarter over 51 dollars and three over none makes the ATR ((4 × 13 + 54) × 13³) / 14⁴ = 6.06…"""
    wild: list[Row] = [(99, 99, 50, 99), *[99] * 14]
    rows = [*QUARTER * 17, 99, *wild, *[99] * 44, 104, 99]
    told = minutes(heard("btc < 100 max 9", [*rows, 105, 99]))
    assert told == [256, 317]
    assert minutes(heard("btc < 100 max 9", [*rows, 107, 99])) == [256, 317, 319]


@pytest.mark.parametrize(
    ("text", "rows", "dues"),
    [
        # Prices, numbers and volume: percent of the level. A level of 50 re-arms a dollar above it.
        ("btc < 50 rearm 2% max 9", [51, 49, 50.99, 49, 51, 49], [2, 6]),
        ("btc > 50 rearm 2% max 9", [49, 51, 49.01, 51, 49, 51], [2, 6]),
        ("btc crosses 50 rearm 2% max 9", [49.5, 50.5, 49.5, 50.5, 49, 50.5], [2, 6]),
        ("btc sma2 1m < 50 rearm 10% max 9", [51, 51, 47, 54, 54, 47, 47, 55, 55, 47, 47], [3, 11]),
        # Changes, what is off its peg, and RSI: points. Minus five re-arms at minus two.
        ("btc -5% 3m rearm 3% max 9", [*[100] * 4, 95, (97.99, 97.99, 95, 95)], [5]),
        ("btc -5% 3m rearm 3% max 9", [*[100] * 4, 95, (98, 98, 95, 95)], [5, 6]),
        ("btc off 1 by 0.5% rearm 0.1% max 9", [1, 0.994, 0.9959, 0.994, 0.996, 0.994], [2, 6]),
    ],
)
def test_ruling_13_rearm_means_percent_of_the_level_or_points(text: str, rows: list[Row], dues: list[float]) -> None:
    assert minutes(heard(text, rows)) == dues


@pytest.mark.parametrize(
    ("text", "rows", "dues"),
    [
        ("btc -5% 3m max 9", [*[100] * 4, 95, (95.99, 95.99, 95, 95)], [5]),
        ("btc -5% 3m max 9", [*[100] * 4, 95, (96, 96, 95, 95)], [5, 6]),
        ("btc off 1 by 0.5% max 9", [1, 0.995, 0.9974, 0.995, 0.9975, 0.995], [2, 6]),
        ("btc sma2 1m < 50 max 9", [51, 51, 47, 51, 50.98, 47], [3]),
        ("btc sma2 1m < 50 max 9", [51, 51, 47, 51, 51, 47], [3, 6]),
    ],
)
def test_without_rearm_a_fifth_of_a_change_half_of_a_peg_and_two_percent_of_a_number(
    text: str, rows: list[Row], dues: list[float]
) -> None:
    assert minutes(heard(text, rows)) == dues


@pytest.mark.parametrize(
    ("text", "base", "reached"),
    [
        ("btc -5% 2m", 110, 104.5),
        ("btc -10% 2m", 0.07, 0.063),
        ("btc -3% 2m", 33.3, 32.301),
        ("btc +3% 2m", 33.3, 34.299),
        ("btc +7.5% 2m", 4821.37, 5182.97275),
        ("btc ±0.1% 2m", 60_123.4, 60_183.5234),
    ],
)
def test_ruling_17_a_change_is_reached_at_exactly_its_percent(text: str, base: float, reached: float) -> None:
    assert heard(text, [base, base, base, reached]) == [Heard(4, 4, reached)]
    just_short = reached + (base - reached) * 1e-6
    assert heard(text, [base, base, base, just_short]) == []


def test_ruling_17_it_is_against_the_close_one_window_before_the_candle_s_close() -> None:
    """The candle that closes at 5 is compared with the close at 2, whatever its own wicks and those between were."""
    rows: list[Row] = [90, (90, 200, 80, 100), (100, 150, 99, 100), (100, 101, 96, 100), (100, 100, 95, 99)]
    assert heard("btc -5% 3m", rows) == [Heard(5, 5, 95)]


def test_ruling_17_where_that_close_is_missing_it_is_the_last_before() -> None:
    assert heard("btc -5% 3m", [100, 100, 100, 100, None, None, 95]) == [Heard(7, 7, 95)]
    assert heard("btc -5% 3m", [100, 100, 100, 99, None, None, 95]) == []
