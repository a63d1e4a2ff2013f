"""How long a text message may be: pure.

A message is sent in segments, each of which is paid for: 153 septets of the GSM alphabet (160 when there is one), or 67
UTF-16 units (70) when a single letter is outside it (3GPP TS 23.038, TS 23.040).
"""

from bot.speaking.plain import ascii_signs

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("^{}\\[~]|€")
_MORE = "..."
# (segments, units that fit), of one segment and of the two that are sent at most.
_SEPTETS, _UNITS = (160, 2 * 153), (70, 2 * 67)


def segments(text: str) -> int:
    """Return in how many segments `text` goes out."""
    length, (single, double) = _measured(text)
    return 1 if length <= single else -(-length // (double // 2))


def shortened(text: str) -> str:
    """Return `text` in signs that cost little, cut so that it goes out in two segments."""
    plain = ascii_signs(text)
    if segments(plain) <= 2:
        return plain
    low, high = 0, len(plain)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if segments(_cut(plain, middle)) <= 2 else (low, middle - 1)
    return _cut(plain, low)


def _cut(text: str, length: int) -> str:
    return text[:length].rstrip() + _MORE


def _measured(text: str) -> tuple[int, tuple[int, int]]:
    """Return the length in the units that `text` is sent in, and how many of them go into one and two segments."""
    if all(c in _BASIC or c in _EXTENDED for c in text):
        return sum(2 if c in _EXTENDED else 1 for c in text), _SEPTETS
    return len(text.encode("utf-16-le", "surrogatepass")) // 2, _UNITS
