"""A sentence in one language as pieces: names of coins and venues, numbers, times, and words by what they carry."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.hearing.phrases import APOSTROPHES, Lexicon
from bot.hearing.words import Word, Words, folded, spoken
from bot.params.base import Vocabulary
from bot.params.choices import LANGUAGE, IndicatorsKind, ZoneKind
from bot.params.coins import asset_named
from bot.params.times import alone, glued, read_window
from core.kernel.amounts import read_number
from core.kernel.errors import Mistake
from core.market.catalogue import Ambiguity, Found
from core.market.coins import COINS, STABLES, WRAPPED
from core.market.model import CoinKind
from core.market.pairs import parse_pair

_EDGES = " \t\"`´()[]{}«»“”„‚‘…¿¡?!.,;:|*_~<>'’-–—"
_MINUS = re.compile(r"^[\W_]{0,3}[-−]\d")
_LIST = re.compile(r"(?<!\d)[,;]|[,;](?!\d)|…")
_MONEY = re.compile(
    r"(?P<sign>us\$|r\$|[$€£¥₿])(?P<digits>[\d.,]+[km]?)|(?P<before>[\d.,]+[km]?)(?P<after>[$€£¥₿])", re.IGNORECASE
)
_SIGNS = {"us$": "usd", "r$": "brl", "$": "usd", "€": "eur", "£": "gbp", "¥": "jpy", "₿": "btc"}
_GLUED = re.compile(r"(\d[\d.,]*)([^\W\d_]{2,12})")
_LONGEST_NAME = 4
_LARGEST = Decimal(10) ** 15
_INDICATORS, _ZONES = IndicatorsKind(), ZoneKind()
# The table of well-known coins; other tickers are words until something says that a coin is meant.
_FAMOUS = frozenset([row[0] for row in COINS] + [row[0] for row in (*STABLES, *WRAPPED)])

Carried = frozenset[str]
FILLER: Carried = frozenset({"filler"})
# A candidate for what begins at a token: what it carries, its value, how many tokens it takes.
_Candidate = tuple[Carried, object, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """What `typed` carries, and its value where it has one: an asset or an ambiguity, a number, a window, a name."""

    carries: Carried
    typed: str
    value: object = None


@dataclass(frozen=True, slots=True)
class _Token:
    typed: str
    plain: str


def pieces_of(text: str, lexicon: Lexicon, vocabulary: Vocabulary) -> list[Piece]:
    """Read `text` with the words of one language and the names of `vocabulary`; a piece that carries nothing is
    a word that neither has."""
    tokens = [
        _Token(typed, folded(typed.translate(APOSTROPHES)))
        for word in _split(text)
        for typed in _parted(word, lexicon, vocabulary)
    ]
    return _Reader(tokens, lexicon, vocabulary, text.isupper()).pieces()


def _split(text: str) -> Iterator[str]:
    for chunk in spoken(text).split(" "):
        for part in _LIST.split(chunk):
            if word := part.strip(_EDGES):
                # A dash at the edge is punctuation, before a digit it is what makes the number another one.
                yield f"-{word}" if _MINUS.search(part) else word


def _parted(word: str, lexicon: Lexicon, vocabulary: Vocabulary) -> Sequence[str]:
    """Part what is written together: €250, 0.5btc, btc/usdt, 4-hour, Bitcoin-Kurs, Bitcoinkurs, eth's."""
    find = vocabulary.catalogue.find
    if (money := _MONEY.fullmatch(word)) is not None:
        if money["sign"]:
            return money["digits"], _SIGNS[money["sign"].casefold()]
        return money["before"], _SIGNS[money["after"]]
    if find(word) is not None or folded(word.translate(APOSTROPHES)) in lexicon.longest:
        return (word,)
    if (stuck := _GLUED.fullmatch(word)) is not None and find(stuck[2]) is not None:
        return stuck[1], stuck[2]
    if word.casefold().endswith(("'s", "’s")) and find(word[:-2]) is not None:
        return (word[:-2],)
    if len(pairs := parse_pair(vocabulary.catalogue, word)) == 1:
        return vocabulary.catalogue.word_for(pairs[0].base), "=", pairs[0].quote.symbol
    if any(c in "-/" for c in word[1:-1]) and not _is_zone(word, vocabulary):
        return [part for part in re.split(r"[-/]", word) if part]
    return _compound(word, lexicon, vocabulary)


def _is_zone(word: str, vocabulary: Vocabulary) -> bool:
    return "/" in word and _ZONES.match(Words.of(word), 0, vocabulary) is not None


def _compound(word: str, lexicon: Lexicon, vocabulary: Vocabulary) -> Sequence[str]:
    for noun in lexicon.joined:
        head = word[: -len(noun)]
        if len(head) > 2 and folded(word).endswith(noun) and vocabulary.catalogue.find(head) is not None:
            return head, noun
    return (word,)


class _Reader:
    """Goes once through the tokens and takes the longest thing that begins at each."""

    def __init__(self, tokens: Sequence[_Token], lexicon: Lexicon, vocabulary: Vocabulary, shouted: bool) -> None:
        self._tokens, self._lexicon, self._vocabulary, self._shouted = tokens, lexicon, vocabulary, shouted
        self._plain = [token.plain for token in tokens]
        self._words = Words(Word(token.typed, token.plain) for token in tokens)
        # Cities are words of other things unless the sentence speaks of time zones.
        said = (lexicon.phrase(self._plain, i) for i in range(len(tokens)))
        self._zoned = any(phrase is not None and "zone" in phrase[0] for phrase in said)

    def pieces(self) -> list[Piece]:
        found: list[Piece] = []
        index = 0
        while index < len(self._tokens):
            after_in = bool(found) and "in" in found[-1].carries
            carries, value, length = self._longest(index, after_in)
            typed = " ".join(t.typed for t in self._tokens[index : index + length])
            found.append(Piece(carries, typed, value))
            index += length
        return found

    def _longest(self, index: int, after_in: bool) -> _Candidate:
        candidates = (
            self._shouted_coin(index),
            self._zone(index),
            self._name(index),
            self._lexicon.phrase(self._plain, index),
            self._window(index),
            self._number(index),
            self._coin(index, after_in),
        )
        nothing: _Candidate = (frozenset(), None, 1)
        longest: _Candidate = nothing
        for candidate in candidates:
            # Of equally long ones the first counts.
            if candidate is not None and (longest is nothing or candidate[-1] > longest[-1]):
                longest = candidate if len(candidate) == 3 else (candidate[0], None, candidate[1])
        return longest

    def _shouted_coin(self, index: int) -> _Candidate | None:
        typed = self._tokens[index].typed
        if not typed.startswith("$") and (self._shouted or len(typed) < 2 or not typed.isupper()):
            return None
        found = self._vocabulary.catalogue.find(typed)
        return None if found is None else (_carried(found), found, 1)

    def _zone(self, index: int) -> _Candidate | None:
        match = _ZONES.match(self._words, index, self._vocabulary) if self._zoned else None
        return None if match is None else (frozenset({"place"}), match.value, match.length)

    def _name(self, index: int) -> _Candidate | None:
        """Return what has one name: a venue, an indicator, a language."""
        plain = self._plain[index]
        if (venue := self._vocabulary.venues.get(plain)) is not None:
            return frozenset({"venue"}), venue, 1
        # Two letters are words of other things: "es", "de".
        if len(plain) > 2 and (language := LANGUAGE.words.get(plain)) is not None:
            return frozenset({"tongue"}), language, 1
        try:
            match = _INDICATORS.match(self._words, index, self._vocabulary)
        except Mistake:
            return None
        return None if match is None else (frozenset({"indicator"}), match.value, match.length)

    def _window(self, index: int) -> _Candidate | None:
        plain = self._plain[index]
        if (stuck := glued(plain)) is not None:
            return frozenset({"window", "short"}), stuck, 1
        if (lone := alone(plain)) is not None:
            return frozenset({"window"}), lone, 1
        count = self._count(index)
        if count is None or count[0] != int(count[0]) or index + count[1] >= len(self._plain):
            return None
        window = read_window(str(int(count[0])), self._plain[index + count[1]])
        return None if window is None else (frozenset({"window"}), window, count[1] + 1)

    def _number(self, index: int) -> _Candidate | None:
        count = self._count(index)
        return None if count is None else (frozenset({"number"}), count[0], count[1])

    def _count(self, index: int) -> tuple[Decimal, int] | None:
        """Return the number that begins at `index`, in digits or in words: "1.500", "250 mil", "two hundred"."""
        value: Decimal | None = None
        end = index
        while end < len(self._plain):
            said = self._lexicon.numbers.get(self._plain[end])
            digits = read_number(self._tokens[end].typed, self._lexicon.language) if value is None else None
            if digits is not None and digits > 0:
                value = digits
            elif said is None:
                break
            elif said >= 100:
                value = said * (1 if value is None else value)
            else:
                value = said + (0 if value is None else value)
            end += 1
        return None if value is None or value > _LARGEST else (value, end - index)

    def _coin(self, index: int, after_in: bool) -> _Candidate | None:
        for length in range(min(_LONGEST_NAME, len(self._tokens) - index), 0, -1):
            plain = self._plain[index : index + length]
            if (code := self._lexicon.currencies.get(" ".join(plain))) is not None:
                return frozenset({"fiat"}), self._vocabulary.catalogue.of_symbol(code), length
            if length > 1 and all(word in self._lexicon.means for word in plain):
                continue
            typed = [t.typed for t in self._tokens[index : index + length]]
            found = asset_named(typed, self._vocabulary, currency=after_in)
            if found is None or (length == 1 and not after_in and plain[0] in self._lexicon.ordinary):
                continue
            faint = {"faint"} if length == 1 and plain[0] in self._lexicon.faint else set[str]()
            return _carried(found) | faint | (set() if _is_famous(found) else {"faint", "learnt"}), found, length
        # A pair that can be parted in two ways is asked about.
        pair = parse_pair(self._vocabulary.catalogue, self._tokens[index].typed)
        return (frozenset({"coin"}), None, 1) if len(pair) > 1 else None


def _carried(found: Found) -> Carried:
    coin = found.default if isinstance(found, Ambiguity) else found
    return frozenset({"fiat" if coin.kind is CoinKind.FIAT else "coin"})


def _is_famous(found: Found) -> bool:
    return isinstance(found, Ambiguity) or found.kind is CoinKind.FIAT or found.id in _FAMOUS
