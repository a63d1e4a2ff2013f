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
        ("forecast 7d of btc excludes 60k", "forecast btc 7d excludes 60000"),
        ("forecast for bitcoin cash 7d excludes 300", "forecast bch 7d excludes 300"),
        ("btc forecast 7d excludes 60k", "forecast btc 7d excludes 60000"),
        ("btc 7d forecast excludes 60k", "forecast btc 7d excludes 60000"),
        ("7d forecast btc excludes 60k eur", "forecast btc 7d excludes 60000 eur"),
        ("7 days forecast of btc excludes 60k", "forecast btc 7d excludes 60000"),
        ("7d btc forecast down", "forecast btc 7d down"),
        ("btc forecast excludes 60k in 7d", "forecast btc 7d excludes 60000"),
        ("forecast btc excludes 60k usd 7d every 4h", "forecast btc 7d excludes 60000 usd every 4h"),
        ("btc < 60k and 7d forecast excludes 50k", "btc < 60000 and forecast btc 7d excludes 50000"),
        ("btc < 60k or forecast 7d excludes 50k", "btc < 60000 or forecast btc 7d excludes 50000"),
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
    ("text", "what", "nearest"),
    [
        ("forecast btc up", "window", "1d"),
        ("btc forecast excludes 60k", "window", "1d"),
        ("forecast btc 24h sideways", "forecast", "excludes"),
        ("btc 7d forecast", "forecast", "excludes"),
        ("forecast", "coin", None),
        ("7d forecast excludes 60k", "coin", None),
        ("btc forcast 7d excludes 60k", "word", "forecast"),
        ("btc < 60k and frecast 7d excludes 50k", "word", "forecast"),
        ("btc 7d excludes 60k", "word", "forecast excludes"),
    ],
)
def test_what_is_wrong_is_named_with_what_was_probably_meant(text: str, what: str, nearest: str | None) -> None:
    wrong = mistake(text)
    assert (wrong.what, next(iter(wrong.nearest), None)) == (what, nearest)
    assert wrong.example.startswith("alert forecast btc")
