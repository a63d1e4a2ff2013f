"""Coins whose candles do to a model what nobody expects keep nobody from the others' forecasts."""

import numpy as np
import pytest

from core.forecasts.eligibility import NoForecast, Why
from core.forecasts.model import HORIZONS, Lane
from core.forecasts.ports import Answer
from core.market.history import CandleHistory, Window
from core.market.model import Coin
from tests.fakes.forecast_past import BTC, ETH, LaidOutPast
from tests.fakes.forecast_room import SmallForecasts
from tests.fakes.forecasting import ClimatologyWorkshop

WEEK = (HORIZONS["7d"],)


@pytest.mark.parametrize("said", [np.nan, 9.0])
async def test_a_coin_of_which_a_model_says_what_is_no_forecast_keeps_nobody_from_the_others(
    room: SmallForecasts, workshop: ClimatologyWorkshop, monkeypatch: pytest.MonkeyPatch, said: float
) -> None:
    await room.trainer.train(Lane.DAILY, "first")
    asks = workshop.ask

    async def ask(*question: object) -> object:
        answers = dict(await asks(*question))  # type: ignore[arg-type]
        answers[ETH.id].quantiles[-1, -1] = said
        return answers

    monkeypatch.setattr(workshop, "ask", ask)
    btc, eth = await room.desk.expected([BTC, ETH], WEEK)
    assert len(btc.told) == 1
    assert eth.lacking == (NoForecast(ETH, Why.NONE, lane=Lane.DAILY),)


async def test_a_coin_whose_unit_was_changed_has_forecasts_without_a_plain_range(
    room: SmallForecasts, past: LaidOutPast, workshop: ClimatologyWorkshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    await room.trainer.train(Lane.DAILY, "first")
    whole, asks = past.candles, workshop.ask
    narrow = np.linspace(-0.1, 0.1, 13)

    async def candles(coin: Coin, window: Window) -> CandleHistory:
        found = await whole(coin, window)
        if coin == ETH:
            # A thousand old ones became a new one, half a year ago.
            found.shown.close[:-180] /= 1000
        return found

    async def ask(*question: object) -> object:
        answers = dict(await asks(*question))  # type: ignore[arg-type]
        answers[ETH.id] = Answer(np.tile(narrow, (4, 1)))
        return answers

    monkeypatch.setattr(past, "candles", candles)
    monkeypatch.setattr(workshop, "ask", ask)
    btc, eth = await room.desk.expected([BTC, ETH], (HORIZONS["30d"],))
    assert btc.told[0].forecast.plain is not None
    assert eth.told[0].forecast.plain is None
