"""Rows of the record of forecasts: as they are written, as they are read, and as links of their chains."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import isfinite
from typing import Any

from sqlalchemy import Row

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


def readable(rows: Iterable[Row[Any]]) -> Iterator[Kept]:
    """Yield forecasts. A row that somebody changed into what is none hides no other; the chain names it."""
    for row in rows:
        try:
            yield Kept(row.number, _forecast(row))
        except (ValueError, TypeError, KeyError) as error:
            log.warning("row %s of the forecasts is no forecast any more: %s", row.number, error)


def readable_outcomes(rows: Iterable[Row[Any]]) -> Iterator[Resolved]:
    """Yield forecasts and what became of them, likewise."""
    known = list(rows)
    outcomes = {row.number: Outcome(row.number, row.outcome_at, row.noted_at, row.price) for row in known}
    for kept in readable(known):
        price = outcomes[kept.number].price
        if price is None or _is_price(price):
            yield Resolved(kept.number, kept.forecast, outcomes[kept.number])


def _is_price(value: object) -> bool:
    return isinstance(value, float) and isfinite(value) and value > 0


def _forecast(row: Row[Any]) -> Forecast:
    quantiles = quantiles_read(row.quantiles)
    if quantiles is None:
        raise ValueError("no quantiles")
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


def forecast_link(row: Sequence[Any]) -> Link:
    # As it stands in the table: a row that is no forecast any more is a broken link, not an error.
    (
        number, coin_id, symbol, horizon, venue, unit, made, cutoff, due, model_id, last_price, quantiles, plain, garch,
        widened, young, previous, link_hash,
    ) = row  # fmt: skip
    fields = (
        number, coin_id, symbol, horizon, venue, unit, made, cutoff, due, model_id, _as_written(last_price), quantiles,
        plain, garch, _as_written(widened), young if isinstance(young, str) else int(young),
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
