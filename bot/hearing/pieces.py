"""A sentence in one language as pieces: names of coins and venues, numbers, times, and words by what they carry."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.hearing.phrases import APOSTROPHES, Lexicon
from bot.hearing.wordings import shortened
from bot.hearing.words import Word, Words, folded, spoken
from bot.params.base import Vocabulary
from bot.params.choices import LANGUAGE, LONGEST_LENGTH, IndicatorsKind, ZoneKind
from bot.params.coins import asset_named
from bot.params.times import alone, glued, length_of
from core.kernel.errors import Mistake
from core.market.catalogue import Ambiguity, Found
from core.market.coins import COINS, STABLES, WRAPPED
from core.market.model import Coin, CoinKind
from core.market.pairs import parse_pair

_EDGES = " \t\"`´()[]{}«»“”„‚‘…¿¡?!.,;:|*_~<>'’-–—"
_MINUS = re.compile(r"^[\W_]{0,3}[-−]\d")
_LIST = re.compile(r"(?<!\d)[,;]|[,;](?!\d)|…")
_MONEY = re.compile(
    r"(?P<sign>us\$|r\$|[$€£¥₿])(?P<digits>[\d.,]+[km]?)|(?P<before>[\d.,]+[km]?)(?P<after>[$€£¥₿])", re.IGNORECASE
)
_SIGNS = {"us$": "usd", "r$": "brl", "$": "usd", "€": "eur", "£": "gbp", "¥": "jpy", "₿": "btc"}
_GLUED = re.compile(r"(\d[\d.,]*)([^\W\d_]{2,12})")
_LENGTH = re.compile(r"([0-9]{1,3})(?:er)?")
_STUDIES = frozenset({"rsi", "ema", "sma", "atr"})
_PERIODS = frozenset(
    """
    period periods day days bar bars candle candles perioden tage tagen tages kerzen periodos dias velas
    """.split()  # noqa: SIM905 - a list of words
)
_LONGEST_NAME = 4
# What a pronoun behind a verb is read as: "grafícalo" is "grafica lo".
_PRONOUN = "lo"
_SHORTEST_NAME = 5
_HALF = Decimal("0.5")
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
    for chunk in shortened(spoken(text)).split(" "):
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
    plain = folded(word)
    for clitic in lexicon.clitics:
        verb = plain.removesuffix(clitic)
        if verb != plain and len(verb) > 2 and verb in lexicon.means and vocabulary.catalogue.find(word) is None:
            return verb, _PRONOUN
    for noun in lexicon.joined:
        head = word[: -len(noun)]
        if len(head) > 2 and folded(word).endswith(noun) and vocabulary.catalogue.find(head) is not None:
            return head, noun
    return (word,)


class _Reader:
    """Goes once through the tokens and takes the longest thing that begins at each."""

    def __init__(self, tokens: Sequence[_Token], lexicon: Lexicon, vocabulary: Vocabulary, shouted: bool) -> None:
        self._tokens, self._lexicon, self._vocabulary, self._shouted = tokens, lexicon, vocabulary, shouted
        self._typed, self._plain = [token.typed for token in tokens], [token.plain for token in tokens]
        self._words = Words(Word(token.typed, token.plain) for token in tokens)
        # Cities are words of other things unless the sentence speaks of time zones.
        said = (lexicon.phrase(self._plain, i) for i in range(len(tokens)))
        self._zoned = any(phrase is not None and "zone" in phrase[0] for phrase in said)

    def pieces(self) -> list[Piece]:
        found: list[Piece] = []
        index = 0
        while index < len(self._tokens):
            after_in = bool(found) and "in" in found[-1].carries
            carries, value, length = self._longest(index, after_in, _announces_length(found))
            typed = " ".join(t.typed for t in self._tokens[index : index + length])
            found.append(Piece(carries, typed, value))
            index += length
        return found

    def _longest(self, index: int, after_in: bool, announced: bool) -> _Candidate:
        candidates = (
            self._shouted_coin(index),
            self._zone(index),
            self._name(index),
            self._worded(index, announced),
            self._window(index),
            self._number(index),
            self._coin(index, after_in),
        )
        nothing: _Candidate = (frozenset(), None, 1)
        longest: _Candidate = nothing
        for candidate in candidates:
            # Of equally long ones the first counts.
            if candidate is not None and (longest is nothing or candidate[2] > longest[2]):
                longest = candidate
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
        if (study := self._study(index)) is not None:
            return study
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

    def _worded(self, index: int, announced: bool) -> _Candidate | None:
        """Return what the longest phrase here carries; a day, bright as it is, is a length of time where one may
        follow: "over the coming day", and not "what a day"."""
        phrase = self._lexicon.phrase(self._plain, index)
        if phrase is None:
            return None
        lone = alone(self._plain[index]) if announced and phrase[1] == 1 and "light" in phrase[0] else None
        return (phrase[0], None, phrase[1]) if lone is None else (phrase[0] | {"window"}, lone, 1)

    def _study(self, index: int) -> _Candidate | None:
        """Return an indicator whose length stands in front: "the 50 sma", "20er EMA", "200 day sma"."""
        length = _LENGTH.fullmatch(self._plain[index])
        if length is None or index + 1 >= len(self._plain):
            return None
        size = 2 if self._plain[index + 1] in _PERIODS and index + 2 < len(self._plain) else 1
        name = self._plain[index + size]
        if name not in _STUDIES or not 2 <= int(length[1]) <= LONGEST_LENGTH:
            return None
        return frozenset({"indicator"}), f"{name}{int(length[1])}", size + 1

    def _window(self, index: int) -> _Candidate | None:
        plain = self._plain[index]
        if (stuck := glued(plain)) is not None:
            return frozenset({"window", "short"}), stuck, 1
        if (lone := alone(plain)) is not None:
            return frozenset({"window"}), lone, 1
        count = self._count(index)
        if count is None or index + count[1] >= len(self._plain):
            return None
        # "Half an hour", "eine halbe Stunde": an article may stand between.
        unit = index + count[1] + (count[0] == _HALF and "one" in self._carried(index + count[1]))
        window = None if unit >= len(self._plain) else length_of(count[0], self._plain[unit])
        return None if window is None else (frozenset({"window"}), window, unit + 1 - index)

    def _carried(self, index: int) -> Carried:
        return self._lexicon.means.get(self._plain[index], frozenset())

    def _number(self, index: int) -> _Candidate | None:
        count = self._count(index)
        return None if count is None else (frozenset({"number"}), count[0], count[1])

    def _count(self, index: int) -> tuple[Decimal, int] | None:
        return self._lexicon.numerals.counted(self._typed, index)

    def _coin(self, index: int, after_in: bool) -> _Candidate | None:
        for length in range(min(_LONGEST_NAME, len(self._tokens) - index), 0, -1):
            plain = self._plain[index : index + length]
            if (code := self._lexicon.currencies.get(" ".join(plain))) is not None:
                return frozenset({"fiat"}), self._vocabulary.catalogue.of_symbol(code), length
            if length > 1 and all(word in self._lexicon.means for word in plain):
                continue
            typed = [t.typed for t in self._tokens[index : index + length]]
            named = asset_named(typed, self._vocabulary, currency=after_in)
            found = named or self._several(typed)
            if found is None or (length == 1 and not after_in and plain[0] in self._lexicon.ordinary):
                continue
            faint = {"faint"} if length == 1 and plain[0] in self._lexicon.faint else set[str]()
            # What only looks like the name of several ("makers") is a coin where one is asked about outright.
            sure = named is not None and _is_famous(found)
            return _carried(found) | faint | (set() if sure else {"faint", "learnt"}), found, length
        # A pair that can be parted in two ways is asked about.
        pair = parse_pair(self._vocabulary.catalogue, self._tokens[index].typed)
        return (frozenset({"coin"}), None, 1) if len(pair) > 1 else None

    def _several(self, typed: Sequence[str]) -> Found | None:
        """Return the coin whose name is said of several, or in the genitive: "cardanos", "des Litecoins"."""
        name = typed[-1].casefold().removesuffix("s")
        if len(typed) > 1 or len(name) < _SHORTEST_NAME or len(name) == len(typed[-1]):
            return None
        found = self._vocabulary.catalogue.find(name)
        return found if isinstance(found, Coin) and found.kind is CoinKind.COIN and found.id in _FAMOUS else None


def _announces_length(found: Sequence[Piece]) -> bool:
    said = next((piece for piece in reversed(found) if not piece.carries & {"one", "article"}), None)
    return said is not None and bool(said.carries & {"in", "ahead", "past"})


def _carried(found: Found) -> Carried:
    coin = found.default if isinstance(found, Ambiguity) else found
    return frozenset({"fiat" if coin.kind is CoinKind.FIAT else "coin"})


def _is_famous(found: Found) -> bool:
    return isinstance(found, Ambiguity) or found.kind is CoinKind.FIAT or found.id in _FAMOUS
