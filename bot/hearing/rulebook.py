"""Plain sentences about the alerts that somebody has, in four languages, into command lines; the words are in
`bot/texts/<lang>/rulebook.toml`. A sentence with any other word in it is another sentence.

    "stop the second one"  →  "alerts pause 2"       "silencia a3 por 2 horas"  →  "alerts snooze a3 2h"
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.hearing.phrases import APOSTROPHES, LANGUAGES
from bot.hearing.words import folded, spellings, spoken
from bot.params.alerts import ORDINALS
from bot.params.base import Vocabulary
from bot.params.times import alone, glued, read_window
from core.market.model import Coin, CoinKind

LONGEST = 160
_SPLIT = re.compile(r"[\s,;:!?¿¡\"„“”«»()]+")
_ID = re.compile(r"a[1-9]\d{0,8}")
_LONGEST_PHRASE = 4
_COUNTS = {"two": "2", "zwei": "2", "dos": "2", "dois": "2", "duas": "2", "three": "3", "drei": "3", "tres": "3"}
# What is asked for, the surest first: "show" words stand in many sentences.
_ACTIONS = ("undo", "snooze", "delete", "resume", "pause")


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence: what its words carry, and the alerts, places, coins and lengths that it names, as a command has
    them."""

    carries: frozenset[str]
    named: tuple[str, ...]
    length: str | None = None


def rulebook_said(text: str, vocabulary: Vocabulary) -> str | None:
    """Return the command line that `text` means; None when it is about something else."""
    if len(text) > LONGEST:
        return None
    ordered = (vocabulary.language, *(other for other in LANGUAGES if other != vocabulary.language))
    lines = (_meant(said) for language in ordered if (said := _read(text, language, vocabulary)) is not None)
    return next((line for line in lines if line is not None), None)


def _meant(said: _Said) -> str | None:
    action = next((action for action in _ACTIONS if action in said.carries), None)
    about = "noun" in said.carries or any(_ID.fullmatch(word) for word in said.named)
    if action == "undo":
        return "alerts undo" if "noun" in said.carries and not said.named else None
    if action is None:
        if not about or not said.carries & {"show", "why"} or said.length is not None:
            return None
        if not said.named:
            return "alerts list"
        return " ".join(["alerts", *said.named, *(["why"] if "why" in said.carries else [])])
    placed = any(word.isdigit() for word in said.named)
    if not (about or placed) or (said.length is not None and action != "snooze"):
        return None
    named = ["all"] if "all" in said.carries and not said.named else [*said.named]
    return " ".join(["alerts", action, *named, *([said.length] if said.length is not None else [])])


def _read(text: str, language: str, vocabulary: Vocabulary) -> _Said | None:
    pieces = [piece for piece in _SPLIT.split(spoken(text).translate(APOSTROPHES).replace("'", "")) if piece.strip(".")]
    means, carries, named, index = _words(language), set[str](), list[str](), 0
    length: str | None = None
    while index < len(pieces):
        word = folded(pieces[index].strip("."))
        if _ID.fullmatch(word):
            named.append(word)
        elif (window := _window(pieces, index)) is not None:
            length, taken = window
            index += taken - 1
        elif word in ORDINALS:
            named.append(str(ORDINALS[word]))
        elif (phrase := _phrase(pieces, index, means)) is not None:
            found, taken = phrase
            carries |= found
            index += taken - 1
        elif (coin := _coin(pieces[index], vocabulary)) is not None:
            named.append(coin)
        elif word.isascii() and word.isdigit() and len(word) <= 2:
            named.append(word)
        else:
            return None
        index += 1
    return _Said(frozenset(carries), tuple(named), length)


def _window(pieces: Sequence[str], index: int) -> tuple[str, int] | None:
    word = folded(pieces[index])
    if (window := glued(word)) is not None:
        return window.text, 1
    if index + 1 < len(pieces):
        counted = read_window(_COUNTS.get(word, word), pieces[index + 1])
        if counted is not None:
            return counted.text, 2
        single = alone(folded(pieces[index + 1])) if word in {"an", "one", "a", "eine", "una", "uma"} else None
        if single is not None:
            return single.text, 2
    return None


def _phrase(
    pieces: Sequence[str], index: int, means: Mapping[str, frozenset[str]]
) -> tuple[frozenset[str], int] | None:
    for count in range(min(_LONGEST_PHRASE, len(pieces) - index), 0, -1):
        found = means.get(" ".join(folded(piece) for piece in pieces[index : index + count]))
        if found is not None:
            return found, count
    return None


def _coin(typed: str, vocabulary: Vocabulary) -> str | None:
    found = vocabulary.catalogue.find(typed)
    if not isinstance(found, Coin) or found.kind is CoinKind.FIAT:
        return None
    return vocabulary.catalogue.word_for(found)


@cache
def _words(language: str) -> Mapping[str, frozenset[str]]:
    table = tomllib.loads(files("bot").joinpath(f"texts/{language}/rulebook.toml").read_text(encoding="utf-8"))
    means: dict[str, frozenset[str]] = {}
    for carried, phrase in _listed(table):
        for spelt in spellings(phrase.replace("'", "")):
            means[spelt] = means.get(spelt, frozenset()) | {carried}
    return means


def _listed(table: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for carried, phrases in table.items():
        yield from ((carried, phrase.strip()) for phrase in phrases.split(","))
