"""How rules are called: "a7" by people, "a7-2k" by buttons.

A number counts in one person's or one room's list, and a button may be pressed days later, by somebody else, in another
room, or after its rule got another number. What stands behind the dash says which rule is meant, wherever it is
pressed; it opens nothing, since only rules of the page that one may see are looked at.
"""

import re
from dataclasses import dataclass

from core.kernel.base36 import base36

SPOKEN = re.compile(r"a[1-9]\d{0,8}(?:-[0-9a-z]{1,12})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Called:
    """A rule as somebody calls it: by its number in their list, and by its `id` where a button says that."""

    number: int
    id: int | None = None

    @classmethod
    def of(cls, word: str) -> "Called":
        spoken, rule_id = called(word)
        return cls(int(spoken[1:]), rule_id)


def on_button(spoken: str, rule_id: int) -> str:
    """Return how a button calls a rule."""
    return f"{spoken}-{base36(rule_id)}"


def called(word: str) -> tuple[str, int | None]:
    """Return the number in "a7" or "a7-2k", as spoken, and which rule is meant where that is said."""
    number, _, mark = word.lower().partition("-")
    return number, int(mark, 36) if mark else None
