"""The record of forecasts: rows written before the outcome, and outcomes when they are known, each a chain of its own.

Both are append-only. Whoever edits, removes or reorders a row breaks its chain there; whoever writes an outcome that
the candles do not say is found by looking the price up again.
"""

import json
from dataclasses import dataclass

from core.forecasts.model import Forecast, Outcome, Quantiles, quantiles_of
from core.kernel.chain import Linked
from core.kernel.figures import written
from core.market.model import to_ms

Fields = tuple[str | int | None, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A forecast as it is kept under its number."""

    number: int
    forecast: Forecast


@dataclass(frozen=True, slots=True)
class Due:
    """Forecasts that wait for an outcome, and in how many `rows` they were found: a row that is no forecast any more is
    due like the others, and will not be resolved."""

    forecasts: tuple[Kept, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class Resolved:
    """A forecast whose due instant has passed, and what became of it."""

    number: int
    forecast: Forecast
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Link:
    """A row of one of the chains as it stands in the table, under its number."""

    number: int
    linked: Linked


@dataclass(frozen=True, slots=True)
class Broken:
    """The first row that does not fit: of which chain ("forecasts", "outcomes"), and its number."""

    chain: str
    number: int


def quantiles_text(quantiles: Quantiles | None) -> str | None:
    """Return quantiles as they are kept: plain decimals, the shortest that say the same."""
    return None if quantiles is None else json.dumps([written(q) for q in quantiles], separators=(",", ":"))


def quantiles_read(text: str | None) -> Quantiles | None:
    """Return what `quantiles_text` wrote. ValueError or TypeError for what it did not."""
    if text is None:
        return None
    return quantiles_of([float(q) for q in json.loads(text)])


def forecast_fields(number: int, forecast: Forecast) -> Fields:
    """Return everything that a forecast's link vouches for."""
    return (
        number,
        forecast.coin.id,
        forecast.coin.symbol,
        forecast.horizon.text,
        forecast.venue,
        forecast.unit,
        to_ms(forecast.made_at),
        to_ms(forecast.cutoff_at),
        to_ms(forecast.due_at),
        forecast.model_id,
        written(forecast.last_price),
        quantiles_text(forecast.quantiles),
        quantiles_text(forecast.plain),
        quantiles_text(forecast.garch),
        written(forecast.widened),
        int(forecast.young),
    )


def outcome_fields(number: int, outcome: Outcome) -> Fields:
    """Return everything that an outcome's link vouches for."""
    price = None if outcome.price is None else written(outcome.price)
    return (number, outcome.forecast, to_ms(outcome.at), to_ms(outcome.noted_at), price)
