"""A model that can be kept and asked: an ensemble, the factors of its ranges, and where it came from."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from core.market.model import Floats, Instants
from ml import sample as samples
from ml.drift import Habits
from ml.ensemble import Ensemble, Told, fit
from ml.features import Table, tabulate
from ml.members import QUICK, SERVED
from ml.panel import Panel
from ml.recalibration import Record, Widths, widths_at
from ml.spacing import LEVELS, STEPS, Spacing
from ml.walking import Plan, record_of

# One more model, a year old, tells from outcomes how wide the new one's ranges should be.
_LOOKS_BACK = 1
VERSION = "1"
"""Of the features, members and files together: a model of another version is foreign."""


@dataclass(frozen=True, slots=True)
class Model:
    """What was learnt from candles up to the close of the one that opened at `cutoff_ms`."""

    spacing: Spacing
    features: tuple[str, ...]
    ensemble: Ensemble
    coins: tuple[str, ...]
    widths: Widths
    habits: Habits
    season: Floats
    """Factors of the slots of the week, [slot]."""
    cutoff_ms: int
    seed: int
    data_hash: str
    metrics: Mapping[str, float] = field(default_factory=dict)

    def ask(self, panel: Panel) -> dict[str, Floats]:
        """Return quantiles of log returns [horizon, level] by coin, at the last candle of `panel`.

        Coins that are too young, or whose candles ended earlier, are left out. Of a long panel only the last `reach`
        candles are looked at.
        """
        count = panel.times.size
        recent = tabulate(panel.span(count - self.spacing.reach, count), self.season, STEPS)
        last = recent.panel.times.size - 1
        rows = samples.askable(recent, last, last + 1)
        told = self.quantiles(recent, rows)
        return {panel.coins[coin]: quantiles for coin, quantiles in zip(rows.coin, told, strict=True)}

    def walk(self, table: Table, origins: Instants) -> Floats:
        """Return what it says at these rows, [coin, origin, horizon, level]; NaN where it says nothing."""
        rows = samples.askable(table, int(origins[0]), int(origins[-1]) + 1)
        rows = rows.take(np.flatnonzero(np.isin(rows.time, origins)))
        out = np.full((len(table.panel.coins), origins.size, len(self.spacing.horizons), LEVELS.size), np.nan)
        out[rows.coin, np.searchsorted(origins, rows.time)] = self.quantiles(table, rows)
        return out

    def quantiles(self, table: Table, rows: samples.Rows) -> Floats:
        """Return recalibrated quantiles of log returns, [row, horizon, level]."""
        own = dict(zip(self.coins, self.widths.own, strict=True))
        factors = np.stack([own.get(coin, self.widths.pooled) for coin in table.panel.coins])
        return np.asarray(self.ensemble.quantiles(table, rows) * factors[rows.coin][:, :, None])


def learn(panel: Panel, seed: int, quick: bool = False, told: Told | None = None) -> Model:
    """Return a model of all candles of `panel`; the same panel and seed give the same model, to the last bit.

    `quick` fits only the members that take seconds. `told` hears the share that is done.

    Raises
    ------
    NothingToLearn
        If not one row has an outcome.
    """
    names = QUICK if quick else SERVED
    table, count = tabulate(panel), panel.times.size
    sample = samples.gather(table, count)
    ensemble = fit(sample, seed, names, None if told is None else lambda share: told(share / 2))
    plan = Plan(names, seed, refit=panel.spacing.year // _LOOKS_BACK)
    record = record_of(table, count - panel.spacing.year - panel.spacing.longest, plan)
    if told is not None:
        told(1.0)
    return Model(
        panel.spacing,
        table.names,
        ensemble,
        panel.coins,
        widths_at(record, count - 1),
        Habits.of(sample.features),
        table.measures.table[-1],
        int(panel.times[-1]),
        seed,
        hashed(panel),
        _metrics(sample, record),
    )


def hashed(panel: Panel) -> str:
    """Return the hex SHA-256 of every candle, in the order of the panel: names are not part of it."""
    digest = hashlib.sha256(panel.times.astype("<i8").tobytes())
    for column in (panel.high, panel.low, panel.close, panel.volume):
        digest.update(np.ascontiguousarray(column, dtype="<f8").tobytes())
    return digest.hexdigest()


def _metrics(sample: samples.Sample, record: Record) -> dict[str, float]:
    """Return how many rows were learnt from, and what share of last year's outcomes lay in the raw 80 % ranges."""
    told = {"rows": float(sample.rows.time.size)}
    for place, horizon in enumerate(record.spacing.horizons):
        known = record.misses[:, :, place][~np.isnan(record.misses[:, :, place])]
        if known.size:
            told[f"held_{horizon}"] = float(np.mean(known <= 1))
    return told
