"""Rounds — forecasts of all followed coins on each close of a lane, whoever asks."""

from datetime import timedelta

from core.forecasts.model import Lane
from core.forecasts.rounds import Rounds
from tests.fakes.clock import NOON, ManualClock
from tests.fakes.forecast_past import LaidOutPast
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
