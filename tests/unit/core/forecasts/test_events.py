"""Forecast events: one for each webhook, close and followed coin, once the ranges are stored; nothing to chats."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.bus import AsyncioBus
from adapters.storage.engine import Database
from core.delivery.addresses import WEBHOOK
from core.delivery.model import Notice
from core.forecasts.events import FORECAST_MADE, ForecastEvents
from core.forecasts.model import HORIZONS, Lane
from core.market.model import Coin
from core.people.model import Person
from tests.databases import somebody
from tests.fakes.clock import ManualClock
from tests.fakes.forecast_past import BTC, ETH
from tests.fakes.forecast_room import SmallForecasts
from tests.fakes.sinks import HOOK, Desk, a_desk

HOUR = timedelta(hours=1)


@pytest.fixture
def desk(store: Database, tmp_path: Path) -> Desk:
    return a_desk(store, tmp_path)


@pytest.fixture
async def ada(store: Database) -> Person:
    return await somebody(store, "1")


def events(desk: Desk, clock: ManualClock, *coins: Coin) -> ForecastEvents:
    async def followed(person_id: int) -> tuple[Coin, ...]:
        return coins

    return ForecastEvents(desk.database, (followed,), clock, AsyncioBus())


async def subscribed(desk: Desk, person: Person, *kinds: str) -> None:
    await desk.proved(person, WEBHOOK, HOOK)
    await desk.sinks.choose(person, kinds)


async def written(desk: Desk, clock: ManualClock) -> list[Notice]:
    """Return every event that is due."""
    now = clock.now()
    async with desk.database.begin() as work:
        claimed = await work.outbox.claim(now, now, now + HOUR, 50)
        for notice in claimed:
            await work.outbox.mark_sent(notice, None, now)
        await work.commit()
    return [*claimed, *(await written(desk, clock) if claimed else [])]


async def test_ranges_are_told_once_for_each_close_and_coin(
    desk: Desk, ada: Person, room: SmallForecasts, clock: ManualClock
) -> None:
    await subscribed(desk, ada, "forecast")
    await room.trainer.train(Lane.DAILY, "first")
    told = events(desk, clock, BTC, ETH)
    assert await told.look() == 0
    await room.desk.expected([BTC], (HORIZONS["7d"],))
    assert await told.look() == 1
    assert await told.look() == 0
    assert await events(desk, clock, BTC, ETH).look() == 0
    (event,) = await written(desk, clock)
    assert (event.kind, event.door, event.person_id) == (FORECAST_MADE, WEBHOOK, ada.id)
    facts = json.loads(event.facts)
    assert [each["horizon"] for each in facts["ranges"]] == ["1d", "7d", "14d", "30d"]
    for each in facts["ranges"]:
        (_, low50, high50), (_, low80, high80), (_, low95, high95) = each["bands"]
        assert low95 < low80 < low50 < facts["last_price"] < high50 < high80 < high95
    clock.advance(days=1)
    await room.desk.expected([BTC, ETH], (HORIZONS["7d"],))
    assert await told.look() == 2


async def test_who_did_not_ask_for_forecasts_is_told_none(
    desk: Desk, ada: Person, room: SmallForecasts, clock: ManualClock
) -> None:
    await subscribed(desk, ada, "price")
    await room.trainer.train(Lane.DAILY, "first")
    await room.desk.expected([BTC], (HORIZONS["7d"],))
    assert await events(desk, clock, BTC).look() == 0
