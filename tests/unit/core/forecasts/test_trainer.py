"""The trainer — one at a time, judged on what was not seen; whatever ends it, what serves goes on serving."""

import asyncio
from datetime import timedelta

import pytest

from adapters.storage.engine import Database
from core.forecasts.model import HORIZONS, Lane
from core.forecasts.owners import FORECAST_MODELS
from core.forecasts.registry import Became
from core.kernel.errors import NotAllowed, Unavailable, UnknownName
from core.market.model import to_ms
from core.people.model import Identity, Role
from tests.fakes.clock import ManualClock
from tests.fakes.delivery import person
from tests.fakes.forecast_past import BTC, LaidOutPast
from tests.fakes.forecast_room import SmallForecasts
from tests.fakes.forecasting import ClimatologyWorkshop


async def owner_of(store: Database) -> int:
    """Return the number of somebody who owns the house."""
    owner = await person(store, Identity("local", "owner"))
    async with store.begin() as work:
        await work.people.set_role(owner.id, Role.OWNER)
        await work.commit()
    return owner.id


async def test_the_first_model_serves_and_its_card_says_how_it_did(room: SmallForecasts, clock: ManualClock) -> None:
    heard: list[int] = []
    trained = await room.trainer.train(Lane.DAILY, "first", quick=True, told=heard.append)
    assert trained is not None
    assert (trained.became, trained.because) == (Became.CHAMPION, "first")
    lane = await room.models.lane(Lane.DAILY)
    assert lane.reign.champion == trained.card.model_id
    assert lane.cards == (trained.card,)
    assert [score.horizon for score in trained.card.fold] == ["1d", "7d", "14d", "30d"]
    assert trained.card.trained_until <= clock.now() - timedelta(days=180)
    assert heard == sorted(heard)
    assert heard[-1] == 90
    assert lane.training is not None
    assert (lane.training.outcome, lane.is_running) == ("done", False)


async def test_a_challenger_that_is_no_better_waits_and_one_that_is_serves(
    room: SmallForecasts, workshop: ClimatologyWorkshop
) -> None:
    workshop.widths = [2.0, 2.1, 1.0]
    first, worse, better = [await room.trainer.train(Lane.DAILY, why) for why in ("first", "age", "age")]
    assert first is not None and worse is not None and better is not None
    assert [each.became for each in (first, worse, better)] == [Became.CHAMPION, Became.CHALLENGER, Became.CHAMPION]
    assert better.because.startswith("loss -")
    reign = await room.models.reign(Lane.DAILY)
    assert (reign.champion, reign.previous) == (better.card.model_id, first.card.model_id)


async def test_two_do_not_train_at_once(room: SmallForecasts) -> None:
    trained = await asyncio.gather(*(room.trainer.train(Lane.DAILY, "first") for _ in range(4)))
    assert sum(each is not None for each in trained) == 1


async def test_a_training_that_fails_leaves_what_serves_and_tells_the_owner(
    room: SmallForecasts, workshop: ClimatologyWorkshop, store: Database, clock: ManualClock
) -> None:
    owner = await owner_of(store)
    first = await room.trainer.train(Lane.DAILY, "first")
    assert first is not None
    workshop.fails = Unavailable("training", "broken")
    with pytest.raises(Unavailable):
        await room.trainer.train(Lane.DAILY, "age")
    lane = await room.models.lane(Lane.DAILY)
    assert lane.reign.champion == first.card.model_id
    assert lane.training is not None
    assert (lane.training.outcome, lane.is_running) == ("unavailable", False)
    (btc,) = await room.desk.expected([BTC], (HORIZONS["7d"],))
    assert btc.told[0].forecast.model_id == first.card.model_id
    async with store.reading() as work:
        day = to_ms(clock.now()) // 86_400_000
        notice = await work.outbox.find(f"{FORECAST_MODELS}:failed:daily:training 2:{day}:{owner}")
    assert notice is not None
    assert (notice.kind, notice.person_id) == (FORECAST_MODELS, owner)


async def test_who_trained_and_was_killed_is_taken_over_and_what_serves_goes_on_serving(
    room: SmallForecasts, workshop: ClimatologyWorkshop, clock: ManualClock
) -> None:
    first = await room.trainer.train(Lane.DAILY, "first")
    assert first is not None

    class Killed(BaseException):
        """What a process that ends sees: nothing."""

    def die() -> None:
        raise Killed

    workshop.during = die
    with pytest.raises(Killed):
        await room.trainer.train(Lane.DAILY, "age")
    workshop.during = lambda: None
    assert (await room.models.reign(Lane.DAILY)).champion == first.card.model_id
    assert await room.trainer.train(Lane.DAILY, "age") is None
    clock.advance(minutes=2)
    assert await room.trainer.train(Lane.DAILY, "age") is not None


async def test_too_little_to_learn_from_is_said(room: SmallForecasts, past: LaidOutPast) -> None:
    past.ages = {coin.id: 100 for coin in past.followed}
    with pytest.raises(Unavailable):
        await room.trainer.train(Lane.DAILY, "first")
    assert (await room.models.lane(Lane.DAILY)).cards == ()


async def test_a_champion_whose_file_is_refused_yields(room: SmallForecasts, workshop: ClimatologyWorkshop) -> None:
    first = await room.trainer.train(Lane.DAILY, "first")
    assert first is not None
    workshop.broken.add(first.card.model_id)
    workshop.widths = [3.0]
    second = await room.trainer.train(Lane.DAILY, "age")
    assert second is not None
    assert (second.became, second.because) == (Became.CHAMPION, "refused")


async def test_the_owner_promotes_and_rolls_back_and_both_are_written_down(
    room: SmallForecasts, workshop: ClimatologyWorkshop, store: Database
) -> None:
    await owner_of(store)
    async with store.reading() as work:
        (owner,) = await work.people.with_role(Role.OWNER)
    with pytest.raises(NotAllowed):
        await room.models.promote(Lane.DAILY, None, owner)
    first = await room.trainer.train(Lane.DAILY, "first")
    workshop.widths = [2.0]
    second = await room.trainer.train(Lane.DAILY, "age")
    assert first is not None and second is not None
    with pytest.raises(NotAllowed):
        await room.models.rollback(Lane.DAILY, owner)
    assert (await room.models.promote(Lane.DAILY, None, owner)).champion == second.card.model_id
    assert (await room.models.rollback(Lane.DAILY, owner)).champion == first.card.model_id
    with pytest.raises(UnknownName):
        await room.models.promote(Lane.DAILY, "daily-nobody", owner)
    async with store.reading() as work:
        said = [(entry.action, entry.subject) for entry in await work.audit.entries()]
    assert said[-2:] == [("forecast-promote", second.card.model_id), ("forecast-rollback", second.card.model_id)]
