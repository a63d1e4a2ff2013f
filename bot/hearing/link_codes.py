"""Codes that join doors, as they are typed: behind "link", by people whom we may not know here yet."""

import re
from itertools import pairwise

from bot.hearing.phrases import verbs
from core.people.codes import read_code

_LONGEST = 60
_PARTED = re.compile(r"[\s=:,;()<>!?]+")


def types_link_code(text: str) -> bool:
    """Return whether a line is "link" and something of a code's shape."""
    if len(text) > _LONGEST:
        return False
    verb, _, rest = text.strip().partition(" ")
    word = verb.casefold().removeprefix("/").split("@")[0]
    # A form says which of its fields was filled in.
    given = rest.strip().removeprefix("code=")
    return (word == "link" or verbs().get(word) == "link") and read_code(given, lenient=True) is not None


def link_codes_in(text: str) -> frozenset[str]:
    """Return everything in a text that could have been made as a code, in one word or in two."""
    words = [word for word in _PARTED.split(text) if word]
    pairs = (" ".join(pair) for pair in pairwise(words))
    found = (read_code(written, lenient=False) for written in (*words, *pairs))
    return frozenset(code for code in found if code is not None)
