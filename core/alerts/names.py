"""The names that rules may use: coins, currencies and venues, behind a port small enough for tests."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from rapidfuzz import process

from core.kernel.errors import Missing
from core.market.catalogue import Ambiguity, Catalogue
from core.market.model import Coin, CoinKind
from core.market.pairs import parse_pair

_LONGEST_NAME = 4


@dataclass(frozen=True, slots=True)
class Named:
    """A coin by its own word ("btc"), how many words named it, and what a pair ("btc/eur") counts it in."""

    word: str
    length: int
    unit: str | None = None


class Names(Protocol):
    """What words mean. `language` decides between the readings of a number such as 1.234."""

    @property
    def language(self) -> str: ...

    def coin(self, words: Sequence[str]) -> Named | None:
        """Return the coin that begins `words`, the longest name winning. Missing for one that two coins share."""

    def currency(self, word: str) -> str | None:
        """Return the upper-case ticker of what levels are counted in."""

    def venue(self, word: str) -> str | None: ...

    def near_coins(self, word: str) -> Sequence[str]: ...

    def near_currencies(self, word: str) -> Sequence[str]: ...

    def near_venues(self, word: str) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class CatalogueNames:
    """Names by the catalogue and the venues that are known (lower-case name to id). `only`: the coins' words that may
    be named, None for any."""

    catalogue: Catalogue
    venues: Mapping[str, str]
    language: str = "en"
    only: Collection[str] | None = None

    def coin(self, words: Sequence[str]) -> Named | None:
        for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
            typed = " ".join(words[:length])
            found = self.catalogue.find(typed)
            if isinstance(found, Ambiguity):
                found = self._chosen(found, typed)
            if found is not None and found.kind is not CoinKind.FIAT:
                return self._named(found, length)
        return self._paired(words[0]) if words else None

    def currency(self, word: str) -> str | None:
        found = self.catalogue.find_currency(word)
        if isinstance(found, Ambiguity):
            raise Missing("coin-choice", word, found.words)
        return None if found is None else found.symbol

    def venue(self, word: str) -> str | None:
        return self.venues.get(word.casefold())

    def near_coins(self, word: str) -> Sequence[str]:
        near = self.catalogue.nearest(word, 3, (CoinKind.COIN, CoinKind.STABLE, CoinKind.WRAPPED))
        found = tuple(symbol.lower() for symbol in near)
        # Where only some may be named, what is near is one of these.
        return found if self.only is None else tuple(sorted(self.only))[:3]

    def near_currencies(self, word: str) -> Sequence[str]:
        near = self.catalogue.nearest(word, 3, (CoinKind.FIAT, CoinKind.STABLE))
        return tuple(symbol.lower() for symbol in near)

    def near_venues(self, word: str) -> Sequence[str]:
        known = sorted(set(self.venues.values()))
        scored = process.extract(word.casefold()[:40], known, limit=3, score_cutoff=60)
        return tuple(venue for venue, _score, _index in scored) or tuple(known[:3])

    def _chosen(self, shared: Ambiguity, typed: str) -> Coin:
        coins = [c for c in shared.coins if self.only is None or self.catalogue.word_for(c) in self.only]
        if len(coins) != 1:
            raise Missing("coin-choice", typed, shared.words)
        return coins[0]

    def _paired(self, word: str) -> Named | None:
        pairs = parse_pair(self.catalogue, word)
        if len(pairs) > 1:
            raise Missing("pair-choice", word, tuple(f"{p.base.symbol}/{p.quote.symbol}".lower() for p in pairs))
        if not pairs or pairs[0].base.kind is CoinKind.FIAT:
            return None
        named = self._named(pairs[0].base, 1)
        return None if named is None else Named(named.word, 1, pairs[0].quote.symbol)

    def _named(self, coin: Coin, length: int) -> Named | None:
        word = self.catalogue.word_for(coin)
        return Named(word, length) if self.only is None or word in self.only else None
