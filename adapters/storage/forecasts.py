"""The record of forecasts: two chains, appended to and never changed."""

import asyncio
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, func, select

from adapters.storage.forecast_rows import (
    as_it_stands,
    as_kept,
    forecast_link,
    forecast_values,
    outcome_as_kept,
    outcome_link,
    outcome_values,
    readable,
    readable_outcomes,
)
from adapters.storage.forecast_tables import forecast_outcomes, forecasts
from adapters.storage.memory import SqlMemory
from adapters.storage.transaction import Transaction
from core.forecasts.model import Forecast, Horizon, Lane, Outcome
from core.forecasts.record import Due, Kept, Link, Resolved
from core.kernel.chain import BEGINNING
from core.market.model import to_ms

# Any number, as long as nothing else in this database takes the lock of the same number.
_APPENDING = 7_261_002


class SqlForecasts:
    """A core.forecasts.ports.Forecasts."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def append(self, new: Sequence[Forecast]) -> Sequence[Kept]:
        await self._alone()
        taken, known = await self._like(new)
        number, previous = await self._end("forecasts")
        kept, rows = [], []
        for forecast in map(as_kept, new):
            if (there := known.get(_identity(forecast))) is not None:
                kept.append(there)
                continue
            if _identity(forecast) in taken:
                # Its row was changed into what is no forecast; it is neither shown nor written over.
                continue
            number += 1
            row = forecast_values(number, forecast, previous)
            rows.append(row)
            previous = str(row["hash"])
            kept.append(Kept(number, forecast))
            known[_identity(forecast)] = kept[-1]
        if rows:
            await self._transaction.run(forecasts.insert(), rows)
            await self._written("forecasts", number, previous)
        return kept

    async def newest(self, coin_ids: Sequence[str], lane: Lane, since: datetime) -> Sequence[Kept]:
        texts = [horizon.text for horizon in lane.horizons]
        found = await self._transaction.run(
            select(*_ROW)
            .where(forecasts.c.horizon.in_(texts), forecasts.c.cutoff_at >= since)
            .where(forecasts.c.coin_id.in_(coin_ids))
            .order_by(forecasts.c.number.desc())
        )
        seen: dict[tuple[str, str, str], Kept] = {}
        for kept in readable(found):
            forecast = kept.forecast
            seen.setdefault((forecast.coin.id, forecast.horizon.text, forecast.model_id), kept)
        return tuple(seen.values())

    async def due(self, now: datetime, limit: int, skipped: int = 0) -> Due:
        found = await self._transaction.run(
            select(*_ROW)
            .select_from(forecasts)
            .outerjoin(forecast_outcomes, forecast_outcomes.c.forecast == forecasts.c.number)
            .where(forecasts.c.due_at <= now, forecast_outcomes.c.number.is_(None))
            .order_by(forecasts.c.due_at, forecasts.c.number)
            .limit(limit)
            .offset(skipped)
        )
        rows = list(found)
        return Due(tuple(readable(rows)), len(rows))

    async def resolve(self, outcomes: Sequence[Outcome]) -> int:
        await self._alone()
        asked = [outcome.forecast for outcome in outcomes]
        there = await self._transaction.run(
            select(forecast_outcomes.c.forecast).where(forecast_outcomes.c.forecast.in_(asked))
        )
        known = {row.forecast for row in there}
        number, previous = await self._end("outcomes")
        rows = []
        for outcome in map(outcome_as_kept, outcomes):
            if outcome.forecast in known:
                continue
            known.add(outcome.forecast)
            number += 1
            row = outcome_values(number, outcome, previous)
            rows.append(row)
            previous = str(row["hash"])
        if rows:
            await self._transaction.run(forecast_outcomes.insert(), rows)
            await self._written("outcomes", number, previous)
        return len(rows)

    async def resolved(self, horizon: Horizon, since: datetime) -> Sequence[Resolved]:
        found = await self._transaction.run(
            select(
                *_ROW,
                as_it_stands(forecast_outcomes.c.at).label("outcome_at"),
                as_it_stands(forecast_outcomes.c.noted_at),
                forecast_outcomes.c.price,
            )
            .select_from(forecasts)
            .join(forecast_outcomes, forecast_outcomes.c.forecast == forecasts.c.number)
            .where(forecasts.c.horizon == horizon.text, forecasts.c.cutoff_at >= since)
            .order_by(forecasts.c.cutoff_at, forecasts.c.number)
        )
        return tuple(readable_outcomes(found))

    async def last_outcome(self) -> int:
        found = await self._transaction.run(select(func.max(forecast_outcomes.c.number)))
        return found.scalar_one() or 0

    async def links(self, chain: str, after: int, limit: int) -> Sequence[Link]:
        # The driver's own rows, in a thread: of a hundred thousand what is done to each counts.
        sql, linked = _CHAINS[chain]
        rows = await self._transaction.rows(sql, (after, limit))
        return await asyncio.to_thread(lambda: [linked(row) for row in rows])

    async def _alone(self) -> None:
        if not self._transaction.is_sqlite:
            # Two who append at once would both follow the same row. SQLite has one writer anyway.
            await self._transaction.run(select(func.pg_advisory_xact_lock(_APPENDING)))

    async def written_to(self, chain: str) -> tuple[int, str] | None:
        text = await SqlMemory(self._transaction).recall(_END.format(chain=chain))
        if text is None:
            return None
        number, row_hash = json.loads(text)
        return int(number), str(row_hash)

    async def _written(self, chain: str, number: int, row_hash: str) -> None:
        await SqlMemory(self._transaction).keep(_END.format(chain=chain), json.dumps([number, row_hash]))

    async def _end(self, chain: str) -> tuple[int, str]:
        """Return number and hash of the row that was written last to a chain: the next one follows it even where it was
        cut off, so that the gap stays to be seen."""
        table = _TABLES[chain]
        found = await self._transaction.run(
            select(table.c.number, table.c.hash).order_by(table.c.number.desc()).limit(1)
        )
        last = found.one_or_none()
        there = (0, BEGINNING) if last is None else (int(last.number), str(last.hash))
        written_to = await self.written_to(chain)
        return there if written_to is None or written_to[0] < there[0] else written_to

    async def _like(self, new: Sequence[Forecast]) -> "tuple[set[_Identity], dict[_Identity, Kept]]":
        """Return which forecasts like some of `new` have a row, and those of the rows that can be read."""
        if not new:
            return set(), {}
        found = await self._transaction.run(
            select(*_ROW)
            .where(forecasts.c.coin_id.in_({forecast.coin.id for forecast in new}))
            .where(forecasts.c.horizon.in_({forecast.horizon.text for forecast in new}))
            .where(forecasts.c.cutoff_at >= min(forecast.cutoff_at for forecast in new))
        )
        rows = list(found)
        taken = {(row.coin_id, row.horizon, row.cutoff_at, row.model_id) for row in rows}
        return taken, {_identity(kept.forecast): kept for kept in readable(rows)}


_Identity = tuple[str, str, int, str]


def _identity(forecast: Forecast) -> _Identity:
    return forecast.coin.id, forecast.horizon.text, to_ms(forecast.cutoff_at), forecast.model_id


def _reading(table: Table) -> str:
    columns = ", ".join(column.name for column in table.columns)
    return f"SELECT {columns} FROM {table.name} WHERE number > ? ORDER BY number LIMIT ?"  # noqa: S608 - all ours


_END = "forecast-end:{chain}"
_ROW = [as_it_stands(column) for column in forecasts.c]
_TABLES = {"forecasts": forecasts, "outcomes": forecast_outcomes}
_CHAINS: dict[str, tuple[str, Callable[[Sequence[Any]], Link]]] = {
    "forecasts": (_reading(forecasts), forecast_link),
    "outcomes": (_reading(forecast_outcomes), outcome_link),
}
