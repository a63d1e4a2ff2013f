"""Sentences about quiet hours and digests: what people say in four languages, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import COMMANDS
from bot.hearing.grammar import Grammar
from bot.hearing.hours import hours_said
from bot.hearing.phrases import LANGUAGES
from tests.fakes.hearing import vocabulary
from tests.fakes.phrasings import assert_lines_are_understood, mistaken, phrasings


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_means_its_line(language: str) -> None:
    assert len(list(phrasings("hours", language))) >= 25
    assert mistaken(hours_said, "hours", language, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_language_is_set(language: str) -> None:
    other = LANGUAGES[(LANGUAGES.index(language) + 1) % len(LANGUAGES)]
    assert mistaken(hours_said, "hours", language, other) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_is_a_command_that_is_understood(language: str) -> None:
    assert_lines_are_understood("hours", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_said_in_a_room_of_the_room_it_is_the_rooms(language: str) -> None:
    assert len(list(phrasings("room-hours", language))) >= 11
    for speaker in LANGUAGES:
        assert mistaken(hours_said, "room-hours", language, speaker, in_room=True) == []
    assert_lines_are_understood("room-hours", language, in_room=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_said_in_private_it_is_ones_own_wherever_here_is(language: str) -> None:
    lines = [hours_said(sentence, vocabulary(language)) for sentence, _ in phrasings("room-hours", language)]
    assert [line for line in lines if line is not None and line.startswith("room")] == []
    assert len([line for line in lines if line is not None]) >= len(lines) - 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_said_of_the_room_stays_ones_own_there(language: str) -> None:
    assert mistaken(hours_said, "hours", language, language, in_room=True) == []


@given(st.text(max_size=120))
def test_no_text_makes_it_fail(text: str) -> None:
    line = hours_said(text, vocabulary())
    assert line is None or line.split()[0] in {"quiet", "digest"}


@given(
    st.lists(
        st.sampled_from(
            [
                "quiet",
                "from",
                "11",
                "pm",
                "to",
                "7",
                "except",
                "10",
                "%",
                "falls",
                "digest",
                "at",
                "8",
                "every",
                "day",
                "off",
            ]
        ),
        max_size=12,
    )
)
def test_no_order_of_its_own_words_makes_it_fail(words: list[str]) -> None:
    line = hours_said(" ".join(words), vocabulary())
    assert line is None or Grammar(COMMANDS).named(line.split()[0]) is not None
