"""Coins and currencies: by ticker, name or nickname; the longest name counts."""

import pytest

from bot.hearing.words import Words
from bot.params.coins import CoinsKind, CurrencyKind, asset_named
from core.kernel.errors import Missing
from core.market.model import Coin
from tests.fakes.hearing import CATALOGUE, vocabulary


@pytest.mark.parametrize(
    ("text", "symbol", "length"),
    [
        ("btc", "BTC", 1),
        ("Bitcoin", "BTC", 1),
        ("bitcoin cash", "BCH", 2),
        ("shiba inu", "SHIB", 2),
        ("$eth", "ETH", 1),
        ("Internet Computer", "ICP", 2),
        ("Bitcoin SV", "BSV", 2),
    ],
)
def test_the_longest_name_counts(text: str, symbol: str, length: int) -> None:
    match = CoinsKind().match(Words.of(text), 0, vocabulary())
    assert match is not None
    assert isinstance(match.value, Coin)
    assert (match.value.symbol, match.length) == (symbol, length)


def test_two_short_words_are_no_name_because_their_letters_make_one() -> None:
    assert asset_named(("e", "os"), vocabulary()) is None
    assert asset_named(("a", "da"), vocabulary()) is None


def test_currencies_are_no_coins_unless_any_asset_will_do() -> None:
    euro = Words.of("euro")
    assert CoinsKind().match(euro, 0, vocabulary()) is None
    assert CoinsKind(many=False, assets=True).match(euro, 0, vocabulary()) is not None


def test_a_currency_is_named_in_any_language_and_may_be_a_coin() -> None:
    said = ("dólares", "Euro", "reais", "$", "btc", "usdt")
    read = [CurrencyKind().match(Words.of(word) if word != "$" else Words.of("us$"), 0, vocabulary()) for word in said]
    assert [match and match.value for match in read] == ["USD", "EUR", "BRL", "USD", "BTC", "USDT"]
    assert CurrencyKind(fiat=True).match(Words.of("btc"), 0, vocabulary()) is None


def test_a_shared_ticker_asks_which() -> None:
    with pytest.raises(Missing) as refused:
        CoinsKind().match(Words.of("luna"), 0, vocabulary())
    assert refused.value.what == "coin-choice"
    assert len(refused.value.nearest) == 2


def test_coins_are_written_as_upper_case_tickers() -> None:
    btc, eth = CATALOGUE.of_symbol("BTC"), CATALOGUE.of_symbol("ETH")
    assert CoinsKind().written((btc, eth)) == ["BTC", "ETH"]
    assert CoinsKind(many=False).written(btc) == "BTC"


def test_suggestions_are_few_and_begin_with_the_famous() -> None:
    assert CoinsKind().suggest("", vocabulary())[:2] == ("BTC", "ETH")
    assert len(CoinsKind().suggest("b", vocabulary())) <= 25
    assert CurrencyKind().suggest("", vocabulary())[0] == "USD"
    assert "BTC" in CoinsKind().suggest("btx", vocabulary())
