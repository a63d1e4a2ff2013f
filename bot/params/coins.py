"""Coins and currencies, by ticker, name or nickname."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.hearing.words import Words, folded
from bot.params.base import Match, Vocabulary
from core.kernel.errors import Missing
from core.market.catalogue import Ambiguity, Found
from core.market.model import Coin, CoinKind

_LONGEST_NAME = 4


def asset_named(typed: Sequence[str], vocabulary: Vocabulary, currency: bool = False) -> Found | None:
    """Return what these words name together; what is two short words by accident ("e os") is no name."""
    name = " ".join(typed)
    found = vocabulary.catalogue.find_currency(name) if currency else vocabulary.catalogue.find(name)
    if found is None or len(typed) == 1 or all(len(word) > 2 for word in typed):
        return found
    return found if isinstance(found, Coin) and folded(found.name) == folded(name) else None


def _asset(words: Words, index: int, vocabulary: Vocabulary, currency: bool = False) -> Match[Coin] | None:
    """Return the asset whose ticker or name begins at `index`; the longest name wins ("bitcoin cash")."""
    for length in range(min(_LONGEST_NAME, len(words) - index), 0, -1):
        typed = [words.at(i).typed for i in range(index, index + length)]
        found = asset_named(typed, vocabulary, currency)
        if isinstance(found, Ambiguity):
            raise Missing("coin-choice", " ".join(typed), found.words)
        if found is not None:
            return Match(found, length)
    return None


@dataclass(frozen=True, slots=True)
class CoinsKind:
    """One coin or several. Currencies are left to the words after "in"; `assets` admits them here too."""

    many: bool = True
    assets: bool = False
    what: str = "coin"

    def match(self, words: Words, index: int, vocabulary: Vocabulary) -> Match[object] | None:
        found = _asset(words, index, vocabulary)
        if found is None or (found.value.kind is CoinKind.FIAT and not self.assets):
            return None
        return Match(found.value, found.length)

    def suggest(self, prefix: str, vocabulary: Vocabulary) -> Sequence[str]:
        if not prefix:
            return tuple(c.symbol for c in vocabulary.catalogue.coins(CoinKind.COIN)[:25])
        return vocabulary.catalogue.nearest(prefix, 25)

    def complete(self, typed: str, vocabulary: Vocabulary) -> Sequence[str]:
        """Return the coins that begin so, and, since slips happen in the first letters too, those spelt like it."""
        if not typed:
            return self.suggest(typed, vocabulary)
        kinds = tuple(CoinKind) if self.assets else (CoinKind.COIN, CoinKind.STABLE)
        return _completed(typed, vocabulary, kinds)

    def schema(self) -> Mapping[str, object]:
        one = {"type": "string", "examples": ["BTC", "ETH"]}
        return {"type": "array", "items": one, "minItems": 1, "maxItems": 20} if self.many else one

    def written(self, value: object) -> object:
        if isinstance(value, Coin):
            return value.symbol
        assert isinstance(value, tuple)
        return [coin.symbol for coin in value]


@dataclass(frozen=True, slots=True)
class CurrencyKind:
    """What an answer is counted in: any currency, stable coin or coin; `fiat` admits currencies only."""

    fiat: bool = False
    what: str = "currency"
    many: bool = False

    def match(self, words: Words, index: int, vocabulary: Vocabulary) -> Match[object] | None:
        found = _asset(words, index, vocabulary, currency=True)
        if found is None or (self.fiat and found.value.kind is not CoinKind.FIAT):
            return None
        return Match(found.value.symbol, found.length)

    def suggest(self, prefix: str, vocabulary: Vocabulary) -> Sequence[str]:
        kinds = (CoinKind.FIAT,) if self.fiat else (CoinKind.FIAT, CoinKind.STABLE, CoinKind.COIN)
        if not prefix:
            return tuple(c.symbol for c in vocabulary.catalogue.coins(CoinKind.FIAT)[:25])
        return vocabulary.catalogue.nearest(prefix, 25, kinds)

    def complete(self, typed: str, vocabulary: Vocabulary) -> Sequence[str]:
        if not typed:
            return self.suggest(typed, vocabulary)
        states = vocabulary.catalogue.beginning(typed, (CoinKind.FIAT,))
        others = () if self.fiat else _completed(typed, vocabulary, tuple(CoinKind))
        return tuple(dict.fromkeys((*states, *others)))[:25]

    def schema(self) -> Mapping[str, object]:
        return {"type": "string", "examples": ["EUR", "USDT"]}

    def written(self, value: object) -> object:
        return value


def _completed(typed: str, vocabulary: Vocabulary, kinds: Sequence[CoinKind]) -> Sequence[str]:
    catalogue = vocabulary.catalogue
    return tuple(dict.fromkeys((*catalogue.beginning(typed, kinds), *catalogue.nearest(typed, 3, kinds))))[:25]
