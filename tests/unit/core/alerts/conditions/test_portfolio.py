"""portfolio: what a person owns; watched once its room is open."""

from datetime import timedelta

import pytest

from core.alerts.conditions.portfolio import Portfolio, PortfolioChange, PortfolioValue
from core.alerts.facts import Comparison, Rearm, RearmBy, Way
from tests.fakes.rules import compared, mistake, rewritten


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("portfolio -10% from peak", "portfolio -10% from peak"),
        ("portfolio falls 10% from its peak", "portfolio -10% from peak"),
        ("portfolio ±5% 24h", "portfolio ±5% 24h"),
        ("portfolio < 10k eur", "portfolio < 10000 eur"),
        ("portfolio above 1m", "portfolio > 1000000"),
    ],
)
def test_it_is_written_as_it_was_said(text: str, written: str) -> None:
    assert rewritten(text) == written


def test_it_awaits_its_room_and_says_what_it_will_compare() -> None:
    assert Portfolio.awaits == "portfolio"
    (peak,) = compared("portfolio -10% from peak")
    assert peak == Comparison(PortfolioChange(None), Way.BELOW, -0.1, Rearm(RearmBy.POINTS, 0.02), touching=True)
    assert {comparison.fact for comparison in compared("portfolio ±5% 24h")} == {PortfolioChange(timedelta(days=1))}
    (level,) = compared("portfolio < 10k", "EUR")
    assert level == Comparison(PortfolioValue("EUR"), Way.BELOW, 10000.0, Rearm(RearmBy.SHARE, 0.005))


def test_nothing_rises_from_its_peak() -> None:
    wrong = mistake("portfolio +10% from peak")
    assert (wrong.what, wrong.given, wrong.nearest) == ("percent", "+10%", ("-10%",))
