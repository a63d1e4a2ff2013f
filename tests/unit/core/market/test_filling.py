"""Filling: missing candles come from the venue, else from the next, and are never made up."""

import asyncio
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.errors import Unavailable
from core.market.filling import CHUNK, Filled, chunked
from core.market.gaps import Gap, absences_key, find_gaps, merged, read_absences
from core.market.model import CandleSeries, Interval, Pair, SeriesKey, to_ms
from tests.fakes.clock import NOON
from tests.fakes.market import wavy
from tests.fakes.market_stage import settled
from tests.fakes.market_street import Street

HOURS = SeriesKey("binance", Pair("BTC", "USDT"), Interval.H1)
MINUTES = SeriesKey("binance", Pair("BTC", "USDT"), Interval.M1)
HOUR = timedelta(hours=1)


class Filling(Street):
    """The street with wavy prices, and a filler at hand."""

    def __init__(self) -> None:
        super().__init__()
        self.binance.prices[Pair("BTC", "USDT")] = wavy(60_000)
        self.kucoin.prices[Pair("BTC", "USDT")] = wavy(60_010)

    async def fill(self, key: SeriesKey = HOURS, back: timedelta = 24 * HOUR, *steps_s: float) -> Filled:
        await self.room.desk.ready()
        until = key.interval.floor(self.clock.now()) + key.interval.length
        work = self.room.collector._filler.complete(key, self.clock.now() - back, until)
        return await self.after(work, *(steps_s or (0.0,)))

    def stored(self, key: SeriesKey = HOURS) -> CandleSeries:
        return self.store.candles.series.get(key, CandleSeries.empty(key))

    def missing(self, since: datetime, until: datetime, key: SeriesKey = HOURS) -> tuple[Gap, ...]:
        return find_gaps(self.stored(key).opened_ms.tolist(), key.interval, since, until)


async def test_everything_up_to_the_running_candle_is_brought_and_stored() -> None:
    street = Filling()
    filled = await street.fill()
    assert filled.rows == len(street.stored()) == 26
    assert street.missing(NOON - 24 * HOUR, NOON + HOUR) == ()
    assert not street.stored().refilled.any()


async def test_what_is_there_is_not_asked_for_again() -> None:
    street = Filling()
    await street.fill()
    calls = street.binance.calls["candles"]
    await street.fill()
    assert street.binance.calls["candles"] == calls


async def test_a_candle_that_was_cut_short_while_it_ran_is_made_whole() -> None:
    street = Filling()
    street.clock.advance(minutes=20)
    await street.fill()
    cut_short = float(street.stored().close[-1])
    street.clock.advance(hours=3)
    await street.fill()
    closed = street.stored().between(NOON, NOON + HOUR)
    assert closed.close[0] == wavy(60_000)(to_ms(NOON + HOUR)) != cut_short


async def test_the_running_candle_is_followed() -> None:
    street = Filling()
    street.clock.advance(minutes=20)
    await street.fill()
    street.clock.advance(minutes=5)
    await street.fill()
    assert street.stored().close[-1] == wavy(60_000)(to_ms(street.clock.now()))


async def test_a_gap_is_refilled_from_the_venue_itself() -> None:
    street = Filling()
    await street.fill()
    street.store.candles.forget(HOURS, NOON - 5 * HOUR, NOON - 2 * HOUR)
    street.clock.advance(10)
    assert (await street.fill()).rows >= 3
    assert street.missing(NOON - 24 * HOUR, NOON) == ()
    assert not street.stored().refilled.any()


async def test_what_the_venue_does_not_have_comes_marked_from_the_next() -> None:
    street = Filling()
    street.binance.faults.absent.append((to_ms(NOON - 5 * HOUR), to_ms(NOON - 2 * HOUR)))
    filled = await street.fill()
    assert filled.refilled == 3
    refilled = street.stored().opened_ms[street.stored().refilled].tolist()
    assert refilled == [to_ms(NOON - n * HOUR) for n in (5, 4, 3)]
    row = street.stored().between(NOON - 5 * HOUR, NOON - 4 * HOUR)
    assert row.open[0] == wavy(60_010)(to_ms(NOON - 5 * HOUR))


async def test_what_nobody_has_stays_missing_and_is_remembered_as_absent() -> None:
    street = Filling()
    for venue in (street.binance, street.kucoin):
        venue.faults.absent.append((to_ms(NOON - 5 * HOUR), to_ms(NOON - 2 * HOUR)))
    await street.fill()
    gap = Gap(to_ms(NOON - 5 * HOUR), to_ms(NOON - 2 * HOUR))
    assert street.missing(NOON - 24 * HOUR, NOON) == (gap,)
    assert [a.gap for a in read_absences(street.store.memory.facts[absences_key(HOURS)])] == [gap]
    calls = street.binance.calls["candles"]
    street.clock.advance(30)
    await street.fill()
    assert street.binance.asked_candles[-1][2] >= NOON - HOUR
    assert street.binance.calls["candles"] == calls + 1


async def test_an_absent_candle_that_turns_up_is_taken() -> None:
    street = Filling()
    for venue in (street.binance, street.kucoin):
        venue.faults.absent.append((to_ms(NOON - 5 * HOUR), to_ms(NOON - 2 * HOUR)))
    await street.fill()
    for venue in (street.binance, street.kucoin):
        venue.faults.absent.clear()
    street.clock.advance(minutes=2)
    await street.fill()
    assert street.missing(NOON - 24 * HOUR, NOON) == ()
    assert read_absences(street.store.memory.facts[absences_key(HOURS)]) == ()


async def test_a_silent_venue_confirms_no_absence() -> None:
    street = Filling()
    street.binance.faults.down = "network"
    street.kucoin.faults.absent.append((to_ms(NOON - 5 * HOUR), to_ms(NOON - 2 * HOUR)))
    filled = await street.fill()
    assert filled.silent == ("binance",)
    assert filled.refilled == len(street.stored()) == 23
    assert absences_key(HOURS) not in street.store.memory.facts


async def test_with_every_venue_down_it_is_unavailable_and_nothing_is_stored() -> None:
    street = Filling()
    await street.room.desk.ready()
    for venue in (street.binance, street.kucoin):
        venue.faults.down = "network"
    with pytest.raises(Unavailable):
        await street.fill()
    assert len(street.stored()) == 0


async def test_a_venue_that_hangs_is_given_up_and_the_next_one_asked() -> None:
    street = Filling()
    await street.room.desk.ready()
    street.binance.faults.hangs = True
    filled = await street.fill(HOURS, 24 * HOUR, 6.01)
    assert filled.silent == ("binance",)
    assert filled.refilled == 26


async def test_a_pair_that_is_gone_is_said_to_be_gone() -> None:
    street = Filling()
    street.binance.faults.unknown.add(Pair("BTC", "USDT"))
    filled = await street.fill()
    assert filled.gone
    assert filled.refilled == 26


async def test_before_the_listing_nothing_is_asked_for_a_second_time() -> None:
    street = Filling()
    for venue in (street.binance, street.kucoin):
        venue.listed_since_ms = to_ms(NOON - 100 * HOUR)
    await street.fill(HOURS, 5 * CHUNK * HOUR)
    calls = street.binance.calls["candles"]
    assert calls <= 3
    street.clock.advance(days=30)
    await street.fill(HOURS, 5 * CHUNK * HOUR)
    asked = [call[2] for call in street.binance.asked_candles[calls:]]
    assert min(asked) >= NOON - (CHUNK + 1) * HOUR


async def test_a_running_candle_from_another_venue_is_counted_once_however_often_it_comes_in() -> None:
    street = Filling()
    street.binance.faults.down = "network"
    filled = await street.fill(MINUTES, timedelta(minutes=5))
    for _ in range(4):
        street.clock.advance(10)
        filled += await street.fill(MINUTES, timedelta(minutes=5))
    stored = street.stored(MINUTES)
    assert filled.rows > filled.refilled == stored.refilled.sum() == len(stored)


async def test_a_tenfold_lie_is_rejected_by_two_witnesses_and_refilled() -> None:
    street = Filling()
    lie = to_ms(NOON - 5 * HOUR)
    street.binance.prices[Pair("BTC", "USDT")] = lambda ms: 900_000.0 if lie <= ms < lie + HOURS.interval.ms else 60_000
    filled = await street.fill()
    assert filled.tally.absurd >= 1
    assert street.stored().high.max() < 100_000
    assert street.missing(NOON - 24 * HOUR, NOON) == ()
    assert street.stored().refilled.sum() == filled.refilled > 0


async def test_a_liar_is_found_out_also_where_nothing_is_stored_to_compare_with() -> None:
    street = Filling()
    street.binance.faults.factor = 10.0
    street.kraken.prices[Pair("BTC", "USD")] = wavy(60_020)
    filled = await street.fill()
    assert filled.tally.absurd > 0
    assert street.stored().refilled.all()
    assert float(street.stored().high.max()) < 70_000


async def test_a_jump_without_two_witnesses_is_kept() -> None:
    street = Filling()
    street.kucoin.faults.down = "network"
    jump = to_ms(NOON - 5 * HOUR)
    street.binance.prices[Pair("BTC", "USDT")] = lambda ms: 900_000.0 if ms >= jump else 60_000
    await street.fill()
    assert street.stored().high.max() > 500_000


async def test_another_venue_never_overwrites_what_the_own_one_said() -> None:
    street = Filling()
    await street.fill()
    before = street.stored()
    street.binance.faults.down = "network"
    street.clock.advance(hours=2)
    await street.fill()
    after = street.stored().between(NOON - 24 * HOUR, NOON)
    assert after.close.tolist() == before.between(NOON - 24 * HOUR, NOON).close.tolist()
    assert street.stored().refilled[-1]


async def test_two_who_fill_the_same_series_do_not_do_it_twice() -> None:
    street = Filling()
    await street.room.desk.ready()
    work = [street.room.collector._filler.complete(HOURS, NOON - 24 * HOUR, NOON + HOUR) for _ in range(10)]
    tasks = [asyncio.create_task(w) for w in work]
    await settled()
    await asyncio.gather(*tasks)
    assert street.binance.calls["candles"] == 1


async def test_an_interrupted_filling_goes_on_where_it_was() -> None:
    street = Filling()
    back = 3 * CHUNK * Interval.M1.length
    await street.room.desk.ready()
    task = asyncio.create_task(
        street.room.collector._filler.complete(MINUTES, NOON - back, NOON + MINUTES.interval.length)
    )
    for _ in range(1000):
        if len(street.stored(MINUTES)):
            break
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert 0 < len(street.stored(MINUTES)) < 3 * CHUNK
    assert street.stored(MINUTES).opened_ms[-1] == to_ms(NOON)
    await street.fill(MINUTES, back)
    assert street.missing(NOON - back, NOON, MINUTES) == ()


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 200)), max_size=12), st.integers(1, 60))
def test_chunks_hold_the_same_candles_newest_first_and_none_spans_too_much(
    spans: list[tuple[int, int]], most: int
) -> None:
    gaps = [Gap(first, first + length) for first, length in spans]
    chunks = chunked(gaps, most)
    assert merged(gap for chunk in chunks for gap in chunk) == merged(gaps)
    assert all(chunk[-1].until_ms - chunk[0].since_ms <= most for chunk in chunks)
    starts = [chunk[0].since_ms for chunk in chunks]
    assert starts == sorted(starts, reverse=True)
