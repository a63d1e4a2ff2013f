"""What a price did since: over a day as venues say it, or their candles; over other windows by candles."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.kernel.errors import Unavailable
from core.market.history import Histories, extremes, fine_enough, price_at
from core.market.model import CandleSeries, Pair, Ticker
from core.market.patience import within
from core.market.quotes import DAY, OUTLIER, Quote, Tickers, apart
from core.market.routes import Leg, Route
from core.market.world import World

SAME_TIME = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Past:
    """What something cost, and which venues say so."""

    price: float
    venues: tuple[str, ...]


class Changes:
    """Gives quotes their change, range and volume; unknown where nobody tells."""

    def __init__(self, world: World, histories: Histories) -> None:
        self._world, self._histories = world, histories

    async def over_a_day(self, quotes: Sequence[Quote], tickers: Tickers, within_s: float) -> tuple[Quote, ...]:
        """Return `quotes` with their last 24 h. What no venue tells of a pair, its own candles do, as far as they are
        to be had within `within_s` real seconds."""
        live = [quote for quote in quotes if quote.route.legs and not quote.stored]
        untold = dict.fromkeys(leg for quote in live for leg in _untold(quote.route, tickers))
        at = self._world.market.now() - DAY
        prices = await asyncio.gather(*(self._price_then(leg, at, within_s) for leg in untold))
        then = {leg: price for leg, price in zip(untold, prices, strict=True) if price is not None}
        return tuple(with_day(quote, tickers, then) if quote in live else quote for quote in quotes)

    async def over(self, quotes: Iterable[Quote], window: timedelta) -> tuple[Quote, ...]:
        """Return `quotes` with change, range and volume over `window`; unknown where candles are not to be had."""
        return tuple(await asyncio.gather(*(self._over(quote, window) for quote in quotes)))

    async def _price_then(self, leg: Leg, at: datetime, within_s: float) -> float | None:
        try:
            return await within(self._world.real, within_s, self._histories.price_then(leg, at), leg.venue)
        except Unavailable:
            return None

    async def _over(self, quote: Quote, window: timedelta) -> Quote:
        unknown = replace(quote, window=window, change=None, high=None, low=None, volume=None)
        if not quote.route.legs:
            return replace(unknown, change=0.0)
        try:
            if not quote.route.is_direct:
                before = await self._histories.price_ago(quote.route, window)
                return replace(unknown, change=None if before is None else quote.price / before - 1)
            series, before = await self._since(quote.route, window)
        except Unavailable:
            return unknown
        if before is None:
            return unknown
        high, low, volume = extremes(series)
        change = quote.price / before - 1
        return replace(unknown, change=change, high=max(high, quote.price), low=min(low, quote.price), volume=volume)

    async def _since(self, route: Route, window: timedelta) -> tuple[CandleSeries, float | None]:
        """Return the finest candles of `route` that reach back to the beginning of `window`, and the price there."""
        since = self._world.market.now() - window
        finest, *longer = fine_enough(window)
        series = (await self._histories.along(route, finest, since)).series
        for interval in longer:
            if price_at(series, since) is None:
                series = (await self._histories.along(route, interval, since)).series
        return series, price_at(series, since)


def with_day(quote: Quote, tickers: Tickers, then: Mapping[Leg, float]) -> Quote:
    """Return `quote` with what its tickers say of the last 24 h; `then` is what pairs cost 24 h ago that none tells."""
    past = day_ago(quote.route, tickers, then)
    first = tickers[quote.route.legs[0].venue, quote.route.legs[0].pair]
    inverse = quote.route.legs[0].inverse
    high, low = first.high_24h, first.low_24h
    if inverse:
        high, low = (1 / low if low else None), (1 / high if high else None)
    direct = quote.route.is_direct
    return replace(
        quote,
        change=None if past is None else quote.price / past.price - 1,
        change_venues=() if past is None or past.venues == quote.venues else past.venues,
        # The wire may be a tick behind the day's extremes; a price outside its own range would look wrong and be wrong.
        high=max(high, quote.price) if direct and high else None,
        low=min(low, quote.price) if direct and low else None,
        volume=first.quote_volume_24h if inverse else first.base_volume_24h,
    )


def day_ago(route: Route, tickers: Tickers, then: Mapping[Leg, float]) -> Past | None:
    """Return the price along `route` 24 h before, from each leg's change, else from its price `then`; None if nobody
    says.

    Where a venue does not tell its own change (Kraken), another's for the same pair will do: what it says of the day
    is as good as its price, as long as the two agree on that.
    """
    price, venues = 1.0, []
    for leg in route.legs:
        own, witness = tickers[leg.venue, leg.pair], _witness(leg, tickers)
        if witness is not None and witness.change_24h is not None:
            before, venue = own.last / (1 + witness.change_24h), witness.venue
        elif leg in then:
            before, venue = then[leg], leg.venue
        else:
            return None
        price *= leg.rate(before)
        venues.append(venue)
    return Past(price, tuple(dict.fromkeys(venues)))


def _untold(route: Route, tickers: Tickers) -> Iterator[Leg]:
    return (leg for leg in route.legs if _witness(leg, tickers) is None)


def _witness(leg: Leg, tickers: Tickers) -> Ticker | None:
    """Return the first that tells a change of the leg's pair, its own venue before the others."""
    own = tickers[leg.venue, leg.pair]
    told = (t for t in (own, *_alike(own, tickers)) if t.change_24h is not None and t.change_24h > -1)
    return next(told, None)


def _alike(own: Ticker, tickers: Mapping[tuple[str, Pair], Ticker]) -> Iterator[Ticker]:
    """Yield what other venues say of the same pair at the same time, and at about the same price."""
    for ticker in tickers.values():
        alike = ticker.pair == own.pair and ticker.venue != own.venue
        if alike and apart(ticker.last, own.last) <= OUTLIER and abs(ticker.at - own.at) <= SAME_TIME:
            yield ticker
