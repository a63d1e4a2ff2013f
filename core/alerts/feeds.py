"""Feeds: which pairs at which venues tell the prices of a stream, and which of them it is judged by now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from core.alerts.minutes import MINUTE_MS
from core.alerts.outliers import Extremes, Span, Suspect, minutes_to_witness, witnessed
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
        self._extremes: dict[Leg, Extremes] = {}
        self._firsts = frozenset(route.legs[0] for route in self.routes)

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

    def reroute(self, routes: Sequence[Route]) -> None:
        """Be priced along these from now on; without any it stays as it was."""
        if routes and tuple(routes) != self.routes:
            self.routes = tuple(routes)
            self._firsts = frozenset(route.legs[0] for route in self.routes)

    def note(self, leg: Leg, price: float, at: int) -> None:
        """Keep what a leg said; what is older than what is known says nothing new."""
        known = self._heard.get(leg)
        if known is None or at >= known.at:
            self._heard[leg] = _Heard(price, at)
        if leg in self._firsts:
            self._extremes.setdefault(leg, Extremes()).note(price, at)

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

    def elsewhere(self, close: int) -> tuple[Span, ...]:
        """Return what each other venue that was fresh in that minute was at, in this unit."""
        spans = (self._span(route, close) for route in self.others(self.route.venue))
        return tuple(span for span in spans if span is not None)

    def others(self, venue: str) -> tuple[Route, ...]:
        """Return the ways of the other venues whose prices are comparable: those in this unit."""
        return tuple(route for route in self.routes if route.venue != venue and route.symbols[-1] == self.unit)

    def confirms(self, suspect: Suspect) -> bool:
        """Whether another venue than the suspect's was there, too."""
        for route in self.others(suspect.venue):
            extremes = self._extremes.get(route.legs[0], Extremes())
            spans = [(close, extremes.said(close)) for close in minutes_to_witness(suspect)]
            said = [(close, self._converted(route, span)) for close, span in spans if span is not None]
            if witnessed(suspect, [(close, span) for close, span in said if span is not None]):
                return True
        return False

    def note_candles(self, leg: Leg, series: CandleSeries) -> None:
        """Keep what the minutes of a leg show."""
        rows = zip(series.opened_ms.tolist(), series.low, series.high, series.close, strict=True)
        for opened, low, high, close in rows:
            self._extremes.setdefault(leg, Extremes()).note_candle(
                opened + MINUTE_MS, float(low), float(high), float(close)
            )

    def settle(self, at: int) -> bool:
        """Judge by the first venue that is fresh at `at`, if any is; return whether that is another one than before."""
        fresh = (r for r in self.routes if (h := self._heard.get(r.legs[0])) is not None and at - h.at <= FRESH_MS)
        before, self.route = self.route, next(fresh, self.route)
        return self.route != before

    def _span(self, route: Route, close: int) -> Span | None:
        extremes = self._extremes.get(route.legs[0])
        span = None if extremes is None else extremes.during(close)
        return None if span is None else self._converted(route, span)

    def _converted(self, route: Route, span: Span) -> Span | None:
        ends = [self._priced(route, price) for price in span]
        return None if ends[0] is None or ends[1] is None else Span(*sorted((ends[0], ends[1])))

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
