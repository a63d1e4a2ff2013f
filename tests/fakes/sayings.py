"""What is heard in the sets that people wrote who had not seen the patterns, and what they meant by it."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.hearing.followups import Before
from bot.hearing.understanding import understood_after
from bot.params.base import Vocabulary
from bot.undoing import says_undo
from core.alerts.language import parse, written
from core.kernel.errors import Mistake
from tests.conftest import ROOT
from tests.fakes.hearing import GRAMMAR, Meant, vocabulary
from tests.fakes.wishes import TODAY, names

# What the sets speak of and a small house does not trade at.
_MORE = ("bitstamp", "okx", "bybit")
_UNDO: Meant = ("undo", {})


def _spoken(language: str) -> Vocabulary:
    base = vocabulary(language)
    return replace(base, venues={**base.venues, **{venue: venue for venue in _MORE}})


def heard(text: str, before: Before | None, language: str) -> Meant | None:
    """Return what `text` asks for; nothing where it is refused or no command."""
    if says_undo(text):
        return _UNDO
    try:
        bound = understood_after(text, before, GRAMMAR, _spoken(language))
    except Mistake:
        return None
    return None if bound is None else _plain((bound.command.name, dict(bound.args)))


def _plain(meant: Meant) -> Meant:
    """Rules are compared by what they mean: "120 in usd" is 120 usd."""
    if meant[0] != "alert":
        return meant
    return "alert", {"rule": written(parse(str(meant[1]["rule"]), names(), TODAY))}


def line_meant(line: str) -> Meant:
    """Return what a command line asks for."""
    if line == "undo":
        return _UNDO
    bound = GRAMMAR.read(line, _spoken("en"))
    assert bound is not None, line
    return _plain((bound.command.name, dict(bound.args)))


def kept(name: str) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Return the set of that name in tests/phrasings."""
    return tomllib.loads((ROOT / "tests" / "phrasings" / f"{name}.toml").read_text(encoding="utf-8"))


def sentences(name: str) -> Sequence[tuple[str, Sequence[str]]]:
    """Return every sentence of a set with the lines that mean the same."""
    return [
        (sentence, [phrasing[key] for key in ("line", "also") if key in phrasing])
        for phrasing in kept(name)["phrasing"]
        for sentence in phrasing["says"]
    ]


def missed(name: str, language: str) -> Sequence[tuple[str, Meant | None]]:
    """Return the sentences of a set that are not understood exactly, with what was heard."""
    said = [(sentence, heard(sentence, None, language), lines) for sentence, lines in sentences(name)]
    return [(sentence, got) for sentence, got, lines in said if got not in [line_meant(line) for line in lines]]
