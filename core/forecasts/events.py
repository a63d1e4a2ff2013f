"""Forecast events for webhooks: the ranges of the coins that somebody follows, once for each close they are made on."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from core.delivery.addresses import WEBHOOK
from core.delivery.model import NewNotice, Priority
from core.delivery.news import FollowedBy, News
from core.delivery.ports import Store
from core.delivery.sink_model import Event, Sink
from core.delivery.sink_ports import SinkWork
from core.forecasts.model import HORIZONS, Forecast, Lane
from core.forecasts.ports import Forecasts
from core.kernel.bus import Bus
from core.kernel.clock import MarketClock
from core.market.model import Coin, to_ms

FORECAST_MADE = "forecast"
"""The kind of the notice, and of the event that a receiver reads."""
SHARES = (0.5, 0.8, 0.95)


class EventWork(SinkWork, Protocol):
    """The tables that are read and written."""

    @property
    def forecasts(self) -> Forecasts: ...


class ForecastEvents:
    """Looks whether forecasts on the last close are there. Looking twice writes nothing twice."""

    def __init__(self, store: Store[EventWork], followed: Sequence[FollowedBy], clock: MarketClock, bus: Bus) -> None:
        self._store, self._clock = store, clock
        self._news = News(store, Event.FORECAST, followed, bus)
        self._told_of: dict[Lane, datetime] = {}

    async def look(self) -> int:
        """Write an event for each webhook that is told of forecasts and each coin its owner follows; return how many
        are new."""
        now = self._clock.now()
        readers = await self._news.readers(now)
        if not readers:
            return 0
        return await self._news.tell([notice for lane in Lane for notice in await self._of_lane(lane, readers, now)])

    async def _of_lane(
        self, lane: Lane, readers: Sequence[tuple[Sink, Sequence[Coin]]], now: datetime
    ) -> list[NewNotice]:
        close = lane.interval.floor(now)
        if self._told_of.get(lane) != close:
            self._told_of[lane] = close
            self._news.forget(f":{lane.value}:")
        ids = tuple(dict.fromkeys(coin.id for _, coins in readers for coin in coins))
        async with self._store.reading() as work:
            rows = await work.forecasts.newest(ids, lane, close)
        made: dict[str, dict[str, Forecast]] = {}
        # The oldest first: what a model that came later said takes the place of what was said before.
        for row in sorted(rows, key=lambda kept: kept.number):
            made.setdefault(row.forecast.coin.id, {})[row.forecast.horizon.text] = row.forecast
        return [
            _notice(sink, coin, lane, [*made[coin.id].values()], now)
            for sink, coins in readers
            for coin in coins
            if coin.id in made
        ]


def _notice(sink: Sink, coin: Coin, lane: Lane, forecasts: Sequence[Forecast], now: datetime) -> NewNotice:
    first = forecasts[0]
    ranges = [
        {
            "horizon": forecast.horizon.text,
            "model": forecast.model_id,
            "widened": forecast.widened,
            "bands": [[band.share, band.low, band.high] for band in map(forecast.band, SHARES)],
        }
        for forecast in sorted(forecasts, key=lambda each: list(HORIZONS).index(each.horizon.text))
    ]
    facts = {
        "coin": coin.symbol,
        "venue": first.venue,
        "unit": first.unit,
        "at": to_ms(first.cutoff_at),
        "last_price": first.last_price,
        "ranges": ranges,
    }
    key = f"{WEBHOOK}:{FORECAST_MADE}:{sink.person_id}:{coin.id}:{lane.value}:{to_ms(first.cutoff_at)}"
    return NewNotice(
        key,
        FORECAST_MADE,
        json.dumps(facts),
        first.cutoff_at,
        now,
        sink.person_id,
        priority=Priority.NEWS,
        door=WEBHOOK,
    )
