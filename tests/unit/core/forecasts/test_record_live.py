"""The live record — outcomes are written once their candle is there, and what they say widens ranges that miss."""

from datetime import timedelta

import pytest

from adapters.storage.engine import Database
from core.forecasts import resolver
from core.forecasts.chains import Checked
from core.forecasts.model import HORIZONS, LEVELS, Forecast, Lane
from core.forecasts.resolver import GIVEN_UP_AFTER
from core.forecasts.scoring import CENTRAL
from core.forecasts.track import CoinRecord, Kind, Verdict
from core.market.gaps import unfinished_key
from core.market.model import Interval, Pair, SeriesKey, to_ms
from tests.fakes.clock import NOON, ManualClock
from tests.fakes.forecast_past import BTC, ETH, SOL, LaidOutPast
from tests.fakes.forecast_room import SmallForecasts
from tests.fakes.forecasting import ClimatologyWorkshop

DAY = HORIZONS["1d"]
COINS = (BTC, ETH, SOL)
QUANTILES = tuple(round(0.1 * (level - 0.5), 8) for level in LEVELS)


async def lived(room: SmallForecasts, past: LaidOutPast, store: Database, clock: ManualClock, days: int) -> None:
    """Let days pass; each has its forecasts, and its candles in the end."""
    for _ in range(days):
        await room.desk.expected(COINS, (DAY,))
        clock.advance(days=1)
    await past.store(store)
    while await room.resolver.look():
        pass


async def test_an_outcome_is_the_close_of_the_due_candle(
    room: SmallForecasts, past: LaidOutPast, store: Database, clock: ManualClock
) -> None:
    await room.trainer.train(Lane.DAILY, "first")
    await lived(room, past, store, clock, 2)
    async with store.reading() as work:
        found = await work.forecasts.resolved(DAY, NOON - timedelta(days=2))
    closes = past.series(BTC, Interval.D1)
    of_btc = [each for each in found if each.forecast.coin.id == BTC.id]
    assert [each.outcome.price for each in of_btc] == closes.close[-3:-1].tolist()
    assert all(each.forecast.made_at < each.outcome.at <= each.outcome.noted_at for each in found)
    assert await room.records.chains.checked() == Checked(None, clock.now(), 24, 6)


async def test_a_candle_that_was_cut_short_is_no_outcome_yet(
    room: SmallForecasts, past: LaidOutPast, store: Database, clock: ManualClock
) -> None:
    await room.trainer.train(Lane.DAILY, "first")
    past.followed = (BTC,)
    await room.desk.expected([BTC], (DAY,))
    clock.advance(days=1)
    await past.store(store)
    key = SeriesKey("kraken", Pair("BTC", "USD"), Interval.D1)
    async with store.begin() as work:
        await work.memory.keep(unfinished_key(key), f"[{to_ms(NOON.replace(hour=0))}]")
        await work.commit()
    assert await room.resolver.look() == 0
    async with store.begin() as work:
        await work.memory.keep(unfinished_key(key), "[]")
        await work.commit()
    assert await room.resolver.look() == 1


async def test_a_candle_that_never_comes_leaves_a_forecast_without_a_price(
    room: SmallForecasts, store: Database, clock: ManualClock
) -> None:
    await room.trainer.train(Lane.DAILY, "first")
    await room.desk.expected([BTC], (DAY,))
    clock.advance(days=1)
    assert await room.resolver.look() == 0
    clock.set(clock.now() + GIVEN_UP_AFTER)
    assert await room.resolver.look() > 0
    async with store.reading() as work:
        (found,) = await work.forecasts.resolved(DAY, NOON - timedelta(days=2))
    assert found.outcome.price is None
    assert (await room.records.of(DAY)).live is None


async def test_those_whose_candles_do_not_come_keep_nobody_else_waiting(
    room: SmallForecasts, past: LaidOutPast, store: Database, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resolver, "AT_ONCE", 1)
    await room.trainer.train(Lane.DAILY, "first")
    await room.desk.expected(COINS, (DAY,))
    clock.advance(days=1)
    past.followed = (SOL,)
    await past.store(store)
    assert await room.resolver.look() == 1
    async with store.reading() as work:
        (found,) = await work.forecasts.resolved(DAY, NOON - timedelta(days=2))
    assert found.forecast.coin.id == SOL.id


async def test_a_forecast_that_was_made_when_its_time_had_come_is_none_of_the_record(
    room: SmallForecasts, past: LaidOutPast, store: Database, clock: ManualClock
) -> None:
    await room.trainer.train(Lane.DAILY, "first")
    late, in_time = (
        Forecast(coin, DAY, "kraken", "USD", made, NOON.replace(hour=0), "daily-1", 100.0, QUANTILES)
        for coin, made in ((BTC, NOON + timedelta(days=1)), (ETH, NOON))
    )
    async with store.begin() as work:
        await work.forecasts.append([late, in_time])
        await work.commit()
    clock.advance(days=2)
    await past.store(store)
    assert await room.resolver.look() == 2
    assert (await room.records.of_coin(DAY, BTC.id)).live is None
    assert (await room.records.of_coin(DAY, ETH.id)).live is not None


async def test_live_and_back_filled_records_are_two(
    room: SmallForecasts, past: LaidOutPast, store: Database, clock: ManualClock
) -> None:
    await room.trainer.train(Lane.DAILY, "first")
    before = await room.records.of(DAY)
    assert before.live is None
    assert before.shown is before.backfilled is not None
    assert before.backfilled.kind is Kind.BACKFILLED
    await lived(room, past, store, clock, 12)
    after = await room.records.of(DAY)
    assert after.live is not None
    assert (after.live.kind, after.live.n, after.live.verdict) == (Kind.LIVE, 12, Verdict.EARLY)
    assert after.shown is after.live
    own = await room.records.of_coin(DAY, BTC.id)
    assert own.live is not None and own.backfilled is not None
    assert own.live.n == 12 and own.live.worst == CoinRecord(BTC.id, own.live.held, 12)
    # Its own, and no other's: as counts they add up to that of all three.
    others = [(await room.records.of_coin(DAY, coin.id)).backfilled for coin in COINS]
    assert sum(each.held for each in others if each is not None) / 3 == pytest.approx(before.backfilled.held, abs=1e-3)
    assert own.backfilled.inside[CENTRAL.index(0.8)] == pytest.approx(own.backfilled.held, abs=1e-4)
    unknown = await room.records.of_coin(DAY, "nobody")
    assert (unknown.live, unknown.backfilled) == (None, None)


async def test_ranges_that_miss_are_widened_and_say_so_and_the_model_is_judged_as_it_was(
    room: SmallForecasts, past: LaidOutPast, store: Database, clock: ManualClock, workshop: ClimatologyWorkshop
) -> None:
    workshop.widths = [0.5]
    await room.trainer.train(Lane.DAILY, "first")
    (btc,) = await room.desk.expected([BTC], (DAY,))
    # Its back-filled record was off target already: nobody waits ninety days to say so.
    widened = btc.told[0].forecast.widened
    assert 1.5 < widened < 3
    assert btc.told[0].record.shown is not None
    assert btc.told[0].record.shown.verdict is Verdict.LOW
    await lived(room, past, store, clock, 92)
    live = (await room.records.of(DAY)).live
    assert live is not None
    assert live.verdict is Verdict.GOOD
    # As shown they hold; as modelled they do not, so they stay widened.
    assert 1.5 < await room.records.widening(DAY) < 3


async def test_a_good_model_is_not_widened(
    room: SmallForecasts, past: LaidOutPast, store: Database, clock: ManualClock
) -> None:
    await room.trainer.train(Lane.DAILY, "first")
    await lived(room, past, store, clock, 91)
    live = (await room.records.of(DAY)).live
    assert live is not None
    assert live.verdict is Verdict.GOOD
    assert await room.records.widening(DAY) == 1
