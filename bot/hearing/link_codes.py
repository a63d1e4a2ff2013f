"""Codes that join doors, as they are typed: behind "link", by people whom we may not know here yet."""

from bot.hearing.phrases import verbs
from core.people.codes import read_code

_LONGEST = 60


def types_link_code(text: str) -> bool:
    """Return whether a line is "link" and something of a code's shape."""
    if len(text) > _LONGEST:
        return False
    verb, _, rest = text.strip().partition(" ")
    word = verb.casefold().removeprefix("/").split("@")[0]
    return (word == "link" or verbs().get(word) == "link") and read_code(rest, lenient=True) is not None
