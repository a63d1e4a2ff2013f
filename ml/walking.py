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
from ml.weighting import Weighting, weighted

_FEWEST_ROWS = 300


@dataclass(frozen=True, slots=True)
class Plan:
    """How to walk: members by name, the seed, and how many candles a model serves (None: as the spacing says)."""

    names: Sequence[str] = SERVED
    seed: int = 20
    refit: int | None = None
    weighting: Weighting = "equal"


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
    spacing = table.panel.spacing
    first = max(int(origins[0]) - spacing.year - spacing.longest, 0)
    recorded = _recorded(table, first, int(origins[-1]) + 1)
    asked = np.union1d(recorded, origins)
    raw = _said(table, asked, first, plan, told)
    record = _record(table, recorded, raw[np.searchsorted(asked, recorded)])
    out = np.full((len(table.panel.coins), origins.size, len(spacing.horizons), LEVELS.size), np.nan)
    for place, row in enumerate(origins):
        factors = widths_at(record, int(row)).own
        out[:, place] = raw[np.searchsorted(asked, row)] * factors[:, :, None]
    return out


def record_of(table: Table, first: int, plan: Plan, told: Told | None = None) -> Record:
    """Return the record of models that were made from row `first` on, as they would have been."""
    recorded = _recorded(table, max(first, 0), table.panel.times.size)
    return _record(table, recorded, _said(table, recorded, max(first, 0), plan, told))


def _recorded(table: Table, first: int, end: int) -> Instants:
    """Return the rows of [first, end) whose forecasts tell how wide later ones should be."""
    rows = np.arange(first, end)
    steps = table.panel.times[rows] // table.panel.spacing.ms
    return np.asarray(rows[steps % table.panel.spacing.record_step == 0])


def _said(table: Table, asked: Instants, first: int, plan: Plan, told: Told | None) -> Floats:
    """Return what models that served from row `first` on said at rows `asked`, [time, coin, horizon, level]."""
    panel = table.panel
    shape = (len(plan.names), asked.size, len(panel.coins), len(panel.spacing.horizons), LEVELS.size)
    said = np.full(shape, np.nan)
    for era in eras(table, range(first, int(asked[-1]) + 1), plan, told):
        rows = _at(table, asked, era)
        places = np.searchsorted(asked, rows.time)
        for member, name in enumerate(plan.names):
            said[member, places, rows.coin] = era.model.of(name, table, rows)
    return weighted(said, _moved(table, asked), asked, panel.spacing, plan.weighting)


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
    return Record(table.panel.spacing, recorded, misses(quantiles, _moved(table, recorded)))


def _moved(table: Table, asked: Instants) -> Floats:
    """Return log returns after rows `asked`, [time, coin, horizon]; NaN where they are not over."""
    panel = table.panel
    coins = np.arange(len(panel.coins))
    rows = Rows(np.tile(coins, asked.size), np.repeat(asked, coins.size))
    return samples.moved(table, rows, panel.times.size).reshape(asked.size, coins.size, -1)
