"""A greeting, thanks, a farewell or a nod, and nothing else: answered in kind. Whatever more is said makes it another
sentence."""

from enum import StrEnum

from bot.hearing.closed import meaning_of


class Courtesy(StrEnum):
    """What is answered in kind. A nod says that something was heard."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    NOD = "nod"


def courtesy_of(text: str) -> Courtesy | None:
    """Return which courtesy `text` is, in any language; None for anything else."""
    meaning = meaning_of(text, "courtesies") or meaning_of(text, "nods")
    return None if meaning is None else Courtesy(meaning)
