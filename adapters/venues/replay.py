"""Recorded candles, handed out as the market's time reaches them: never one before its close."""

import asyncio
import heapq
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from adapters.venues.replay_files import Recording, interval_of, read, recordings
from core.kernel.clock import MarketClock
from core.kernel.errors import Unavailable, UnknownName
from core.market.model import (
    CandleSeries,
    Interval,
    Listing,
    OrderBook,
    Pair,
    SeriesKey,
    Ticker,
    Trade,
    from_ms,
    to_ms,
)

_DAY_MS = timedelta(days=1) // timedelta(milliseconds=1)


async def span(folder: Path) -> tuple[datetime, datetime]:
    """Return when the first candle of any file in `folder` opens and the last one closes; the clock runs within.

    Raises UnknownName with `what` "folder" where there are no recordings, "file" for one that is none.
    """
    return await asyncio.to_thread(_span, folder)


class ReplayVenue:
    """A Venue over a folder of recordings (`BASE-QUOTE.parquet`, each of one interval: 1m, 1h or 1d).

    A file serves its own interval and, built from it, the longer ones. A candle is known from its close on; the running
    one of a longer interval is what its closed parts make. Gaps stay gaps. A file that turns out to be no recording
    raises UnknownName with `what` "file".
    """

    def __init__(self, folder: Path, clock: MarketClock) -> None:
        self._clock = clock
        self._folder = folder
        self._files = recordings(folder)
        self._read: dict[Pair, asyncio.Task[Recording]] = {}

    @property
    def id(self) -> str:
        return "replay"

    @property
    def name(self) -> str:
        return "Replay"

    @property
    def streams(self) -> bool:
        return True

    async def span(self) -> tuple[datetime, datetime]:
        """Return when the folder's first candle opens and its last one closes."""
        return await span(self._folder)

    async def listings(self) -> Sequence[Listing]:
        return tuple(Listing(self.id, pair) for pair in self._files)

    async def tickers(self, pairs: Sequence[Pair]) -> Sequence[Ticker]:
        found = []
        for pair in pairs:
            if pair in self._files:
                known = _known(await self._recording(pair), to_ms(self._clock.now()))
                if known.opened_ms.size:
                    found.append(_ticker(self.id, pair, known))
        return tuple(found)

    async def candles(self, pair: Pair, interval: Interval, since: datetime, until: datetime) -> CandleSeries:
        recording, now = await self._recording(pair), self._clock.now()
        key = SeriesKey(self.id, pair, interval)
        if interval.ms < recording.interval.ms:
            return CandleSeries.empty(key)
        known = _known(recording, to_ms(now))
        if interval is not recording.interval:
            known = _built(known, interval)
        columns = (known.open, known.high, known.low, known.close, known.volume)
        series = CandleSeries(key, known.opened_ms, *columns).between(since, until)
        runs = len(series) > 0 and int(series.opened_ms[-1]) + interval.ms > to_ms(now)
        return series.sliced(slice(0, -1)) if runs and until <= now else series

    async def order_book(self, pair: Pair) -> OrderBook:
        """Raise Unavailable: a recording of candles holds no book."""
        self._file(pair)
        raise Unavailable(self.id, "none")

    async def trades(self, pairs: Sequence[Pair]) -> AsyncIterator[Trade]:
        """Yield each candle's close as the market's time passes it; Unavailable once the recordings are over."""
        closes = _closes(self.id, {pair: await self._recording(pair) for pair in pairs}, self._clock.now())
        for trade in closes:
            await self._clock.sleep_until(trade.at)
            yield trade
        raise Unavailable(self.id, "none")

    async def close(self) -> None:
        self._read.clear()

    async def _recording(self, pair: Pair) -> Recording:
        file = self._file(pair)
        if pair not in self._read:
            self._read[pair] = asyncio.ensure_future(asyncio.to_thread(read, file))
        # Shielded: others may wait for the same file when one is cancelled.
        return await asyncio.shield(self._read[pair])

    def _file(self, pair: Pair) -> Path:
        file = self._files.get(pair)
        if file is None:
            akin = [str(other) for other in self._files if pair.base in (other.base, other.quote)]
            raise UnknownName("pair", str(pair), akin[:3])
        return file


def _span(folder: Path) -> tuple[datetime, datetime]:
    first, last = [], []
    for file in recordings(folder).values():
        interval, opened = interval_of(file)
        first.append(int(opened[0]))
        last.append(int(opened[-1]) + interval.ms)
    return from_ms(min(first)), from_ms(max(last))


def _known(recording: Recording, now_ms: int) -> Recording:
    """Return what has closed by `now_ms`."""
    closed = int(np.searchsorted(recording.opened_ms, now_ms - recording.interval.ms, side="right"))
    return recording.sliced(slice(0, closed))


def _built(finer: Recording, interval: Interval) -> Recording:
    """Return the candles of a longer `interval` that the `finer` ones make; where there is none, none is made."""
    opened = finer.opened_ms // interval.ms * interval.ms
    if not opened.size:
        return replace(finer, interval=interval)
    first = np.flatnonzero(np.diff(opened, prepend=opened[0] - 1))
    last = np.append(first[1:], opened.size) - 1
    return Recording(
        interval,
        opened[first],
        finer.open[first],
        np.maximum.reduceat(finer.high, first),
        np.minimum.reduceat(finer.low, first),
        finer.close[last],
        np.add.reduceat(finer.volume, first),
    )


def _ticker(venue: str, pair: Pair, known: Recording) -> Ticker:
    """Return the last close and the 24 hours before it; without them where the recording is younger than that."""
    at = known.span[1]
    begin = to_ms(at) - _DAY_MS
    last = float(known.close[-1])
    if known.opened_ms[0] > begin:
        return Ticker(venue, pair, last, at)
    day = known.sliced(slice(int(np.searchsorted(known.opened_ms, begin)), None))
    typical = (day.high + day.low + day.close) / 3.0
    return Ticker(
        venue,
        pair,
        last,
        at,
        change_24h=last / float(day.open[0]) - 1.0,
        high_24h=float(day.high.max()),
        low_24h=float(day.low.min()),
        base_volume_24h=float(day.volume.sum()),
        quote_volume_24h=float((day.volume * typical).sum()),
    )


def _closes(venue: str, of: Mapping[Pair, Recording], after: datetime) -> Iterator[Trade]:
    """Yield every close after that instant, of all recordings, in order of time."""
    return heapq.merge(*(_closes_of(venue, pair, one, to_ms(after)) for pair, one in of.items()), key=lambda t: t.at)


def _closes_of(venue: str, pair: Pair, recording: Recording, after_ms: int) -> Iterator[Trade]:
    begin = int(np.searchsorted(recording.opened_ms, after_ms - recording.interval.ms, side="right"))
    rest = recording.sliced(slice(begin, None))
    for opened, price, volume in zip(rest.opened_ms, rest.close, rest.volume, strict=True):
        if volume > 0:
            yield Trade(venue, pair, float(price), float(volume), from_ms(int(opened) + recording.interval.ms))
