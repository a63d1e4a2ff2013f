"""forecast: what is expected; watched once its room is open."""

from datetime import timedelta
from decimal import Decimal

import pytest

from core.alerts.conditions.forecast import Forecast, ForecastDirection, ForecastMargin
from core.alerts.facts import Comparison, Rearm, RearmBy, Way
from tests.fakes.rules import compared, mistake, rewritten


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("forecast btc 24h up", "forecast btc 24h up"),
        ("forecast bitcoin cash 7d down", "forecast bch 7d down"),
        ("forecast eth 7d excludes 3k usd", "forecast eth 7d excludes 3000 usd"),
    ],
)
def test_it_is_written_as_it_was_said(text: str, written: str) -> None:
    assert rewritten(text) == written


@pytest.mark.parametrize(
    ("says", "horizon", "awaits"),
    [("excludes", 7, None), ("up", 7, "direction"), ("down", 7, "direction"), ("excludes", 3, "horizon")],
)
def test_no_direction_and_no_horizon_but_its_own_can_be_watched(says: str, horizon: int, awaits: str | None) -> None:
    level = Decimal(60_000) if says == "excludes" else None
    assert Forecast("btc", timedelta(days=horizon), says, level).awaits == awaits


def test_it_says_what_it_will_compare() -> None:
    nothing = Rearm(RearmBy.NOTHING)
    week = timedelta(days=7)
    assert compared("forecast btc 7d up") == [Comparison(ForecastDirection("btc", week), Way.BECOMES, "up", nothing)]
    margin = ForecastMargin("eth", week, 3000.0, "EUR")
    assert compared("forecast eth 7d excludes 3k", "EUR") == [Comparison(margin, Way.ABOVE, 0.0, nothing)]


@pytest.mark.parametrize(
    ("text", "what"), [("forecast btc up", "window"), ("forecast btc 24h sideways", "forecast"), ("forecast", "coin")]
)
def test_what_is_wrong_is_named(text: str, what: str) -> None:
    assert mistake(text).what == what
