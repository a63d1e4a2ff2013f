"""Walks a panel and judges every horizon, beside climatology and GARCH-t."""

from collections.abc import Sequence

import numpy as np

from core.market.model import Instants, Interval
from ml import sample as samples
from ml.baselines import climatology, garch_t
from ml.ensemble import Told
from ml.features import tabulate
from ml.judging import Judged, NothingToCompare, Verdict, half_years, verdict
from ml.panel import Panel
from ml.walking import Plan, walk

# Candles between two fits of the baseline: a month.
_REFIT = {Interval.D1: 30, Interval.H1: 720}


def assess(panel: Panel, origins: Instants, step: int, plan: Plan, told: Told | None = None) -> Sequence[Verdict]:
    """Return a verdict on each horizon of which something can be compared, over forecasts made at rows `origins`,
    `step` candles apart.

    Raises
    ------
    NothingToCompare
        If that is none.
    """
    spacing = panel.spacing
    until = panel.until(int(origins[-1]) + 1)
    table = tabulate(until)
    ours = walk(table, origins, plan, told)
    base = climatology(until, origins)
    garch = garch_t(table.measures, origins, _REFIT[spacing.interval], seasonal=spacing.interval is Interval.H1)
    places = np.arange(len(panel.coins))
    rows = samples.Rows(np.repeat(places, origins.size), np.tile(origins, places.size))
    # Outcomes alone come from the panel as it went on.
    outcomes = samples.moved_in(panel, rows, panel.times.size).reshape(places.size, origins.size, -1)
    halves = half_years(panel.times[origins])
    verdicts = []
    for place, horizon in enumerate(spacing.horizons):
        judged = Judged(outcomes[:, :, place], ours[:, :, place], base[:, :, place], garch[:, :, place])
        try:
            verdicts.append(verdict(judged, horizon, step, panel.coins, halves))
        except NothingToCompare:
            # A month ahead of a short span nothing has come yet; that says nothing of a day ahead.
            continue
    if not verdicts:
        raise NothingToCompare
    return verdicts
