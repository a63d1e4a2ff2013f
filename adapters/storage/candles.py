"""Candles: rows by series and opening time, read straight into columns."""

from collections.abc import Sequence
from datetime import datetime
from itertools import chain, repeat
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, ScalarSelect, exists, func, select

from adapters.storage.tables import candles, series
from adapters.storage.transaction import Transaction
from core.market.model import CandleSeries, Interval, Pair, SeriesKey, from_ms, to_ms

_COLUMNS = ("opened_ms", "open", "high", "low", "close", "volume", "refilled")
_OF_SERIES = (
    " FROM candles WHERE series_id ="
    ' (SELECT id FROM series WHERE venue = ? AND base = ? AND quote = ? AND "interval" = ?)'
)
_READ = f"SELECT {', '.join(_COLUMNS)}{_OF_SERIES} AND opened_ms >= ? AND opened_ms < ? ORDER BY opened_ms"
_NEWEST = f"SELECT {', '.join(_COLUMNS)}{_OF_SERIES} AND opened_ms < ? ORDER BY opened_ms DESC LIMIT ?"
_OPENED = f"SELECT opened_ms{_OF_SERIES} AND opened_ms >= ? AND opened_ms < ? ORDER BY opened_ms"

_VALUES = _COLUMNS[1:]
_UPSERT = (
    f" ON CONFLICT (series_id, opened_ms) DO UPDATE SET {', '.join(f'{v} = excluded.{v}' for v in _VALUES)}"
    f" WHERE ({', '.join(f'candles.{v}' for v in _VALUES)}) <> ({', '.join(f'excluded.{v}' for v in _VALUES)})"
)
_INTO = f"INSERT INTO candles (series_id, opened_ms, {', '.join(_VALUES)})"
_SQLITE_APPEND = f"{_INTO} VALUES (?, ?, ?, ?, ?, ?, ?, ?){_UPSERT}"
# One statement with a column per array: asyncpg sends each as one binary value.
_POSTGRES_APPEND = (
    f"{_INTO} SELECT $1, * FROM unnest($2::bigint[], $3::float8[], $4::float8[], $5::float8[], $6::float8[],"  # noqa: S608 - all ours
    f" $7::float8[], $8::boolean[]){_UPSERT}"
)
_WORTH_COPYING = 500


class SqlCandles:
    """A Candles."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def read(self, key: SeriesKey, since: datetime, until: datetime) -> CandleSeries:
        rows = await self._transaction.rows(_READ, (*_named(key).values(), to_ms(since), to_ms(until)))
        return _columns(key, rows)

    async def newest(self, key: SeriesKey, count: int, until: datetime) -> CandleSeries:
        rows = await self._transaction.rows(_NEWEST, (*_named(key).values(), to_ms(until), count))
        return _columns(key, rows[::-1])

    async def append(self, series: CandleSeries) -> int:
        if not len(series):
            return 0
        series_id = await self._series_id(series.key)
        columns = [getattr(series, column).tolist() for column in _COLUMNS]
        rows = zip(repeat(series_id), *columns, strict=False)
        if self._transaction.is_sqlite:
            return await self._transaction.run_as_written(_SQLITE_APPEND, list(rows))
        if len(series) >= _WORTH_COPYING and await self._is_all_new(series_id, series):
            await self._transaction.copy(candles, ("series_id", *_COLUMNS), rows)
            return len(series)
        return await self._transaction.run_as_written(_POSTGRES_APPEND, (series_id, *columns))

    async def opened_between(self, key: SeriesKey, since: datetime, until: datetime) -> Sequence[int]:
        rows = await self._transaction.rows(_OPENED, (*_named(key).values(), to_ms(since), to_ms(until)))
        return [row[0] for row in rows]

    async def span(self, key: SeriesKey) -> tuple[datetime, datetime] | None:
        # Two sub-selects: each is one look at the end of the index, both in one select would read the series.
        first, last = (
            select(end(candles.c.opened_ms)).where(candles.c.series_id == _id_of(key)).scalar_subquery()
            for end in (func.min, func.max)
        )
        row = (await self._transaction.run(select(first.label("first"), last.label("last")))).one()
        return None if row.first is None else (from_ms(row.first), from_ms(row.last))

    async def keys(self) -> Sequence[SeriesKey]:
        """Return every series that has a candle, in order."""
        has_candles = exists().where(candles.c.series_id == series.c.id)
        found = await self._transaction.run(select(series).where(has_candles))
        return tuple(
            sorted(
                (SeriesKey(row.venue, Pair(row.base, row.quote), Interval(row.interval)) for row in found),
                key=lambda key: (key.venue, key.pair, key.interval.ms),
            )
        )

    async def _is_all_new(self, series_id: int, new: CandleSeries) -> bool:
        first, last = int(new.opened_ms[0]), int(new.opened_ms[-1])
        within = candles.c.series_id == series_id, candles.c.opened_ms.between(first, last)
        return (await self._transaction.run(select(candles.c.opened_ms).where(*within).limit(1))).first() is None

    async def _series_id(self, key: SeriesKey) -> int:
        # The row is locked (where the database can), so that nobody else adds to the series until we are done.
        known = await self._transaction.run(select(series.c.id).where(*_is(key)).with_for_update())
        series_id = known.scalar_one_or_none()
        if series_id is not None:
            return int(series_id)
        await self._transaction.run(self._transaction.insert(series).values(_named(key)).on_conflict_do_nothing())
        return await self._series_id(key)


def _named(key: SeriesKey) -> dict[str, str]:
    return {"venue": key.venue, "base": key.pair.base, "quote": key.pair.quote, "interval": key.interval.value}


def _is(key: SeriesKey) -> list[ColumnElement[bool]]:
    return [series.c[column] == value for column, value in _named(key).items()]


def _id_of(key: SeriesKey) -> ScalarSelect[int]:
    return select(series.c.id).where(*_is(key)).scalar_subquery()


def _columns(key: SeriesKey, rows: Sequence[Sequence[Any]]) -> CandleSeries:
    # By way of float64 at once, which holds a millisecond exactly until the year 287396.
    table = np.fromiter(chain.from_iterable(rows), np.float64, len(rows) * len(_COLUMNS)).reshape(-1, len(_COLUMNS))
    opened, first, high, low, last, volume, refilled = (np.ascontiguousarray(column) for column in table.T)
    return CandleSeries(key, opened.astype(np.int64), first, high, low, last, volume, refilled != 0)
