"""Coins and currencies, by ticker, name or nickname."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.hearing.words import Words
from bot.params.base import Match, Vocabulary
from core.kernel.errors import Missing
from core.market.catalogue import Ambiguity
from core.market.model import Coin, CoinKind

_LONGEST_NAME = 3


def _asset(words: Words, index: int, vocabulary: Vocabulary) -> Match[Coin] | None:
    """Return the asset whose ticker or name begins at `index`; the longest name wins ("bitcoin cash")."""
    for length in range(min(_LONGEST_NAME, len(words) - index), 0, -1):
        typed = " ".join(words.at(i).typed for i in range(index, index + length))
        found = vocabulary.catalogue.find(typed)
        if isinstance(found, Ambiguity):
            raise Missing("coin-choice", typed.upper(), tuple(c.id for c in found.candidates))
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
        return vocabulary.catalogue.nearest(prefix, 25)

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
        found = _asset(words, index, vocabulary)
        if found is None or (self.fiat and found.value.kind is not CoinKind.FIAT):
            return None
        return Match(found.value.symbol, found.length)

    def suggest(self, prefix: str, vocabulary: Vocabulary) -> Sequence[str]:
        return vocabulary.catalogue.nearest_currency(prefix, 25)

    def schema(self) -> Mapping[str, object]:
        return {"type": "string", "examples": ["EUR", "USDT"]}

    def written(self, value: object) -> object:
        return value
