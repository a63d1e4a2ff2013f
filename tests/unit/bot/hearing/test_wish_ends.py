"""The ends of a wish: until when, and a note."""

from datetime import date

import pytest

from bot.hearing.wish_ends import dated, is_said_note, noted

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("text", "plain", "note"),
    [
        ("btc < 60k note: Sell HALF", "btc < 60k", "Sell HALF"),
        ("eth under 2.5k with the note buy more", "eth under 2.5k", "buy more"),
        ("eth unter 2k mit der Notiz: nachkaufen", "eth unter 2k", "nachkaufen"),
        ("eth por encima de 5k con la nota vender la mitad", "eth por encima de 5k", "vender la mitad"),
        ("eth acima de 5k com a nota vender", "eth acima de 5k", "vender"),
        ("btc below 60k, take note", "btc below 60k, take note", None),
    ],
)
def test_a_note_is_what_stands_behind_the_word_for_one(text: str, plain: str, note: str | None) -> None:
    assert noted(text) == (plain, note)


def test_a_note_as_sentences_have_it_is_told_from_one_of_rules() -> None:
    assert is_said_note("eth < 2k with the note buy")
    assert not is_said_note("eth < 2k, note: buy")


@pytest.mark.parametrize(
    "until", ["until 31 dec", "bis zum 31.12.2026", "hasta el 31 de diciembre", "até 31 de dezembro"]
)
def test_a_date_is_taken_out_of_the_middle(until: str) -> None:
    plain, last = dated(f"tell me {until} when btc < 60k", TODAY)
    assert last == date(2026, 12, 31)
    assert plain.split() == ["tell", "me", ",", "when", "btc", "<", "60k"]
