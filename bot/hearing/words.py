"""A message as words, from which the kinds of parameters take what they understand."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

# Longer than any platform's message; what is longer is not a question to a market desk.
LONGEST_MESSAGE = 4096

_INVISIBLE = {"Cf", "Cc", "Cs", "Co", "Cn"}
_EDGES = " \t\r\n\"'`´()[]{}«»“”„‚‘’…¿¡?!.,;:|"
_LIST_COMMA = re.compile(r"(?<!\d),|,(?!\d)")
_OPTION = re.compile(r"([a-z_]{1,20})[=:](.+)", re.IGNORECASE)
_SET = re.compile(r"([a-z_]{1,20})=(.*)", re.IGNORECASE)
_NUMERIC = re.compile(r"[\d.,]+\w?")
# What people leave out before a point: ".5" is a half, and never five.
_LONE_POINT = re.compile(r"(?<![\w.,])\.(?=\d)")
# What only trims a picture: colours of skin, variants, the frame of a key.
_TRIMMINGS = frozenset(map(chr, (*range(0x1F3FB, 0x1F400), *range(0xFE00, 0xFE10), 0x20E3)))
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue"})


@dataclass(frozen=True, slots=True)
class Word:
    """One word: as typed, and folded for comparison (lower case without accents)."""

    typed: str
    folded: str


def cleaned(text: str) -> str:
    """Return `text` in NFKC without control and invisible characters, white space kept as single spaces; what
    unfolds to more than a message is cut."""
    shown = "".join(" " if c.isspace() else c for c in unicodedata.normalize("NFKC", text)[:LONGEST_MESSAGE])
    return " ".join("".join(c for c in shown if unicodedata.category(c) not in _INVISIBLE).split())


def spoken(text: str) -> str:
    """Return `text` cleaned as its words are read: no pictures ("btc 🚀"), a nought where it was left out (".5")."""
    plain = cleaned(text)
    if not plain.isascii():
        plain = " ".join("".join(" " if _is_picture(c) else c for c in plain).split())
    return _LONE_POINT.sub("0.", plain)


def _is_picture(char: str) -> bool:
    return not char.isascii() and (unicodedata.category(char) == "So" or char in _TRIMMINGS)


def _is_drawn(chunk: str) -> bool:
    return any(map(_is_picture, chunk)) and says_nothing(chunk)


def folded(text: str) -> str:
    """Return `text` as words are compared: lower case, no accents."""
    plain = text.casefold()
    if plain.isascii():
        return plain
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


def spellings(word: str) -> frozenset[str]:
    """Return the folded forms in which `word` is typed: "für" is "fur" to us, and "fuer" to many keyboards."""
    return frozenset({folded(word), folded(word.translate(_UMLAUTS))})


def says_nothing(text: str) -> bool:
    """Return whether no word is left of `text`: it is a picture, or punctuation alone."""
    return not spoken(text).strip(_EDGES)


def _pieces(chunk: str) -> Sequence[str]:
    option = _SET.fullmatch(chunk)
    if option is not None and says_nothing(option[2]):
        # What was set to nothing that is a word must not count as left out.
        return (chunk,)
    return [piece.strip(_EDGES) for said in spoken(chunk).split(" ") for piece in _listed(said)]


def _listed(chunk: str) -> Sequence[str]:
    # The commas of an option part its values: "indicators=rsi,macd".
    return (chunk,) if _OPTION.fullmatch(chunk) else _LIST_COMMA.split(chunk)


@cache
def all_spellings(words: tuple[str, ...]) -> frozenset[str]:
    """Return the folded forms in which any of these words is typed."""
    return frozenset(spelt for word in words for spelt in spellings(folded(word)) | spellings(word))


class Words:
    """The words of one message that nobody has taken yet, in order; `pictures` stand behind the first of them, each by
    itself."""

    def __init__(self, words: Iterable[Word], pictures: Sequence[str] = ()) -> None:
        self._words, self.pictures = list(words), tuple(pictures)

    @classmethod
    def of(cls, text: str) -> "Words":
        """Split at white space and list commas; edge punctuation goes, signs and separators inside a word stay."""
        chunks = cleaned(text).split(" ")
        words = (Word(piece, folded(piece)) for chunk in chunks for piece in _pieces(chunk) if piece)
        return cls(words, [chunk for chunk in chunks[1:] if _is_drawn(chunk)])

    @classmethod
    def whole(cls, text: str) -> "Words":
        """Return `text` as one word, nothing of it changed: notes are kept as typed."""
        return cls([Word(text, folded(text))] if text.strip() else [])

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

    def remove(self, start: int, length: int = 1) -> tuple[Word, ...]:
        """Take words out."""
        taken = tuple(self._words[start : start + length])
        del self._words[start : start + length]
        return taken

    def unadorned(self) -> "Words":
        """Return the same words without the pictures beside them."""
        return Words(self._words)

    def insert(self, start: int, texts: Sequence[str]) -> None:
        """Put words in."""
        self._words[start:start] = [Word(t, folded(t)) for t in texts]

    def take_option(self, name: str) -> str | None:
        """Take `name=value` (or `name:value`) out and return its value; commas part the values, which stand apart."""
        for i, word in enumerate(self._words):
            match = _OPTION.fullmatch(word.typed) or _SET.fullmatch(word.typed)
            if match and folded(match[1]) == name:
                del self._words[i]
                return match[2].replace(",", " ") if not _NUMERIC.fullmatch(match[2]) else match[2]
        return None
