"""Seed phrases: twelve and more words of a BIP-39 list, numbered, misspelt, on lines or run together.

The lists are those of BIP-39 (English, Spanish, Portuguese; https://github.com/bitcoin/bips, bip-0039), public facts.
"""

import re
import unicodedata
from pathlib import Path

_WINDOW = 12
# Two of twelve may be misspelt.
_NEEDED = 10
_LONGEST_WORD = 9
_RUN_TOGETHER = re.compile(r"[a-z]{36,}")
_LETTERS = re.compile(r"[a-z]{2,}")
_COMMON = """
the an of to in is and or for on at by with it its my me we our am be was were has had do does did not no as from but if
so there their they he she his her than which who how why your please would could should
"""
# Sentences are full of these and seed phrases never are; none of them is in a list.
_SENTENCE = frozenset(_COMMON.split())


def _plain(text: str) -> str:
    """Return `text` in lower case without accents."""
    folded = text.casefold()
    if folded.isascii():
        return folded
    return "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))


def _listed() -> frozenset[str]:
    folder = Path(__file__).parent
    return frozenset(
        word for path in sorted(folder.glob("bip39_*.txt")) for word in _plain(path.read_text(encoding="utf-8")).split()
    )


# Read when the module is: whoever hears a message must not wait for the disk.
_WORDS = _listed()


def holds_seed(text: str) -> bool:
    """Return whether `text` holds a seed phrase; linear in its length."""
    plain = _plain(text)
    return _in_words(_LETTERS.findall(plain)) or any(_run_together(run) for run in _RUN_TOGETHER.findall(plain))


def _in_words(words: list[str]) -> bool:
    """Ten of twelve words in a row are listed, and none of them makes it a sentence."""
    recent: list[bool] = []
    hits = 0
    for word in words:
        if word in _SENTENCE:
            recent.clear()
            hits = 0
            continue
        recent.append(word in _WORDS)
        hits += recent[-1]
        if len(recent) > _WINDOW:
            hits -= recent[-_WINDOW - 1]
        if len(recent) >= _WINDOW and hits >= _NEEDED:
            return True
    return False


def _run_together(letters: str) -> bool:
    """Return whether twelve listed words stand in a row somewhere in `letters` without anything between them."""
    # most[i]: the most words in a row that end exactly at i.
    most = [0] * (len(letters) + 1)
    for end in range(3, len(letters) + 1):
        for length in range(3, min(_LONGEST_WORD, end) + 1):
            if letters[end - length : end] in _WORDS:
                most[end] = max(most[end], most[end - length] + 1)
        if most[end] >= _WINDOW:
            return True
    return False
