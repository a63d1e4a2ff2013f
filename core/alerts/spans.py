"""Lengths of time in rules: `90s`, `10m`, `4h`, `24h`, `7d`."""

import re
from datetime import timedelta
from decimal import Decimal

LONGEST = timedelta(days=365)
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 7 * 86400, "mo": 30 * 86400}
_PART = re.compile(r"(\d+(?:[.,]\d+)?)\s?([a-z]+)", re.IGNORECASE)
_MOST_DIGITS = 12


def read_span(text: str) -> timedelta | None:
    """Return the length that `text` says ("1h30m", "2 weeks", "an hour"), None for nothing, for parts of a second and
    for more than a year."""
    parts = _PART.findall(text) or [("1", text.rsplit(maxsplit=1)[-1])]
    if any(len(number) > _MOST_DIGITS for number, _ in parts):
        return None
    seconds = sum(Decimal(number.replace(",", ".")) * _SECONDS[_unit(unit)] for number, unit in parts)
    whole = seconds == int(seconds) and 0 < seconds <= LONGEST // timedelta(seconds=1)
    return timedelta(seconds=int(seconds)) if whole else None


def _unit(word: str) -> str:
    plain = word.casefold()
    return "mo" if plain.startswith("mo") else plain[0]


def written_span(span: timedelta) -> str:
    """Return `span` in the largest unit that says it whole; one day is 24h, as everybody says."""
    seconds = span // timedelta(seconds=1)
    if seconds == _SECONDS["d"]:
        return "24h"
    unit = next(u for u in ("d", "h", "m", "s") if seconds % _SECONDS[u] == 0)
    return f"{seconds // _SECONDS[unit]}{unit}"
