"""Writes down what became of forecasts, from the closes of stored candles."""

from collections.abc import Callable
from datetime import datetime, timedelta

from core.forecasts.model import Outcome
from core.forecasts.ports import ForecastStore, ForecastWork
from core.forecasts.record import Kept
from core.kernel.clock import MarketClock
from core.market.gaps import read_unfinished, unfinished_key
from core.market.model import Pair, SeriesKey, to_ms

AT_ONCE = 1_000
GIVEN_UP_AFTER = timedelta(days=7)
"""A candle that has not come by then is taken for missing: the forecast stays without a price."""


class Resolver:
    """Looks for forecasts whose time has come. An outcome is written once, and never changed."""

    def __init__(self, store: ForecastStore, clock: MarketClock, told: Callable[[], object]) -> None:
        self._store, self._clock, self._told = store, clock, told

    async def look(self) -> int:
        """Write the outcomes that can be known by now; return how many are new."""
        now = self._clock.now()
        new = waiting = 0
        while True:
            async with self._store.reading() as work:
                due = await work.forecasts.due(now, AT_ONCE, waiting)
                found = [outcome for kept in due.forecasts if (outcome := await _outcome(work, kept, now)) is not None]
            if found:
                async with self._store.begin() as work:
                    new += await work.forecasts.resolve(found)
                    await work.commit()
            # Those of a venue that is silent for days, and rows that were damaged, keep nobody else from being told of.
            waiting += due.rows - len(found)
            if due.rows < AT_ONCE:
                break
        if new:
            self._told()
        return new


async def _outcome(work: ForecastWork, kept: Kept, now: datetime) -> Outcome | None:
    """Return what became of a forecast; None while its candle may still come."""
    forecast = kept.forecast
    interval = forecast.horizon.lane.interval
    key = SeriesKey(forecast.venue, Pair(forecast.coin.symbol, forecast.unit), interval)
    opened = forecast.due_at - interval.length
    series = await work.candles.read(key, opened, opened + interval.length)
    unfinished = read_unfinished(await work.memory.recall(unfinished_key(key)))
    if len(series) and to_ms(opened) not in unfinished:
        return Outcome(kept.number, forecast.due_at, now, float(series.close[0]))
    if now - forecast.due_at > GIVEN_UP_AFTER:
        return Outcome(kept.number, forecast.due_at, now, None)
    return None
