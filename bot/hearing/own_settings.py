"""Plain sentences about what somebody sets of theirs, in four languages: the clock of where they live, and the app to
which their alerts go. The words are in `bot/texts/<lang>/turns.toml`; a sentence with any other word in it is another
sentence.

    "ich wohne jetzt in Wien"  →  "settings zone Europe/Vienna"
    "send my alerts to discord instead of telegram"  →  "settings alerts discord"
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.hearing.binding import Bound
from bot.hearing.phrases import APOSTROPHES, languages_from, lexicon, longest_phrase, turn_words
from bot.hearing.words import Word, Words, folded, spoken
from bot.params.base import IN, Kind, Vocabulary
from bot.params.choices import ZoneKind
from bot.params.unasked import OWN_DOOR
from core.kernel.errors import UnknownName
from core.market.model import CoinKind

_LONGEST, _LONGEST_PHRASE = 120, 5
_SPLIT = re.compile(r"[\s,;:!?¿¡\".„“”«»()]+")
_ZONES = ZoneKind()
_EXAMPLE = "settings zone Europe/Berlin"
_NAMED = frozenset({"named"})
# The longest name of a place, and how many are named instead of one that nobody knows.
_LONGEST_PLACE, _MOST_NEAR = 3, 3
# Zones that are called by a word of every day: nobody who is "in general" is there.
_ORDINARY = frozenset(
    """
    act center christmas continental east easter general midway mountain north oral resolute south troll universal
    virgin wake west
    """.split()  # noqa: SIM905 - a list of words
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """What `typed` carries in a sentence, and the value that it names; what carries nothing is a word that is in no
    list."""

    carries: frozenset[str]
    typed: str
    value: str | None = None


def setting_said(text: str, vocabulary: Vocabulary) -> str | None:
    """Return the command line that `text` means; None when it is about something else.

    Raises
    ------
    UnknownName
        For somebody who lives at a place that has no clock here.
    """
    if len(text) > _LONGEST:
        return None
    words = Words(Word(w, folded(w)) for w in _SPLIT.split(spoken(text).translate(APOSTROPHES)) if w)
    ordered = languages_from(vocabulary.language)
    lines = (_posting(words, language, vocabulary) or _at_home(words, language, vocabulary) for language in ordered)
    if (line := next((line for line in lines if line is not None), None)) is not None:
        return line
    for language in ordered:
        _refuse_place(words, language, vocabulary)
    return None


def is_of_a_currency(bound: Bound, text: str) -> bool:
    """Whether prices are asked for in one currency, and of nothing: "precios en euros"."""
    coins = bound.values.get("coins", ())
    counted = len(coins) == 1 and coins[0].kind is CoinKind.FIAT and bound.args.keys() == {"coins"}
    return counted and any(folded(word) in IN for word in text.split())


def _posting(words: Words, language: str, vocabulary: Vocabulary) -> str | None:
    """Return the line that has alerts go to the one app that is named; "instead of telegram" names none."""
    pieces = _pieces(words, "posting", language, OWN_DOOR, vocabulary)
    if not all(piece.carries for piece in pieces) or _is_refused(words):
        return None
    doors, passed = list[str](), False
    for piece in pieces:
        if piece.value is not None:
            doors += [] if passed or piece.value in doors else [piece.value]
            passed = False
        passed = passed or "not" in piece.carries
    carries = _carried(pieces)
    sends = "tell" in carries or ("alerts" in carries and carries & {"post", "to"})
    if not sends or passed or len(doors) != 1 or (doors == ["here"] and vocabulary.in_room):
        return None
    return f"settings alerts {doors[0]}"


def _is_refused(words: Words) -> bool:
    """Whether it begins with a no: "no me mandes alertas a discord"."""
    return bool(len(words)) and words.at(0).folded in {"no", "nao", "not", "nicht", "nein"}


def _at_home(words: Words, language: str, vocabulary: Vocabulary) -> str | None:
    """Return the line that sets the clock of the one place that is named."""
    pieces = _pieces(words, "homes", language, _ZONES, vocabulary)
    places = [piece for piece in pieces if piece.value is not None]
    if not all(piece.carries for piece in pieces) or len({piece.value for piece in places}) != 1:
        return None
    carries = _carried(pieces)
    ordinary = any(piece.typed in _ORDINARY for piece in places)
    is_there = {"who", "be"} <= carries and not ordinary
    if not (_lives(carries) or is_there or ("set" in carries and carries & {"zone", "clock"})):
        return None
    return f"settings zone {places[0].value}"


def _refuse_place(words: Words, language: str, vocabulary: Vocabulary) -> None:
    """Raise UnknownName for a place that is named where one lives and is none that we know."""
    pieces = _pieces(words, "homes", language, _ZONES, vocabulary)
    unknown = [index for index, piece in enumerate(pieces) if not piece.carries]
    if not 0 < len(unknown) <= _LONGEST_PLACE or unknown[-1] - unknown[0] >= len(unknown) or not unknown[0]:
        return
    names = [pieces[index].typed for index in unknown]
    known = (_means_else(name, language, vocabulary) for name in names)
    before = pieces[unknown[0] - 1].carries
    if not before & {"in", "be"} or not _lives(_carried(pieces)) or any(p.value for p in pieces) or any(known):
        return
    near = tuple(_ZONES.suggest(folded(" ".join(names)), vocabulary))[:_MOST_NEAR]
    raise UnknownName(_ZONES.what, " ".join(names), near, _EXAMPLE)


def _lives(carries: frozenset[str]) -> bool:
    return {"who", "live"} <= carries or {"who", "zone"} <= carries


def _means_else(word: str, language: str, vocabulary: Vocabulary) -> bool:
    plain, words = folded(word), lexicon(language)
    return not plain.isalpha() or plain in words.longest or vocabulary.catalogue.find(word) is not None


def _carried(pieces: Sequence[_Piece]) -> frozenset[str]:
    return frozenset().union(*(piece.carries for piece in pieces))


def _pieces(words: Words, part: str, language: str, names: Kind, vocabulary: Vocabulary) -> Sequence[_Piece]:
    """Read `words` with one part of `turns.toml` and the names of one kind; of the longest, a phrase comes first."""
    return [*_read(words, part, language, names, vocabulary)]


def _read(words: Words, part: str, language: str, names: Kind, vocabulary: Vocabulary) -> Iterator[_Piece]:
    means, plain, index = turn_words(language, part), [word.folded for word in words], 0
    while index < len(plain):
        phrase = longest_phrase(plain, index, means, _LONGEST_PHRASE)
        named = names.match(words, index, vocabulary)
        length = 1 if phrase is None else phrase.count(" ") + 1
        if named is not None and (phrase is None or named.length > length):
            typed = " ".join(plain[index : index + named.length])
            yield _Piece(_NAMED, typed, str(named.value))
            index += named.length
            continue
        yield _Piece(frozenset() if phrase is None else means[phrase], words.at(index).typed)
        index += length
