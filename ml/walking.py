"""Walks forward through the past: models are made at fixed dates from what was known then, and never asked before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from core.market.model import Floats, Instants
from ml import sample as samples
from ml.ensemble import Ensemble, Told, fit
from ml.features import Table
from ml.members import SERVED
from ml.recalibration import Record, misses, widths_at
from ml.sample import Rows
from ml.spacing import LEVELS

_FEWEST_ROWS = 300


@dataclass(frozen=True, slots=True)
class Plan:
    """How to walk: members by name, the seed, and how many candles a model serves (None: as the spacing says)."""

    names: Sequence[str] = SERVED
    seed: int = 20
    refit: int | None = None


@dataclass(frozen=True, slots=True)
class Era:
    """A model and the rows [start, end) it answers at; it has seen no row after `start`."""

    model: Ensemble
    start: int
    end: int


def eras(table: Table, span: range, plan: Plan, told: Told | None = None) -> Iterable[Era]:
    """Yield models that serve the rows of `span`, one after the other.

    Refits stand on a grid of time since 1970, so which day is asked about changes no model. A date at which nothing
    could be learnt yet has no model.
    """
    spacing = table.panel.spacing
    refit = plan.refit or spacing.refit
    since_1970 = int(table.panel.times[0]) // spacing.ms + span.start
    starts = list(range(span.start - since_1970 % refit, span.stop, refit))
    for place, begin in enumerate(starts):
        if told is not None:
            told(place / len(starts))
        if begin < 0:
            continue
        model = _model(table, begin, plan)
        if model is not None:
            yield Era(model, begin, min(begin + refit, span.stop))


def walk(table: Table, origins: Instants, plan: Plan, told: Told | None = None) -> Floats:
    """Return quantiles of log returns, [coin, origin, horizon, level]; NaN where there is no forecast.

    Parameters
    ----------
    origins : [origin]
        Rows whose close is the last price known; ascending.
    """
    panel, spacing = table.panel, table.panel.spacing
    shape = (len(panel.coins), len(spacing.horizons), LEVELS.size)
    every = np.arange(panel.times.size)
    first = max(int(origins[0]) - spacing.year - spacing.longest, 0)
    recorded = every[(panel.times // spacing.ms % spacing.record_step == 0) & (every >= first)]
    recorded = recorded[recorded <= origins[-1]]
    asked = np.union1d(recorded, origins)
    told_raw = np.full((asked.size, *shape), np.nan)
    for era in eras(table, range(first, int(origins[-1]) + 1), plan, told):
        rows = _at(table, asked, era)
        told_raw[np.searchsorted(asked, rows.time), rows.coin] = era.model.quantiles(table, rows)
    record = _record(table, recorded, told_raw[np.searchsorted(asked, recorded)])
    out = np.full((shape[0], origins.size, *shape[1:]), np.nan)
    for place, row in enumerate(origins):
        factors = widths_at(record, int(row)).own
        out[:, place] = told_raw[np.searchsorted(asked, row)] * factors[:, :, None]
    return out


def record_of(table: Table, first: int, plan: Plan, told: Told | None = None) -> Record:
    """Return the record of models that were made from row `first` on, as they would have been."""
    panel, spacing = table.panel, table.panel.spacing
    every = np.arange(panel.times.size)
    first = max(first, 0)
    recorded = every[(panel.times // spacing.ms % spacing.record_step == 0) & (every >= first)]
    raw = np.full((recorded.size, len(panel.coins), len(spacing.horizons), LEVELS.size), np.nan)
    for era in eras(table, range(first, panel.times.size), plan, told):
        rows = _at(table, recorded, era)
        raw[np.searchsorted(recorded, rows.time), rows.coin] = era.model.quantiles(table, rows)
    return _record(table, recorded, raw)


def _model(table: Table, begin: int, plan: Plan) -> Ensemble | None:
    try:
        sample = samples.gather(table, begin + 1)
    except samples.NothingToLearn:
        return None
    return fit(sample, plan.seed, plan.names) if sample.rows.time.size >= _FEWEST_ROWS else None


def _at(table: Table, asked: Instants, era: Era) -> Rows:
    rows = samples.askable(table, era.start, era.end)
    return rows.take(np.flatnonzero(np.isin(rows.time, asked)))


def _record(table: Table, recorded: Instants, quantiles: Floats) -> Record:
    """Return how far outcomes lay from forecasts [time, coin, horizon, level] made at rows `recorded`."""
    panel = table.panel
    coins = np.arange(len(panel.coins))
    rows = Rows(np.tile(coins, recorded.size), np.repeat(recorded, coins.size))
    moved = samples.moved(table, rows, panel.times.size).reshape(quantiles.shape[:3])
    return Record(panel.spacing, recorded, misses(quantiles, moved))
