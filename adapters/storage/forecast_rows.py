"""Rows of the record of forecasts: as they are written, as they are read, and as links of their chains."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from math import isfinite
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, ColumnElement, Row, type_coerce

from adapters.storage.types import Instant
from core.forecasts.model import HORIZONS, Forecast, Outcome
from core.forecasts.record import (
    Fields,
    Kept,
    Link,
    Resolved,
    forecast_fields,
    outcome_fields,
    quantiles_read,
    quantiles_text,
)
from core.kernel.chain import Linked, link
from core.kernel.figures import written
from core.market.model import Coin, from_ms, to_ms

log = logging.getLogger(__name__)

# What a row says that is no forecast: the last two for instants beyond all calendars, and for brackets without end.
_NOT_ONE = (ValueError, TypeError, KeyError, OverflowError, RecursionError)


def as_kept(forecast: Forecast) -> Forecast:
    """Return a forecast as the table will give it back: whole milliseconds."""
    return replace(forecast, made_at=from_ms(to_ms(forecast.made_at)), cutoff_at=from_ms(to_ms(forecast.cutoff_at)))


def outcome_as_kept(outcome: Outcome) -> Outcome:
    return replace(outcome, at=from_ms(to_ms(outcome.at)), noted_at=from_ms(to_ms(outcome.noted_at)))


def forecast_values(number: int, forecast: Forecast, previous: str) -> dict[str, object]:
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


def outcome_values(number: int, outcome: Outcome, previous: str) -> dict[str, object]:
    return {
        "number": number,
        "forecast": outcome.forecast,
        "at": outcome.at,
        "noted_at": outcome.noted_at,
        "price": outcome.price,
        "previous": previous,
        "hash": link(previous, outcome_fields(number, outcome)),
    }


def as_it_stands(column: Column[Any]) -> ColumnElement[Any]:
    """Return a column to be read without being understood: SQLite keeps anything in any column, if somebody puts it
    there, and an instant that is none must not keep its row's neighbours from being read."""
    is_read_into = isinstance(column.type, Instant | Boolean)
    return type_coerce(column, BigInteger).label(column.name) if is_read_into else column


def readable(rows: Iterable[Row[Any]]) -> Iterator[Kept]:
    """Yield forecasts. A row that somebody changed into what is none hides no other; the chain names it."""
    for row in rows:
        try:
            yield Kept(row.number, _forecast(row))
        except _NOT_ONE as error:
            log.warning("row %s of the forecasts is no forecast any more: %s", row.number, error)


def readable_outcomes(rows: Iterable[Row[Any]]) -> Iterator[Resolved]:
    """Yield forecasts and what became of them, likewise."""
    for row in rows:
        try:
            yield Resolved(row.number, _forecast(row), _outcome(row))
        except _NOT_ONE as error:
            log.warning("row %s of the forecasts or its outcome is none any more: %s", row.number, error)


def _forecast(row: Row[Any]) -> Forecast:
    quantiles = quantiles_read(row.quantiles)
    if quantiles is None:
        raise ValueError("no quantiles")
    forecast = Forecast(
        coin=Coin(_text(row.coin_id), _text(row.symbol), _text(row.symbol)),
        horizon=HORIZONS[row.horizon],
        venue=_text(row.venue),
        unit=_text(row.unit),
        made_at=_instant(row.made_at),
        cutoff_at=_instant(row.cutoff_at),
        model_id=_text(row.model_id),
        last_price=row.last_price,
        quantiles=quantiles,
        plain=quantiles_read(row.plain),
        garch=quantiles_read(row.garch),
        widened=row.widened,
        young=_flag(row.young),
    )
    if _instant(row.due_at) != forecast.due_at:
        raise ValueError("it is due when it is not")
    return forecast


def _outcome(row: Row[Any]) -> Outcome:
    price = row.price
    if price is not None and not (isinstance(price, float) and isfinite(price) and price > 0):
        raise ValueError("no price")
    return Outcome(row.number, _instant(row.outcome_at), _instant(row.noted_at), price)


def _instant(value: object) -> datetime:
    if not isinstance(value, int):
        raise TypeError(f"no instant: {value!r}")
    return from_ms(value)


def _flag(value: object) -> bool:
    # PostgreSQL gives it as it is, SQLite as a number.
    if not (isinstance(value, int) and value in {0, 1}):
        raise TypeError(f"neither true nor false: {value!r}")
    return bool(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"no text: {value!r}")
    return value


def forecast_link(row: Sequence[Any]) -> Link:
    # As it stands in the table: a row that is no forecast any more is a broken link, not an error.
    (
        number, coin_id, symbol, horizon, venue, unit, made, cutoff, due, model_id, last_price, quantiles, plain, garch,
        widened, young, previous, link_hash,
    ) = row  # fmt: skip
    fields = (
        number, coin_id, symbol, horizon, venue, unit, made, cutoff, due, model_id, _as_written(last_price), quantiles,
        plain, garch, _as_written(widened), int(young) if isinstance(young, bool) else young,
    )  # fmt: skip
    return Link(int(number), Linked(_plain(fields), previous, link_hash))


def outcome_link(row: Sequence[Any]) -> Link:
    number, forecast, at, noted_at, price, previous, link_hash = row
    fields = (number, forecast, at, noted_at, None if price is None else _as_written(price))
    return Link(int(number), Linked(_plain(fields), previous, link_hash))


def _plain(fields: Sequence[Any]) -> Fields:
    # SQLite keeps bytes in a column of text, if somebody puts them there.
    return tuple(f"no text: {field!r}" if isinstance(field, bytes) else field for field in fields)


def _as_written(value: object) -> str:
    try:
        return written(float(value))  # type: ignore[arg-type]
    except (ValueError, TypeError):
        return f"no number: {value}"
