"""Rows that somebody changed into what is no forecast — the chain names them, and they hide no other."""

import json
from datetime import timedelta

import pytest

from adapters.storage.engine import Database
from core.forecasts import resolver as resolver_module
from core.forecasts.chains import Chains
from core.forecasts.model import HORIZONS, Forecast, Lane
from core.forecasts.owners import FORECAST_MODELS
from core.forecasts.record import Broken
from core.forecasts.resolver import GIVEN_UP_AFTER, Resolver
from core.market.model import to_ms
from tests.fakes.clock import NOON, ManualClock
from tests.unit.core.forecasts.test_chains import BTC, QUANTILES, changed, written
from tests.unit.core.forecasts.test_trainer import owner_of


@pytest.mark.parametrize(
    "garbled",
    [
        "quantiles = 'x'",
        "quantiles = '[1,2]'",
        "quantiles = x'00ff'",
        "quantiles = CAST(x'ff' AS TEXT)",
        "quantiles = replace(quantiles, '0.0', 'NaN')",
        "plain = '[9,8,7,6,5,4,3,2,1,0,-1,-2,-3]'",
        "young = 'x'",
        "young = x'00'",
        "made_at = 'yesterday'",
        "made_at = x'00'",
        "made_at = made_at + 0.5",
        "cutoff_at = 'yesterday'",
        "cutoff_at = 9e15",
        "due_at = 'tomorrow'",
        "due_at = due_at - 1",
        "venue = x'00'",
        "model_id = x'00'",
        "widened = 9e999",
        "last_price = 0",
        "last_price = 'x'",
        "horizon = '9d'",
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
        newest = {row.number for row in await work.forecasts.newest([BTC.id], Lane.DAILY, NOON)}
    assert others == set(range(1, 10)) - {4}
    assert newest == {9}


@pytest.mark.parametrize("garbled", ["hash = x'00'", "coin_id = CAST(x'ff' AS TEXT)"])
async def test_a_row_that_can_be_read_and_is_another_is_named(
    store: Database, clock: ManualClock, garbled: str
) -> None:
    await written(store, 0, 9)
    await changed(store, f"UPDATE forecasts SET {garbled} WHERE number = 4")
    assert (await Chains(store, clock).checked()).broken == Broken("forecasts", 4)


@pytest.mark.parametrize(
    "garbled",
    [
        "at = 'yesterday'",
        "noted_at = 'yesterday'",
        "noted_at = x'00'",
        "at = 9e15",
        "price = 'x'",
        "price = -1",
        "previous = CAST(x'ff' AS TEXT)",
        "forecast = 'x'",
    ],
)
async def test_an_outcome_that_is_none_any_more_is_named_and_hides_no_other(
    store: Database, clock: ManualClock, garbled: str
) -> None:
    await written(store, 0, 9)
    await changed(store, f"UPDATE forecast_outcomes SET {garbled} WHERE number = 4")
    assert (await Chains(store, clock).checked()).broken == Broken("outcomes", 4)
    async with store.reading() as work:
        others = {row.number for row in await work.forecasts.resolved(HORIZONS["1d"], NOON)}
    assert others | {4} == set(range(1, 10))


async def test_what_became_of_the_others_is_written_and_the_owner_is_told_of_the_row(
    store: Database, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resolver_module, "AT_ONCE", 2)
    await written(store, 0, 9)
    owner = await owner_of(store)
    await changed(store, "DELETE FROM forecast_outcomes")
    # More of them than are looked at in one go, and the oldest of all.
    await changed(store, "UPDATE forecasts SET made_at = 'yesterday' WHERE number < 4")
    clock.advance(days=10 + GIVEN_UP_AFTER.days)
    assert await Resolver(store, clock, lambda: None).look() == 6
    await Chains(store, clock).sweep()
    async with store.reading() as work:
        day = to_ms(clock.now()) // 86_400_000
        notice = await work.outbox.find(f"{FORECAST_MODELS}:record:daily:forecasts:{day}:{owner}")
    assert notice is not None and json.loads(notice.facts)["because"] == "1"


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
    assert [row.number for row in due.forecasts] == [1, 2, 4]
    assert [row.number for row in newest] == [4]
