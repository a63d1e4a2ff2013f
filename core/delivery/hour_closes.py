"""Price events for webhooks: what the coins that somebody follows cost when the last hour closed."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from core.delivery.addresses import WEBHOOK
from core.delivery.model import NewNotice, Priority
from core.delivery.news import FollowedBy, News
from core.delivery.ports import Store
from core.delivery.sink_model import Event, Sink
from core.delivery.sink_ports import SinkWork
from core.kernel.bus import Bus
from core.kernel.clock import MarketClock
from core.market.gaps import read_unfinished, unfinished_key
from core.market.model import CandleSeries, Coin, Interval, SeriesKey, to_ms
from core.market.ports import Candles

HOUR_CLOSE = "price"
"""The kind of the notice, and of the event that a receiver reads."""
HOUR = timedelta(hours=1)
_DAY_OF_HOURS = 24


class CloseWork(SinkWork, Protocol):
    """The tables that are read and written."""

    @property
    def candles(self) -> Candles: ...


@dataclass(frozen=True, slots=True)
class _Close:
    """How an hour closed at `at`; changes are fractions, None where the candle before is not stored. `venue` None where
    another one than the series' own served the candle."""

    coin: Coin
    price: float
    unit: str
    venue: str | None
    at: datetime
    change_1h: float | None
    change_24h: float | None

    @property
    def facts(self) -> str:
        return json.dumps(
            {
                "coin": self.coin.symbol,
                "price": self.price,
                "unit": self.unit,
                "venue": self.venue,
                "at": to_ms(self.at),
                "change_1h": self.change_1h,
                "change_24h": self.change_24h,
            }
        )


class HourCloses:
    """Looks whether the candles of the hour that ended last are there. `series_of` is where a coin is charted. An hour
    that has passed by before its candle came is not told: it is news no more."""

    def __init__(
        self,
        store: Store[CloseWork],
        series_of: Callable[[Coin], SeriesKey | None],
        followed: Sequence[FollowedBy],
        clock: MarketClock,
        bus: Bus,
    ) -> None:
        self._store, self._series_of, self._clock = store, series_of, clock
        self._news = News(store, Event.PRICE, followed, bus)
        self._told_of: datetime | None = None

    async def look(self) -> int:
        """Write an event for each webhook that is told of prices and each coin its owner follows; return how many are
        new. Looking twice writes nothing twice."""
        now = self._clock.now()
        at = Interval.H1.floor(now)
        if at != self._told_of:
            self._told_of = at
            self._news.forget()
        readers = await self._news.readers(now)
        async with self._store.reading() as work:
            found = [await self._close(work, coin, at) for coin in dict.fromkeys(c for _, cs in readers for c in cs)]
        closes = {close.coin: close for close in found if close is not None}
        return await self._news.tell(
            [_notice(sink, closes[coin], now) for sink, coins in readers for coin in coins if coin in closes]
        )

    async def _close(self, work: CloseWork, coin: Coin, at: datetime) -> _Close | None:
        """Return how the hour until `at` closed, None while its candle is not there or was seen before its end."""
        key = self._series_of(coin)
        if key is None:
            return None
        series = await work.candles.newest(key, _DAY_OF_HOURS + 1, at)
        closes = _closes(series, read_unfinished(await work.memory.recall(unfinished_key(key))))
        opened = to_ms(at - HOUR)
        if opened not in closes:
            return None
        price, venue = closes[opened], None if bool(series.refilled[-1]) else key.venue
        changes = (_change(closes, opened, hours) for hours in (1, _DAY_OF_HOURS))
        return _Close(coin, price, key.pair.quote, venue, at, *changes)


def _closes(series: CandleSeries, unfinished: Iterable[int]) -> dict[int, float]:
    """Return what whole candles closed at, by when they opened."""
    cut_short = set(unfinished)
    pairs = zip(series.opened_ms.tolist(), series.close.tolist(), strict=True)
    return {opened: close for opened, close in pairs if opened not in cut_short}


def _change(closes: dict[int, float], opened: int, hours: int) -> float | None:
    before = closes.get(opened - hours * Interval.H1.ms)
    return closes[opened] / before - 1 if before else None


def _notice(sink: Sink, close: _Close, now: datetime) -> NewNotice:
    key = f"{WEBHOOK}:{HOUR_CLOSE}:{sink.person_id}:{close.coin.id}:{to_ms(close.at)}"
    return NewNotice(key, HOUR_CLOSE, close.facts, close.at, now, sink.person_id, priority=Priority.NEWS, door=WEBHOOK)
