"""Forecasts — what a range may be, and where its edges lie."""

import math
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.forecasts.model import HORIZONS, LEVELS, MIDDLE, Forecast, Lane, horizon_of, quantiles_of
from core.market.model import Coin
from tests.fakes.clock import NOON

ASCENDING = st.lists(st.floats(0.0001, 0.3), min_size=12, max_size=12).map(
    lambda steps: [-sum(steps[i:6]) for i in range(6)] + [0.0] + [sum(steps[6 : i + 1]) for i in range(6, 12)]
)


def a_forecast(quantiles: list[float] | None = None, price: float = 100.0) -> Forecast:
    told = quantiles or [level - 0.5 for level in LEVELS]
    btc = Coin("bitcoin", "BTC", "BTC")
    return Forecast(btc, HORIZONS["7d"], "kraken", "USD", NOON, NOON, "daily-1", price, quantiles_of(told))


def test_there_are_seven_horizons_in_two_lanes() -> None:
    assert list(HORIZONS) == ["1h", "4h", "24h", "1d", "7d", "14d", "30d"]
    assert HORIZONS["24h"].lane is Lane.HOURLY and HORIZONS["1d"].lane is Lane.DAILY


@pytest.mark.parametrize(
    ("length", "text", "found"),
    [(timedelta(days=7), "7d", "7d"), (timedelta(days=1), "1d", "1d"), (timedelta(days=1), "24h", "24h")],
)
def test_a_horizon_is_found_by_its_length_and_the_word_for_it(length: timedelta, text: str, found: str) -> None:
    assert horizon_of(length, text) == HORIZONS[found]


def test_a_day_without_a_word_is_one_of_hours_and_other_lengths_are_none() -> None:
    assert horizon_of(timedelta(days=1)) == HORIZONS["24h"]
    assert horizon_of(timedelta(days=3)) is None


@given(ASCENDING)
def test_the_edges_of_wider_ranges_lie_farther_out_and_the_middle_is_the_last_price(quantiles: list[float]) -> None:
    forecast = a_forecast(quantiles)
    assert forecast.price(0.5) == 100.0
    bands = [forecast.band(share) for share in (0.5, 0.8, 0.95)]
    assert bands[2].low <= bands[1].low <= bands[0].low <= 100.0 <= bands[0].high <= bands[1].high <= bands[2].high


@given(ASCENDING, st.floats(1e-9, 1e9))
def test_ranges_scale_with_the_price(quantiles: list[float], price: float) -> None:
    one, other = a_forecast(quantiles), a_forecast(quantiles, price)
    assert math.isclose(other.band(0.8).low / price, one.band(0.8).low / 100, rel_tol=1e-12)


@given(ASCENDING, st.floats(1.0, 3.0))
def test_a_stretched_range_holds_the_one_it_was(quantiles: list[float], factor: float) -> None:
    forecast = a_forecast(quantiles)
    wide = forecast.stretched(factor)
    assert wide.widened == factor
    assert wide.band(0.8).low <= forecast.band(0.8).low + 1e-6
    assert wide.band(0.8).high >= forecast.band(0.8).high - 1e-6


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [(2, 0.4, "cross"), (0, float("nan"), "bounds"), (12, 9.0, "bounds"), (MIDDLE, 0.01, "middle")],
)
def test_what_is_no_quantile_is_refused(place: int, value: float, said: str) -> None:
    told = [level - 0.5 for level in LEVELS]
    told[place] = value
    with pytest.raises(ValueError, match=said):
        quantiles_of(told)


def test_a_forecast_stands_on_a_price_and_is_never_narrowed() -> None:
    with pytest.raises(ValueError, match="price"):
        a_forecast(price=0.0)
    with pytest.raises(ValueError, match="narrowed"):
        replace(a_forecast(), widened=0.9)


def test_nothing_is_said_beyond_the_outermost_level() -> None:
    with pytest.raises(ValueError, match="level"):
        a_forecast().price(0.01)
