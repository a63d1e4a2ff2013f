"""What a rule would have done: judged by the evaluator of live rules over the candles that are stored."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

import numpy as np

from core.alerts.facts import Change, Comparison, Distance, Fact, Indicator, VolumeRatio
from core.alerts.feeds import along, coin_of
from core.alerts.language import comparisons
from core.alerts.live import is_live
from core.alerts.minutes import MINUTE_MS, Minutes
from core.alerts.model import Wish
from core.alerts.ports import AlertStore, Preview
from core.alerts.replay import looked_back
from core.alerts.standing import Watched
from core.alerts.streams import Stream, stream_of
from core.alerts.terms import terms_of
from core.alerts.thresholds import atoms
from core.kernel.clock import RealClock
from core.kernel.errors import Mistake, Unavailable
from core.market.catalogue import Catalogue
from core.market.history import CandleHistory, Window
from core.market.model import CandleSeries, Coin, Interval, SeriesKey, from_ms, to_ms
from core.market.patience import within
from core.market.resample import masked
from core.market.routes import Route

_DAY, _HOUR_MS = timedelta(days=1), Interval.H1.ms
# An hour is judged by its minutes if hardly any is missing, else by its own candle.
_MOST_MINUTES_MISSING = 5
_UNCOUNTED = 1 << 30


class Past(Protocol):
    """Who has candles, and brings those that are missing."""

    async def candles(
        self,
        coin: Coin,
        window: Window,
        currency: str | None = None,
        *,
        asked: bool = False,
        venue: str | None = None,
    ) -> CandleHistory: ...


@dataclass(frozen=True, slots=True)
class PreviewPolicy:
    """Hours are looked at over `length`, and minutes over the last `minutes` of it, shared by a rule's coins; a draft
    waits for both for `patience_s` at most. Live indicators are judged at each price, so over `live` only."""

    length: timedelta = timedelta(days=90)
    minutes: timedelta = timedelta(days=14)
    live: timedelta = timedelta(days=2)
    patience_s: float = 1.5


class LookingBack:
    """Looks at the past of wishes; the work is bounded, and done off the event loop."""

    def __init__(
        self,
        past: Past,
        catalogue: Catalogue,
        store: AlertStore,
        real: RealClock,
        policy: PreviewPolicy | None = None,
    ) -> None:
        self._past, self._catalogue, self._store, self._real = past, catalogue, store, real
        self._policy = policy or PreviewPolicy()

    async def look(self, wish: Wish, zone: str, now: datetime) -> Preview | None:
        """Return how often `wish` would have come true by `now`, had it been armed again each time: as long as there
        are candles of all its coins, in whole days. None for what has no candles, and where they are not there in
        time."""
        found = atoms(wish)
        streams = tuple(dict.fromkeys(stream_of(each.fact) for each in found))
        wanted = tuple(stream for stream in streams if stream is not None)
        if len(wanted) < len(streams):
            return None
        try:
            return await within(self._real, self._policy.patience_s, self._looked(wish, zone, wanted, now), "candles")
        except (Unavailable, Mistake):
            # A rule is drafted all the same; nothing is said of its past.
            return None

    async def _looked(self, wish: Wish, zone: str, streams: Sequence[Stream], now: datetime) -> Preview | None:
        fine, live = _is_fine(wish), any(_is_judged_live(each.fact) for each in atoms(wish))
        back = self._policy.live if live else self._policy.minutes / len(streams)
        pasts = await asyncio.gather(*(self._candles(stream, now, back, fine or live) for stream in streams))
        known = [each for each in pasts if each is not None]
        begins = max((each.opened[0] for each in known), default=to_ms(now))
        days = round((now - from_ms(begins)) / _DAY)
        if len(known) < len(pasts) or days < 1:
            return None
        terms = replace(terms_of(replace(wish, options=replace(wish.options, until=None)), zone), every=None)
        rule = Watched(1, comparisons(wish.tree, wish.options), replace(terms, most=_UNCOUNTED))
        candles = dict(zip(streams, known, strict=True))
        seen = await asyncio.to_thread(looked_back, candles, rule, begins, to_ms(now))
        return Preview(seen.times, days, seen.holds)

    async def _candles(self, stream: Stream, now: datetime, back: timedelta, fine: bool) -> Minutes | None:
        """Return the candles of a stream, None where there are none: hours, and where they are whole minutes in their
        place; minutes alone for what is `fine`."""
        coin = coin_of(stream.coin, self._catalogue)
        if coin is None:
            return None
        window = Window(Interval.H1, back if fine else self._policy.length)
        asked = stream.unit is not None
        history = await self._past.candles(coin, window, stream.unit, asked=asked, venue=stream.venue)
        since = Interval.H1.floor(now - back)
        async with self._store.reading() as work:

            async def stored(interval: Interval, opens: datetime, until: datetime) -> CandleSeries:
                keys = _keys(history.route, interval)
                return along(history.route, [await work.candles.read(key, opens, until) for key in keys])

            minutes = await stored(Interval.M1, since, Interval.M1.floor(now))
            longer = {each: await stored(each, from_ms(0), each.floor(now)) for each in (Interval.H1, Interval.D1)}
        hours = history.closed.sliced(slice(0, 0)) if fine else history.closed
        told = as_told(hours, minutes)
        return Minutes(told, {each: kept for each, kept in longer.items() if len(kept)}) if len(told) else None


def as_told(hours: CandleSeries, minutes: CandleSeries) -> CandleSeries:
    """Return minutes, and in place of hours of which they are not whole the hour: as one candle that closes when the
    hour does."""
    of_hour = minutes.opened_ms // _HOUR_MS * _HOUR_MS
    opened, counts = np.unique(of_hour, return_counts=True)
    whole = opened[(counts >= 60 - _MOST_MINUTES_MISSING) | ~np.isin(opened, hours.opened_ms)]
    fine = masked(minutes, np.isin(of_hour, whole))
    rough = masked(hours, ~np.isin(hours.opened_ms, whole))
    times = np.concatenate([rough.opened_ms + _HOUR_MS - MINUTE_MS, fine.opened_ms])
    order = np.argsort(times, kind="stable")
    columns = (
        np.concatenate([getattr(rough, name), getattr(fine, name)])[order]
        for name in ("open", "high", "low", "close", "volume")
    )
    return CandleSeries(minutes.key, times[order], *columns)


def _is_fine(wish: Wish) -> bool:
    """Whether only minutes tell: an hour's candle knows nothing of what is shorter."""
    lengths = [length for each in atoms(wish) for length in _lengths(each)]
    lengths += [] if wish.options.lasting is None else [wish.options.lasting]
    return min(lengths, default=Interval.H1.length) < Interval.H1.length


def _lengths(comparison: Comparison) -> Iterator[timedelta]:
    match comparison.fact:
        case Change(window=window):
            yield window
        case Indicator(timeframe=timeframe) | VolumeRatio(timeframe=timeframe):
            yield timeframe.length
        case Distance(first=first, second=second):
            yield from (first.timeframe.length, second.timeframe.length)


def _is_judged_live(fact: Fact) -> bool:
    return isinstance(fact, Indicator | Distance) and is_live(fact)


def _keys(route: Route, interval: Interval) -> list[SeriesKey]:
    return [SeriesKey(leg.venue, leg.pair, interval) for leg in route.legs]
