"""Which coin a word means: names, tickers and nicknames to coins, with ambiguity and suggestions."""

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from core.market.coins import COINS, SHARED, STABLES, WRAPPED
from core.market.fiat import FIAT
from core.market.followers import kind_of
from core.market.model import Coin, CoinKind, Listing, Pair

LONGEST_WORD = 40
LONG_NAME = 5
_JOINTS = re.compile(r"[\s\-_.'’]+")
# The end of an id that would else be that of a coin in the table.
_SAME_NAME = "-token"
_TICKER = re.compile(r"[^\W_][\w.]{0,19}")
# Words of people and words of venues: a dollar sign or a hash before a ticker is decoration.
_DECORATION = "$#@,;:!?\"'()[]*"


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """`given` answers to several coins; `default` is the one taken when nobody can be asked, and is said in words.

    `words[i]` is what can be typed instead to mean `coins[i]` and nothing else.
    """

    given: str
    coins: tuple[Coin, ...]
    words: tuple[str, ...]

    @property
    def default(self) -> Coin:
        return self.coins[0]


Found = Coin | Ambiguity


def squeezed(word: str) -> str:
    """Return `word` as names are compared: folded case, no accents, spaces, hyphens or dots."""
    word = word[: 2 * LONGEST_WORD]
    if word.isascii():
        return _JOINTS.sub("", word.casefold())
    plain = unicodedata.normalize("NFKD", word).casefold()
    return _JOINTS.sub("", "".join(c for c in plain if not unicodedata.combining(c)))


class Catalogue:
    """Every asset we can name: the table of well-known ones, the currencies, and what venues list besides.

    Words are looked up as shared word, id or ticker, name, alias, in this order; the table goes before what was learnt,
    so that a token that calls itself "BITCOIN" does not take the name.
    """

    def __init__(self) -> None:
        self._coins: dict[str, Coin] = {}
        self._tickers: dict[str, Coin] = {}
        self._names: dict[str, Coin] = {}
        self._fame: dict[str, int] = {}
        self._listed: set[Pair] = set()
        for fame, coin in _known():
            self._add(coin, fame)
        self._shared = {word: tuple(self._coins[i] for i in ids) for word, ids in SHARED.items()}

    def find(self, word: str) -> Found | None:
        """Return the coin or currency that `word` means, an `Ambiguity`, or None."""
        if not word or len(word) > LONGEST_WORD:
            return None
        return self._look_up(squeezed(word)) or self._look_up(squeezed(word.strip(_DECORATION)))

    def find_currency(self, word: str) -> Found | None:
        """Return what `word` means after "in": a state's currency goes before a coin of the same name."""
        fiat = self._tickers.get(squeezed(word.strip(_DECORATION)))
        if fiat is not None and fiat.kind is CoinKind.FIAT:
            return fiat
        return self.find(word)

    def ambiguous(self, symbol: str) -> Ambiguity | None:
        """Return the ambiguity of a word that two assets answer to, else None."""
        found = self.find(symbol)
        return found if isinstance(found, Ambiguity) else None

    def by_id(self, coin_id: str) -> Coin | None:
        """Return the coin with this id."""
        return self._coins.get(coin_id)

    def kept(self, coin_id: str) -> Coin:
        """Return the coin that was kept under this id: one that no venue has listed yet by what its id tells."""
        symbol = coin_id.removesuffix(_SAME_NAME).upper()
        return self._coins.get(coin_id) or _unknown(coin_id, symbol)

    def of_symbol(self, symbol: str) -> Coin:
        """Return the coin that venues list as `symbol`; one never heard of is learnt."""
        known = self._tickers.get(squeezed(symbol))
        return known if known is not None else self._learn_symbol(symbol)

    def learn(self, listings: Iterable[Listing]) -> int:
        """Accept every asset that a venue lists; return how many were new. Garbled tickers are passed over."""
        before = len(self._coins)
        for listing in listings:
            for symbol in (listing.pair.base, listing.pair.quote):
                if _TICKER.fullmatch(symbol) and squeezed(symbol) not in self._tickers:
                    self._learn_symbol(symbol)
            if listing.active:
                self._listed.add(listing.pair)
        return len(self._coins) - before

    def is_listed(self, pair: Pair) -> bool:
        """Whether some venue said that it trades `pair`."""
        return pair in self._listed

    def is_quote(self, coin: Coin) -> bool:
        """Whether prices are given in `coin`: a currency, a stable coin, or one that venues use so."""
        return coin.kind in {CoinKind.FIAT, CoinKind.STABLE} or coin.symbol in {"BTC", "ETH", "BNB"}

    def coins(self, *kinds: CoinKind) -> tuple[Coin, ...]:
        """Return all assets of these kinds (all without), most famous first."""
        return tuple(c for c in self._coins.values() if not kinds or c.kind in kinds)

    def beginning(self, word: str, kinds: Sequence[CoinKind] = (), n: int = 25) -> tuple[str, ...]:
        """Return up to `n` tickers of assets whose ticker or name begins with `word`: what it is itself first, then
        most famous first, and those with such a nickname last."""
        given = squeezed(word.strip(_DECORATION))[:LONGEST_WORD]
        if not given:
            return ()
        found: dict[str, tuple[bool, bool, int]] = {}
        for written, coin in (*self._names.items(), *self._tickers.items()):
            if written.startswith(given) and (not kinds or coin.kind in kinds):
                nickname = written not in (squeezed(coin.name), squeezed(coin.symbol))
                rank = written != given, nickname, self._fame[coin.id]
                found[coin.symbol] = min(rank, found.get(coin.symbol, rank))
        return tuple(sorted(found, key=lambda symbol: found[symbol])[:n])

    def nearest(self, word: str, n: int = 3, kinds: Sequence[CoinKind] = ()) -> tuple[str, ...]:
        """Return up to `n` tickers whose ticker or name is close to `word`: fewest edits first, then fame,
        and none that is clearly further than the closest."""
        given = squeezed(word.strip(_DECORATION))[:LONGEST_WORD]
        if not given:
            return ()
        most = 1 if len(given) <= 4 else 2 if len(given) <= 8 else 3
        scored: dict[str, float] = {}
        for written, coin in (*self._tickers.items(), *self._names.items()):
            if kinds and coin.kind not in kinds:
                continue
            edits = OSA.distance(given, written, score_cutoff=most)
            if edits > most or edits >= len(written):
                continue
            # "btt" is an old ticker of BTTC: beside BTC it is no neighbour of "btx".
            edits += len(written) < LONG_NAME and written in coin.aliases and written not in self._tickers
            # A hundred places down the table weigh a quarter of an edit; people seldom mistype the first letter.
            score = edits + math.log10(1 + self._fame[coin.id]) / 8 + (0.6 if given[0] != written[0] else 0)
            scored[coin.symbol] = min(score, scored.get(coin.symbol, math.inf))
        closest = min(scored.values(), default=0.0)
        near = (symbol for symbol, score in scored.items() if score < closest + 0.5)
        return tuple(sorted(near, key=lambda symbol: scored[symbol])[:n])

    def word_for(self, coin: Coin) -> str:
        """Return the shortest word that finds exactly this coin."""
        for word in (coin.symbol.lower(), coin.id, coin.name.lower()):
            plain = squeezed(word)
            if plain not in self._shared and self._look_up(plain) == coin:
                return word
        return coin.id

    def _look_up(self, word: str) -> Found | None:
        if word in self._shared:
            coins = self._shared[word]
            return Ambiguity(word, coins, tuple(self.word_for(c) for c in coins))
        return self._tickers.get(word) or self._names.get(word)

    def _learn_symbol(self, symbol: str) -> Coin:
        # An id that the table uses for another asset would make two coins one in the stores.
        plain = squeezed(symbol)
        coin_id = plain if plain not in self._coins and plain not in self._names else plain + _SAME_NAME
        coin = _unknown(coin_id, symbol.upper())
        self._add(coin, len(self._coins))
        return coin

    def _add(self, coin: Coin, fame: int) -> None:
        self._fame[coin.id] = fame
        self._coins[coin.id] = coin
        self._tickers.setdefault(squeezed(coin.symbol), coin)
        for word in (coin.id, coin.name, *coin.aliases):
            self._names.setdefault(squeezed(word), coin)


def _unknown(coin_id: str, symbol: str) -> Coin:
    kind, peg = kind_of(symbol)
    return Coin(coin_id, symbol, symbol, kind, peg=peg)


def _known() -> Iterable[tuple[int, Coin]]:
    for fame, row in enumerate(COINS):
        yield fame, Coin(row[0], row[1], row[2], CoinKind.COIN, tuple(row[3].split()))
    for kind, rows in ((CoinKind.STABLE, STABLES), (CoinKind.WRAPPED, WRAPPED)):
        for fame, (coin_id, symbol, name, aliases, peg) in enumerate(rows):
            yield fame, Coin(coin_id, symbol, name, kind, tuple(aliases.split()), peg)
    for fame, (code, name, aliases) in enumerate(FIAT):
        yield fame, Coin(code.lower(), code, name, CoinKind.FIAT, tuple(aliases.split()))
