"""Plain letters: signs that any terminal shows, and outside words made harmless."""

import re
import unicodedata

_SIGNS = str.maketrans({
    "\u2212": "-", "\u2013": "-", "\u2014": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "×": "x", "·": "|",
    "…": "...", "±": "+/-", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‹": "'", "›": "'",
    "→": "->", "÷": "/", "─": "-", "≥": ">=", "≤": "<=",
})  # fmt: skip
BELL, SAND, LOCK = "🔔", "⏳", "🔒"
_OURS = re.compile(f"[{BELL}{SAND}{LOCK}]\ufe0f? ?")
_MOST_MARKS = 2


def ascii_signs(text: str) -> str:
    """Return `text` with ASCII punctuation and without our marks; letters keep their accents, and what somebody wrote
    its pictograms. What stands beside each other parted by a point is read with a pause."""
    return _OURS.sub("", text.replace(" · ", "; ").translate(_SIGNS))


def tame(text: str, most: int = 40) -> str:
    """Return what somebody typed or a venue sent, fit to be quoted: one line, at most `most` characters, nothing that
    hides, reorders or stacks."""
    line = " ".join("".join(_visible(unicodedata.normalize("NFC", text[: most * 20]))).split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def _visible(text: str) -> list[str]:
    kept: list[str] = []
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if category in {"Zs", "Zl", "Zp"} or character in "\t\n\r\v\f":
            kept.append(" ")
        elif category[0] != "C" and marks <= _MOST_MARKS and not _joins_pictograms(character):
            kept.append(character)
    return kept


def _joins_pictograms(character: str) -> bool:
    """Variation selectors, skin tones and keycaps have no width of their own."""
    return character in "\ufe0e\ufe0f\u20e3" or "\U0001f3fb" <= character <= "\U0001f3ff"
