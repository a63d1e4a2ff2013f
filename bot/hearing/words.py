"""A message as words, from which the kinds of parameters take what they understand."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

# Longer than any platform's message; what is longer is not a question to a market desk.
LONGEST_MESSAGE = 4096

_INVISIBLE = {"Cf", "Cc", "Cs", "Co", "Cn"}
_EDGES = " \t\r\n\"'`´()[]{}«»“”„‚‘’…¿¡?!.,;:|"
_LIST_COMMA = re.compile(r"(?<!\d),|,(?!\d)")
_OPTION = re.compile(r"([a-z_]+)[=:](.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    """One word: as typed, and folded for comparison."""

    typed: str
    folded: str


def cleaned(text: str) -> str:
    """Return `text` in NFKC without control and invisible characters, white space kept as single spaces."""
    shown = "".join(" " if c.isspace() else c for c in unicodedata.normalize("NFKC", text))
    return " ".join("".join(c for c in shown if unicodedata.category(c) not in _INVISIBLE).split())


class Words:
    """The words of one message that nobody has taken yet, in order."""

    def __init__(self, words: Iterable[Word]) -> None:
        self._words = list(words)

    @classmethod
    def of(cls, text: str) -> "Words":
        """Split at white space and list commas; edge punctuation goes, signs and separators inside a word stay."""
        pieces = (piece.strip(_EDGES) for chunk in cleaned(text).split(" ") for piece in _LIST_COMMA.split(chunk))
        return cls(Word(p, p.casefold()) for p in pieces if p)

    def __len__(self) -> int:
        return len(self._words)

    def __iter__(self) -> Iterator[Word]:
        return iter(self._words)

    def at(self, index: int) -> Word:
        return self._words[index]

    @property
    def typed(self) -> tuple[str, ...]:
        return tuple(w.typed for w in self._words)

    def phrase(self, start: int, length: int) -> str:
        """Return `length` folded words from `start`, joined by a space ("" when there are not as many)."""
        piece = self._words[start : start + length]
        return " ".join(w.folded for w in piece) if len(piece) == length else ""

    def find(self, names: Iterable[str]) -> int | None:
        """Return the index of the first word that is one of `names` (folded)."""
        wanted = set(names)
        return next((i for i, w in enumerate(self._words) if w.folded in wanted), None)

    def remove(self, start: int, length: int = 1) -> tuple[Word, ...]:
        """Take words out."""
        taken = tuple(self._words[start : start + length])
        del self._words[start : start + length]
        return taken

    def insert(self, start: int, texts: Sequence[str]) -> None:
        """Put words in."""
        self._words[start:start] = [Word(t, t.casefold()) for t in texts]

    def take_option(self, name: str) -> "Words | None":
        """Take `name=value` (or `name:value`) out and return the words of its value; commas part the values."""
        for i, word in enumerate(self._words):
            match = _OPTION.fullmatch(word.typed)
            if match and match[1].casefold() == name:
                del self._words[i]
                return Words.of(match[2].replace(",", " ") if name == "coins" else match[2])
        return None
