"""The walk knows nothing of what it is asked about: not the future, and not what was learnt later."""

from dataclasses import replace

import numpy as np
import pytest

from core.market.model import Floats, Instants
from ml.baselines import climatology
from ml.ensemble import fit
from ml.features import tabulate
from ml.loss import pinball
from ml.panel import Panel
from ml.sample import Rows, gather, moved_in
from ml.shape import spread
from ml.spacing import LEVELS
from ml.walking import Plan, eras, walk
from tests.fakes.candles_of_a_walk import COINS, a_panel

PLAN = Plan(("har",), seed=3, refit=60)
PANEL = a_panel(700, COINS[:5])
TABLE = tabulate(PANEL)
ORIGINS: Instants = np.arange(560, 690, 5, dtype=np.int64)
TOLD = walk(TABLE, ORIGINS, PLAN)


def skill(panel: Panel, told: Floats, horizon: int, base: Floats | None = None) -> float:
    """Return how much less `told` loses than climatology or another base, [coin, origin, horizon, level]."""
    base = climatology(panel, ORIGINS) if base is None else base
    rows = Rows(np.repeat(np.arange(5), ORIGINS.size), np.tile(ORIGINS, 5))
    outcomes = moved_in(panel, rows, panel.times.size).reshape(5, ORIGINS.size, -1)
    ours, theirs = (pinball(outcomes, quantiles)[:, :, horizon] for quantiles in (told, base))
    return float(1 - np.nanmean(ours) / np.nanmean(theirs))


@pytest.mark.parametrize("origin", [560, 600, 655])
def test_cutting_the_candles_at_an_origin_leaves_its_forecast_as_it_was(origin: int) -> None:
    cut = tabulate(PANEL.until(origin + 1))
    again = walk(cut, ORIGINS[origin >= ORIGINS], PLAN)
    assert np.array_equal(again[:, -1], TOLD[:, int(np.searchsorted(ORIGINS, origin))])


def test_a_model_has_seen_no_row_that_it_answers_before_the_close_it_is_asked_at() -> None:
    for era in eras(TABLE, range(300, 700), PLAN):
        cut = tabulate(PANEL.until(era.start + 1))
        (known,) = (each for each in eras(cut, range(300, cut.panel.times.size), PLAN) if each.start == era.start)
        rows = Rows(np.arange(5), np.full(5, era.start))
        assert np.array_equal(known.model.quantiles(cut, rows), era.model.quantiles(TABLE, rows))


def test_eras_follow_one_another_without_a_gap_whatever_day_is_asked_first() -> None:
    early, late = list(eras(TABLE, range(300, 700), PLAN)), list(eras(TABLE, range(410, 700), PLAN))
    assert [each.end for each in early[:-1]] == [each.start for each in early[1:]]
    assert [each.start for each in early][-len(late) :] == [each.start for each in late]
    assert early[-1].end == 700


def test_another_future_changes_no_forecast_before_it() -> None:
    before = np.minimum(np.arange(700), 619)
    still = replace(PANEL, high=PANEL.high[:, before], low=PANEL.low[:, before], close=PANEL.close[:, before])
    told = walk(tabulate(still), ORIGINS, PLAN)
    assert np.array_equal(told[:, ORIGINS < 620], TOLD[:, ORIGINS < 620])
    assert not np.array_equal(told[:, ORIGINS >= 625], TOLD[:, ORIGINS >= 625])


def test_there_is_skill_where_volatility_can_be_forecast() -> None:
    assert skill(PANEL, TOLD, 0) > 0.02


def test_training_on_permuted_targets_gives_no_skill_beyond_the_unit_of_the_targets() -> None:
    sample = gather(TABLE, ORIGINS[0])
    order = np.random.default_rng(1).permutation(sample.rows.time.size)
    permuted = replace(sample, moved=sample.moved[order], volatility=sample.volatility[order])
    rows = Rows(np.repeat(np.arange(5), ORIGINS.size), np.tile(ORIGINS, 5))
    learnt, none = (
        fit(each, 1, ("har",)).quantiles(TABLE, rows).reshape(5, ORIGINS.size, 4, -1) for each in (sample, permuted)
    )
    unit = spread(sample.moved, np.zeros_like(sample.moved)) * TABLE.measures.scales[:, ORIGINS][..., None]
    # Two samples of one spread are never quite alike.
    assert skill(PANEL, none, 0, unit) <= 0.002
    assert skill(PANEL, learnt, 0, unit) > 0.01


def test_there_is_none_where_days_are_shuffled() -> None:
    # The same days in any order: how wild today is says nothing of tomorrow.
    order = np.random.default_rng(4).permutation(700)
    steps = np.diff(np.log(PANEL.close), axis=1, prepend=np.log(PANEL.close[:, :1]))[:, order]
    close = np.exp(np.cumsum(steps, axis=1))
    high, low = (close * (edge / PANEL.close)[:, order] for edge in (PANEL.high, PANEL.low))
    shuffled = replace(PANEL, close=close, high=high, low=low, volume=PANEL.volume[:, order])
    assert skill(shuffled, walk(tabulate(shuffled), ORIGINS, PLAN), 0) <= 0


def test_before_anything_could_be_learnt_there_is_no_forecast() -> None:
    early = walk(TABLE, np.array([20, 40], dtype=np.int64), PLAN)
    assert early.shape == (5, 2, 4, LEVELS.size)
    assert np.isnan(early).all()
