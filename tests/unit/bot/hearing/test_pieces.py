"""Pieces: what the words of a sentence carry, one language at a time."""

from decimal import Decimal

import pytest

from bot.hearing.phrases import lexicon
from bot.hearing.pieces import Piece, pieces_of
from bot.params.times import Window
from core.market.model import Coin
from tests.fakes.hearing import vocabulary


def _pieces(text: str, language: str = "en") -> list[Piece]:
    return pieces_of(text, lexicon(language), vocabulary(language))


def _named(text: str, language: str = "en") -> list[str]:
    return [piece.value.symbol for piece in _pieces(text, language) if isinstance(piece.value, Coin)]


@pytest.mark.parametrize(
    ("text", "language", "symbols"),
    [
        ("bitcoin and shiba inu", "en", ["BTC", "SHIB"]),
        ("Bitcoinkurs", "de", ["BTC"]),
        ("Solana-Chart", "de", ["SOL"]),
        ("eth's", "en", ["ETH"]),
        ("ETH/BTC", "en", ["ETH", "BTC"]),
        ("250€ or $5", "en", ["EUR", "USD"]),
        ("0.5btc", "en", ["BTC"]),
        ("schweizer franken", "de", ["CHF"]),
        ("dólares canadienses", "es", ["CAD"]),
        ("near and $now and HOT", "en", ["NEAR"]),
        ("the sun over the ocean", "en", []),
        ("price of e os", "pt", []),
    ],
)
def test_assets_are_found_by_ticker_name_sign_and_in_compounds(text: str, language: str, symbols: list[str]) -> None:
    assert _named(text, language) == symbols


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("1.500", "de", Decimal(1500)),
        ("1.500", "en", Decimal("1.500")),
        ("two hundred", "en", Decimal(200)),
        ("dos mil", "es", Decimal(2000)),
        ("250 mil", "pt", Decimal(250000)),
        ("halben", "de", Decimal("0.5")),
        ("1,5 Millionen", "de", Decimal(1500000)),
    ],
)
def test_numbers_are_read_in_digits_and_in_words(text: str, language: str, value: Decimal) -> None:
    assert [piece.value for piece in _pieces(text, language)] == [value]


@pytest.mark.parametrize(
    ("text", "language", "window"),
    [
        ("24h", "en", "24h"),
        ("seven days", "en", "7d"),
        ("24-hour", "en", "24h"),
        ("letzte Woche", "de", "7d"),
        ("últimos treinta días", "es", "30d"),
        ("ultimo mes", "pt", "30d"),
    ],
)
def test_spans_are_read_with_numbers_in_digits_and_in_words(text: str, language: str, window: str) -> None:
    assert [p.value.text for p in _pieces(text, language) if isinstance(p.value, Window)] == [window]


def test_a_city_is_a_place_only_where_time_zones_are_spoken_of() -> None:
    assert any("place" in piece.carries for piece in _pieces("my time zone is Berlin"))
    assert not any("place" in piece.carries for piece in _pieces("what is the weather in Berlin"))


def test_a_word_that_the_language_does_not_have_carries_nothing() -> None:
    assert [bool(piece.carries) for piece in _pieces("price of weltschmerz")] == [True, True, False]
