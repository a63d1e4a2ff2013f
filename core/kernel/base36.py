"""Numbers in few letters, for where these are counted, as in a button."""

from string import ascii_lowercase, digits

_DIGITS = digits + ascii_lowercase


def base36(number: int) -> str:
    """Return a number from 1 on in digits and small letters; `int(text, 36)` reads it."""
    text = ""
    while number:
        number, digit = divmod(number, 36)
        text = _DIGITS[digit] + text
    return text
