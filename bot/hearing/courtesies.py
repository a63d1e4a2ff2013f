"""A greeting or thanks, and nothing else: answered in kind. Whatever more is said makes it another sentence."""

from enum import StrEnum

from bot.hearing.closed import meaning_of


class Courtesy(StrEnum):
    """What is answered in kind."""

    GREETING = "greeting"
    THANKS = "thanks"


def courtesy_of(text: str) -> Courtesy | None:
    """Return which courtesy `text` is, in any language; None for anything else."""
    meaning = meaning_of(text, "courtesies")
    return None if meaning is None else Courtesy(meaning)
