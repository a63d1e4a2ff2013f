"""price: levels in words and signs, and what is compared."""

import pytest

from core.alerts.facts import Comparison, Price, Rearm, RearmBy, Way
from tests.fakes.rules import compared, mistake, rewritten


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("btc < 60k", "btc < 60000"),
        ("BTC BELOW 60K EUR", "btc < 60000 eur"),
        ("bitcoin under 1.5m usd", "btc < 1500000 usd"),
        ("bitcoin cash above 300", "bch > 300"),
        ("btc price is below 60,000.50", "btc < 60000.5"),
        ("btc <= 60k", "btc < 60000"),
        ("eth ≥ 4k", "eth > 4000"),
        ("eth crosses 0.05 btc", "eth crosses 0.05 btc"),
        ("eth hits 4000", "eth equals 4000"),
        ("btc == 60 000 in eur", "btc equals 60000 eur"),
        ("btc < $60k", "btc < 60000 usd"),
        ("btc < 60k€", "btc < 60000 eur"),
        ("btc < 60keur", "btc < 60000 eur"),
        ("btc < 60 thousand usd", "btc < 60000 usd"),
        ("btc/eur < 50k", "btc < 50000 eur"),
        ("btcusdt < 50k", "btc < 50000 usdt"),
        ("1inch < 0.5", "1inch < 0.5"),
        ("shib < 0.00001", "shib < 0.00001"),
        ("btc > 50k and < 60k", "btc > 50000 and btc < 60000"),
        ("btc < 60k.", "btc < 60000"),
    ],
)
def test_a_level_is_written_out(text: str, written: str) -> None:
    assert rewritten(text) == written


@pytest.mark.parametrize(("language", "written"), [("en", "btc < 60"), ("de", "btc < 60000"), ("pt", "btc < 60000")])
def test_a_point_is_what_it_is_where_the_person_lives(language: str, written: str) -> None:
    assert rewritten("btc < 60.000", language) == written


@pytest.mark.parametrize(
    ("sign", "way"), [("<", Way.BELOW), (">", Way.ABOVE), ("crosses", Way.CROSSES), ("equals", Way.EQUALS)]
)
def test_a_level_is_compared_and_rearms_by_half_a_percent_or_the_usual_range(sign: str, way: Way) -> None:
    expected = Comparison(Price("btc", "EUR"), way, 60000.0, Rearm(RearmBy.PRICE, 0.005))
    assert compared(f"btc {sign} 60k", "EUR") == [expected]


def test_its_own_currency_venue_and_distance_go_before() -> None:
    (comparison,) = compared("btc < 60k usdt at kraken rearm 2%", "EUR")
    assert comparison.fact == Price("btc", "USDT", "kraken")
    assert comparison.rearm == Rearm(RearmBy.SHARE, 0.02)


@pytest.mark.parametrize(
    ("text", "what", "given", "nearest"),
    [
        ("btx < 60k", "coin", "btx", ("btc", "btg")),
        ("eur < 2", "coin", "eur", None),
        ("btc foo < 60k", "word", "foo", None),
        ("btc < 0", "amount", "0", ()),
        ("btc < -5", "amount", "-5", ()),
        ("btc < 1.2.3", "amount", "1.2.3", ()),
        ("btc < 60kfoo", "amount", "60kfoo", ()),
        ("btc < 60k eurr", "currency", "eurr", ("eur", "eurc", "euri")),
        ("btc/eur < 60k usd", "currency", "eur", ("usd",)),
        ("btc < ema200", "amount", "ema200", ()),
        ("btc < ", "amount", "", ()),
        ("btc", "operator", "", ("below", "above", "crosses")),
        ("btc belwo 60k", "operator", "belwo", ("below",)),
        ("< 60k", "coin", "", ()),
    ],
)
def test_what_is_wrong_is_named_with_what_is_near_and_an_example(
    text: str, what: str, given: str, nearest: tuple[str, ...] | None
) -> None:
    wrong = mistake(text)
    assert (wrong.what, wrong.given) == (what, given)
    assert nearest is None or wrong.nearest == nearest
    assert wrong.example.startswith("alert ")
