"""What forecasts are set against is honest too: of the past only, and as good as a textbook makes it."""

from dataclasses import replace

import numpy as np

from ml.baselines import climatology, garch_t
from ml.features import Measures
from ml.spacing import DAILY, LEVELS, MEDIAN
from tests.fakes.candles_of_a_walk import COINS, a_panel

PANEL = a_panel(600, COINS[:3])
ORIGINS = np.arange(450, 580, 10, dtype=np.int64)


def test_climatology_is_the_quantiles_of_all_past_returns() -> None:
    told = climatology(PANEL, ORIGINS)
    log_close = np.log(PANEL.close[1, :471])
    week = log_close[7:] - log_close[:-7]
    np.testing.assert_allclose(told[1, 2, 1], np.quantile(week - np.median(week), LEVELS))
    assert np.isnan(climatology(PANEL, np.array([150]))).all()


def test_neither_baseline_knows_the_future() -> None:
    cut = PANEL.until(511)
    early = ORIGINS[ORIGINS <= 510]
    assert np.array_equal(climatology(cut, early), climatology(PANEL, ORIGINS)[:, : early.size])
    ours, known = (garch_t(Measures(panel), at, 30, seasonal=False) for panel, at in ((PANEL, early), (cut, early)))
    assert np.array_equal(ours, known)


def test_a_coin_that_came_later_has_no_baseline_and_changes_that_of_no_other() -> None:
    late = PANEL.close.copy()
    late[2] = np.nan
    unlisted = replace(PANEL, close=late, high=late, low=late)
    told = climatology(unlisted, ORIGINS)
    assert np.isnan(told[2]).all()
    assert np.array_equal(told[:2], climatology(PANEL, ORIGINS)[:2])


def test_garch_is_wide_after_storms_and_narrow_after_calm() -> None:
    measures = Measures(PANEL)
    told = garch_t(measures, ORIGINS, 30, seasonal=False)
    assert (np.diff(told, axis=-1) >= 0).all()
    np.testing.assert_allclose(told[..., MEDIAN], 0, atol=0.02)
    width = told[:, :, 0, 10] - told[:, :, 0, 2]
    assert np.corrcoef(np.log(width.ravel()), np.log(measures.base[:, ORIGINS].ravel()))[0, 1] > 0.7


def test_garch_needs_four_hundred_returns() -> None:
    told = garch_t(Measures(PANEL), np.array([399, 401]), 30, seasonal=False)
    assert np.isnan(told[:, 0]).all()
    assert np.isfinite(told[:, 1]).all()


def test_with_a_season_the_hours_ahead_are_not_alike() -> None:
    measures = Measures(PANEL)
    plain, seasonal = (garch_t(measures, ORIGINS[:3], 30, seasonal=seasonal) for seasonal in (False, True))
    assert plain.shape == seasonal.shape == (3, 3, len(DAILY.horizons), LEVELS.size)
    assert not np.array_equal(plain, seasonal)
