"""The trainer — one at a time, judged on what was not seen; whatever ends it, what serves goes on serving."""

import asyncio
import json
from datetime import timedelta

import pytest

from adapters.storage.engine import Database
from core.forecasts.eligibility import Why
from core.forecasts.judging import MARGIN
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


async def said_to(store: Database, owner: int, what: str, clock: ManualClock) -> dict[str, object]:
    """Return the facts of today's notice of models to the owner."""
    day = to_ms(clock.now()) // 86_400_000
    async with store.reading() as work:
        notice = await work.outbox.find(f"{FORECAST_MODELS}:{what}:{day}:{owner}")
    assert notice is not None
    facts: dict[str, object] = json.loads(notice.facts)
    return facts


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
    workshop.widths = [2.0, 2.001, 1.0]
    first, worse, better = [await room.trainer.train(Lane.DAILY, why) for why in ("full", "age", "age")]
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


async def test_what_served_before_a_refused_champion_is_not_passed_over_for_a_new_model(
    room: SmallForecasts, workshop: ClimatologyWorkshop
) -> None:
    workshop.widths = [1.5, 1.0, 1.5]
    before, champion = [await room.trainer.train(Lane.DAILY, why) for why in ("full", "age")]
    assert before is not None and champion is not None
    assert champion.became is Became.CHAMPION
    workshop.broken.add(champion.card.model_id)
    third = await room.trainer.train(Lane.DAILY, "age")
    assert third is not None
    assert third.became is Became.CHALLENGER
    assert (await room.models.reign(Lane.DAILY)).champion == before.card.model_id


async def test_where_the_champion_is_refused_and_nothing_served_before_a_challenger_stands_in_and_says_so(
    room: SmallForecasts, workshop: ClimatologyWorkshop, store: Database, clock: ManualClock
) -> None:
    owner = await owner_of(store)
    workshop.widths = [1.0, 1.4]
    champion, challenger = [await room.trainer.train(Lane.DAILY, why) for why in ("full", "age")]
    assert champion is not None and challenger is not None
    assert challenger.became is Became.CHALLENGER
    (told,) = (await room.desk.expected([BTC], (HORIZONS["7d"],)))[0].told
    assert not told.stands_in
    workshop.broken.add(champion.card.model_id)
    clock.advance(days=1)
    (told,) = (await room.desk.expected([BTC], (HORIZONS["7d"],)))[0].told
    assert (told.forecast.model_id, told.stands_in) == (challenger.card.model_id, True)
    refused = await said_to(store, owner, f"refused:daily:{champion.card.model_id}", clock)
    assert (refused["how"], refused["now"]) == ("stand-in", challenger.card.model_id)


async def test_a_challenger_whose_file_is_refused_too_serves_nobody(
    room: SmallForecasts, workshop: ClimatologyWorkshop, store: Database, clock: ManualClock
) -> None:
    owner = await owner_of(store)
    workshop.widths = [1.0, 1.4]
    models = [await room.trainer.train(Lane.DAILY, why) for why in ("full", "age")]
    workshop.broken |= {each.card.model_id for each in models if each is not None}
    (btc,) = await room.desk.expected([BTC], (HORIZONS["7d"],))
    assert (btc.told, [why.why for why in btc.lacking]) == ((), [Why.NO_MODEL])
    assert models[1] is not None
    refused = await said_to(store, owner, f"refused:daily:{models[1].card.model_id}", clock)
    assert (refused["how"], refused["now"]) == ("none", "")


async def test_a_full_model_takes_the_place_of_the_quick_one_when_it_is_no_worse(
    room: SmallForecasts, workshop: ClimatologyWorkshop, store: Database, clock: ManualClock
) -> None:
    owner = await owner_of(store)
    workshop.widths = [1.0, 1.001, 1.002]
    quick = await room.trainer.train(Lane.DAILY, "first", quick=True)
    full = await room.trainer.train(Lane.DAILY, "full")
    newer = await room.trainer.train(Lane.DAILY, "age")
    assert quick is not None and full is not None and newer is not None
    # One full model against another has to be better.
    assert [each.became for each in (full, newer)] == [Became.CHAMPION, Became.CHALLENGER]
    assert (await room.models.reign(Lane.DAILY)).previous == quick.card.model_id
    told = await said_to(store, owner, f"replaced:daily:{full.card.model_id}", clock)
    assert isinstance(told["gain"], float) and abs(told["gain"]) < MARGIN


async def test_a_full_model_that_is_worse_waits_and_the_quick_one_serves_on(
    room: SmallForecasts, workshop: ClimatologyWorkshop
) -> None:
    workshop.widths = [1.0, 1.4]
    quick = await room.trainer.train(Lane.DAILY, "first", quick=True)
    full = await room.trainer.train(Lane.DAILY, "full")
    assert quick is not None and full is not None
    assert full.became is Became.CHALLENGER
    assert (await room.models.reign(Lane.DAILY)).champion == quick.card.model_id


async def test_a_quick_model_that_the_owner_chose_yields_only_to_a_better_one(
    room: SmallForecasts, workshop: ClimatologyWorkshop, store: Database
) -> None:
    await owner_of(store)
    async with store.reading() as work:
        (owner,) = await work.people.with_role(Role.OWNER)
    workshop.widths = [1.0, 1.001, 1.002]
    quick = await room.trainer.train(Lane.DAILY, "first", quick=True)
    await room.trainer.train(Lane.DAILY, "full")
    assert quick is not None
    assert (await room.models.rollback(Lane.DAILY, owner)).champion == quick.card.model_id
    newer = await room.trainer.train(Lane.DAILY, "age")
    assert newer is not None
    assert newer.became is Became.CHALLENGER


async def test_a_quick_one_that_was_asked_for_by_hand_holds_the_place_as_the_first_does(
    room: SmallForecasts, workshop: ClimatologyWorkshop
) -> None:
    workshop.widths = [1.0, 1.001]
    quick = await room.trainer.train(Lane.DAILY, "owner", quick=True)
    full = await room.trainer.train(Lane.DAILY, "full")
    assert quick is not None and full is not None
    assert (quick.card.why, full.became) == ("first", Became.CHAMPION)


async def test_a_training_that_a_defect_ends_keeps_nobody_waiting(
    room: SmallForecasts, workshop: ClimatologyWorkshop
) -> None:
    workshop.fails = ZeroDivisionError()
    with pytest.raises(ZeroDivisionError):
        await room.trainer.train(Lane.DAILY, "first")
    lane = await room.models.lane(Lane.DAILY)
    assert lane.training is not None and (lane.training.outcome, lane.is_running) == ("defect", False)
    workshop.fails = None
    assert await room.trainer.train(Lane.DAILY, "first") is not None


async def test_the_owner_promotes_and_rolls_back_and_both_are_written_down(
    room: SmallForecasts, workshop: ClimatologyWorkshop, store: Database
) -> None:
    await owner_of(store)
    async with store.reading() as work:
        (owner,) = await work.people.with_role(Role.OWNER)
    with pytest.raises(NotAllowed):
        await room.models.promote(Lane.DAILY, None, owner)
    first = await room.trainer.train(Lane.DAILY, "full")
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
