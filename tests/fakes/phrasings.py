"""Sentences in four languages and the lines that they mean, as tests/phrasings has them."""

import tomllib
from collections.abc import Callable, Iterator

from bot.commands import COMMANDS
from bot.hearing.grammar import Grammar
from bot.hearing.understanding import understood
from bot.params.base import Vocabulary
from tests.conftest import ROOT
from tests.fakes.hearing import vocabulary

Hear = Callable[[str, Vocabulary], str | None]


def phrasings(topic: str, language: str) -> Iterator[tuple[str, str | None]]:
    """Yield each sentence of a topic, and the line it means (None: it is none)."""
    text = (ROOT / "tests" / "phrasings" / f"{topic}-{language}.toml").read_text(encoding="utf-8")
    for phrasing in tomllib.loads(text)["phrasing"]:
        for sentence in phrasing["says"]:
            yield sentence, phrasing.get("line")


def mistaken(
    hear: Hear, topic: str, language: str, speaker: str, in_room: bool = False
) -> list[tuple[str, str | None, str | None]]:
    """Return what `hear` takes for another line when the speaker's language is `speaker`: sentence, got, wanted."""
    heard = ((s, hear(s, vocabulary(speaker, in_room)), wanted) for s, wanted in phrasings(topic, language))
    return [(sentence, got, wanted) for sentence, got, wanted in heard if got != wanted]


def assert_lines_are_understood(topic: str, language: str, in_room: bool = False) -> None:
    """Every sentence with a line is understood as the command that the line is."""
    grammar = Grammar(COMMANDS)
    for sentence, line in phrasings(topic, language):
        if line is not None:
            bound = understood(sentence, grammar, vocabulary(language, in_room))
            meant = grammar.read(line, vocabulary("en"))
            assert bound is not None, sentence
            assert meant is not None
            assert (bound.command.name, bound.args) == (meant.command.name, meant.args), sentence
