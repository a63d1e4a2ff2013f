"""Plain sentences about joining accounts, in four languages; the words are in `bot/texts/<lang>/turns.toml`. A sentence
with any other word in it ("connect kraken", "connect my wallet") is another sentence.

    "I also use discord"  →  "link"       "trenne mein Telegram"  →  "unlink telegram"
"""

import re
from collections.abc import Sequence

from bot.hearing.phrases import APOSTROPHES, languages_from, longest_phrase, turn_words
from bot.hearing.words import folded, spoken
from bot.params.base import Vocabulary

_LONGEST, _LONGEST_PHRASE = 120, 5
_SPLIT = re.compile(r"[\s,;:!?¿¡\".„“”«»()+&/]+")


def linking_said(text: str, vocabulary: Vocabulary) -> str | None:
    """Return the command line that `text` means; None when it is about something else."""
    if len(text) > _LONGEST:
        return None
    words = [folded(word) for word in _SPLIT.split(spoken(text).translate(APOSTROPHES)) if word]
    ordered = languages_from(vocabulary.language)
    return next((line for language in ordered if (line := _meant(words, language)) is not None), None)


def _meant(words: Sequence[str], language: str) -> str | None:
    said = _said(words, language)
    if said is None:
        return None
    carries, doors = said
    if not carries & {"join", "part", "drop"} and not ({"use", "also"} <= carries and doors):
        return None
    if "drop" in carries:
        # What goes for good is said in one way only, and how is told.
        return "help link" if doors and carries & {"account", "accounts"} else None
    if "howto" in carries:
        return "help link" if doors or "accounts" in carries else None
    if "part" in carries:
        return f"unlink {doors[0]}" if len(doors) == 1 else "help link" if doors or "accounts" in carries else None
    # "Connect my account" may mean one at an exchange.
    return "link" if doors or "accounts" in carries else None


def _said(words: Sequence[str], language: str) -> tuple[frozenset[str], list[str]] | None:
    """Return what `words` carry in a language and the doors they name; None where one is no word of this."""
    means, carries, doors, index = turn_words(language, "linking"), set[str](), list[str](), 0
    while index < len(words):
        phrase = longest_phrase(words, index, means, _LONGEST_PHRASE)
        if phrase is None:
            return None
        carries |= means[phrase]
        doors += [phrase] if "door" in means[phrase] and phrase not in doors else []
        index += phrase.count(" ") + 1
    # The terminal is a door that has a name of its own.
    return frozenset(carries), ["local" if door == "terminal" else door for door in doors]
