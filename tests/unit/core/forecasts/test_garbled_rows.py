"""Rows that somebody changed into what is no forecast — the chain names them, and they hide no other."""

from datetime import timedelta

import pytest

from adapters.storage.engine import Database
from core.forecasts.chains import Chains
from core.forecasts.model import HORIZONS, Forecast, Lane
from core.forecasts.record import Broken
from tests.fakes.clock import NOON, ManualClock
from tests.unit.core.forecasts.test_chains import BTC, QUANTILES, changed, written


@pytest.mark.parametrize(
    "garbled",
    [
        "quantiles = 'x'",
        "quantiles = '[1,2]'",
        "quantiles = x'00ff'",
        "young = 'x'",
        "last_price = 0",
        "last_price = 'x'",
        "horizon = '9d'",
        "hash = x'00'",
    ],
)
async def test_a_row_that_is_no_forecast_any_more_is_named_and_hides_no_other(
    store: Database, clock: ManualClock, garbled: str
) -> None:
    await written(store, 0, 9)
    await changed(store, f"UPDATE forecasts SET {garbled} WHERE number = 4")
    assert (await Chains(store, clock).checked()).broken == Broken("forecasts", 4)
    async with store.reading() as work:
        others = {row.number for row in await work.forecasts.resolved(HORIZONS["1d"], NOON)}
    assert others | {4} == set(range(1, 10))


async def test_a_garbled_row_is_neither_shown_nor_written_over(store: Database, clock: ManualClock) -> None:
    await written(store, 0, 3)
    await changed(store, "DELETE FROM forecast_outcomes")
    await changed(store, "UPDATE forecasts SET quantiles = 'x' WHERE number = 3")
    again = [
        Forecast(BTC, HORIZONS["1d"], "kraken", "USD", at, at, "daily-1", 100.0, QUANTILES)
        for at in (NOON + timedelta(days=1), NOON + timedelta(days=2), NOON + timedelta(days=3))
    ]
    async with store.begin() as work:
        kept = await work.forecasts.append(again)
        due = await work.forecasts.due(NOON + timedelta(days=99), 99)
        newest = await work.forecasts.newest([BTC.id], Lane.DAILY, NOON)
        await work.commit()
    assert [row.number for row in kept] == [2, 4]
    assert [row.number for row in due] == [1, 2, 4]
    assert [row.number for row in newest] == [4]
