"""Pairs as people paste them: btc/usdt, BTC-USD, BTC_USDT, btc:usd, btcusdt, XBTEUR."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.market.catalogue import LONGEST_WORD, Ambiguity, Catalogue, Found, squeezed
from core.market.model import Coin, Pair

_SEPARATED = re.compile(r"[$#]?([^/\-_:|\s]{1,20})[/\-_:|]([^/\-_:|\s]{1,20})(?:[:\-][A-Za-z0-9]{1,10})?")


@dataclass(frozen=True, slots=True)
class CoinPair:
    """A pair in coins: `base` priced in `quote`."""

    base: Coin
    quote: Coin

    @property
    def pair(self) -> Pair:
        return Pair(self.base.symbol, self.quote.symbol)


def parse_pair(catalogue: Catalogue, word: str) -> tuple[CoinPair, ...]:
    """Return what pair `word` is: none, the one, or the candidates of an ambiguous split, likeliest first.

    Without a separator both sides must be tickers (XBT and XDG included) and the right one something that prices are
    given in; candidates that a venue lists push out those that none does.
    """
    if not 3 <= len(word) <= LONGEST_WORD:
        return ()
    separated = _SEPARATED.fullmatch(word.strip("$#,;!?"))
    if separated is None:
        return _listed_first(catalogue, tuple(_splits(catalogue, word.strip("$#,;!?"))))
    base, quote = catalogue.find(separated[1]), catalogue.find_currency(separated[2])
    return tuple(CoinPair(b, q) for b in _coins(base) for q in _coins(quote) if b != q)


def _splits(catalogue: Catalogue, word: str) -> Iterator[CoinPair]:
    # Longest quote first: in BTCBUSD the four letters BUSD are likelier meant than USD behind BTCB.
    for cut in range(1, len(word)):
        left, right = word[:cut], word[cut:]
        quote = catalogue.find_currency(right)
        if not isinstance(quote, Coin) or not _is_ticker(quote, right) or not catalogue.is_quote(quote):
            continue
        for base in _coins(catalogue.find(left)):
            if base != quote and (_is_ticker(base, left) or catalogue.ambiguous(left)):
                yield CoinPair(base, quote)


def _is_ticker(coin: Coin, word: str) -> bool:
    plain = squeezed(word)
    return plain == squeezed(coin.symbol) or (plain in {"xbt", "xdg"} and plain in coin.aliases)


def _listed_first(catalogue: Catalogue, candidates: tuple[CoinPair, ...]) -> tuple[CoinPair, ...]:
    listed = tuple(c for c in candidates if catalogue.is_listed(c.pair))
    return listed or candidates


def _coins(found: Found | None) -> tuple[Coin, ...]:
    if isinstance(found, Ambiguity):
        return found.coins
    return () if found is None else (found,)
