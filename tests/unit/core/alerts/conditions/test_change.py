"""change: a percent within a window."""

from datetime import timedelta

import pytest

from core.alerts.facts import Change, Comparison, Rearm, RearmBy, Way
from tests.fakes.rules import compared, mistake, rewritten


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("eth -5% 1h", "eth -5% 1h"),
        ("sol ±8% 24h", "sol ±8% 24h"),
        ("sol +-8% 24h", "sol ±8% 24h"),
        ("sol +/- 8 % in 24 hours", "sol ±8% 24h"),
        ("sol −8 percent within a day", "sol -8% 24h"),
        ("eth +0.50% 90m", "eth +0.5% 90m"),
        ("eth drops 5% in an hour", "eth -5% 1h"),
        ("eth rises by 5% in 1h30m", "eth +5% 90m"),
        ("eth moves 5% 2w", "eth ±5% 14d"),
        ("eth -5% 1h and -2% 5m", "eth -5% 1h and eth -2% 5m"),
    ],
)
def test_a_change_is_written_with_its_sign_and_window(text: str, written: str) -> None:
    assert rewritten(text) == written


def test_a_change_is_reached_at_its_percent_and_rearms_by_a_fifth() -> None:
    fact = Change("eth", timedelta(hours=1))
    assert compared("eth -5% 1h") == [Comparison(fact, Way.BELOW, -0.05, Rearm(RearmBy.POINTS, 0.01), touching=True)]
    assert compared("eth +5% 1h rearm 2") == [Comparison(fact, Way.ABOVE, 0.05, Rearm(RearmBy.POINTS, 0.02), True)]


def test_either_way_is_two_comparisons() -> None:
    falls, rises = compared("sol ±8% 24h")
    assert (falls.way, falls.level, rises.way, rises.level) == (Way.BELOW, -0.08, Way.ABOVE, 0.08)


@pytest.mark.parametrize(
    ("text", "what", "given"),
    [
        ("eth 5% 1h", "sign-choice", "5%"),
        ("eth -5%", "window", ""),
        ("eth -5% 90s", "window", "90s"),
        ("eth -5% 0h", "window", "0h"),
        ("eth -5% 9999d", "window", "9999d"),
        ("eth -0% 1h", "percent", "-0%"),
        ("eth -99999% 1h", "percent", "-99999%"),
        ("eth/eur -5% 1h", "coin", "eth/eur"),
        ("-5% 1h", "coin", ""),
    ],
)
def test_what_is_wrong_is_named(text: str, what: str, given: str) -> None:
    wrong = mistake(text)
    assert (wrong.what, wrong.given) == (what, given)


def test_without_a_sign_all_three_are_offered() -> None:
    assert mistake("eth 5% 1h").nearest == ("+5%", "-5%", "±5%")
