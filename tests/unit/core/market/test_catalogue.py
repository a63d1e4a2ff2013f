"""Catalogue: what a word means, and what was probably meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.catalogue import Ambiguity, Catalogue
from core.market.model import Coin, CoinKind, Listing, Pair

CATALOGUE = Catalogue()


def symbol(word: str) -> str:
    found = CATALOGUE.find(word)
    assert isinstance(found, Coin), f"{word!r} means {found}"
    return found.symbol


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("btc", "BTC"),
        ("$BTC", "BTC"),
        ("#btc", "BTC"),
        ("btc,", "BTC"),
        ("XBT", "BTC"),
        ("xdg", "DOGE"),
        ("Bitcoin", "BTC"),
        ("bitcoins", "BTC"),
        ("ether", "ETH"),
        ("bitcoin cash", "BCH"),
        ("bitcoin-cash", "BCH"),
        ("shiba inu", "SHIB"),
        ("matic", "POL"),
        ("ＢＴＣ", "BTC"),
        ("dólares", "USD"),
        ("$", "USD"),
        ("€", "EUR"),
        ("franken", "CHF"),
        ("reais", "BRL"),
    ],
)
def test_tickers_names_nicknames_and_translations_are_understood(word: str, expected: str) -> None:
    assert symbol(word) == expected


def test_every_asset_is_found_by_a_word_of_its_own() -> None:
    for coin in CATALOGUE.coins():
        assert CATALOGUE.find(CATALOGUE.word_for(coin)) == coin


def test_no_id_or_name_of_one_asset_means_another() -> None:
    for coin in CATALOGUE.coins():
        for word in (coin.id, coin.symbol, coin.name, *coin.aliases):
            found = CATALOGUE.find(word)
            assert found == coin or (isinstance(found, Ambiguity) and coin in found.coins), word


def test_there_are_enough_assets_and_currencies() -> None:
    assert len(CATALOGUE.coins(CoinKind.COIN)) >= 150
    assert len(CATALOGUE.coins(CoinKind.FIAT)) >= 30
    assert all(c.peg for c in CATALOGUE.coins(CoinKind.STABLE, CoinKind.WRAPPED))


def test_a_word_for_two_assets_gives_both_and_a_default() -> None:
    luna = CATALOGUE.ambiguous("LUNA")
    assert luna is not None
    assert luna.default.name == "Terra"
    assert [CATALOGUE.find(word) for word in luna.words] == list(luna.coins)


def test_a_currency_goes_before_a_coin_after_in() -> None:
    ron = CATALOGUE.find_currency("ron")
    assert isinstance(ron, Coin)
    assert ron.kind is CoinKind.FIAT


def test_suggestions_are_by_edits_and_then_by_fame() -> None:
    assert CATALOGUE.nearest("btx") == ("BTC", "BTG")
    assert CATALOGUE.nearest("shb") == ("SHIB",)
    assert CATALOGUE.nearest("bitcion", 1) == ("BTC",)
    assert CATALOGUE.nearest("eurr", 1) == ("EUR",)
    assert CATALOGUE.nearest("qqqqqqqqqq") == ()


def test_what_a_venue_lists_is_learnt_and_found() -> None:
    catalogue = Catalogue()
    assert catalogue.find("newcoin") is None
    assert catalogue.learn([Listing("kraken", Pair("NEWCOIN", "USD"))]) == 1
    found = catalogue.find("newcoin")
    assert isinstance(found, Coin)
    assert (found.symbol, found.kind) == ("NEWCOIN", CoinKind.COIN)


def test_a_token_does_not_take_the_name_of_a_famous_one() -> None:
    catalogue = Catalogue()
    catalogue.learn([Listing("kucoin", Pair("BITCOIN", "USDT"))])
    found = catalogue.find("bitcoin")
    assert isinstance(found, Coin)
    assert found.symbol in {"BTC", "BITCOIN"}
    assert catalogue.find("btc") == catalogue.by_id("bitcoin")
    assert catalogue.of_symbol("BITCOIN") != catalogue.by_id("bitcoin")


def test_garbled_tickers_are_not_learnt() -> None:
    catalogue = Catalogue()
    assert catalogue.learn([Listing("x", Pair("<b>", "A B")), Listing("x", Pair("", "/"))]) == 0


@given(st.text(max_size=200))
def test_any_text_gets_an_answer(text: str) -> None:
    CATALOGUE.find(text)
    CATALOGUE.find_currency(text)
    assert len(CATALOGUE.nearest(text)) <= 3
