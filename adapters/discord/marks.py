"""What our buttons, lists and forms carry: who may use them, and what they say. At most a hundred characters."""

import re
from dataclasses import dataclass

from adapters.discord.render import LINE, Key
from bot.speaking.richtext import units

ANYBODY = 0
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_SAYS, _ASKS, _LISTS = ":", "?", "#"
_FILL = "\n"
MOST = 100
# What tells a number of a draft or an alert from another person's, or from one that was deleted.
_WHOSE = re.compile(r"\b([ad]\d{1,9})-[0-9a-z]{1,12}\b")

_NUMBERED = re.compile(r"\b[ad]\d")


@dataclass(frozen=True, slots=True)
class Mark:
    """A custom id, read. `owner` is the one user who may use it, ANYBODY for all; `fill` is set where a form asks for
    the words behind `line`, and holds them as they stand, where there was room."""

    owner: int
    line: str
    fill: str | None = None
    number: int | None = None

    @property
    def shown(self) -> str:
        """The line as its person reads it: of "alert d1-2k" the number alone."""
        return _WHOSE.sub(r"\1", self.line)

    @property
    def anew(self) -> bool:
        """Whether the line says something again that has a number: a draft, an alert."""
        return _NUMBERED.search(self.line) is not None

    def lets(self, user: int) -> bool:
        return self.owner in (ANYBODY, user)


def key_mark(owner: int, key: Key) -> str:
    """Return the custom id of a button."""
    if key.fill is None:
        return f"{_short(owner)}{_SAYS}{key.line}"
    mark = f"{_short(owner)}{_ASKS}{key.line}{_FILL}"
    whole = f"{mark}{key.fill}"
    return whole if units(whole) <= MOST and _FILL not in key.fill else mark


def list_mark(owner: int, number: int) -> str:
    """Return the custom id of the so-many-th list of a message; what is chosen from it is what it says."""
    return f"{_short(owner)}{_LISTS}{number}"


def read_mark(custom_id: str) -> Mark | None:
    """Read a custom id; None for one that is not ours."""
    at = next((i for i, c in enumerate(custom_id) if c in (_SAYS, _ASKS, _LISTS)), 0)
    short, sign, rest = custom_id[:at], custom_id[at : at + 1], custom_id[at + 1 :]
    if not short or any(digit not in _DIGITS for digit in short):
        return None
    owner = int(short, 36)
    if sign == _LISTS:
        return Mark(owner, "", number=int(rest)) if rest.isdigit() else None
    line, _, fill = rest.partition(_FILL)
    if not line or units(line) > LINE:
        return None
    return Mark(owner, line, fill if sign == _ASKS else None)


def _short(number: int) -> str:
    written = ""
    while number:
        number, digit = divmod(number, 36)
        written = _DIGITS[digit] + written
    return written or "0"
