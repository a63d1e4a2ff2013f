"""Pairs as people paste them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.catalogue import Catalogue
from core.market.model import Listing, Pair
from core.market.pairs import parse_pair

CATALOGUE = Catalogue()


def read(word: str, catalogue: Catalogue = CATALOGUE) -> list[str]:
    return [str(found.pair) for found in parse_pair(catalogue, word)]


@pytest.mark.parametrize(
    "word",
    ["btc/usdt", "BTC-USDT", "btcusdt", "BTC_USDT", "btc:usdt", "XBTUSDT", "xbt/usdt", "$btc/usdt", "BTC/USDT:USDT"],
)
def test_one_pair_in_every_spelling(word: str) -> None:
    assert read(word) == ["BTC/USDT"]


@pytest.mark.parametrize(
    ("word", "pair"),
    [
        ("XBTEUR", "BTC/EUR"),
        ("BTC-USD", "BTC/USD"),
        ("xdgusd", "DOGE/USD"),
        ("solbtc", "SOL/BTC"),
        ("eurusd", "EUR/USD"),
    ],
)
def test_old_tickers_and_crosses_are_read(word: str, pair: str) -> None:
    assert read(word) == [pair]


@pytest.mark.parametrize(
    "word", ["btc", "bitcoin", "$BTC", "bitcoin-cash", "near", "btcbtc", "btc/btc", "", "a" * 10_000]
)
def test_what_is_no_pair_is_none(word: str) -> None:
    assert read(word) == []


def test_an_ambiguous_split_gives_the_candidates() -> None:
    assert read("arbusd") == ["AR/BUSD", "ARB/USD"]


def test_listed_candidates_push_out_the_others() -> None:
    catalogue = Catalogue()
    catalogue.learn([Listing("kraken", Pair("ARB", "USD"))])
    assert read("arbusd", catalogue) == ["ARB/USD"]


def test_an_ambiguous_coin_in_a_pair_gives_both() -> None:
    assert read("luna/usdt") == ["LUNA/USDT", "LUNC/USDT"]


@given(st.text(max_size=60))
def test_any_text_gets_an_answer(text: str) -> None:
    for found in parse_pair(CATALOGUE, text):
        assert found.base != found.quote
