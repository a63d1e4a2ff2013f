"""Candles for people: the store, what is missing from the venues, longer intervals and other currencies."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.kernel.errors import Unavailable
from core.market.filling import Filler
from core.market.gaps import Gap, find_gaps, read_unfinished, unfinished_key
from core.market.model import CandleSeries, Coin, Instants, Interval, SeriesKey, from_ms, to_ms
from core.market.resample import crossed, inverted, resample
from core.market.routes import Leg, Route
from core.market.world import World

# How much of a window a series must cover to be the answer when another currency has more.
COVERED = 0.9


@dataclass(frozen=True, slots=True)
class CandleHistory:
    """Candles of one coin in one currency, with what must be said about them.

    series : what was asked and before it `warmup` candles for indicators · since : where the window begins
    running : the last candle is not closed · partial_ms : opening times of candles that miss some of their parts
    gaps : missing candles within the window · at : the instant of the last price · stale : two lengths after the last
    close · fell_back : there was no way to the person's own currency, so `currency` is the pair's own quote.
    """

    coin: Coin
    currency: str
    series: CandleSeries
    route: Route
    since: datetime
    at: datetime
    warmup: int = 0
    running: bool = False
    partial_ms: tuple[int, ...] = ()
    gaps: tuple[Gap, ...] = ()
    stale: bool = False
    fell_back: bool = False

    @property
    def shown(self) -> CandleSeries:
        """The candles of the window itself."""
        return self.series.sliced(slice(self.warmup, None))

    @property
    def closed(self) -> CandleSeries:
        """All candles that are closed, those before the window included."""
        return self.series.sliced(slice(None, -1)) if self.running else self.series


@dataclass(frozen=True, slots=True)
class Window:
    """Candles of `interval` over the last `length`, preceded by up to `warmup` for indicators."""

    interval: Interval
    length: timedelta
    warmup: int = 0


@dataclass(frozen=True, slots=True)
class Traced:
    """Candles along a route, the opening times of those that miss parts, and of when the last price is."""

    series: CandleSeries
    partial_ms: tuple[int, ...]
    at: datetime


class Histories:
    """Reads candles, fetching what is missing. What was fetched is stored: the next one who asks waits for nothing."""

    def __init__(self, world: World, filler: Filler) -> None:
        self._world, self._filler = world, filler

    async def of(self, coin: Coin, routes: Sequence[Route], window: Window, wanted: str) -> CandleHistory:
        """Return the candles along the first of `routes` that covers the window, else along the one that covers most.

        `wanted` is the currency hoped for. Raises `Unavailable` when venues do not answer and nothing is stored.
        """
        now, interval = self._world.market.now(), window.interval
        since = interval.floor(now - window.length)
        route, traced = await self._best(routes, interval, since - window.warmup * interval.length)
        series, partial = traced.series, traced.partial_ms
        closed_at = from_ms(int(series.opened_ms[-1])) + interval.length
        running = closed_at > now
        return CandleHistory(
            coin,
            route.symbols[-1],
            series,
            route,
            since,
            traced.at,
            warmup=int(series.opened_ms.searchsorted(to_ms(since))),
            running=running,
            partial_ms=tuple(ms for ms in partial if not running or ms != series.opened_ms[-1]),
            gaps=gaps_within(series.between(since, now).opened_ms, interval, since, now),
            stale=now - closed_at > 2 * interval.length,
            fell_back=route.symbols[-1] != wanted,
        )

    async def along(self, route: Route, interval: Interval, since: datetime) -> Traced:
        """Return the candles of `route` from `since` until now, the running one last; what is stored where venues do
        not answer. Raises `Unavailable` when a venue does not answer and nothing is stored."""
        first, *rates = await asyncio.gather(*(self._leg(leg, interval, since) for leg in route.legs))
        series, partial = first.series, set(first.partial_ms)
        for rate in rates:
            series = crossed(series, rate.series)
            partial |= set(rate.partial_ms)
        there = [ms for ms in sorted(partial) if ms in set(series.opened_ms.tolist())]
        return Traced(series, tuple(there), min(leg.at for leg in (first, *rates)))

    async def price_ago(self, route: Route, window: timedelta) -> float | None:
        """Return the price along `route` as it was `window` ago, None when it is not known."""
        at, price = self._world.market.now() - window, 1.0
        for leg in route.legs:
            past = await self._price_of(leg, window, at)
            if past is None:
                return None
            price *= past
        return price

    async def price_then(self, leg: Leg, at: datetime) -> float | None:
        """Return what the leg's pair cost at `at` by its own venue's candles: by the minute where that is stored, else
        by the hour, which is brought; None where neither is there. Raises `Unavailable` when no venue answers."""
        minute = await self._own(SeriesKey(leg.venue, leg.pair, Interval.M1), at)
        if minute is not None:
            return minute
        hour = SeriesKey(leg.venue, leg.pair, Interval.H1)
        # All closed hours since: one alone would leave a gap behind it.
        await self._filler.complete(hour, Interval.H1.floor(at), Interval.H1.floor(self._world.market.now()))
        return await self._own(hour, at)

    async def _price_of(self, leg: Leg, window: timedelta, at: datetime) -> float | None:
        for interval in fine_enough(window):
            past = price_at((await self._leg(leg, interval, at)).series, at)
            if past is not None:
                return past
        return None

    async def _own(self, key: SeriesKey, at: datetime) -> float | None:
        opened = key.interval.floor(at)
        async with self._world.store.reading() as work:
            series = await work.candles.read(key, opened, opened + key.interval.length)
        # What another venue served is no word of this one.
        return None if series.refilled.any() else price_at(series, at)

    async def _best(self, routes: Sequence[Route], interval: Interval, since: datetime) -> tuple[Route, Traced]:
        found: list[tuple[float, Route, Traced]] = []
        failed = Unavailable(routes[0].venue, "none")
        for route in routes:
            try:
                built = await self.along(route, interval, since)
            except Unavailable as error:
                failed = error
                continue
            covered = self._covered(built.series, interval, since)
            if covered >= COVERED:
                return route, built
            if covered > 0:
                found.append((covered, route, built))
        if not found:
            raise failed
        _, route, built = max(found, key=lambda f: f[0])
        return route, built

    async def _leg(self, leg: Leg, interval: Interval, since: datetime) -> Traced:
        key = SeriesKey(leg.venue, leg.pair, interval.stored)
        since, until = interval.floor(since), interval.stored.floor(self._world.market.now()) + interval.stored.length
        silent: Unavailable | None = None
        try:
            await self._filler.complete(key, since, until)
        except Unavailable as error:
            silent = error
        async with self._world.store.reading() as work:
            series = await work.candles.read(key, since, until)
            unfinished = read_unfinished(await work.memory.recall(unfinished_key(key)))
        if silent is not None and not len(series):
            raise silent
        built = resample(series, interval)
        partial_ms = tuple(built.series.opened_ms[built.partial].tolist())
        at = self._last_instant(key, series, unfinished)
        return Traced(inverted(built.series) if leg.inverse else built.series, partial_ms, at)

    def _last_instant(self, key: SeriesKey, series: CandleSeries, unfinished: frozenset[int]) -> datetime:
        """Return of when the last price is: its candle's close; when that was not seen, when it last came in."""
        now = self._world.market.now()
        if not len(series):
            return now
        opened = from_ms(int(series.opened_ms[-1]))
        closed = opened + key.interval.length
        if closed <= now and to_ms(opened) not in unfinished:
            return closed
        return max(opened, min(now, closed, self._filler.seen_at(key) or opened))

    def _covered(self, series: CandleSeries, interval: Interval, since: datetime) -> float:
        wanted = (self._world.market.now() - since) / interval.length
        return len(series) / max(1.0, wanted)


def price_at(series: CandleSeries, at: datetime) -> float | None:
    """Return the price at `at`: open or close of the candle that holds it, whichever is nearer, else the close of the
    one just before; None when there is neither."""
    row = int(series.opened_ms.searchsorted(to_ms(at), side="right")) - 1
    if row < 0:
        return None
    nearer_to_open = 2 * (to_ms(at) - int(series.opened_ms[row])) <= series.key.interval.ms
    return float(series.open[row] if nearer_to_open else series.close[row])


def fine_enough(window: timedelta) -> tuple[Interval, ...]:
    """Return the stored intervals that tell a change over `window`: minutes within a day, then hours, then days; and
    the next longer one, for venues that keep few of the finer."""
    if window <= timedelta(days=1):
        return Interval.M1, Interval.H1
    return (Interval.H1, Interval.D1) if window <= timedelta(days=31) else (Interval.D1,)


def gaps_within(opened_ms: Instants, interval: Interval, since: datetime, now: datetime) -> tuple[Gap, ...]:
    """Return the gaps among closed candles from the first one there is (or `since`) until now."""
    first = max(since, from_ms(int(opened_ms[0]))) if opened_ms.size else since
    return find_gaps(opened_ms.tolist(), interval, first, interval.floor(now))


def extremes(series: CandleSeries) -> tuple[float, float, float]:
    """Return highest high, lowest low and summed volume of at least one candle."""
    return float(series.high.max()), float(series.low.min()), float(series.volume.sum())
