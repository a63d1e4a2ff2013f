"""How to price one thing in another by pairs that venues trade: directly, upside down, or across up to two others."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, product

from core.market.model import Listing, Pair

# What a price may be carried across, likeliest first. USDT and USD are two things: one becomes the other by a pair.
BRIDGES = ("USD", "USDT", "USDC", "EUR", "BTC", "ETH", "FDUSD", "GBP", "BNB")

ROUTES_PER_VENUE = 3


@dataclass(frozen=True, slots=True)
class Leg:
    """One step: multiply by the price of `pair` at `venue`, or divide by it when `inverse`."""

    venue: str
    pair: Pair
    inverse: bool = False

    @property
    def frm(self) -> str:
        return self.pair.quote if self.inverse else self.pair.base

    @property
    def to(self) -> str:
        return self.pair.base if self.inverse else self.pair.quote

    def rate(self, price: float) -> float:
        """Return what one `frm` is worth in `to` when the pair costs `price`."""
        return 1.0 / price if self.inverse else price


@dataclass(frozen=True, slots=True)
class Route:
    """Legs from what is priced to the currency asked; without a leg it is the thing itself, worth 1."""

    legs: tuple[Leg, ...]

    @property
    def is_direct(self) -> bool:
        return len(self.legs) <= 1

    @property
    def venue(self) -> str:
        """The venue that prices the thing itself; "" for a thing in itself."""
        return self.legs[0].venue if self.legs else ""

    @property
    def venues(self) -> tuple[str, ...]:
        """Every venue on the way, once, in order."""
        return tuple(dict.fromkeys(leg.venue for leg in self.legs))

    @property
    def symbols(self) -> tuple[str, ...]:
        """What is stepped on: ("SOL", "USDT", "USD")."""
        return (self.legs[0].frm, *(leg.to for leg in self.legs)) if self.legs else ()


class Router:
    """All routes over the pairs that venues list. `preference` orders the venues; ask again after `learn`."""

    def __init__(self, preference: Sequence[str]) -> None:
        self._preference = tuple(preference)
        self._pairs: dict[str, frozenset[Pair]] = {}
        self._known: dict[tuple[str, str], tuple[Route, ...]] = {}

    @property
    def venues(self) -> tuple[str, ...]:
        """Venues that have said what they list, preferred first."""
        return tuple(v for v in self._preference if v in self._pairs)

    def learn(self, venue: str, listings: Iterable[Listing]) -> None:
        """Replace what `venue` lists; inactive pairs are no way."""
        self._pairs[venue] = frozenset(listing.pair for listing in listings if listing.active)
        self._known.clear()

    def forget(self, venue: str, pair: Pair) -> None:
        """Take back one pair that `venue` no longer trades, until it says anew what it lists."""
        self._pairs[venue] = self._pairs.get(venue, frozenset()) - {pair}
        self._known.clear()

    def pairs(self, venue: str) -> tuple[Pair, ...]:
        """Return every pair that `venue` trades, in order of name."""
        return tuple(sorted(self._pairs.get(venue, ())))

    def lists(self, venue: str, pair: Pair) -> bool:
        """Whether `venue` trades `pair`."""
        return pair in self._pairs.get(venue, frozenset())

    def knows(self, symbol: str) -> bool:
        """Whether any venue trades `symbol` at all."""
        return any(symbol in (pair.base, pair.quote) for pairs in self._pairs.values() for pair in pairs)

    def routes(self, base: str, quote: str) -> tuple[Route, ...]:
        """Return the ways from `base` to `quote`, best first: fewest legs, then direct before upside down, then the
        preferred venue, then the commoner bridge. Longer ways are given only for venues that have no
        shorter one; three legs only where nobody has fewer. Empty when there is none.
        """
        if base == quote:
            return (Route(()),)
        if (base, quote) not in self._known:
            self._known[base, quote] = tuple(self._find(base, quote))
        return self._known[base, quote]

    def home(self, base: str, without: Sequence[str] = ()) -> Leg | None:
        """Return where `base` is charted by default: its commonest quote on the first venue (none of `without`) that
        trades it; None when no venue does."""
        for venue in self.venues:
            if venue in without:
                continue
            for quote in BRIDGES:
                pair = Pair(base, quote)
                if self.lists(venue, pair):
                    return Leg(venue, pair)
            rest = sorted(p for p in self._pairs[venue] if p.base == base)
            if rest:
                return Leg(venue, rest[0])
        return None

    def sellers(self, pair: Pair) -> tuple[str, ...]:
        """Return the venues that trade exactly `pair`, preferred first."""
        return tuple(v for v in self.venues if self.lists(v, pair))

    def _find(self, base: str, quote: str) -> Iterator[Route]:
        served: set[str] = set()
        for length in (1, 2, 3):
            if length == 3 and served:
                return
            found = [r for r in self._of_length(base, quote, length) if r.venue not in served]
            for venue in dict.fromkeys(r.venue for r in sorted(found, key=self._rank)):
                best = sorted((r for r in found if r.venue == venue), key=self._rank)
                ranked = islice(dict.fromkeys(best), ROUTES_PER_VENUE)
                yield from ranked
            served |= {r.venue for r in found}

    def _of_length(self, base: str, quote: str, length: int) -> Iterator[Route]:
        between = [b for b in BRIDGES if b not in (base, quote)]
        for way in product(between, repeat=length - 1):
            if len(set(way)) < len(way):
                continue
            steps = (base, *way, quote)
            choices = [tuple(self._legs(a, b)) for a, b in pairwise(steps)]
            if all(choices):
                # Every venue's first leg is tried: it is the price itself. A rate comes from there too, else the best.
                rest = [self._near(options) for options in choices[1:]]
                for first in choices[0]:
                    yield Route((first, *(near.get(first.venue, near[""]) for near in rest)))
                    if rest and all(len(options) > 1 for options in choices[1:]):
                        yield Route((first, *(options[1] for options in choices[1:])))

    def _legs(self, frm: str, to: str) -> Iterator[Leg]:
        for inverse, pair in ((False, Pair(frm, to)), (True, Pair(to, frm))):
            for venue in self.venues:
                if self.lists(venue, pair):
                    yield Leg(venue, pair, inverse)

    @staticmethod
    def _near(options: Sequence[Leg]) -> dict[str, Leg]:
        near = {"": options[0]}
        for leg in options:
            near.setdefault(leg.venue, leg)
        return near

    def _rank(self, route: Route) -> tuple[bool, int, bool, int, int]:
        return (
            route.legs[0].inverse,
            self._preference.index(route.venue),
            # Without a USD pair a USD price is USDT times USDT/USD.
            route.symbols[1:] != ("USDT", "USD"),
            len(route.venues),
            sum(BRIDGES.index(step) for step in route.symbols[1:-1]),
        )
