"""What a ruler calls: frames in, quantiles out, whatever the coins are called and whatever the frames hold of later."""

import sys
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from core.market.model import Floats
from ml import evaluation
from ml.evaluation import forecast, is_forecast
from ml.panel import Series
from ml.spacing import DAILY, HOURLY, LEVELS, YOUNGEST, Spacing
from ml.walking import Plan
from tests.fakes.candles_of_a_walk import BEGAN_MS, COINS, wandering

pd = pytest.importorskip("pandas")


@pytest.fixture(autouse=True)
def _quick_members(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluation, "Plan", lambda: Plan(("har",)))


def framed(series: dict[str, Series]) -> dict[str, Any]:
    return {
        name: pd.DataFrame(
            {"open": one.close, "high": one.high, "low": one.low, "close": one.close, "volume": one.volume},
            index=pd.to_datetime(one.opened_ms, unit="ms", utc=True),
        )
        for name, one in series.items()
    }


def origins(spacing: Spacing, rows: range) -> Any:
    return pd.to_datetime([BEGAN_MS + row * spacing.ms for row in rows], unit="ms", utc=True)


FRAMES = framed(wandering(600, COINS[:4]))
ASKED = origins(DAILY, range(480, 590, 9))


@pytest.fixture(scope="module")
def told() -> Iterator[Floats]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(evaluation, "Plan", lambda: Plan(("har",)))
        yield forecast(FRAMES, ASKED)


def test_every_coin_origin_and_horizon_is_answered_in_the_order_asked(told: Floats) -> None:
    assert told.shape == (4, len(ASKED), 4, LEVELS.size)
    assert np.isfinite(told).all()
    assert (np.diff(told, axis=-1) >= 0).all()
    turned = dict(reversed(FRAMES.items()))
    assert np.array_equal(forecast(turned, ASKED), told[::-1])


def test_frames_that_end_at_the_origin_give_the_same_forecast(told: Floats) -> None:
    for asked in (4, len(ASKED) - 1):
        cut = {name: frame.loc[: ASKED[asked]] for name, frame in FRAMES.items()}
        assert np.array_equal(forecast(cut, ASKED[: asked + 1])[:, -1], told[:, asked])


def test_the_order_of_rows_and_origins_means_nothing_and_of_rows_told_twice_the_first_counts(told: Floats) -> None:
    odd = {name: pd.concat([frame, frame.iloc[-200:] * 2]).sort_index(kind="stable") for name, frame in FRAMES.items()}
    assert np.array_equal(forecast(odd, ASKED), told)
    turned = {name: frame.iloc[::-1] for name, frame in FRAMES.items()}
    assert np.array_equal(forecast(turned, ASKED[::-1]), told[:, ::-1])
    assert np.array_equal(forecast(FRAMES, ASKED.append(ASKED[:1]))[:, -1], told[:, 0])
    assert forecast(FRAMES, ASKED[:0]).shape == (4, 0, 4, LEVELS.size)


def test_names_mean_nothing(told: Floats) -> None:
    renamed = {f"ZZ{place}-EUR": frame for place, frame in enumerate(FRAMES.values())}
    assert np.array_equal(forecast(renamed, ASKED), told)


def test_prices_in_another_unit_give_the_same_returns(told: Floats) -> None:
    dearer = {name: frame * [1000, 1000, 1000, 1000, 0.001] for name, frame in FRAMES.items()}
    np.testing.assert_allclose(forecast(dearer, ASKED), told, rtol=1e-4)


def test_a_new_coin_is_forecast_from_its_sixtieth_candle_though_no_model_saw_it() -> None:
    new = FRAMES[COINS[1]].iloc[530:]
    several = {**FRAMES, "NEW-USDT": new}
    asked = origins(DAILY, range(530 + YOUNGEST - 2, 530 + YOUNGEST + 1))
    newest = forecast(several, asked)[-1]
    assert np.isnan(newest[0]).all()
    assert np.isfinite(newest[1:]).all()


def test_a_stable_coin_and_a_twin_get_no_forecast_and_change_nobody_else_s(told: Floats) -> None:
    flat = FRAMES[COINS[0]] * 0 + [1, 1.0001, 0.9999, 1, 1e9]
    told_with = forecast({"USDC-USDT": flat, "WBTC-USDT": FRAMES[COINS[0]], **FRAMES}, ASKED)
    assert np.isnan(told_with[:2]).all()
    assert np.array_equal(told_with[2:], told)


@pytest.mark.parametrize(
    ("name", "has"),
    [
        ("BTC-USDT", True),
        ("USDC-USDT", False),
        ("DAI-USD", False),
        ("WBTC-USDT", False),
        ("STETH-USDT", False),
        ("EUR-USDT", False),
        # Nobody trades gold itself beside it, and its price moves.
        ("PAXG-USDT", True),
        ("NEVERHEARDOF-USDT", True),
    ],
)
def test_which_coins_are_forecast(name: str, has: bool) -> None:
    assert is_forecast(name) is has


def test_hours_are_told_by_the_index() -> None:
    hourly = framed(wandering(3500, COINS[:3], HOURLY))
    asked = origins(HOURLY, range(3300, 3450, 31))
    told = forecast(hourly, asked)
    assert told.shape == (3, len(asked), 3, LEVELS.size)
    assert np.isfinite(told).all()
    assert (told[:, :, 2, -1] > told[:, :, 0, -1]).all()


def test_a_ruler_may_ask_for_other_horizons_but_not_for_other_levels(
    told: Floats, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "bench", SimpleNamespace(HORIZONS=np.array([7, 21]), LEVELS=LEVELS))
    assert forecast(FRAMES, ASKED).shape == (4, len(ASKED), 2, LEVELS.size)
    monkeypatch.setitem(sys.modules, "bench", SimpleNamespace(HORIZONS=np.array([7]), LEVELS=LEVELS / 2))
    with pytest.raises(ValueError, match="levels"):
        forecast(FRAMES, ASKED)


def test_an_origin_outside_the_candles_has_no_forecast() -> None:
    before = forecast(FRAMES, origins(DAILY, range(-20, -10)))
    assert np.isnan(before).all()


def test_a_frame_that_is_empty_so_far_is_no_fault() -> None:
    listed_later = {**FRAMES, "LATER-USDT": FRAMES[COINS[1]].iloc[:0]}
    told = forecast(listed_later, ASKED[-2:])
    assert np.isnan(told[-1]).all()
    assert np.isfinite(told[:-1]).all()


def test_frames_of_a_row_or_none_have_no_forecast() -> None:
    for count in (0, 1):
        told = forecast({name: frame.iloc[:count] for name, frame in FRAMES.items()}, ASKED)
        assert told.shape == (4, len(ASKED), 4, LEVELS.size)
        assert np.isnan(told).all()
    assert forecast({}, ASKED).shape == (0, len(ASKED), 4, LEVELS.size)


def test_coins_that_were_all_listed_a_month_ago_have_no_forecast_and_end_nothing() -> None:
    # Enough rows to learn from, and not one outcome over thirty days.
    many = {f"N{place}-USDT": FRAMES[COINS[place % 4]].iloc[:100] for place in range(20)}
    told = forecast(many, origins(DAILY, range(0, 80, 9)))
    assert np.isnan(told).all()


@pytest.mark.parametrize("wrong", [0.0, np.nan])
def test_a_price_that_is_none_is_a_gap_and_nobody_else_s_fault(told: Floats, wrong: float) -> None:
    broken = FRAMES[COINS[2]].copy()
    broken.loc[broken.index[300], ["low", "close"]] = wrong
    with np.errstate(all="raise", under="ignore"):
        told_with = forecast({**FRAMES, COINS[2]: broken}, ASKED)
    assert np.isfinite(told_with).all()
    np.testing.assert_allclose(told_with, told, rtol=0.2, atol=2e-3)


def test_candles_of_minutes_are_refused() -> None:
    minutes = pd.date_range("2020-01-01", periods=100, freq="min", tz="UTC")
    frame = FRAMES[COINS[0]].iloc[:100].set_index(minutes)
    with pytest.raises(ValueError, match="neither days nor hours"):
        forecast({"BTC-USDT": frame}, minutes[-1:])
