"""What stands at the end of a wish: until when it holds, and a note, kept as typed."""

import re
from datetime import date

from bot.hearing.words import folded
from core.alerts.dates import read_date

# "… note: sell half" and, as only sentences have it, "… with the note sell half".
_NOTE = re.compile(
    r"(?:^|[\s,;.–-])"
    r"(?:(?P<said>(?:with|mit|con|com)\s+(?:(?:the|a|der|einer|la|una|a|uma)\s+)?(?:note|notiz|nota)\b[\s:,]*)"
    r"|(?:note|notiz|nota)\s*:\s*)(?P<note>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
UNTIL = frozenset({"until", "till", "bis", "hasta", "ate"})
_BEFORE_DATES = frozenset(
    ["the", "next", "zum", "zur", "am", "el", "la", "o", "a", "den", "dem", "nachsten", "proximo", "proxima"]
)
_LONGEST_DATE = 5


def noted(text: str) -> tuple[str, str | None]:
    """Return `text` without the note at its end, and the note."""
    found = _NOTE.search(text)
    return (text, None) if found is None else (text[: found.start()], found["note"].strip())


def dated(text: str, today: date) -> tuple[str, date | None]:
    """Return `text` without "until friday", and the date of it."""
    words = text.split()
    for index, word in enumerate(words):
        if folded(word.strip(",;")) not in UNTIL:
            continue
        start = index + 1
        while start < len(words) and folded(words[start]) in _BEFORE_DATES:
            start += 1
        for end in range(min(len(words), start + _LONGEST_DATE), start, -1):
            days = read_date(" ".join(words[start:end]).strip(" ,;.!?"), today)
            if len(days) == 1 and days[0] >= today:
                return " ".join([*words[:index], ",", *words[end:]]), days[0]
    return text, None


def is_said_note(text: str) -> bool:
    """Return whether `text` ends with a note as sentences have it: rules have no "with the"."""
    found = _NOTE.search(text)
    return found is not None and found["said"] is not None
