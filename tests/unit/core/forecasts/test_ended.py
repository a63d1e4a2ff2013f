"""Ranges whose end has passed, where no candle came for a newer one — they are no forecasts, and are not written."""

from adapters.storage.engine import Database
from core.forecasts.eligibility import NoForecast, Why
from core.forecasts.model import HORIZONS, Lane
from tests.fakes.clock import NOON, ManualClock
from tests.fakes.forecast_past import BTC, ETH, LaidOutPast
from tests.fakes.forecast_room import SmallForecasts
from tests.unit.core.forecasts.test_desk import DAYS, stored


async def test_a_range_whose_end_has_passed_is_no_forecast_any_more(
    room: SmallForecasts, past: LaidOutPast, clock: ManualClock
) -> None:
    await room.trainer.train(Lane.HOURLY, "first")
    hours, past.ended = Lane.HOURLY.horizons, NOON
    (btc,) = await room.desk.expected([BTC], hours)
    assert [told.forecast.horizon.text for told in btc.told] == ["1h", "4h", "24h"]
    clock.advance(minutes=59, seconds=59)
    (btc,) = await room.desk.expected([BTC], hours)
    assert btc.lacking == ()
    clock.advance(seconds=1)
    (btc,) = await room.desk.expected([BTC], hours)
    assert [told.forecast.horizon.text for told in btc.told] == ["4h", "24h"]
    assert btc.lacking == (NoForecast(BTC, Why.OVER, lane=Lane.HOURLY, over=(hours[0],), known_to=NOON),)
    clock.advance(hours=23)
    (btc,) = await room.desk.expected([BTC], hours)
    assert btc.told == ()
    assert btc.lacking == (NoForecast(BTC, Why.OVER, lane=Lane.HOURLY, over=hours, known_to=NOON),)
    past.ended = None
    clock.advance(minutes=1)
    (btc,) = await room.desk.expected([BTC], hours)
    assert len(btc.told) == 3


async def test_what_has_ended_when_it_is_made_is_not_written_either(
    room: SmallForecasts, store: Database, past: LaidOutPast, clock: ManualClock
) -> None:
    await room.trainer.train(Lane.HOURLY, "first")
    hours, past.ended = Lane.HOURLY.horizons, NOON
    clock.advance(hours=2)
    (btc,) = await room.desk.expected([BTC], hours[:2])
    assert [told.forecast.horizon for told in btc.told] == [hours[1]]
    assert btc.lacking == (NoForecast(BTC, Why.OVER, lane=Lane.HOURLY, over=hours[:1], known_to=NOON),)
    assert await stored(store) == 2
    clock.advance(hours=22)
    (btc,) = await room.desk.expected([BTC], hours[1:])
    assert btc.lacking == (NoForecast(BTC, Why.OVER, lane=Lane.HOURLY, over=hours[1:], known_to=NOON),)
    (eth,) = await room.desk.expected([ETH], hours)
    assert eth.lacking[0].why is Why.OVER
    assert await stored(store) == 2


async def test_nor_is_that_of_a_day_that_is_over(room: SmallForecasts, past: LaidOutPast, clock: ManualClock) -> None:
    await room.trainer.train(Lane.DAILY, "first")
    past.ended = NOON.replace(hour=0)
    clock.advance(hours=13)
    (btc,) = await room.desk.expected([BTC], DAYS)
    assert [told.forecast.horizon.text for told in btc.told] == ["7d", "14d", "30d"]
    assert btc.lacking == (NoForecast(BTC, Why.OVER, over=(HORIZONS["1d"],), known_to=past.ended),)
