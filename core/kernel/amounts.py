"""Amounts as people type them: `64k`, `1.5m`, `0.5`, `1.234,5`, `60.000`, by the person's language where a form could
be read two ways.
"""

import re
from collections.abc import Mapping
from decimal import Decimal

_NUMBER = re.compile(r"(?P<sign>[+-])?(?P<digits>\d[\d.,'_]*|[.,]\d+)(?P<scale>[a-zäöüãõ]*)", re.IGNORECASE)
SCALES: Mapping[str, int] = {
    "": 1,
    "k": 10**3,
    "tsd": 10**3,
    "thousand": 10**3,
    "tausend": 10**3,
    "mil": 10**3,
    "m": 10**6,
    "mio": 10**6,
    "mn": 10**6,
    "million": 10**6,
    "millionen": 10**6,
    "millones": 10**6,
    "milhões": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "mrd": 10**9,
    "bi": 10**9,
}
# The hundred-millionth of a bitcoin, in which people count small amounts.
SATOSHIS = frozenset({"sat", "sats", "satoshi", "satoshis"})
SATOSHIS_EACH = 10**8
# Beyond this an "amount" is an attack or a slip of the finger: 10^15 of anything exists nowhere.
LARGEST = Decimal(10) ** 15


def read_number(text: str, language: str) -> Decimal | None:
    """Return the number that `text` says, None when it is none; finite, of at most 15 digits before the point."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None or len(match["digits"]) > 40:
        return None
    scale = SCALES.get(match["scale"].casefold())
    digits = _pointed(match["digits"].replace("'", "").replace("_", ""), language)
    if scale is None or digits is None:
        return None
    number = Decimal(digits) * scale
    if number > LARGEST:
        return None
    return -number if match["sign"] == "-" else number


def counted_in(number: Decimal, unit: str) -> Decimal:
    """Return how many of a coin `number` are where they are counted in `unit`, a word in lower case: of satoshis each
    is a hundred-millionth of a bitcoin."""
    return number / SATOSHIS_EACH if unit in SATOSHIS else number


def _pointed(digits: str, language: str) -> str | None:
    """Return `digits` with a point for the decimal mark and no grouping; None when it cannot be a number."""
    marks = [c for c in digits if c in ".,"]
    if not marks:
        return digits
    decimal = _decimal_mark(digits, marks, language)
    grouping = ({".", ","} - {decimal}).pop() if decimal else marks[0]
    whole, _, fraction = digits.partition(decimal) if decimal else (digits, "", "")
    groups = whole.split(grouping)
    if any(c in ".," for c in fraction) or (len(groups) > 1 and not _grouped(groups)):
        return None
    return f"{''.join(groups) or '0'}.{fraction or '0'}"


def _decimal_mark(digits: str, marks: list[str], language: str) -> str | None:
    """Return which mark is the decimal one; None when the marks only group."""
    if len(set(marks)) == 2:
        return marks[-1]
    if len(marks) > 1:
        return None
    before, after = re.split(r"[.,]", digits)
    if len(after) == 3 and 1 <= len(before) <= 3 and before != "0":
        # 1.234 or 1,234: only the language can tell.
        groups = "," if language == "en" else "."
        return None if marks[0] == groups else marks[0]
    return marks[0]


def _grouped(groups: list[str]) -> bool:
    return 1 <= len(groups[0]) <= 3 and all(len(g) == 3 for g in groups[1:])
