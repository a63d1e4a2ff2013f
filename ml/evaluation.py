"""Forecasts of the past as they would have been made then: what a ruler calls and what `run_bot.py evaluate` scores."""

import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Protocol

import numpy as np

from core.forecasts.eligibility import unfit
from core.market.catalogue import Catalogue
from core.market.model import Floats, Instants
from ml.features import tabulate
from ml.panel import Series, panel_of
from ml.spacing import DAILY, LEVELS, SPACINGS, Spacing
from ml.walking import Plan, walk

_COLUMNS = ("high", "low", "close", "volume")


class Index(Protocol):
    """What is asked of a pandas DatetimeIndex; pandas itself is never imported here."""

    def as_unit(self, unit: str) -> Any: ...


def forecast(frames: Mapping[str, Any], origins: Any) -> Floats:
    """Return log-return quantiles, [coin, origin, horizon, level], each made of candles up to its origin only.

    Parameters
    ----------
    frames
        A pandas frame for each coin ("BTC-USDT"): columns high, low, close, volume, indexed by opening time in UTC,
        one row a day or an hour. They may hold the future; rows after the last origin are not looked at. Of rows with
        the same opening time the first one counts, and their order means nothing.
    origins
        A pandas DatetimeIndex of opening times, in any order.

    Horizons and levels are those of a module `bench` where one is loaded, else `Spacing.horizons` and LEVELS. NaN is
    no forecast: before `YOUNGEST` candles, for a stable coin, and for a coin that stands for another one.
    """
    asked, places_of_asked = np.unique(_instants(origins), return_inverse=True)
    series = {name: _series(frame) for name, frame in frames.items()}
    spacing = _asked_horizons(_spacing(series))
    out = np.full((len(frames), asked.size, len(spacing.horizons), LEVELS.size), np.nan)
    fit = {name: one for name, one in series.items() if is_forecast(name)}
    known = asked.size and any(one.opened_ms.size and one.opened_ms[0] <= asked[-1] for one in fit.values())
    if not known:
        return out[:, places_of_asked]
    panel = panel_of(fit, spacing, int(asked[-1]) + 1)
    rows = panel.rows_at(asked)
    inside = np.flatnonzero(rows >= 0)
    if inside.size:
        told = walk(tabulate(panel), rows[inside], Plan())
        places = np.array([list(frames).index(name) for name in panel.coins])
        out[np.ix_(places, inside)] = told
    return out[:, places_of_asked]


def is_forecast(name: str) -> bool:
    """Whether the coin of "BASE-QUOTE" gets forecasts, by the rule that answers in chat follow."""
    return unfit(Catalogue().of_symbol(name.partition("-")[0])) is None


def _instants(index: Index) -> Instants:
    return np.asarray(index.as_unit("ms").asi8, dtype=np.int64)


def _series(frame: Any) -> Series:
    opened, first = np.unique(_instants(frame.index), return_index=True)
    return Series(opened, *(frame[name].to_numpy(dtype=np.float64)[first] for name in _COLUMNS))


def _spacing(series: Mapping[str, Series]) -> Spacing:
    steps = [int(np.diff(one.opened_ms).min()) for one in series.values() if one.opened_ms.size > 1]
    step = min(steps, default=DAILY.ms)
    found = next((spacing for spacing in SPACINGS.values() if spacing.ms == step), None)
    if found is None:
        raise ValueError(f"candles of {step} ms: neither days nor hours")
    return found


def _asked_horizons(spacing: Spacing) -> Spacing:
    bench = sys.modules.get("bench")
    if bench is None:
        return spacing
    if not np.allclose(bench.LEVELS, LEVELS):
        raise ValueError("other levels than ours are asked for")
    return replace(spacing, horizons=tuple(int(horizon) for horizon in bench.HORIZONS))
