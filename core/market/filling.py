"""Brings missing candles home: from the venue, else from the next one, never made up."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from core.kernel.errors import Unavailable, UnknownName
from core.market.board import Board
from core.market.gaps import (
    ASKED_AGAIN_AFTER,
    Absence,
    Gap,
    absences_key,
    absences_text,
    asked_in_vain,
    find_gaps,
    found_after_all,
    merged,
    read_absences,
    read_unfinished,
    to_ask,
    unfinished_key,
    unfinished_text,
    without,
)
from core.market.model import CandleSeries, Pair, SeriesKey, from_ms, to_ms
from core.market.patience import within
from core.market.ports import Venue
from core.market.resample import masked
from core.market.routes import Router
from core.market.screening import ABSURD_JUMP, Screened, Tally, screen, with_witnesses
from core.market.world import World

CHUNK = 1_000
CALL_S = 6.0
# A candle that has just closed may come late; until then its absence means nothing.
LATE = timedelta(minutes=2)
# A price of so long ago is compared with prices of now.
NEAR = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Filled:
    """What was brought home: `rows` written, `refilled` of them from another venue, `silent` venues, `gone` when the
    series' own venue no longer trades the pair."""

    rows: int = 0
    refilled: int = 0
    tally: Tally = field(default_factory=Tally)
    silent: tuple[str, ...] = ()
    gone: bool = False

    def __add__(self, other: "Filled") -> "Filled":
        return Filled(
            self.rows + other.rows,
            self.refilled + other.refilled,
            self.tally + other.tally,
            tuple(dict.fromkeys((*self.silent, *other.silent))),
            self.gone or other.gone,
        )


class Filler:
    """Fills series in the store. One filling per series at a time; no unit of work spans a call to a venue."""

    def __init__(self, world: World, board: Board, router: Router) -> None:
        self._world, self._board, self._router = world, board, router
        self._locks: dict[SeriesKey, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._tail_asked: dict[SeriesKey, datetime] = {}
        self._seen_at: dict[SeriesKey, datetime] = {}

    def seen_at(self, key: SeriesKey) -> datetime | None:
        """Return when (market clock) candles of `key` last came in, None before the first time in this process."""
        return self._seen_at.get(key)

    async def complete(self, key: SeriesKey, since: datetime, until: datetime) -> Filled:
        """Bring every candle of `key` that opens in [since, until) and is not stored, newest first.

        Those that were not whole when they were stored are asked for again. Raises `Unavailable` if no venue answered
        at all; what came before that is kept.
        """
        async with self._locks[key]:
            filled = Filled()
            for chunk in chunked(await self._wanted(key, since, until), key.interval.ms * CHUNK):
                got, empty = await self._chunk(key, chunk)
                filled += got
                if empty and key.venue not in got.silent and await self._is_oldest(key, chunk):
                    await self._close_off(key, Gap(key.interval.floor_ms(to_ms(since)), chunk[-1].until_ms))
                    break
            return filled

    async def _wanted(self, key: SeriesKey, since: datetime, until: datetime) -> tuple[Gap, ...]:
        async with self._world.store.reading() as work:
            opened = await work.candles.opened_between(key, since, until)
            absences = read_absences(await work.memory.recall(absences_key(key)))
            unfinished = read_unfinished(await work.memory.recall(unfinished_key(key)))
        cut_short = (Gap(ms, ms + key.interval.ms) for ms in unfinished if to_ms(since) <= ms < to_ms(until))
        gaps = merged([*find_gaps(opened, key.interval, since, until), *cut_short])
        asked_at, now = self._tail_asked.get(key), self._world.real.now()
        if opened and asked_at is not None and now - asked_at < timedelta(seconds=self._board.patience.valid_s):
            # Somebody has just asked for the end of the series; it need not be asked for again.
            gaps = tuple(gap for gap in gaps if gap.since_ms < opened[-1])
        return to_ask(gaps, absences, self._world.market.now())

    async def _chunk(self, key: SeriesKey, gaps: tuple[Gap, ...]) -> tuple[Filled, bool]:
        filled, missing, answered, came = Filled(), gaps, False, 0
        for venue in self._asked_in_turn(key):
            if self._board.of(venue.id).refuses:
                filled += Filled(silent=(venue.id,))
                continue
            try:
                got = await self._ask(venue, key, missing)
            except Unavailable as error:
                self._board.of(venue.id).failed(error.reason, error.retry_after)
                filled += Filled(silent=(venue.id,))
                continue
            except UnknownName:
                filled += Filled(gone=venue.id == key.venue)
                continue
            self._board.of(venue.id).answered()
            answered, came = True, came + int(np.count_nonzero(got.opened_ms < missing[-1].until_ms))
            part, kept = await self._keep(key, venue, got, missing)
            filled += part
            missing = self._still_missing(key, missing, kept)
            if not missing:
                break
        if not answered:
            raise Unavailable(key.venue, "none")
        await self._note_absent(key, gaps, missing, confirmed=key.venue not in filled.silent)
        return filled, came == 0

    def _asked_in_turn(self, key: SeriesKey) -> list[Venue]:
        others = [v for v in self._router.sellers(key.pair) if v != key.venue]
        # Twice silent is down: the others come first then, so that not every call waits for it.
        boards = sorted(map(self._board.of, (key.venue, *others)), key=lambda b: b.is_resting and b.state.failed > 1)
        return [b.venue for b in boards]

    async def _ask(self, venue: Venue, key: SeriesKey, missing: Sequence[Gap]) -> CandleSeries:
        # One candle more on both sides: what the first is compared with, and what tells that the last is whole.
        since, until = missing[0].since - key.interval.length, missing[-1].until + key.interval.length
        work = _candles(venue, key, since, until)
        got = await within(self._world.real, CALL_S, work, venue.id)
        return replace(got, key=key, refilled=np.full(len(got), venue.id != key.venue))

    async def _keep(
        self, key: SeriesKey, venue: Venue, got: CandleSeries, missing: Sequence[Gap]
    ) -> tuple[Filled, CandleSeries]:
        if not len(got):
            return Filled(), got
        first, last = from_ms(int(got.opened_ms[0])), from_ms(int(got.opened_ms[-1]))
        async with self._world.store.reading() as work:
            before = await work.candles.newest(key, 1, first)
            stored = await work.candles.read(key, before_or(before, first), last + key.interval.length)
            unfinished = read_unfinished(await work.memory.recall(unfinished_key(key)))
        now = self._world.market.now()
        screened = screen(key, got, stored, now)
        if not len(before) and await self._is_odd(key, venue, screened.kept):
            screened = replace(screened, suspects=np.arange(len(screened.kept)) == 0)
        if screened.suspects.any():
            screened = with_witnesses(screened, await self._witnesses(key, venue, screened))
        foreign = venue.id != key.venue
        kept = replace(screened.kept, refilled=np.full(len(screened.kept), foreign))
        if foreign:
            # What the series' own venue said is never overwritten by another, unless it was cut short.
            kept = masked(kept, ~np.isin(kept.opened_ms, stored.opened_ms) | _within(kept, missing))
        kept = masked(kept, kept.opened_ms < missing[-1].until_ms)
        growing = _growing(kept, int(got.opened_ms[-1]), to_ms(now))
        # What may still grow replaces nothing that is whole.
        whole = np.isin(kept.opened_ms, [ms for ms in stored.opened_ms.tolist() if ms not in unfinished])
        kept = masked(kept, ~(whole & np.isin(kept.opened_ms, [*growing])))
        async with self._world.store.begin() as work:
            rows = await work.candles.append(kept)
            left = (unfinished - set(kept.opened_ms.tolist())) | (growing & set(kept.opened_ms.tolist()))
            if left != unfinished:
                await work.memory.keep(unfinished_key(key), unfinished_text(left))
            await work.commit()
        self._tail_asked[key], self._seen_at[key] = self._world.real.now(), now
        # A running candle from elsewhere comes in again and again, and is one.
        marked = np.isin(kept.opened_ms, stored.opened_ms[stored.refilled])
        refilled = int(np.count_nonzero(~marked)) if foreign else 0
        return Filled(rows, refilled, screened.tally), kept

    async def _is_odd(self, key: SeriesKey, speaker: Venue, series: CandleSeries) -> bool:
        """Whether candles before which nothing is stored are tenfold off what others say now."""
        others = dict(islice(self._others_like(key.pair, speaker.id), 2))
        if not others or not len(series) or from_ms(int(series.opened_ms[-1])) < self._world.market.now() - NEAR:
            return False
        held = await self._board.tickers({name: [pair] for name, pair in others.items()}, lambda _: True)
        last = float(series.close[-1])
        return any(max(last / t.last, t.last / last) >= ABSURD_JUMP for t in held.values())

    async def _witnesses(self, key: SeriesKey, speaker: Venue, screened: Screened) -> list[CandleSeries]:
        first = int(np.flatnonzero(screened.suspects)[0])
        since = from_ms(int(screened.kept.opened_ms[first]))
        until = from_ms(int(screened.kept.opened_ms[-1]) + key.interval.ms)
        heard: list[CandleSeries] = []
        for name, pair in self._others_like(key.pair, speaker.id):
            if len(heard) == 2:
                break
            try:
                work = _candles(self._board.of(name).venue, replace(key, pair=pair), since, until)
                heard.append(await within(self._world.real, CALL_S, work, name))
            except Unavailable as error:
                self._board.of(name).failed(error.reason, error.retry_after)
            except UnknownName:
                self._router.forget(name, pair)
        return heard

    def _others_like(self, pair: Pair, speaker: str) -> Iterator[tuple[str, Pair]]:
        # Tenfold is judged here, so a dollar coin is as good a witness as the dollar.
        dollars = ("USDT", "USD", "USDC")
        quotes = (pair.quote, *(q for q in dollars if q != pair.quote)) if pair.quote in dollars else (pair.quote,)
        for venue in self._router.venues:
            like = (p for q in quotes if self._router.lists(venue, p := Pair(pair.base, q)))
            if venue != speaker and not self._board.of(venue).refuses and (found := next(like, None)):
                yield venue, found

    def _still_missing(self, key: SeriesKey, missing: Sequence[Gap], kept: CandleSeries) -> tuple[Gap, ...]:
        there = [Gap(ms, ms + key.interval.ms) for ms in kept.opened_ms.tolist()]
        return without(missing, there)

    async def _note_absent(
        self, key: SeriesKey, asked: Sequence[Gap], missing: Sequence[Gap], *, confirmed: bool
    ) -> None:
        now = self._world.market.now()
        closed = key.interval.floor_ms(to_ms(now - min(LATE, key.interval.length)))
        gone = without(missing, [Gap(closed, max(closed, asked[-1].until_ms))]) if confirmed else ()
        async with self._world.store.begin() as work:
            before = read_absences(await work.memory.recall(absences_key(key)))
            came = without(asked, missing)
            after = found_after_all(before, without([a.gap for a in before], came))
            after = asked_in_vain(after, gone, now) if gone else after
            if after != before:
                await work.memory.keep(absences_key(key), absences_text(after))
                await work.commit()

    async def _is_oldest(self, key: SeriesKey, chunk: Sequence[Gap]) -> bool:
        async with self._world.store.reading() as work:
            span = await work.candles.span(key)
        return span is not None and chunk[-1].until <= span[0]

    async def _close_off(self, key: SeriesKey, older: Gap) -> None:
        """Nothing came from before the first candle: the pair was not listed yet, which will not change."""
        if older.until_ms <= older.since_ms:
            return
        async with self._world.store.begin() as work:
            before = read_absences(await work.memory.recall(absences_key(key)))
            final = Absence(older, len(ASKED_AGAIN_AFTER) + 1, self._world.market.now())
            rest = found_after_all(before, without([a.gap for a in before], [older]))
            await work.memory.keep(absences_key(key), absences_text(sorted([final, *rest], key=lambda a: a.gap)))
            await work.commit()


def chunked(gaps: Sequence[Gap], most_ms: int) -> list[tuple[Gap, ...]]:
    """Return `gaps` cut and grouped so that no group spans more than `most_ms`: newest group first, each in order."""
    groups: list[list[Gap]] = []
    for gap in reversed(merged(gaps)):
        until = gap.until_ms
        while until > gap.since_ms:
            part = Gap(max(gap.since_ms, until - most_ms), until)
            if groups and groups[-1][0].until_ms - part.since_ms <= most_ms:
                groups[-1].insert(0, part)
            else:
                groups.append([part])
            until = part.since_ms
    return [tuple(merged(group)) for group in groups]


def before_or(series: CandleSeries, otherwise: datetime) -> datetime:
    """Return when the first candle of `series` opened, else `otherwise`."""
    return from_ms(int(series.opened_ms[0])) if len(series) else otherwise


def _growing(series: CandleSeries, said_ms: int, now_ms: int) -> frozenset[int]:
    """Return the candle that may not be whole yet: the last one, while it runs or when its venue has said nothing of
    what follows (`said_ms` opened the last it spoke of)."""
    if not len(series):
        return frozenset()
    last_ms = int(series.opened_ms[-1])
    return frozenset({last_ms}) if last_ms + series.key.interval.ms > now_ms or said_ms <= last_ms else frozenset()


def _within(series: CandleSeries, gaps: Sequence[Gap]) -> NDArray[np.bool_]:
    inside = [any(gap.since_ms <= ms < gap.until_ms for gap in gaps) for ms in series.opened_ms.tolist()]
    return np.array(inside, dtype=np.bool_)


async def _candles(venue: Venue, key: SeriesKey, since: datetime, until: datetime) -> CandleSeries:
    return await venue.candles(key.pair, key.interval, since, until)
