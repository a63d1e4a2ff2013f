"""Sentences about quiet hours and digests: what people say in four languages, and nothing else."""

import tomllib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import COMMANDS
from bot.hearing.grammar import Grammar
from bot.hearing.hours import hours_said
from bot.hearing.phrases import LANGUAGES
from bot.hearing.understanding import understood
from tests.conftest import ROOT
from tests.fakes.hearing import vocabulary


def phrasings(language: str) -> Iterator[tuple[str, str | None]]:
    text = (ROOT / "tests" / "phrasings" / f"hours-{language}.toml").read_text(encoding="utf-8")
    for phrasing in tomllib.loads(text)["phrasing"]:
        for sentence in phrasing["says"]:
            yield sentence, phrasing.get("line")


def mistaken(language: str, speaker: str) -> list[tuple[str, str | None, str | None]]:
    heard = ((s, hours_said(s, vocabulary(speaker)), wanted) for s, wanted in phrasings(language))
    return [(sentence, got, wanted) for sentence, got, wanted in heard if got != wanted]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_means_its_line(language: str) -> None:
    assert len(list(phrasings(language))) >= 25
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
