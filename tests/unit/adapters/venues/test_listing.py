"""adapters.venues.listing — one odd row costs that row only."""

import pytest

from adapters.venues import VENUES
from adapters.venues.answers import Garbled
from adapters.venues.library import rest_client
from adapters.venues.listing import Market, introduce, listed, rows_of, sound
from core.market.model import Pair
from tests.fakes.clock import FrozenClock
from tests.fakes.even_chance import EvenChance

KRAKEN = VENUES["kraken"](FrozenClock(), EvenChance())


def kraken_row(name: str = "XXBTZUSD", base: object = "XXBT", status: str = "online") -> dict[str, object]:
    return {"id": name, "base": base, "quote": "ZUSD", "status": status, "wsname": "XBT/USD", "altname": "XBTUSD"}


def test_odd_rows_are_passed_over() -> None:
    odd: list[dict[str, object]] = [{}, {"id": "A"}, kraken_row(base=None), kraken_row(base=7), kraken_row(base="")]
    assert [market.id for market in sound([*odd, kraken_row()], KRAKEN._market)] == ["XXBTZUSD"]


def test_a_pair_of_another_platform_is_no_pair_of_this_one() -> None:
    assert list(sound([kraken_row("BTNL:XBTUSD")], KRAKEN._market)) == []


@pytest.mark.parametrize(
    ("status", "active"), [("online", True), ("post_only", True), ("cancel_only", False), ("delisted", False)]
)
def test_what_cannot_be_traded_is_not_active(status: str, active: bool) -> None:
    (market,) = sound([kraken_row(status=status)], KRAKEN._market)
    assert market.active is active


@pytest.mark.parametrize("said", ["<html>", None, 7])
def test_what_is_no_list_is_no_answer(said: object) -> None:
    with pytest.raises(Garbled):
        rows_of(said)


async def test_names_are_those_that_people_write_and_the_active_of_two_counts() -> None:
    client = await rest_client("kraken", {})
    markets = [Market("XXBTZUSD", "XXBT", "ZUSD", True, {}), Market("OLD", "XBT", "USD", False, {})]
    pair = Pair("BTC", "USD")
    assert listed(client, markets) == {pair: markets[0]}
    await client.close()


async def test_the_library_hears_only_of_what_it_is_asked_about_and_of_a_new_name_at_once() -> None:
    client = await rest_client("kraken", {})
    bitcoin, ether = Pair("BTC", "USD"), Pair("ETH", "USD")
    introduce(client, {bitcoin: Market("XXBTZUSD", "XXBT", "ZUSD", True, {})})
    introduce(client, {ether: Market("XETHZUSD", "XETH", "ZUSD", True, {})})
    introduce(client, {bitcoin: Market("XBTUSD2", "XXBT", "ZUSD", True, {})})
    assert {symbol: market["id"] for symbol, market in client.markets.items()} == {
        "BTC/USD": "XBTUSD2",
        "ETH/USD": "XETHZUSD",
    }
    assert sorted(client.markets_by_id) == ["XBTUSD2", "XETHZUSD"]
    await client.close()


async def test_a_venue_that_lists_nothing_has_not_answered() -> None:
    client = await rest_client("kraken", {})
    with pytest.raises(Garbled):
        listed(client, [])
    await client.close()
