"""What is known at a candle's close, by name. Each value at a row is made of that row and earlier ones only."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from core.market.model import Floats, Instants
from ml import moving, season
from ml.panel import Flags, Panel, Series, panel_of
from ml.spacing import YOUNGEST, Spacing

Singles = NDArray[np.float32]
Named = Iterator[tuple[str, Floats]]

# Volatility of a range, where a price moves without drift: Parkinson (1980).
_PARKINSON = 1 / (4 * np.log(2))
# A coin that did not move at all has no logarithm of its volatility: this share of its base is the least.
_LEAST = 0.05
_DOUBLINGS = 8  # the high of 256 candles


@dataclass(frozen=True)
class Measures:
    """Volatility and its surroundings, [coin, time] unless said otherwise; of one candle, without the week's season."""

    panel: Panel
    known_season: Floats | None = None
    """Factors [slot] of a season that was learnt elsewhere: a few hundred candles are too few to learn one."""

    @cached_property
    def log_close(self) -> Floats:
        return np.log(self.panel.close)

    @cached_property
    def table(self) -> Floats:
        """Season factors [week, slot]."""
        if self.known_season is not None:
            weeks = int(season.weeks_of(self.panel.times, self.panel.spacing)[-1]) + 1
            return np.broadcast_to(self.known_season, (weeks, self.known_season.size))
        sd = np.sqrt(self._raw_range)
        usual = moving.ago(moving.forgetting(sd, self.panel.seen, (self.panel.spacing.slow,))[0], 1)
        with np.errstate(invalid="ignore", divide="ignore"):
            against = np.where(self.panel.seen & (usual > 0), sd / usual, np.nan)
        return season.tables(moving.across(against), self.panel.times, self.panel.spacing)

    @cached_property
    def factor(self) -> Floats:
        """The season's factor of each row, [time]."""
        times, spacing = self.panel.times, self.panel.spacing
        return np.asarray(self.table[season.weeks_of(times, spacing), season.slots_of(times, spacing)])

    @cached_property
    def moved(self) -> Flags:
        """Whether a row has a return of its own."""
        before = np.zeros_like(self.panel.seen)
        before[:, 1:] = ~np.isnan(self.panel.close[:, :-1])
        return self.panel.seen & before

    @cached_property
    def returns(self) -> Floats:
        """Log returns, season included."""
        return np.asarray(self.log_close - moving.ago(self.log_close, 1))

    @cached_property
    def square(self) -> Floats:
        """Squared returns without the season."""
        return np.asarray((self.returns / self.factor) ** 2)

    @cached_property
    def _raw_range(self) -> Floats:
        return np.asarray(_PARKINSON * np.log(self.panel.high / self.panel.low) ** 2)

    @cached_property
    def range(self) -> Floats:
        """Variance told by the candle's high and low, without the season."""
        return np.asarray(self._raw_range / self.factor**2)

    @cached_property
    def averages(self) -> Floats:
        """Fast, base and slow volatility, [3, coin, time]."""
        spacing = self.panel.spacing
        return np.sqrt(moving.forgetting(self.square, self.moved, (spacing.fast, spacing.base, spacing.slow)))

    @cached_property
    def base(self) -> Floats:
        """The volatility that forecasts are multiples of; NaN where a coin has none."""
        base = self.averages[1]
        # Nor has a coin whose candles ended, whatever its last average was.
        return np.where((base > 0) & ~np.isnan(self.panel.close), base, np.nan)

    @cached_property
    def leader(self) -> Instants:
        """The coin with the most traded value so far, [time]: found by its trade, not by its name."""
        value = np.cumsum(np.nan_to_num(self.panel.close * self.panel.volume), axis=1)
        return np.asarray(np.argmax(np.where(np.isnan(self.base), -1.0, value), axis=0))

    @cached_property
    def age(self) -> Instants:
        """Candles seen so far."""
        return np.cumsum(self.panel.seen, axis=1)

    @cached_property
    def scales(self) -> Floats:
        """Volatility of the next h candles if nothing changed: base and the season ahead, [coin, time, horizon]."""
        ahead = season.squares_ahead(self.table, self.panel.times, self.panel.spacing)
        return np.asarray(self.base[:, :, None] * np.sqrt(ahead))


@dataclass(frozen=True, slots=True)
class Table:
    """Features of every row, [coin, time, feature], beside what turns a forecast into prices."""

    names: tuple[str, ...]
    values: Singles
    measures: Measures

    @property
    def panel(self) -> Panel:
        return self.measures.panel


@cache
def names_of(spacing: Spacing) -> tuple[str, ...]:
    """Return the names of the features of this candle length, in order."""
    times = np.arange(YOUNGEST, dtype=np.int64) * spacing.ms
    flat = np.ones(times.size)
    return tabulate(panel_of({"": Series(times, flat, flat, flat, flat)}, spacing)).names


def tabulate(panel: Panel, known_season: Floats | None = None, newest: int | None = None) -> Table:
    """Return the features of all rows of `panel`; what is unknown in a young coin's row is 0: nothing unusual.

    With `newest`, only of so many last rows; the others are 0.
    """
    measures = Measures(panel, known_season)
    columns = dict(_all(measures))
    values = np.zeros((*panel.close.shape, len(columns)), dtype=np.float32)
    first = 0 if newest is None else max(panel.times.size - newest, 0)
    for place, column in enumerate(columns.values()):
        part = column[:, first:]
        values[:, first:, place] = np.where(np.isfinite(part), part, 0.0)
    return Table(tuple(columns), values, measures)


def _all(measures: Measures) -> Named:
    own = dict(_volatility(measures))
    yield from own.items()
    yield from _surroundings(measures, own)
    yield from _trade(measures)
    yield from _trend(measures)
    yield from _calendar(measures)


def _log_ratio(variance: Floats, base: Floats) -> Floats:
    """Return log(sd / base), never below the log of `_LEAST`."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(0.5 * np.log(variance / base**2 + _LEAST**2))


def _volatility(measures: Measures) -> Named:
    spacing, base, panel = measures.panel.spacing, measures.base, measures.panel
    windows = spacing.windows
    for window, variance in zip(windows, moving.means(measures.range, panel.seen, windows), strict=True):
        yield f"range_{window}", _log_ratio(variance, base)
    *variances, level = moving.means(measures.square, measures.moved, (*windows, spacing.level))
    for window, variance in zip(windows, variances, strict=True):
        yield f"close_{window}", _log_ratio(variance, base)
    fast, _, slow = measures.averages
    yield "fast", _log_ratio(fast**2, base)
    yield "base", np.log(base)
    yield "slow", _log_ratio(slow**2, base)
    yield "level", _log_ratio(level, base)


def _surroundings(measures: Measures, own: dict[str, Floats]) -> Named:
    """Yield the leading coin's volatility, the market's, and how far the coins' returns lie apart."""
    spacing, every = measures.panel.spacing, np.arange(measures.panel.times.size)
    shape = measures.panel.close.shape
    short, middle, long = spacing.windows[0], spacing.windows[2], spacing.windows[4]
    watched = (f"range_{short}", f"range_{middle}", f"range_{long}", "fast", "base", "slow", "level")
    for name in watched:
        yield f"leader_{name}", np.broadcast_to(own[name][measures.leader, every], shape)
    market = {name: moving.across(own[name]) for name in watched}
    for name in (f"range_{short}", f"range_{middle}", f"range_{long}", "base", "slow"):
        yield f"market_{name}", np.broadcast_to(market[name], shape)
    for window in (short, middle, long):
        moved = (measures.log_close - moving.ago(measures.log_close, window)) / np.sqrt(window)
        apart = moving.across((moved - moving.across(moved)) ** 2)
        yield f"dispersion_{window}", np.broadcast_to(_log_ratio(apart, np.exp(market["base"])), shape)


def _trade(measures: Measures) -> Named:
    panel, spacing = measures.panel, measures.panel.spacing
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.log(panel.close * panel.volume)
    traded = panel.seen & np.isfinite(value)
    value = np.where(traded, value, np.nan)
    short, unusual = _unusual(value, traded, (spacing.windows[4], spacing.windows[6]))
    yield "volume_short", short
    yield "volume_long", unusual
    yield "market_volume", np.broadcast_to(moving.across(unusual), panel.close.shape)


def _unusual(value: Floats, seen: Flags, windows: tuple[int, ...]) -> list[Floats]:
    """Return how many standard deviations of the last rows `value` lies above their mean, for each window."""
    both = zip(moving.means(value, seen, windows), moving.means(value**2, seen, windows), strict=True)
    return [(value - usual) / np.sqrt(np.maximum(square - usual**2, 0.01)) for usual, square in both]


def _trend(measures: Measures) -> Named:
    panel, spacing = measures.panel, measures.panel.spacing
    windows = (spacing.windows[0], spacing.windows[2], spacing.windows[4])
    for window in windows:
        moved = measures.log_close - moving.ago(measures.log_close, window)
        momentum = np.clip(moved / (measures.base * np.sqrt(window)), -6, 6)
        yield f"momentum_{window}", momentum
        yield f"fall_{window}", np.minimum(momentum, 0)
        if window != windows[0]:
            market = moving.across(momentum)
            yield f"market_momentum_{window}", np.broadcast_to(market, panel.close.shape)
            yield f"market_fall_{window}", np.broadcast_to(np.minimum(market, 0), panel.close.shape)
    with np.errstate(invalid="ignore"):
        drawdown = measures.log_close - moving.highest(measures.log_close, _DOUBLINGS)
    yield "drawdown", np.maximum(drawdown, -4)
    yield "market_drawdown", np.broadcast_to(moving.across(np.maximum(drawdown, -4)), panel.close.shape)


def _calendar(measures: Measures) -> Named:
    panel, spacing = measures.panel, measures.panel.spacing
    yield "age", np.log(np.maximum(np.minimum(measures.age, spacing.level), 1) / spacing.level)
    ahead = season.squares_ahead(measures.table, panel.times, spacing) / np.asarray(spacing.horizons)
    if spacing.slots > 7:
        for place, horizon in enumerate(spacing.horizons):
            yield f"season_{horizon}", np.broadcast_to(0.5 * np.log(ahead[:, place]), panel.close.shape)
        return
    turn = 2 * np.pi * season.slots_of(panel.times, spacing) / spacing.slots
    yield "weekday_sin", np.broadcast_to(np.sin(turn), panel.close.shape)
    yield "weekday_cos", np.broadcast_to(np.cos(turn), panel.close.shape)
    yield "season_1", np.broadcast_to(0.5 * np.log(ahead[:, 0]), panel.close.shape)
