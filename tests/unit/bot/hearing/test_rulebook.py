"""Sentences about the alerts one has: what people say in four languages, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.hearing.phrases import LANGUAGES
from bot.hearing.rulebook import rulebook_said
from tests.fakes.hearing import vocabulary
from tests.fakes.phrasings import assert_lines_are_understood, mistaken, phrasings


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_means_its_line(language: str) -> None:
    assert len(list(phrasings("rulebook", language))) >= 30
    assert mistaken(rulebook_said, "rulebook", language, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_language_is_set(language: str) -> None:
    other = LANGUAGES[(LANGUAGES.index(language) + 1) % len(LANGUAGES)]
    assert mistaken(rulebook_said, "rulebook", language, other) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_is_a_command_that_is_understood(language: str) -> None:
    assert_lines_are_understood("rulebook", language)


@given(st.text(max_size=120))
def test_no_text_makes_it_fail(text: str) -> None:
    line = rulebook_said(text, vocabulary())
    assert line is None or line.split()[0] == "alerts"
