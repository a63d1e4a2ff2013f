"""One-time codes that people type: owner codes and invites.

Ten characters in two groups (`K7QFM-2M9PX`), from letters and digits that nobody mistakes for another: 49 bits, five
wrong tries and sixty minutes make guessing hopeless. Stored hashed; compared in constant time.
"""

import hashlib
import hmac
import re

from core.kernel.chance import Chance

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_GROUP = 5
_CODE = re.compile(rf"([{_LETTERS}]{{{_GROUP}}})[-–—\s]?([{_LETTERS}]{{{_GROUP}}})", re.IGNORECASE)
_ATTEMPT = re.compile(r"([A-Z0-9]{4,5})[-–—\s]?([A-Z0-9]{4,5})", re.IGNORECASE)


def new_code(chance: Chance) -> str:
    """Return a fresh code as people see it."""
    letters = chance.pick(_LETTERS, 2 * _GROUP)
    return f"{letters[:_GROUP]}-{letters[_GROUP:]}"


def read_code(text: str, lenient: bool) -> str | None:
    """Return the code that `text` consists of, as it was made; None when it is no code.

    `lenient` takes everything of a code's shape, so that a stranger's guesses are counted; else only what could have
    been made here, so that a pasted pair (DOGE-USDT) stays one. Letters alone without a dash are a word.
    """
    stripped = text.strip()
    match = (_ATTEMPT if lenient else _CODE).fullmatch(stripped)
    if match is None or not any(c.isdigit() or c in "-–—" for c in stripped):
        return None
    return f"{match[1]}-{match[2]}".upper()


def hashed(code: str) -> str:
    """Return what is stored of a code."""
    return hashlib.sha256(code.encode()).hexdigest()


def matches(code: str, stored: str) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(hashed(code), stored)
