"""What something costs, according to whom: tickers along routes, and who is believed when venues disagree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import median

from core.market.model import Coin, Pair, Ticker
from core.market.routes import Route

DAY = timedelta(days=1)
OUTLIER = 0.02
# Dollars and their coins: a rate between two of them so far from one carries no other price. A venue that lies about
# it would have a voice in every venue's price.
DOLLARS = frozenset({"USD", "USDT", "USDC", "FDUSD"})
ODD_RATE = 5.0

Tickers = Mapping[tuple[str, Pair], Ticker]


@dataclass(frozen=True, slots=True)
class Said:
    """What one venue says: `price` in the asked currency along `route`, `at` the oldest instant on the way. `dropped`
    when it lies more than 2 % off what the others say."""

    venue: str
    price: float
    at: datetime
    route: Route
    stale: bool = False
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """The price of one `coin` in `currency` (a ticker), with everything needed to say where it is from.

    price : in `currency` · at : the oldest instant on the way, market clock · venue : who priced the coin itself
    change : fraction over `window` in this currency, computed from its own past · change_venues : who said so, where
    that is not who priced it · high, low : in `currency` over `window` · volume : in the coin over `window`; None is
    unknown (high and low are unknown across currencies)
    others : what other venues say · silent : venues that would have been preferred and did not answer
    dissent : some venue's price was dropped · fell_back : there was no way to the person's own currency, so
    `currency` is the pair's own quote · stored : nobody answers, this is the last we kept.
    """

    coin: Coin
    currency: str
    price: float
    at: datetime
    venue: str
    route: Route
    stale: bool = False
    window: timedelta = DAY
    change: float | None = None
    high: float | None = None
    low: float | None = None
    volume: float | None = None
    others: tuple[Said, ...] = ()
    silent: tuple[str, ...] = ()
    fell_back: bool = False
    stored: bool = False
    change_venues: tuple[str, ...] = ()

    @property
    def venues(self) -> tuple[str, ...]:
        """Every venue that had a part in the price, in order."""
        return self.route.venues or (self.venue,)

    @property
    def dissent(self) -> bool:
        return any(said.dropped for said in self.others)


def heard(routes: Sequence[Route], tickers: Tickers, now: datetime, stale_after: timedelta) -> tuple[Said, ...]:
    """Return what each venue says along its best route whose tickers are all there; in the order of `routes`."""
    said: dict[str, Said] = {}
    for route in routes:
        legs = [tickers.get((leg.venue, leg.pair)) for leg in route.legs]
        known = [t for t in legs if t is not None]
        if route.venue in said or len(known) < len(legs) or not known or any(map(_is_odd, known[1:])):
            continue
        price = 1.0
        for leg, ticker in zip(route.legs, known, strict=True):
            price *= leg.rate(ticker.last)
        # A venue whose clock runs ahead of ours is no newer than now.
        at = min(now, *(t.at for t in known))
        said[route.venue] = Said(route.venue, price, at, route, stale=now - at > stale_after)
    return tuple(said.values())


def settle(said: Sequence[Said], reference: float | None) -> tuple[Said, ...]:
    """Return `said` with those marked as dropped that are not believed.

    Fresh venues more than 2 % from the median of the fresh ones are dropped; those that agree and hang on one
    venue's rate have one vote together. Where that decides nothing (two that disagree, or nobody near it) the one
    nearest to `reference`, the last price we kept, is believed and those near it; without a reference, the first. The
    stale are dropped by the same measure but have no vote.
    """
    fresh = [s for s in said if not s.stale] or list(said)
    if not fresh:
        return ()
    votes = _votes(fresh)
    middle = median(s.price for s in votes)
    near = [s for s in votes if apart(s.price, middle) <= OUTLIER]
    spread = apart(max(s.price for s in votes), min(s.price for s in votes))
    if not near or (len(votes) == 2 and spread > OUTLIER):
        believed = votes[0] if reference is None else min(votes, key=lambda s: apart(s.price, reference))
        middle = believed.price
    return tuple(replace(s, dropped=apart(s.price, middle) > OUTLIER) for s in said)


def _votes(fresh: Sequence[Said]) -> list[Said]:
    """Return those of `fresh` that speak for themselves: who says the same by another's rate is no second witness."""
    votes: list[Said] = []
    for one in fresh:
        if not any(_is_tied(one, v) and apart(one.price, v.price) <= OUTLIER for v in votes):
            votes.append(one)
    return votes


def _is_tied(one: Said, other: Said) -> bool:
    """Whether a venue that tells all its prices too high by a factor would raise both by it. Who divides by its rate is
    lowered and would not agree; and a rate between dollars is near one or not used at all."""
    rates, others = (
        {leg.venue for leg in said.route.legs[1:] if not (leg.inverse or _is_pegged(leg.pair))} for said in (one, other)
    )
    return one.venue in others or other.venue in rates or bool(rates & others)


def chosen(said: Sequence[Said]) -> Said | None:
    """Return whose price is the answer: the first that is fresh and believed, else the newest of the stale."""
    kept = [s for s in said if not s.dropped]
    fresh = [s for s in kept if not s.stale]
    if fresh:
        return fresh[0]
    return max(kept, key=lambda s: s.at, default=None)


def _is_odd(rate: Ticker) -> bool:
    return _is_pegged(rate.pair) and not 1 / ODD_RATE < rate.last < ODD_RATE


def _is_pegged(pair: Pair) -> bool:
    return {pair.base, pair.quote} <= DOLLARS


def apart(one: float, other: float) -> float:
    """Return by which fraction two prices differ."""
    return abs(one / other - 1)
