"""A full refit of all members, and answers of loaded models, both on one thread."""

from collections.abc import AsyncIterator

import numpy as np

from ml.ensemble import fit
from ml.features import tabulate
from ml.model import Model, learn
from ml.panel import Panel
from ml.sample import gather
from ml.spacing import DAILY, HOURLY, Spacing
from ml.storing import read, written
from tests.bench.figures import Figure, Run, least
from tests.fakes.candles_of_a_walk import a_panel

COINS = tuple(f"COIN{place}-USDT" for place in range(20))
DAYS, HOURS = 2000, 2 * 8760


async def figures(run: Run) -> AsyncIterator[Figure]:
    daily = a_panel(run.times(DAYS, 700), COINS, DAILY)
    yield Figure("refit, 20 coins, daily", _refitted(daily), "s", at_most=60)
    if not run.quick:
        yield Figure("refit, 20 coins, hourly", _refitted(a_panel(HOURS, COINS, HOURLY)), "s", at_most=60)
    asked = {spacing: _model(spacing) for spacing in (DAILY, HOURLY)}
    served = sum(_served_s(model, panel, run.times(20, 5)) for model, panel in asked.values())
    yield Figure("answers, 20 coins × 7 horizons, loaded models", served * 1000, "ms", at_most=50)


def _refitted(panel: Panel) -> float:
    return least(lambda: fit(gather(tabulate(panel), panel.times.size), seed=1), 1)


def _served_s(model: Model, panel: Panel, times: int) -> float:
    return least(lambda: model.ask(panel), times)


def _model(spacing: Spacing) -> tuple[Model, Panel]:
    """Return a model of all members as it is loaded from its files, and candles of more coins than it learnt from."""
    model = read(written(learn(a_panel(600, COINS[:4], spacing), seed=1)))
    asked = a_panel(spacing.reach + 100, COINS, spacing)
    assert np.isfinite(next(iter(model.ask(asked).values()))).all()
    return model, asked
