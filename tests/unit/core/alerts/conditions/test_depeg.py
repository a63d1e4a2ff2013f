"""depeg: away from what it should be worth, to either side."""

import pytest

from core.alerts.facts import Comparison, Price, Rearm, RearmBy, Way
from core.alerts.language import settled, written
from tests.fakes.rules import compared, mistake, rewritten, wished


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("usdt off 1 by 0.5%", "usdt off 1 by 0.5%"),
        ("tether off 1.00 usd by 0.50 percent", "usdt off 1 usd by 0.5%"),
        ("wbtc off 1 btc by 2%", "wbtc off 1 btc by 2%"),
    ],
)
def test_it_is_written_with_what_it_follows(text: str, expected: str) -> None:
    assert rewritten(text) == expected


def test_it_is_two_prices_that_rearm_by_half_the_percent() -> None:
    rearm = Rearm(RearmBy.POINTS, 0.0025)
    assert compared("usdt off 1 by 0.5%") == [
        Comparison(Price("usdt", "USD"), Way.BELOW, 0.995, rearm, touching=True),
        Comparison(Price("usdt", "USD"), Way.ABOVE, 1.005, rearm, touching=True),
    ]
    assert compared("usdt off 1 by 0.5% rearm 0.1%")[0].rearm == Rearm(RearmBy.POINTS, 0.001)


def test_a_price_below_nothing_is_not_watched() -> None:
    assert [comparison.way for comparison in compared("usdt off 1 by 100%")] == [Way.ABOVE]


def test_it_follows_its_own_peg_whatever_else_is_counted_in() -> None:
    wish = settled(wished("usdt off 1 by 0.5% or btc < 60k"), "EUR", {"usdt": "USD"}.get)
    assert written(wish) == "usdt off 1 usd by 0.5% or btc < 60000 eur"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("usdt off by 1%", "amount"),
        ("usdt off 1", "by"),
        ("usdt off 1 by 0%", "percent"),
        ("usdt off 1 by", "percent"),
    ],
)
def test_what_is_wrong_is_named(text: str, what: str) -> None:
    assert mistake(text).what == what
