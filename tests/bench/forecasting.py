"""A full refit of all members, and answers of loaded models, both on one thread; answers that are there already."""

import time
from collections.abc import AsyncIterator

import numpy as np

from adapters.storage.address import sqlite_address
from adapters.storage.engine import open_database
from adapters.storage.migrate import upgrade
from core.forecasts.model import HORIZONS, Lane
from core.market.model import Coin
from ml.ensemble import fit
from ml.features import tabulate
from ml.model import Model, learn
from ml.panel import Panel
from ml.sample import gather
from ml.spacing import DAILY, HOURLY, Spacing
from ml.storing import read, written
from tests.bench.figures import Figure, Run, least
from tests.fakes.candles_of_a_walk import a_panel
from tests.fakes.clock import ManualClock
from tests.fakes.forecast_past import BTC, LaidOutPast
from tests.fakes.forecast_room import forecasts_of
from tests.fakes.forecasting import ClimatologyWorkshop

COINS = tuple(f"COIN{place}-USDT" for place in range(20))
FOLLOWED = (BTC, *(Coin(f"coin-{place}", f"C{place}", f"Coin {place}") for place in range(1, 20)))
# Something has come true by then, so that there is a record to tell beside.
DAYS_LIVED = 12
DAYS, HOURS = 2000, 2 * 8760


async def figures(run: Run) -> AsyncIterator[Figure]:
    daily = a_panel(run.times(DAYS, 700), COINS, DAILY)
    yield Figure("refit, 20 coins, daily", _refitted(daily), "s", at_most=60)
    if not run.quick:
        yield Figure("refit, 20 coins, hourly", _refitted(a_panel(HOURS, COINS, HOURLY)), "s", at_most=60)
    asked = {spacing: _model(spacing) for spacing in (DAILY, HOURLY)}
    served = sum(_served_s(model, panel, run.times(20, 5)) for model, panel in asked.values())
    yield Figure("answers, 20 coins × 7 horizons, loaded models", served * 1000, "ms", at_most=50)
    cached, first = await _from_cache_s(run)
    parts = {"the same, made and stored first, ms": first * 1000}
    yield Figure("answers, 20 coins × 7 horizons, from cache", cached * 1000, "ms", at_most=5, parts=parts)


async def _from_cache_s(run: Run) -> tuple[float, float]:
    """Return the seconds that all ranges of twenty coins, with their records, take the desk once they are there, and
    before: what is asked is our own side alone, whoever computes answers at once."""
    address = sqlite_address(run.room("served") / "candlewick.db")
    await upgrade(address)
    database, clock = open_database(address), ManualClock()
    past = LaidOutPast(clock, FOLLOWED)
    room = forecasts_of(database, past, past, clock, ClimatologyWorkshop())
    for lane in Lane:
        await room.trainer.train(lane, "first")
    every = tuple(HORIZONS.values())
    for _ in range(DAYS_LIVED):
        await room.desk.expected(FOLLOWED, every)
        clock.advance(days=1)
    for lane in Lane:
        await past.store(database, lane.interval)
    while await room.resolver.look():
        pass
    started = time.perf_counter()
    told = await room.desk.expected(FOLLOWED, every)
    first = time.perf_counter() - started
    assert sum(len(each.told) for each in told) == len(FOLLOWED) * len(every)
    taken = []
    for _ in range(run.times(50, 10)):
        started = time.perf_counter()
        assert await room.desk.expected(FOLLOWED, every) == told
        taken.append(time.perf_counter() - started)
    await database.close()
    return min(taken), first


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
