"""The record of forecasts: two chains, appended to and never changed."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Table, func, select

from adapters.storage.forecast_tables import forecast_outcomes, forecasts
from adapters.storage.transaction import Transaction
from core.forecasts.model import HORIZONS, Forecast, Horizon, Lane, Outcome
from core.forecasts.record import (
    Kept,
    Link,
    Resolved,
    forecast_fields,
    outcome_fields,
    quantiles_read,
    quantiles_text,
)
from core.kernel.chain import BEGINNING, Linked, link
from core.kernel.figures import written
from core.market.model import Coin, from_ms, to_ms

# Any number, as long as nothing else in this database takes the lock of the same number.
_APPENDING = 7_261_002


class SqlForecasts:
    """A core.forecasts.ports.Forecasts."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def append(self, new: Sequence[Forecast]) -> Sequence[Kept]:
        await self._alone()
        known = {_identity(kept.forecast): kept for kept in await self._like(new)}
        number, previous = await self._end(forecasts)
        kept, rows = [], []
        for forecast in map(_as_kept, new):
            if (there := known.get(_identity(forecast))) is not None:
                kept.append(there)
                continue
            number += 1
            row = _forecast_values(number, forecast, previous)
            rows.append(row)
            previous = str(row["hash"])
            kept.append(Kept(number, forecast))
            known[_identity(forecast)] = kept[-1]
        if rows:
            await self._transaction.run(forecasts.insert(), rows)
        return kept

    async def newest(self, coin_ids: Sequence[str], lane: Lane, since: datetime) -> Sequence[Kept]:
        texts = [horizon.text for horizon in lane.horizons]
        found = await self._transaction.run(
            select(forecasts)
            .where(forecasts.c.horizon.in_(texts), forecasts.c.cutoff_at >= since)
            .where(forecasts.c.coin_id.in_(coin_ids))
            .order_by(forecasts.c.number.desc())
        )
        seen: dict[tuple[str, str, str], Kept] = {}
        for row in found:
            seen.setdefault((row.coin_id, row.horizon, row.model_id), _kept(row))
        return tuple(seen.values())

    async def due(self, now: datetime, limit: int) -> Sequence[Kept]:
        found = await self._transaction.run(
            select(forecasts)
            .outerjoin(forecast_outcomes, forecast_outcomes.c.forecast == forecasts.c.number)
            .where(forecasts.c.due_at <= now, forecast_outcomes.c.number.is_(None))
            .order_by(forecasts.c.due_at, forecasts.c.number)
            .limit(limit)
        )
        return tuple(_kept(row) for row in found)

    async def resolve(self, outcomes: Sequence[Outcome]) -> int:
        await self._alone()
        asked = [outcome.forecast for outcome in outcomes]
        there = await self._transaction.run(
            select(forecast_outcomes.c.forecast).where(forecast_outcomes.c.forecast.in_(asked))
        )
        known = {row.forecast for row in there}
        number, previous = await self._end(forecast_outcomes)
        rows = []
        for outcome in map(_outcome_as_kept, outcomes):
            if outcome.forecast in known:
                continue
            known.add(outcome.forecast)
            number += 1
            row = _outcome_values(number, outcome, previous)
            rows.append(row)
            previous = str(row["hash"])
        if rows:
            await self._transaction.run(forecast_outcomes.insert(), rows)
        return len(rows)

    async def resolved(self, horizon: Horizon, since: datetime) -> Sequence[Resolved]:
        found = await self._transaction.run(
            select(
                forecasts,
                forecast_outcomes.c.at.label("outcome_at"),
                forecast_outcomes.c.noted_at,
                forecast_outcomes.c.price,
            )
            .join(forecast_outcomes, forecast_outcomes.c.forecast == forecasts.c.number)
            .where(forecasts.c.horizon == horizon.text, forecasts.c.cutoff_at >= since)
            .order_by(forecasts.c.cutoff_at, forecasts.c.number)
        )
        return tuple(
            Resolved(row.number, _forecast(row), Outcome(row.number, row.outcome_at, row.noted_at, row.price))
            for row in found
        )

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

    async def _end(self, table: Table) -> tuple[int, str]:
        """Return number and hash of a chain's last row."""
        found = await self._transaction.run(
            select(table.c.number, table.c.hash).order_by(table.c.number.desc()).limit(1)
        )
        last = found.one_or_none()
        return (0, BEGINNING) if last is None else (last.number, last.hash)

    async def _like(self, new: Sequence[Forecast]) -> Sequence[Kept]:
        """Return the rows that may be the same forecasts as some of `new`."""
        if not new:
            return ()
        found = await self._transaction.run(
            select(forecasts)
            .where(forecasts.c.coin_id.in_({forecast.coin.id for forecast in new}))
            .where(forecasts.c.horizon.in_({forecast.horizon.text for forecast in new}))
            .where(forecasts.c.cutoff_at >= min(forecast.cutoff_at for forecast in new))
        )
        return tuple(_kept(row) for row in found)


def _identity(forecast: Forecast) -> tuple[str, str, datetime, str]:
    return forecast.coin.id, forecast.horizon.text, forecast.cutoff_at, forecast.model_id


def _as_kept(forecast: Forecast) -> Forecast:
    """Return a forecast as the table will give it back: whole milliseconds."""
    return replace(forecast, made_at=from_ms(to_ms(forecast.made_at)), cutoff_at=from_ms(to_ms(forecast.cutoff_at)))


def _outcome_as_kept(outcome: Outcome) -> Outcome:
    return replace(outcome, at=from_ms(to_ms(outcome.at)), noted_at=from_ms(to_ms(outcome.noted_at)))


def _forecast_values(number: int, forecast: Forecast, previous: str) -> dict[str, object]:
    return {
        "number": number,
        "coin_id": forecast.coin.id,
        "symbol": forecast.coin.symbol,
        "horizon": forecast.horizon.text,
        "venue": forecast.venue,
        "unit": forecast.unit,
        "made_at": forecast.made_at,
        "cutoff_at": forecast.cutoff_at,
        "due_at": forecast.due_at,
        "model_id": forecast.model_id,
        "last_price": forecast.last_price,
        "quantiles": quantiles_text(forecast.quantiles),
        "plain": quantiles_text(forecast.plain),
        "garch": quantiles_text(forecast.garch),
        "widened": forecast.widened,
        "young": forecast.young,
        "previous": previous,
        "hash": link(previous, forecast_fields(number, forecast)),
    }


def _outcome_values(number: int, outcome: Outcome, previous: str) -> dict[str, object]:
    return {
        "number": number,
        "forecast": outcome.forecast,
        "at": outcome.at,
        "noted_at": outcome.noted_at,
        "price": outcome.price,
        "previous": previous,
        "hash": link(previous, outcome_fields(number, outcome)),
    }


def _kept(row: Row[Any]) -> Kept:
    return Kept(row.number, _forecast(row))


def _forecast(row: Row[Any]) -> Forecast:
    quantiles = quantiles_read(row.quantiles)
    assert quantiles is not None
    return Forecast(
        coin=Coin(row.coin_id, row.symbol, row.symbol),
        horizon=HORIZONS[row.horizon],
        venue=row.venue,
        unit=row.unit,
        made_at=row.made_at,
        cutoff_at=row.cutoff_at,
        model_id=row.model_id,
        last_price=row.last_price,
        quantiles=quantiles,
        plain=quantiles_read(row.plain),
        garch=quantiles_read(row.garch),
        widened=row.widened,
        young=row.young,
    )


def _forecast_link(row: Sequence[Any]) -> Link:
    # As it stands in the table: a row that is no forecast any more is a broken link, not an error.
    (
        number, coin_id, symbol, horizon, venue, unit, made, cutoff, due, model_id, last_price, quantiles, plain, garch,
        widened, young, previous, link_hash,
    ) = row  # fmt: skip
    fields = (
        number, coin_id, symbol, horizon, venue, unit, made, cutoff, due, model_id, _as_written(last_price), quantiles,
        plain, garch, _as_written(widened), int(young),
    )  # fmt: skip
    return Link(int(number), Linked(fields, previous, link_hash))


def _outcome_link(row: Sequence[Any]) -> Link:
    number, forecast, at, noted_at, price, previous, link_hash = row
    fields = (number, forecast, at, noted_at, None if price is None else _as_written(price))
    return Link(int(number), Linked(fields, previous, link_hash))


def _as_written(value: object) -> str:
    try:
        return written(float(value))  # type: ignore[arg-type]
    except (ValueError, TypeError):
        return f"no number: {value}"


def _reading(table: Table) -> str:
    columns = ", ".join(column.name for column in table.columns)
    return f"SELECT {columns} FROM {table.name} WHERE number > ? ORDER BY number LIMIT ?"  # noqa: S608 - all ours


_CHAINS: dict[str, tuple[str, Callable[[Sequence[Any]], Link]]] = {
    "forecasts": (_reading(forecasts), _forecast_link),
    "outcomes": (_reading(forecast_outcomes), _outcome_link),
}
