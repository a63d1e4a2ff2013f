"""Ranges follow the outcomes of the last year, slowly, and only outcomes that were known."""

from collections.abc import Callable

import numpy as np
import pytest

from core.market.model import Floats
from ml.recalibration import Record, misses, widths_at
from ml.spacing import DAILY, HOURLY, LEVELS

ROWS = np.arange(0, 1000, 2, dtype=np.int64)
COINS = 10


def a_record(missed: Callable[[Floats], Floats] = np.ones_like) -> Record:
    """Return a record in which 80 % of outcomes lie within 1, times what `missed` makes of the rows."""
    chance = np.random.default_rng(1)
    drawn = chance.exponential(1 / np.log(5), (ROWS.size, COINS, len(DAILY.horizons)))
    return Record(DAILY, ROWS, drawn * missed(ROWS.astype(float))[:, None, None])


def test_ranges_that_held_stay_as_they_are() -> None:
    np.testing.assert_allclose(widths_at(a_record(), 999).pooled, 1.0, atol=0.08)


def test_ranges_that_were_half_as_wide_as_they_should_be_grow_but_not_by_all_of_it() -> None:
    grown = widths_at(a_record(lambda rows: np.full_like(rows, 2.0)), 999).pooled
    np.testing.assert_allclose(grown, [2**0.7, 2**0.7, 2**0.85, 2**0.85], rtol=0.06)


def test_beyond_a_week_all_horizons_from_a_week_on_speak_by_how_many_outcomes_they_have() -> None:
    calm, stormy = a_record(), a_record()
    stormy.misses[:, :, 3] *= 2
    (*before, month), (*after, wider) = widths_at(calm, 999).pooled, widths_at(stormy, 999).pooled
    assert after == before
    assert wider / month == pytest.approx(2 ** (0.85 * (1 / 30) / (1 / 7 + 1 / 14 + 1 / 30)))
    stormy.misses[:, :, 1] *= 2
    assert (widths_at(stormy, 999).pooled[1:] > [*after[1:], wider]).all()


def test_hours_speak_each_for_itself() -> None:
    calm = Record(HOURLY, ROWS, a_record().misses[:, :, :3])
    stormy = Record(HOURLY, ROWS, calm.misses * [1, 1, 2])
    assert widths_at(stormy, 999).pooled == pytest.approx(widths_at(calm, 999).pooled * [1, 1, 2**0.7])


def test_a_market_that_stood_still_is_narrowed_by_half_at_most() -> None:
    assert (widths_at(a_record(np.zeros_like), 999).pooled == 0.5).all()


@pytest.mark.parametrize("place", range(4))
def test_an_outcome_counts_only_once_it_is_there(place: int) -> None:
    horizon, asked = DAILY.horizons[place], 700
    quiet = widths_at(a_record(), asked).own[:, place]

    def after(first: int) -> Floats:
        """Return the factors when this horizon's outcomes were wild from `first` on."""
        record = a_record()
        record.misses[ROWS + horizon >= first, :, place] *= 100
        return widths_at(record, asked).own[:, place]

    assert after(asked + 1) == pytest.approx(quiet)
    assert (after(asked - 200) > quiet).all()


def test_outcomes_of_more_than_a_year_ago_are_forgotten() -> None:
    old_storm = widths_at(a_record(lambda rows: np.where(rows < 300, 50.0, 1.0)), 999)
    assert np.array_equal(old_storm.own, widths_at(a_record(), 999).own)


def test_a_coin_s_own_misses_count_less_than_those_of_all() -> None:
    record = a_record()
    record.misses[:, 3] *= 2
    own = widths_at(record, 999).own
    others = np.delete(own, 3, axis=0).mean(axis=0)
    assert (own[3] > others).all()
    assert (own[3] / others < 2).all()
    # A month has twelve outcomes in a year that do not overlap, a day has hundreds.
    assert own[3, 0] / others[0] > own[3, 3] / others[3]


def test_with_few_outcomes_nothing_is_corrected() -> None:
    record = a_record(lambda rows: np.full_like(rows, 3.0))
    few = Record(DAILY, record.rows[:10], record.misses[:10])
    assert (widths_at(few, 999).own == 1).all()


def test_a_miss_is_measured_by_the_half_width_on_its_side() -> None:
    quantiles = np.linspace(-1, 1, LEVELS.size)
    quantiles[quantiles > 0] *= 4
    told = misses(np.stack([quantiles] * 3), np.array([quantiles[10], quantiles[2] * 2, 0.0]))
    np.testing.assert_allclose(told, [1.0, 2.0, 0.0])
