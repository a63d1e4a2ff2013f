"""Sentences about the alerts one has: what people say in four languages, and nothing else."""

import tomllib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import COMMANDS
from bot.hearing.grammar import Grammar
from bot.hearing.phrases import LANGUAGES
from bot.hearing.rulebook import rulebook_said
from bot.hearing.understanding import understood
from tests.conftest import ROOT
from tests.fakes.hearing import vocabulary


def phrasings(language: str) -> Iterator[tuple[str, str | None]]:
    text = (ROOT / "tests" / "phrasings" / f"rulebook-{language}.toml").read_text(encoding="utf-8")
    for phrasing in tomllib.loads(text)["phrasing"]:
        for sentence in phrasing["says"]:
            yield sentence, phrasing.get("line")


def mistaken(language: str, speaker: str) -> list[tuple[str, str | None, str | None]]:
    heard = ((s, rulebook_said(s, vocabulary(speaker)), wanted) for s, wanted in phrasings(language))
    return [(sentence, got, wanted) for sentence, got, wanted in heard if got != wanted]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_means_its_line(language: str) -> None:
    assert len(list(phrasings(language))) >= 30
    assert mistaken(language, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_language_is_set(language: str) -> None:
    other = LANGUAGES[(LANGUAGES.index(language) + 1) % len(LANGUAGES)]
    assert mistaken(language, other) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_is_a_command_that_is_understood(language: str) -> None:
    grammar = Grammar(COMMANDS)
    for sentence, line in phrasings(language):
        if line is not None:
            bound = understood(sentence, grammar, vocabulary(language))
            meant = grammar.read(line, vocabulary("en"))
            assert bound is not None, sentence
            assert meant is not None
            assert (bound.command.name, bound.args) == (meant.command.name, meant.args), sentence


@given(st.text(max_size=120))
def test_no_text_makes_it_fail(text: str) -> None:
    line = rulebook_said(text, vocabulary())
    assert line is None or line.split()[0] == "alerts"
