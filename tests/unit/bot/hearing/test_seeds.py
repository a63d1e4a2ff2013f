"""Seed phrases are told from sentences."""

import random

import pytest

from bot.hearing.seeds import _WORDS, holds_seed

LISTED = sorted(_WORDS)


def test_the_lists_are_whole() -> None:
    assert {"abandon", "zoo", "abaco", "zurdo", "abacate", "zumbido"} <= _WORDS
    assert 6000 < len(LISTED) <= 3 * 2048


@pytest.mark.parametrize("count", [12, 15, 18, 21, 24])
@pytest.mark.parametrize("between", [" ", ", ", "\n", " - ", " 7. "])
def test_a_phrase_of_every_length_is_found_however_it_is_written(count: int, between: str) -> None:
    phrase = between.join(random.Random(count).choices(LISTED, k=count))
    assert holds_seed(phrase)
    assert holds_seed(phrase.upper())


@pytest.mark.parametrize(
    "sentence",
    [
        "what is the price of gold and oil this year and can you track it for me every day",
        "why did the market fall again this week and which coin will rise first",
        "warum ist der Kurs heute so stark gefallen und wie geht es jetzt weiter mit dem Markt",
        "por qué subió tanto el mercado esta semana y qué pasa ahora con la moneda de siempre",
        "por que o mercado caiu tanto hoje e o que acontece agora com a moeda de sempre",
        "abandon ability able about above absent absorb",
    ],
)
def test_a_sentence_is_no_phrase(sentence: str) -> None:
    assert not holds_seed(sentence)
