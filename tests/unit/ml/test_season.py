"""The season of the week is learnt from weeks that were over."""

import numpy as np

from ml.season import slots_of, squares_ahead, tables, weeks_of
from ml.spacing import HOURLY
from tests.fakes.candles_of_a_walk import BEGAN_MS

TIMES = BEGAN_MS + np.arange(168 * 12, dtype=np.int64) * HOURLY.ms
SLOTS = slots_of(TIMES, HOURLY)
BUSY = np.where(SLOTS == 100, 3.0, 1.0)


def test_a_week_begins_on_monday_at_midnight() -> None:
    wednesday = slots_of(np.array([BEGAN_MS]), HOURLY)[0]
    assert wednesday == 2 * 24
    assert weeks_of(TIMES, HOURLY)[5 * 24 - 1] == 0
    assert weeks_of(TIMES, HOURLY)[5 * 24] == 1


def test_a_busy_hour_is_known_only_when_its_week_is_over() -> None:
    busy_later = np.where(weeks_of(TIMES, HOURLY) < 6, 1.0, BUSY)
    table = tables(busy_later, TIMES, HOURLY)
    np.testing.assert_allclose(table[:7], 1.0)
    assert table[7, 100] > table[7, 99]


def test_little_evidence_is_shrunk_towards_no_season() -> None:
    table = tables(BUSY, TIMES, HOURLY)
    assert 1 < table[1, 100] < table[5, 100] < table[-1, 100] < 3


def test_factors_of_a_flat_market_say_nothing() -> None:
    np.testing.assert_allclose(tables(np.ones(TIMES.size), TIMES, HOURLY), 1.0)


def test_the_season_ahead_begins_with_the_next_candle_and_runs_over_the_week_s_end() -> None:
    table = tables(BUSY, TIMES, HOURLY)
    ahead = squares_ahead(table, TIMES, HOURLY)
    row = int(np.flatnonzero(SLOTS == 167)[-1])
    week = weeks_of(TIMES, HOURLY)[row]
    np.testing.assert_allclose(ahead[row, 1], (table[week, :4] ** 2).sum())
    just_before = int(np.flatnonzero(SLOTS == 99)[-1])
    np.testing.assert_allclose(ahead[just_before, 0], table[weeks_of(TIMES, HOURLY)[just_before], 100] ** 2)
