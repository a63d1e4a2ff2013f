"""[Undo]: a line that takes back what was just done, for a minute of real time.

    undo t6h2k0 watch remove arb

The button carries the line and the second at which it lapses, so no process and no restart has to remember it.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from string import ascii_lowercase, digits

from bot.ask import Ask
from bot.speaking.reply import Button, Part, Reply

UNDONE_WITHIN = timedelta(seconds=60)
_DIGITS = digits + ascii_lowercase
_UNDO = re.compile(r"/?undo\s+([0-9a-z]{6,7})\s+(\S.{0,200})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Undo:
    """`line` takes something back; it may be asked for until `until` (real clock)."""

    line: str
    until: datetime


def undo_button(ask: Ask, line: str) -> Button:
    """Return the button that takes back, by `line`, what was just done. In plain text there are no buttons, and what
    one types oneself does not lapse."""
    if ask.say.plain:
        return Button(ask.say.line("button-undo"), line)
    return Button(ask.say.line("button-undo"), f"undo {_written(ask.real_now + UNDONE_WITHIN)} {line}")


def read_undo(text: str) -> Undo | None:
    """Return what an [Undo] asks for; None for any other text."""
    found = _UNDO.fullmatch(text.strip())
    return None if found is None else Undo(found[2], datetime.fromtimestamp(int(found[1], 36), UTC))


def lapsed(ask: Ask, undo: Undo) -> Reply:
    """Say that it is too late to take it back so simply, and how it is done all the same."""
    do_it = Button(ask.say.line("button-do-it"), undo.line)
    return Reply((ask.say.text("undo-lapsed", Part.ANSWER, line=undo.line),), (do_it,))


def _written(at: datetime) -> str:
    seconds, text = int(at.timestamp()), ""
    while seconds:
        seconds, digit = divmod(seconds, 36)
        text = _DIGITS[digit] + text
    return text
