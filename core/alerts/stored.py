"""Stored candles of a feed: those of its legs, put together."""

from core.alerts.feeds import Feed, along
from core.alerts.minutes import MINUTE_MS, Minutes
from core.alerts.ports import AlertWork
from core.market.gaps import read_unfinished, unfinished_key
from core.market.model import CandleSeries, Interval, SeriesKey, from_ms
from core.market.routes import Leg, Route

LONGER = (Interval.H1, Interval.D1)
_BEGINNING = from_ms(0)


async def heard_minutes(work: AlertWork, feed: Feed, since: int, now: int) -> CandleSeries:
    """Return the minutes of a feed that open at `since` or later, have closed by `now` and are whole, without what
    comes behind the first that is not; the feed hears what its legs said last."""
    until, parts = from_ms(now // MINUTE_MS * MINUTE_MS), []
    for leg, key in _keys(feed.route, Interval.M1):
        series = await work.candles.read(key, from_ms(max(0, since)), until)
        unfinished = [ms for ms in read_unfinished(await work.memory.recall(unfinished_key(key))) if ms >= since]
        series = series.between(_BEGINNING, from_ms(min(unfinished))) if unfinished else series
        if len(series):
            feed.note(leg, float(series.close[-1]), int(series.opened_ms[-1]) + MINUTE_MS)
        parts.append(series)
    return along(feed.route, parts)


async def stored(work: AlertWork, route: Route, interval: Interval, until: int) -> CandleSeries:
    """Return the candles of a longer interval that have closed by `until`."""
    end = from_ms(until) - interval.length
    return along(route, [await work.candles.read(key, _BEGINNING, end) for _, key in _keys(route, interval)])


async def minutes_between(work: AlertWork, feed: Feed, since: int, until: int) -> CandleSeries:
    """Return the minutes of a feed that open in [since, until)."""
    span = from_ms(since), from_ms(until)
    return along(feed.route, [await work.candles.read(key, *span) for _, key in _keys(feed.route, Interval.M1)])


async def earlier_than(work: AlertWork, route: Route, known: Minutes, far: int) -> tuple[int, ...]:
    """Return when candles of the route's coin opened (ms) that are the last ones before those `known`: a minute since
    `far`, an hour, a day."""
    found = []
    for interval in (Interval.M1, *LONGER):
        leg = route.legs[0]
        series = await work.candles.newest(SeriesKey(leg.venue, leg.pair, interval), 1, from_ms(known.begins(interval)))
        found += [opened for opened in series.opened_ms.tolist() if interval is not Interval.M1 or opened >= far]
    return tuple(found)


def _keys(route: Route, interval: Interval) -> list[tuple[Leg, SeriesKey]]:
    return [(leg, SeriesKey(leg.venue, leg.pair, interval)) for leg in route.legs]
