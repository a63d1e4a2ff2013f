"""One-time codes that people type: owner codes and invites.

Ten characters in two groups (`K7QFM-2M9PX`), from letters and digits that nobody mistakes for another: 50 bits, so that
guessing at the pace of a chat is hopeless. Stored hashed; compared in constant time.
"""

import hashlib
import hmac
import re

from core.kernel.chance import Chance

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_GROUP = 5
_DIGITS = "0123456789"
DIGITS = 6
_DASHES = "-–—"
# What people copy along with a code.
_WRAPPING = " \t\r\n`'\"“”„.,;:"
_CODE = re.compile(rf"([{_LETTERS}]{{{_GROUP}}})[{_DASHES}\s]?([{_LETTERS}]{{{_GROUP}}})", re.IGNORECASE | re.ASCII)
_ATTEMPT = re.compile(rf"([A-Z0-9]{{4,5}})[{_DASHES}]?([A-Z0-9]{{4,5}})", re.IGNORECASE | re.ASCII)


def new_code(chance: Chance) -> str:
    """Return a fresh code as people see it."""
    letters = chance.pick(_LETTERS, 2 * _GROUP)
    return f"{letters[:_GROUP]}-{letters[_GROUP:]}"


def new_digits(chance: Chance) -> str:
    """Return a code of six digits, to be typed from another device within minutes and a few tries."""
    return chance.pick(_DIGITS, DIGITS)


def read_code(text: str, lenient: bool) -> str | None:
    """Return the code that `text` consists of, as it was made; None when it is no code.

    `lenient` takes everything of a code's shape, so that a stranger's guesses are counted; else only what could have
    been made here, so that a pasted pair (DOGE-USDT) stays one. Letters alone without a dash are a word.
    """
    stripped = text.strip(_WRAPPING)
    match = _CODE.fullmatch(stripped) or (_ATTEMPT.fullmatch(stripped) if lenient else None)
    if match is None or not any(c.isdigit() or c in _DASHES for c in stripped):
        return None
    return f"{match[1]}-{match[2]}".upper()


def hashed(code: str) -> str:
    """Return what is stored of a code."""
    return hashlib.sha256(code.encode()).hexdigest()


def matches(code: str, stored: str) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(hashed(code), stored)
