"""Choices: words out of closed sets, in four languages, with or without accents."""

import pytest

from bot.hearing.words import Words
from bot.params.choices import (
    DIRECTION,
    KEEPING,
    LANGUAGE,
    SWITCH,
    WATCHING,
    WHY,
    ChoiceKind,
    IndicatorsKind,
    VenuesKind,
    WordKind,
    ZoneKind,
    nearest,
)
from core.kernel.errors import UnknownName
from tests.fakes.hearing import vocabulary


@pytest.mark.parametrize(
    ("kind", "said", "value"),
    [
        (DIRECTION, "Gewinner", "gainers"),
        (DIRECTION, "caidas", "losers"),
        (DIRECTION, "em alta", "gainers"),
        (LANGUAGE, "INGLÉS", "en"),
        (LANGUAGE, "alemao", "de"),
        (SWITCH, "não", "off"),
        (SWITCH, "si", "on"),
        (WATCHING, "hinzufuegen", "add"),
        (WATCHING, "añadir", "add"),
        (KEEPING, "loeschen", "delete"),
    ],
)
def test_a_choice_is_made_in_any_language_and_spelling(kind: ChoiceKind, said: str, value: str) -> None:
    match = kind.match(Words.of(said), 0, vocabulary())
    assert match is not None
    assert (match.value, match.length) == (value, len(said.split()))


def test_a_flag_is_set_by_any_of_its_words() -> None:
    assert [
        WHY.match(Words.of(text), 0, vocabulary()) is not None for text in ("por qué", "porque", "warum", "now")
    ] == [
        True,
        True,
        True,
        False,
    ]
    assert WHY.written(True) is True


@pytest.mark.parametrize(
    ("said", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("america/sao_paulo", "America/Sao_Paulo"),
        ("São Paulo", "America/Sao_Paulo"),
        ("Wien", "Europe/Vienna"),
        ("Lissabon", "Europe/Lisbon"),
        ("ciudad de méxico", "America/Mexico_City"),
        ("münchen", "Europe/Berlin"),
        ("muenchen", "Europe/Berlin"),
        ("GMT", "UTC"),
    ],
)
def test_a_zone_is_named_by_itself_or_by_a_city_in_it(said: str, zone: str) -> None:
    match = ZoneKind().match(Words.of(said), 0, vocabulary())
    assert match is not None
    assert match.value == zone


def test_zones_are_suggested_by_their_beginning_and_by_likeness() -> None:
    assert "Europe/Berlin" in ZoneKind().suggest("berln", vocabulary())
    assert len(ZoneKind().suggest("a", vocabulary())) <= 25
    assert ZoneKind().suggest("", vocabulary())[0] == "Europe/Berlin"


def test_indicators_are_named_with_a_length_that_makes_sense() -> None:
    kind = IndicatorsKind()
    read = [kind.match(Words.of(text), 0, vocabulary()) for text in ("rsi", "EMA50", "bollinger bands", "rsi١٤", "rs")]
    assert [match and match.value for match in read] == ["rsi", "ema50", "bbands", None, None]
    with pytest.raises(UnknownName):
        kind.match(Words.of("ema999"), 0, vocabulary())


def test_one_venue_is_written_as_a_word_and_more_as_a_list() -> None:
    kind = VenuesKind()
    match = kind.match(Words.of("Kraken"), 0, vocabulary())
    assert match is not None and match.value == "kraken"
    assert kind.written(("kraken",)) == "kraken"
    assert kind.written(("kraken", "binance")) == ["kraken", "binance"]


def test_a_word_fits_its_pattern_whole() -> None:
    kind = WordKind("draft", r"d[1-9]\d{0,8}", "d3")
    assert [kind.match(Words.of(text), 0, vocabulary()) is not None for text in ("D3", "d0", "d3x")] == [
        True,
        False,
        False,
    ]


def test_the_nearest_begin_alike_or_are_spelt_alike_and_long_words_are_near_to_nothing() -> None:
    assert nearest("lo", ("losers", "gainers")) == ("losers",)
    assert nearest("loosers", ("gainers", "losers"))[0] == "losers"
    assert nearest("x" * 100_000, ("gainers", "losers")) == ()
