"""Numbers in words: put together as each language does, and never out of words that only stand side by side."""

from decimal import Decimal

import pytest

from bot.hearing.numerals import german
from bot.hearing.phrases import LANGUAGES, lexicon


def _counted(text: str, language: str) -> tuple[Decimal, int] | None:
    return lexicon(language).numerals.counted(text.split(), 0)


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("two hundred and fifty", "en", "250"),
        ("fifty five thousand five hundred", "en", "55500"),
        ("one thousand", "en", "1000"),
        ("two point five", "en", "2.5"),
        ("one point two five", "en", "1.25"),
        ("two and a half thousand", "en", "2500"),
        ("one point five million", "en", "1500000"),
        ("60 k", "en", "60000"),
        ("fünfundsechzigtausend", "de", "65000"),
        ("fuenfzigtausend", "de", "50000"),
        ("eintausendzweihundert", "de", "1200"),
        ("zweieinhalb", "de", "2.5"),
        ("null komma null fünf", "de", "0.05"),
        ("65 tausend", "de", "65000"),
        ("sesenta y cinco mil", "es", "65000"),
        ("mil quinientos", "es", "1500"),
        ("un millón y medio", "es", "1500000"),
        ("dos coma cinco", "es", "2.5"),
        ("sesentamil", "es", "60000"),
        ("cento e vinte e cinco mil", "pt", "125000"),
        ("mil e quinhentos", "pt", "1500"),
        ("dois e meio", "pt", "2.5"),
    ],
)
def test_a_number_is_the_sum_of_its_words(text: str, language: str, value: str) -> None:
    counted = _counted(text, language)
    assert counted is not None
    assert counted == (Decimal(value), len(text.split()))


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("three four", "en", "3"),
        ("5 twenty", "en", "5"),
        ("twenty and btc", "en", "20"),
        ("zwei und btc", "de", "2"),
        ("dos y btc", "es", "2"),
        ("dois e btc", "pt", "2"),
    ],
)
def test_what_only_stands_beside_a_number_is_no_part_of_it(text: str, language: str, value: str) -> None:
    assert _counted(text, language) == (Decimal(value), 1)


@pytest.mark.parametrize("word", ["one", "ein", "una", "um", "k", "und", "e", "y"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_article_by_itself_is_no_number(word: str, language: str) -> None:
    assert _counted(f"{word} btc", language) is None


@pytest.mark.parametrize("word", ["pfund", "stunden", "hund", "wunder", "tausendfach", "zehnuhr", "einundeinzig", ""])
def test_german_words_with_numbers_in_them_are_other_words(word: str) -> None:
    assert german(word) is None


@pytest.mark.parametrize(("text", "value"), [("5000 sats", "0.00005"), ("two million satoshis in euros", "0.02")])
def test_satoshis_are_counted_as_bitcoin(text: str, value: str) -> None:
    counted = _counted(text, "en")
    assert counted is not None and counted[0] == Decimal(value)
