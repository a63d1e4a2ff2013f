"""Rounds — forecasts of all followed coins on each close of a lane, whoever asks."""

from datetime import timedelta

from adapters.storage.engine import Database
from core.forecasts.model import HORIZONS, Lane
from core.forecasts.rounds import Rounds
from tests.fakes.clock import NOON, ManualClock
from tests.fakes.forecast_past import BTC, ETH, LaidOutPast
from tests.fakes.forecast_room import SmallForecasts
from tests.fakes.forecasting import ClimatologyWorkshop


async def test_without_a_model_nothing_is_made(room: SmallForecasts, clock: ManualClock) -> None:
    assert await Rounds(room.desk, room.models, clock).look() == 0


async def test_of_each_day_every_followed_coin_is_forecast_once(
    room: SmallForecasts, clock: ManualClock, workshop: ClimatologyWorkshop
) -> None:
    await room.trainer.train(Lane.DAILY, "first")
    rounds = Rounds(room.desk, room.models, clock)
    assert await rounds.look() == 3
    assert await rounds.look() == 0
    clock.advance(hours=11)
    assert await rounds.look() == 0
    clock.advance(hours=2)
    assert await rounds.look() == 3
    assert workshop.asked == 2


async def test_hours_are_forecast_on_every_seventh_close(room: SmallForecasts, clock: ManualClock) -> None:
    await room.trainer.train(Lane.HOURLY, "first")
    rounds = Rounds(room.desk, room.models, clock)
    made = []
    for _ in range(15):
        made.append(await rounds.look())
        clock.advance(hours=1)
    assert sum(each > 0 for each in made) == 2
    first = next(place for place, each in enumerate(made) if each)
    assert made[first + 7] == made[first] == 3


async def test_what_could_not_be_made_is_tried_again(
    room: SmallForecasts, clock: ManualClock, past: LaidOutPast, workshop: ClimatologyWorkshop
) -> None:
    await room.trainer.train(Lane.DAILY, "first")
    rounds = Rounds(room.desk, room.models, clock)
    past.silent = True
    assert await rounds.look() == 0
    past.silent = False
    clock.set(NOON + timedelta(minutes=1))
    assert await rounds.look() == 3


async def test_between_rounds_answers_are_ready_before_anybody_asks_and_stored_when_somebody_does(
    room: SmallForecasts, clock: ManualClock, workshop: ClimatologyWorkshop, store: Database
) -> None:
    await room.trainer.train(Lane.HOURLY, "first")
    rounds = Rounds(room.desk, room.models, clock)
    while await rounds.look():
        clock.advance(hours=1)
    asked = workshop.asked
    assert await rounds.look() == 0
    assert workshop.asked == asked
    async with store.reading() as work:
        assert await work.forecasts.newest([BTC.id, ETH.id], Lane.HOURLY, clock.now() - timedelta(minutes=59)) == ()
    hour = (HORIZONS["1h"],)
    (btc,) = await room.desk.expected([BTC], hour)
    (eth,) = await room.desk.expected([ETH], hour)
    assert workshop.asked == asked
    assert btc.told[0].forecast.cutoff_at == eth.told[0].forecast.cutoff_at == clock.now()
    async with store.reading() as work:
        kept = await work.forecasts.newest([BTC.id, ETH.id], Lane.HOURLY, clock.now() - timedelta(minutes=59))
    assert {row.forecast.coin.id for row in kept} == {BTC.id, ETH.id}
    # Another hour is another answer.
    clock.advance(hours=1)
    (btc,) = await room.desk.expected([BTC], hour)
    assert (btc.told[0].forecast.cutoff_at, workshop.asked) == (clock.now(), asked + 1)


async def test_what_a_model_said_ahead_is_not_taken_for_what_another_one_says(
    room: SmallForecasts, clock: ManualClock, workshop: ClimatologyWorkshop
) -> None:
    workshop.widths = [1.0, 3.0]
    await room.trainer.train(Lane.HOURLY, "first")
    await room.desk.prepare(Lane.HOURLY, clock.now())
    second = await room.trainer.train(Lane.HOURLY, "full")
    assert second is not None
    (first,) = await room.desk.expected([BTC], (HORIZONS["1h"],))
    workshop.broken.add(first.told[0].forecast.model_id)
    await room.models.refuse(Lane.HOURLY, first.told[0].forecast.model_id)
    # The challenger that stands in is asked itself.
    (now,) = await room.desk.expected([BTC], (HORIZONS["1h"],))
    assert now.told[0].forecast.model_id == second.card.model_id
    assert now.told[0].forecast.quantiles != first.told[0].forecast.quantiles
    # A file that is not what was trained is found while nobody waits, and refused.
    workshop.broken.add(second.card.model_id)
    clock.advance(hours=1)
    assert await room.desk.prepare(Lane.HOURLY, clock.now()) == 0
