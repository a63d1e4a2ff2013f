"""Router: how one thing is priced in another."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.model import Listing, Pair
from core.market.routes import BRIDGES, Route, Router

VENUES = ("binance", "kraken", "coinbase", "kucoin")


def router(**listed: str) -> Router:
    made = Router(VENUES)
    for venue in VENUES:
        if venue in listed:
            made.learn(venue, [Listing(venue, Pair(*text.split("/"))) for text in listed[venue].split()])
    return made


def written(route: Route) -> str:
    return " ".join(f"{'1/' if leg.inverse else ''}{leg.venue}:{leg.pair}" for leg in route.legs)


def ways(made: Router, base: str, quote: str) -> list[str]:
    return [written(route) for route in made.routes(base, quote)]


def test_a_direct_pair_goes_before_a_cross_and_the_preferred_venue_before_others() -> None:
    made = router(binance="BTC/USDT BTC/EUR", kraken="BTC/EUR BTC/USD EUR/USD", coinbase="BTC/USD")
    assert ways(made, "BTC", "EUR")[:2] == ["binance:BTC/EUR", "kraken:BTC/EUR"]
    assert ways(made, "BTC", "USD")[:2] == ["kraken:BTC/USD", "coinbase:BTC/USD"]


def test_a_direct_pair_goes_before_an_inverse_one() -> None:
    made = router(binance="USD/CHF", kraken="CHF/USD")
    assert ways(made, "USD", "CHF") == ["binance:USD/CHF", "1/kraken:CHF/USD"]
    assert ways(made, "CHF", "USD") == ["kraken:CHF/USD", "1/binance:USD/CHF"]


def test_a_dollar_price_without_a_dollar_pair_is_tether_times_its_rate() -> None:
    made = router(binance="ARB/USDT ARB/BTC ARB/USDC", kraken="USDT/USD BTC/USD USDC/USD")
    assert ways(made, "ARB", "USD")[0] == "binance:ARB/USDT kraken:USDT/USD"


def test_the_dollar_by_way_of_tether_goes_before_another_coin_of_a_dollar() -> None:
    made = router(binance="ARB/USDT ARB/USDC", kraken="USDT/USD USDC/USD")
    assert ways(made, "ARB", "USD")[0] == "binance:ARB/USDT kraken:USDT/USD"


def test_tether_is_never_taken_for_the_dollar() -> None:
    made = router(binance="ARB/USDT")
    assert made.routes("ARB", "USD") == ()


def test_a_rate_is_taken_at_the_same_venue_where_it_is_traded_there() -> None:
    made = router(binance="ARB/USDT", kraken="ARB/USD EUR/USD", kucoin="ARB/USDT EUR/USDT")
    assert "kraken:ARB/USD 1/kraken:EUR/USD" in ways(made, "ARB", "EUR")


def test_another_venue_s_rate_is_kept_in_reserve() -> None:
    made = router(binance="ARB/USDT", kraken="USDT/USD", coinbase="USDT/USD")
    assert ways(made, "ARB", "USD") == ["binance:ARB/USDT kraken:USDT/USD", "binance:ARB/USDT coinbase:USDT/USD"]


def test_three_legs_are_used_only_where_nobody_has_fewer() -> None:
    made = router(binance="ARB/USDT", kraken="USDT/USD USD/CHF")
    assert ways(made, "ARB", "CHF") == ["binance:ARB/USDT kraken:USDT/USD kraken:USD/CHF"]


def test_the_commoner_bridge_decides_between_equal_ways() -> None:
    made = router(binance="ARB/BTC ARB/USDC EUR/USDC BTC/EUR")
    assert ways(made, "ARB", "EUR")[0] == "binance:ARB/USDC 1/binance:EUR/USDC"


def test_an_inactive_or_forgotten_pair_is_no_way() -> None:
    made = router(kraken="BTC/USD")
    made.learn("binance", [Listing("binance", Pair("BTC", "USD"), active=False)])
    assert ways(made, "BTC", "USD") == ["kraken:BTC/USD"]
    made.forget("kraken", Pair("BTC", "USD"))
    assert ways(made, "BTC", "USD") == []


def test_a_thing_in_itself_needs_no_leg() -> None:
    assert router(kraken="BTC/USD").routes("BTC", "BTC") == (Route(()),)


def test_home_is_the_commonest_quote_at_the_preferred_venue() -> None:
    made = router(binance="BTC/EUR BTC/USDT", kraken="BTC/USD SUI/USD")
    home = made.home("BTC")
    assert home is not None
    assert (home.venue, str(home.pair)) == ("binance", "BTC/USDT")
    sui = made.home("SUI")
    assert sui is not None
    assert sui.venue == "kraken"
    assert made.home("NONE") is None


SYMBOLS = ("BTC", "ETH", "ARB", "SOL", "USD", "USDT", "EUR", "CHF")
PAIRS = st.tuples(st.sampled_from(SYMBOLS), st.sampled_from(SYMBOLS)).filter(lambda p: p[0] != p[1])
LISTED = st.dictionaries(st.sampled_from(VENUES), st.lists(PAIRS, max_size=12), max_size=4)


@given(LISTED, PAIRS)
def test_every_route_is_walkable_and_no_longer_than_needed(
    listed: Mapping[str, Sequence[tuple[str, str]]], asked: tuple[str, str]
) -> None:
    made = Router(VENUES)
    for venue, pairs in listed.items():
        made.learn(venue, [Listing(venue, Pair(*pair)) for pair in pairs])
    routes = made.routes(*asked)
    assert len(set(routes)) == len(routes)
    for route in routes:
        assert route.symbols[0] == asked[0]
        assert route.symbols[-1] == asked[1]
        assert len(set(route.symbols)) == len(route.symbols)
        assert all(made.lists(leg.venue, leg.pair) for leg in route.legs)
        assert set(route.symbols[1:-1]) <= set(BRIDGES)
    direct = [v for v, pairs in listed.items() if asked in pairs or asked[::-1] in pairs]
    assert {route.venue for route in routes if len(route.legs) == 1} == set(direct)


@given(st.lists(st.floats(1e-6, 1e6), min_size=2, max_size=2))
def test_the_inverse_leg_undoes_the_leg(prices: list[float]) -> None:
    made = router(kraken="BTC/USD")
    there, back = made.routes("BTC", "USD")[0].legs[0], made.routes("USD", "BTC")[0].legs[0]
    assert there.rate(prices[0]) * back.rate(prices[0]) == pytest.approx(1.0)
