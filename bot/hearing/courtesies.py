"""A greeting or thanks, and nothing else: answered in kind. Whatever more is said makes it another sentence."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from importlib.resources import files

from bot.hearing.phrases import APOSTROPHES, LANGUAGES
from bot.hearing.words import cleaned, folded, spellings

_LONGEST = 80
_LONGEST_PHRASE = 4
_SPLIT = re.compile(r"[\s,;:.!?¿¡\"„“”«»()]+")


class Courtesy(StrEnum):
    """What is answered in kind."""

    GREETING = "greeting"
    THANKS = "thanks"


def courtesy_of(text: str) -> Courtesy | None:
    """Return which courtesy `text` is, in any language; None for anything else."""
    if len(text) > _LONGEST:
        return None
    words = [folded(word) for word in _SPLIT.split(cleaned(text).translate(APOSTROPHES)) if word]
    return next((found for language in LANGUAGES if (found := _all_of(words, _phrases(language)))), None)


def _all_of(words: Sequence[str], phrases: Mapping[str, Courtesy | None]) -> Courtesy | None:
    """Return the first courtesy among `words` where all of them are known."""
    index, found = 0, None
    while index < len(words):
        spans = (" ".join(words[index : index + n]) for n in range(_LONGEST_PHRASE, 0, -1))
        phrase = next((span for span in spans if span in phrases), None)
        if phrase is None:
            return None
        found, index = found or phrases[phrase], index + len(phrase.split())
    return found


@cache
def _phrases(language: str) -> Mapping[str, Courtesy | None]:
    """Return what each phrase is; None for what may stand beside."""
    table = tomllib.loads(files("bot").joinpath(f"texts/{language}/courtesies.toml").read_text(encoding="utf-8"))
    kinds = {"besides": None, **{kind.value: kind for kind in Courtesy}}
    return {
        spelt: kind
        for name, kind in kinds.items()
        for phrase in table[name].split(",")
        for spelt in spellings(phrase.strip().translate(APOSTROPHES))
    }
