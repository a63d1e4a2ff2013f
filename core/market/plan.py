"""Which series are collected, and how far back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from core.market.model import Coin, Interval, SeriesKey
from core.market.routes import Router
from core.market.wants import Want

# "all" is as far as the venues go: none of ours has older candles.
BEGINNING = datetime(2015, 1, 1, tzinfo=UTC)

Depths = Mapping[Interval, timedelta | None]
SeriesName = tuple[str, Interval]


@dataclass(frozen=True, slots=True)
class PlannedSeries:
    """One series to collect, from `since` on; `wanted` for another room's sake, besides the coin's own."""

    coin: Coin
    key: SeriesKey
    since: datetime
    wanted: bool = False

    @property
    def name(self) -> SeriesName:
        """What stays the same when the coin's series moves to another venue; a wanted pair does not move."""
        return (f"{self.coin.id} {self.key.venue} {self.key.pair}" if self.wanted else self.coin.id), self.key.interval


def plan(
    coins: Sequence[Coin], intervals: Sequence[Interval], depths: Depths, router: Router, now: datetime
) -> tuple[PlannedSeries, ...]:
    """Return the series of `coins` at the venue preferred for each, shortest interval first: the present matters most.

    A coin that no venue trades has none. An interval without a depth goes back one day.
    """
    homes = [(coin, home) for coin in coins if (home := router.home(coin.symbol)) is not None]
    return tuple(
        PlannedSeries(coin, SeriesKey(home.venue, home.pair, interval), _since(depths, interval, now))
        for interval in sorted(intervals, key=lambda i: i.ms)
        for coin, home in homes
    )


def wanted(
    wants: Sequence[Want], planned: Sequence[PlannedSeries], depths: Depths, router: Router, now: datetime
) -> tuple[PlannedSeries, ...]:
    """Return the minutes of `wants` that are traded and not planned already."""
    there = {series.key for series in planned}
    keys = {
        want: SeriesKey(want.venue, want.pair, Interval.M1) for want in wants if router.lists(want.venue, want.pair)
    }
    return tuple(
        PlannedSeries(want.coin, key, _since(depths, Interval.M1, now), wanted=True)
        for want, key in keys.items()
        if key not in there
    )


def _since(depths: Depths, interval: Interval, now: datetime) -> datetime:
    depth = depths.get(interval, timedelta(days=1))
    return interval.floor(BEGINNING if depth is None else max(BEGINNING, now - depth))
