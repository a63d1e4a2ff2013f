"""Sentences of which every word is known beforehand: a few phrases that mean something, and what may stand beside."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from bot.hearing.phrases import APOSTROPHES, LANGUAGES, longest_phrase
from bot.hearing.words import folded, spellings, spoken

LONGEST = 80
_LONGEST_PHRASE = 4
_SPLIT = re.compile(r"[\s,;:.!?¿¡\"„“”«»()]+")
_BESIDES = "besides"


def meaning_of(text: str, table: str) -> str | None:
    """Return what `text` means by `bot/texts/<lang>/<table>.toml`, in any language: the name of the first of its lists
    that a phrase stands in. None where nothing of it means anything, or a word of it is in no list."""
    if len(text) > LONGEST:
        return None
    words = [folded(word) for word in _SPLIT.split(spoken(text).translate(APOSTROPHES)) if word]
    found = (_first_meaning(words, _phrases(table, language)) for language in LANGUAGES)
    return next((meaning for meaning in found if meaning is not None), None)


def _first_meaning(words: Sequence[str], phrases: Mapping[str, str]) -> str | None:
    index, found = 0, None
    while index < len(words):
        phrase = longest_phrase(words, index, phrases, _LONGEST_PHRASE)
        if phrase is None:
            return None
        if found is None and phrases[phrase] != _BESIDES:
            found = phrases[phrase]
        index += len(phrase.split())
    return found


@cache
def _phrases(table: str, language: str) -> Mapping[str, str]:
    """Return the list that each phrase stands in; what means something before what may stand beside."""
    lists = tomllib.loads(files("bot").joinpath(f"texts/{language}/{table}.toml").read_text(encoding="utf-8"))
    return {
        spelt: name
        for name in (_BESIDES, *(each for each in lists if each != _BESIDES))
        for phrase in lists[name].split(",")
        for spelt in spellings(phrase.strip().translate(APOSTROPHES))
    }
