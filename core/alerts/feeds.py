"""Feeds: which pairs at which venues tell the prices of a stream, and which of them it is judged by now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from core.alerts.streams import FRESH_MS, Stream
from core.market.catalogue import Ambiguity, Catalogue
from core.market.model import CandleSeries, Coin, Pair, to_ms
from core.market.resample import crossed, inverted
from core.market.routes import Leg, Route, Router
from core.market.tape import Seen

# A venue more than one below the preferred one is no use to collect from in advance.
MOST_ROUTES = 3


def coin_of(word: str, catalogue: Catalogue) -> Coin | None:
    """Return the coin that a rule calls `word`."""
    found = catalogue.find(word)
    return found.default if isinstance(found, Ambiguity) else found


def routes_of(stream: Stream, coin: Coin, router: Router) -> tuple[Route, ...]:
    """Return the ways to price `stream`, one for each venue, preferred first: in its unit, else at the coin's own
    series."""
    found = _homes(coin, router) if stream.unit is None else router.routes(coin.symbol, stream.unit)
    each: dict[str, Route] = {}
    for route in found:
        if route.legs and stream.venue in (None, route.venue):
            each.setdefault(route.venue, route)
    return tuple(each.values())[:MOST_ROUTES]


def _homes(coin: Coin, router: Router) -> Iterator[Route]:
    for venue in router.venues:
        home = router.home(coin.symbol, [other for other in router.venues if other != venue])
        if home is not None:
            yield Route((home,))


@dataclass(slots=True)
class _Heard:
    """What a leg said last: in its pair's own quote, at (ms, market)."""

    price: float
    at: int


class Feed:
    """The prices of one stream. It is judged by its preferred venue, and by the next one while that is silent."""

    def __init__(self, stream: Stream, coin: Coin, routes: Sequence[Route]) -> None:
        if not routes:
            raise ValueError(f"nobody prices {stream}")
        self.stream, self.coin, self.routes = stream, coin, tuple(routes)
        self.route = self.routes[0]
        self._heard: dict[Leg, _Heard] = {}

    @property
    def unit(self) -> str:
        """What its prices are in: the upper-case ticker."""
        return self.route.symbols[-1]

    @property
    def legs(self) -> tuple[Leg, ...]:
        """Every leg that it needs to hear, of all its venues."""
        return tuple(dict.fromkeys(leg for route in self.routes for leg in route.legs))

    @property
    def heard_at(self) -> int | None:
        """When the venue it is judged by said a price last (ms, market)."""
        heard = self._heard.get(self.route.legs[0])
        return None if heard is None else heard.at

    def note(self, leg: Leg, price: float, at: int) -> None:
        """Keep what a leg said; what is older than what is known says nothing new."""
        known = self._heard.get(leg)
        if known is None or at >= known.at:
            self._heard[leg] = _Heard(price, at)

    def take(self, seen: Seen) -> float | None:
        """Keep a price from the tape, and return the price of the stream if this is one: one of the venue it is judged
        by, with every rate on the way known."""
        at = to_ms(seen.at)
        for leg in self.legs:
            if (leg.venue, leg.pair) == (seen.venue, seen.pair):
                self.note(leg, seen.price, at)
        first = self.route.legs[0]
        if (first.venue, first.pair) != (seen.venue, seen.pair):
            return None
        return self._priced(self.route, seen.price)

    def said_elsewhere(self, at: int) -> dict[str, tuple[float, int]]:
        """Return what the other venues said last, fresh at `at`: their price in this unit, and when."""
        said = {}
        for route in self.routes:
            heard = self._heard.get(route.legs[0])
            if route is not self.route and heard is not None and at - heard.at <= FRESH_MS:
                price = self._priced(route, heard.price)
                if price is not None:
                    said[route.venue] = (price, heard.at)
        return said

    def settle(self, at: int) -> bool:
        """Judge by the first venue that is fresh at `at`, if any is; return whether that is another one than before."""
        fresh = (r for r in self.routes if (h := self._heard.get(r.legs[0])) is not None and at - h.at <= FRESH_MS)
        before, self.route = self.route, next(fresh, self.route)
        return self.route != before

    def _priced(self, route: Route, price: float) -> float | None:
        # A whole number counts as one, wherever it came from.
        result = float(route.legs[0].rate(price))
        for leg in route.legs[1:]:
            rate = self._heard.get(leg)
            if rate is None:
                return None
            result *= leg.rate(rate.price)
        return result


def along(route: Route, series: Sequence[CandleSeries]) -> CandleSeries:
    """Return the candles of `route` made of those of its legs: of the minutes in which every leg has one."""
    first, *rates = (inverted(s) if leg.inverse else s for leg, s in zip(route.legs, series, strict=True))
    for rate in rates:
        first = crossed(first, rate)
    return replace(first, key=replace(first.key, pair=Pair(route.symbols[0], route.symbols[-1])))
