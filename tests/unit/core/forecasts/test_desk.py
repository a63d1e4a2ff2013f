"""The desk and the issuer — a forecast is stored before it is shown, made once for each close, and by who serves."""

import asyncio
from datetime import timedelta

import pytest

from adapters.storage.engine import Database
from core.forecasts.eligibility import NoForecast, Why
from core.forecasts.model import HORIZONS, Lane
from core.forecasts.registry import serving
from core.forecasts.trainings import HEARD_WITHIN, LEASE
from core.kernel.errors import Unavailable
from core.people.model import Person, Role
from tests.fakes.clock import NOON, ManualClock
from tests.fakes.forecast_past import BTC, ETH, SOL, USDT, WBTC, LaidOutPast
from tests.fakes.forecast_room import SmallForecasts, forecasts_of
from tests.fakes.forecasting import ClimatologyWorkshop
from tests.unit.core.forecasts.test_trainer import owner_of

WEEK, ALL = (HORIZONS["7d"],), tuple(HORIZONS.values())
DAYS = Lane.DAILY.horizons


async def the_owner(store: Database) -> Person:
    async with store.reading() as work:
        (owner,) = await work.people.with_role(Role.OWNER)
    return owner


async def stored(store: Database) -> int:
    async with store.reading() as work:
        return (await work.forecasts.due(NOON + timedelta(days=99), 10_000)).rows


async def test_without_a_model_there_is_no_number(room: SmallForecasts) -> None:
    (btc,) = await room.desk.expected([BTC], WEEK)
    assert btc.told == ()
    assert btc.lacking == (NoForecast(BTC, Why.NO_MODEL),)


async def test_while_the_first_model_is_trained_it_is_said_how_far_that_is(
    room: SmallForecasts, store: Database, clock: ManualClock
) -> None:
    async with store.begin() as work:
        training = await work.trainings.claim(Lane.DAILY, "first", "me", NOON, NOON + LEASE)
        assert training is not None
        await work.trainings.beat(training.number, 42, NOON + LEASE)
        await work.commit()
    (btc,) = await room.desk.expected([BTC], WEEK)
    assert btc.lacking[0].percent == 42
    # Who was killed says nothing any more; nobody else begins before its lease has run out.
    clock.advance(seconds=HEARD_WITHIN.seconds)
    (btc,) = await room.desk.expected([BTC], WEEK)
    assert btc.lacking[0].percent is None
    assert (await room.models.lane(Lane.DAILY)).is_running


async def test_what_is_shown_was_stored_before(room: SmallForecasts, store: Database) -> None:
    await room.trainer.train(Lane.DAILY, "first")
    (btc,) = await room.desk.expected([BTC], WEEK)
    (told,) = btc.told
    async with store.reading() as work:
        rows = await work.forecasts.newest([BTC.id], Lane.DAILY, NOON - timedelta(days=1))
    kept = {row.forecast.horizon: row.forecast for row in rows}
    assert kept[HORIZONS["7d"]].quantiles == told.forecast.quantiles
    assert set(kept) == set(DAYS)
    assert told.forecast.cutoff_at == NOON.replace(hour=0)
    assert told.forecast.made_at == NOON


async def test_the_running_candle_is_no_candle(room: SmallForecasts, past: LaidOutPast) -> None:
    await room.trainer.train(Lane.DAILY, "first")
    (btc,) = await room.desk.expected([BTC], WEEK)
    closed = past.series(BTC, Lane.DAILY.interval)
    assert btc.told[0].forecast.last_price == closed.close[-2]


async def test_a_forecast_is_made_once_for_each_close(
    room: SmallForecasts, store: Database, workshop: ClimatologyWorkshop, clock: ManualClock
) -> None:
    await room.trainer.train(Lane.DAILY, "first")
    first = await room.desk.expected([BTC, ETH], WEEK)
    clock.advance(hours=11)
    assert await room.desk.expected([BTC, ETH], WEEK) == first
    assert workshop.asked == 1
    clock.advance(hours=2)
    (btc,) = await room.desk.expected([BTC], WEEK)
    assert btc.told[0].forecast.cutoff_at == NOON.replace(hour=0) + timedelta(days=1)
    assert workshop.asked == 2
    assert await stored(store) == 12


async def test_another_process_finds_what_was_made(
    room: SmallForecasts, store: Database, past: LaidOutPast, clock: ManualClock, workshop: ClimatologyWorkshop
) -> None:
    await room.trainer.train(Lane.DAILY, "first")
    (btc,) = await room.desk.expected([BTC], WEEK)
    other = forecasts_of(store, past, past, clock, workshop)
    (again,) = await other.desk.expected([BTC], WEEK)
    assert again.told[0].forecast.quantiles == btc.told[0].forecast.quantiles
    assert workshop.asked == 1


async def test_what_another_process_decides_about_models_counts_with_the_next_question(
    room: SmallForecasts, store: Database, past: LaidOutPast, clock: ManualClock, workshop: ClimatologyWorkshop
) -> None:
    workshop.widths = [1.0, 3.0]
    await room.trainer.train(Lane.DAILY, "first")
    await room.trainer.train(Lane.DAILY, "full")
    reign = await room.models.reign(Lane.DAILY)
    assert reign.challenger is not None
    await owner_of(store)
    other, owner = forecasts_of(store, past, past, clock, workshop), await the_owner(store)

    async def serving_now() -> tuple[str, object]:
        (btc,) = await room.desk.expected([BTC], WEEK)
        return btc.told[0].forecast.model_id, btc.told[0].record.backfilled

    before = await serving_now()
    await other.models.promote(Lane.DAILY, None, owner)
    promoted = await serving_now()
    await other.models.rollback(Lane.DAILY, owner)
    assert (before[0], promoted[0]) == (reign.champion, reign.challenger)
    # The record is that of who serves, too.
    assert promoted[1] != before[1]
    assert await serving_now() == before


async def test_an_answer_of_a_model_that_was_replaced_meanwhile_is_not_kept(
    room: SmallForecasts, store: Database, workshop: ClimatologyWorkshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop.widths = [1.0, 1.0]
    await room.trainer.train(Lane.DAILY, "full")
    await room.trainer.train(Lane.DAILY, "age")
    await owner_of(store)
    reign, owner = await room.models.reign(Lane.DAILY), await the_owner(store)
    asks, asking, answered = workshop.ask, asyncio.Event(), asyncio.Event()

    async def ask(*question: object) -> object:
        asking.set()
        await answered.wait()
        return await asks(*question)  # type: ignore[arg-type]

    monkeypatch.setattr(workshop, "ask", ask)
    slow = asyncio.create_task(room.desk.expected([BTC], WEEK))
    await asking.wait()
    await room.models.promote(Lane.DAILY, None, owner)
    other = asyncio.create_task(room.desk.expected([BTC], WEEK))
    await asyncio.sleep(0)
    answered.set()
    (before,), _ = await slow, await other
    (now,) = await room.desk.expected([BTC], WEEK)
    assert before.told[0].forecast.model_id == reign.champion
    assert now.told[0].forecast.model_id == reign.challenger


async def test_what_came_true_by_another_process_is_in_the_record_with_the_next_question(
    room: SmallForecasts, store: Database, past: LaidOutPast, clock: ManualClock
) -> None:
    await room.trainer.train(Lane.DAILY, "first")
    (day,) = [h for h in DAYS if h.text == "1d"]
    await room.desk.expected([BTC], (day,))
    clock.advance(days=1)
    await past.store(store)
    assert (await room.desk.record(None, (day,))).records[0].live is None
    assert await forecasts_of(store, past, past, clock).resolver.look()
    live = (await room.desk.record(None, (day,))).records[0].live
    assert live is not None and live.n == 1


async def test_a_coin_that_nobody_follows_is_forecast_too_and_stable_ones_are_not(
    room: SmallForecasts, past: LaidOutPast
) -> None:
    past.followed = (BTC, ETH)
    await room.trainer.train(Lane.DAILY, "first")
    sol, usdt, wbtc = await room.desk.expected([SOL, USDT, WBTC], WEEK)
    assert len(sol.told) == 1
    assert [each.lacking[0].why for each in (usdt, wbtc)] == [Why.STABLE, Why.WRAPPED]


async def test_a_new_coin_is_young_and_a_newer_one_has_too_few_candles(room: SmallForecasts, past: LaidOutPast) -> None:
    past.ages = {ETH.id: 70, SOL.id: 41}
    await room.trainer.train(Lane.DAILY, "first")
    btc, eth, sol = await room.desk.expected([BTC, ETH, SOL], WEEK)
    assert (btc.told[0].forecast.young, eth.told[0].forecast.young) == (False, True)
    assert eth.told[0].forecast.plain is None
    assert sol.lacking == (NoForecast(SOL, Why.FEW, 41),)


async def test_a_coin_is_as_old_in_hours_as_it_is_in_days(room: SmallForecasts, past: LaidOutPast) -> None:
    past.ages = {ETH.id: 90}
    for lane in Lane:
        await room.trainer.train(lane, "first")
    btc, eth = await room.desk.expected([BTC, ETH], ALL)
    assert {told.forecast.young for told in btc.told} == {False}
    assert {told.forecast.young for told in eth.told} == {True}


async def test_horizons_of_both_lanes_come_in_order_and_a_lane_without_a_model_says_so(room: SmallForecasts) -> None:
    await room.trainer.train(Lane.DAILY, "first")
    (btc,) = await room.desk.expected([BTC], ALL)
    assert [told.forecast.horizon.text for told in btc.told] == ["1d", "7d", "14d", "30d"]
    assert btc.lacking == (NoForecast(BTC, Why.NO_MODEL, lane=Lane.HOURLY),)
    await room.trainer.train(Lane.HOURLY, "first")
    room.desk.forget()
    (btc,) = await room.desk.expected([BTC], ALL)
    assert [told.forecast.horizon.text for told in btc.told] == list(HORIZONS)


async def test_a_file_that_is_not_what_was_trained_is_refused_and_the_one_before_serves(
    room: SmallForecasts, workshop: ClimatologyWorkshop
) -> None:
    workshop.widths = [2.0, 1.0]
    first = await room.trainer.train(Lane.DAILY, "first")
    second = await room.trainer.train(Lane.DAILY, "full")
    assert first is not None and second is not None
    reign = await room.models.reign(Lane.DAILY)
    assert reign.champion == second.card.model_id
    workshop.broken.add(second.card.model_id)
    (btc,) = await room.desk.expected([BTC], WEEK)
    assert btc.told[0].forecast.model_id == first.card.model_id
    reign = await room.models.reign(Lane.DAILY)
    assert reign.champion == first.card.model_id
    assert reign.refused == {second.card.model_id}


async def test_with_every_file_refused_there_is_no_number(room: SmallForecasts, workshop: ClimatologyWorkshop) -> None:
    trained = await room.trainer.train(Lane.DAILY, "first")
    assert trained is not None
    workshop.broken.add(trained.card.model_id)
    (btc,) = await room.desk.expected([BTC], WEEK)
    assert btc.lacking[0].why is Why.NO_MODEL


async def test_a_share_of_coins_is_served_by_the_challenger(
    store: Database, past: LaidOutPast, clock: ManualClock, workshop: ClimatologyWorkshop
) -> None:
    room = forecasts_of(store, past, past, clock, workshop, share=0.5)
    workshop.widths = [1.0, 3.0]
    await room.trainer.train(Lane.DAILY, "first")
    await room.trainer.train(Lane.DAILY, "full")
    reign = await room.models.reign(Lane.DAILY)
    assert reign.challenger is not None
    found = await room.desk.expected([BTC, ETH, SOL], WEEK)
    assert [each.told[0].forecast.model_id for each in found] == [
        serving(reign, coin.id, 0.5) for coin in (BTC, ETH, SOL)
    ]
    assert {each.told[0].forecast.model_id for each in found} == {reign.champion, reign.challenger}


async def test_nobody_who_computes_is_an_error_and_not_a_number(
    store: Database, past: LaidOutPast, clock: ManualClock, workshop: ClimatologyWorkshop
) -> None:
    await forecasts_of(store, past, past, clock, workshop).trainer.train(Lane.DAILY, "first")
    nobody = forecasts_of(store, past, past, clock)
    with pytest.raises(Unavailable):
        await nobody.desk.expected([BTC], WEEK)


async def test_of_many_questions_at_once_one_is_computed(room: SmallForecasts, workshop: ClimatologyWorkshop) -> None:
    await room.trainer.train(Lane.DAILY, "first")
    found = await asyncio.gather(*(room.desk.expected([BTC], WEEK) for _ in range(20)))
    assert workshop.asked == 1
    assert len({each[0].told[0].forecast.quantiles for each in found}) == 1


async def test_renaming_a_coin_changes_nothing_of_its_range(
    store: Database, past: LaidOutPast, clock: ManualClock, workshop: ClimatologyWorkshop, room: SmallForecasts
) -> None:
    await room.trainer.train(Lane.DAILY, "first")
    past.followed = (BTC, ETH, SOL)
    one = await room.desk.expected([ETH], WEEK)
    room.desk.forget()
    past.followed = (SOL, ETH, BTC)
    other = await forecasts_of(store, past, past, clock, workshop).desk.expected([ETH], WEEK)
    assert one[0].told[0].forecast.quantiles == other[0].told[0].forecast.quantiles
