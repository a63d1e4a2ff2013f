"""core.forecasts.ports.Models and Trainings, line by line."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text

from adapters.storage.engine import Database
from core.forecasts.model import Lane
from core.forecasts.registry import Became, CoinScore, Event, FoldScore, ModelCard
from core.forecasts.trainings import Training
from tests.databases import NOON

MINUTE = timedelta(minutes=1)
OWN = CoinScore("ethereum", 25, 0.72, -0.01, (0.2, 0.41, 0.5, 0.61, 0.79, 0.9, 0.95))
SCORE = FoldScore("7d", 180, 0.79, 0.95, 0.04, None, "ethereum", 0.72, 1.1, 25, OWN.inside, (OWN,))


def a_card(model_id: str = "daily-1", lane: Lane = Lane.DAILY) -> ModelCard:
    return ModelCard(model_id, lane, NOON, NOON - 180 * 1440 * MINUTE, ("har", "mlp"), 7, "ab", "cd", "first", (SCORE,))


async def test_cards_come_back_by_lane_oldest_first(database: Database) -> None:
    async with database.begin() as work:
        for card in (a_card("daily-2"), a_card("hourly-1", Lane.HOURLY), a_card("daily-1")):
            await work.models.add(card)
        await work.commit()
    async with database.reading() as work:
        assert await work.models.cards(Lane.DAILY) == (a_card("daily-1"), a_card("daily-2"))
        assert await work.models.cards(Lane.HOURLY) == (a_card("hourly-1", Lane.HOURLY),)


async def test_an_id_is_given_once(database: Database) -> None:
    async with database.begin() as work:
        await work.models.add(a_card())
        with pytest.raises(ValueError, match="there already"):
            await work.models.add(a_card())


async def test_what_became_of_models_is_told_in_order_and_never_changed(database: Database) -> None:
    events = [
        Event(Lane.DAILY, NOON, "daily-1", Became.CHAMPION, "first"),
        Event(Lane.DAILY, NOON + MINUTE, "daily-2", Became.CHALLENGER, "p 0.4"),
        Event(Lane.DAILY, NOON + MINUTE, "daily-1", Became.ROLLED_BACK, "owner"),
    ]
    async with database.begin() as work:
        for event in (*events[:2], Event(Lane.HOURLY, NOON, "hourly-1", Became.CHAMPION, "first"), events[2]):
            await work.models.note(event)
        await work.commit()
    async with database.reading() as work:
        assert list(await work.models.events(Lane.DAILY)) == events
    async with database._writer.begin() as connection:
        with pytest.raises(Exception, match="append-only"):
            await connection.execute(text("DELETE FROM forecast_events"))


async def claimed(database: Database, holder: str, after: timedelta = timedelta()) -> Training | None:
    async with database.begin() as work:
        now = NOON + after
        training = await work.trainings.claim(Lane.DAILY, "first", holder, now, now + MINUTE)
        await work.commit()
    return training


async def test_of_many_who_would_train_one_does(database: Database) -> None:
    found = await asyncio.gather(*(claimed(database, f"holder {n}") for n in range(8)))
    assert sum(training is not None for training in found) == 1


async def test_who_says_nothing_any_more_is_taken_over(database: Database) -> None:
    first = await claimed(database, "first")
    assert first is not None
    assert await claimed(database, "too soon", MINUTE / 2) is None
    second = await claimed(database, "second", 2 * MINUTE)
    assert second is not None
    async with database.begin() as work:
        assert not await work.trainings.beat(first.number, 50, NOON + 9 * MINUTE)
        assert await work.trainings.beat(second.number, 60, NOON + 9 * MINUTE)
        await work.commit()
    async with database.reading() as work:
        newest = await work.trainings.newest(Lane.DAILY)
    assert newest is not None
    assert (newest.number, newest.percent, newest.runs(NOON + 8 * MINUTE)) == (second.number, 60, True)


async def test_a_training_that_ended_lets_the_next_one_begin(database: Database) -> None:
    first = await claimed(database, "first")
    assert first is not None
    async with database.begin() as work:
        await work.trainings.end(first.number, NOON + MINUTE, "unavailable")
        await work.commit()
    async with database.reading() as work:
        ended = await work.trainings.newest(Lane.DAILY)
    assert ended is not None
    assert (ended.outcome, ended.ended_at, ended.runs(NOON)) == ("unavailable", NOON + MINUTE, False)
    assert await claimed(database, "second") is not None
