"""A venue that fails or lies: the port's two errors and nothing else, and no figure that is none."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from blockbuster import BlockBuster

from adapters.venues import VENUES, CcxtVenue
from core.kernel.errors import Unavailable, UnknownName
from core.market.model import Interval, Pair, to_ms
from tests.contracts.venues_under_test import PRESENT
from tests.fakes.clock import LeapingClock
from tests.fakes.even_chance import EvenChance
from tests.stand_ins.venue_world import PAIRS, Lie, World
from tests.stand_ins.venues import Fault, StandInVenue

BTC, ETH, SOL = Pair("BTC", "USD"), Pair("ETH", "USD"), Pair("SOL", "USD")
FIRST = next(iter(PAIRS))  # the pair whose ticker the stand-ins spoil
SINCE = PRESENT - timedelta(hours=20)


@dataclass(frozen=True, slots=True)
class Scene:
    """A venue and the stand-in it asks; nobody really waits on `clock`."""

    venue: CcxtVenue
    stand_in: StandInVenue
    world: World
    clock: LeapingClock

    async def candles(self, pair: Pair = BTC, until: datetime = PRESENT) -> list[int]:
        return [int(opened) for opened in (await self.venue.candles(pair, Interval.H1, SINCE, until)).opened_ms]

    async def fails(self) -> Unavailable:
        """Return the error of asking for candles; that of tickers and the order book must be of the same kind."""
        with pytest.raises(Unavailable) as candles:
            await self.candles()
        for question in (self.venue.tickers([BTC, ETH]), self.venue.tickers([BTC]), self.venue.order_book(BTC)):
            with pytest.raises(Unavailable):
                await question
        return candles.value


@pytest.fixture(params=VENUES)
async def scene(request: pytest.FixtureRequest) -> AsyncIterator[Scene]:
    clock = LeapingClock(PRESENT)
    world = World(PAIRS, clock.now)
    async with StandInVenue(request.param, world) as stand_in:
        venue = VENUES[request.param](clock, EvenChance(), base_url=stand_in.base_url)
        venue.paced = False
        await venue.listings()
        yield Scene(venue, stand_in, world, clock)
        await venue.close()
    assert stand_in.refused == []


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Fault.HTML, "garbled"),
        (Fault.HALF, "garbled"),
        (Fault.EMPTY, "garbled"),
        (Fault.DEEP, "garbled"),
        (Fault.BROKEN, "network"),
        (Fault.CUT, "network"),
        (Fault.CLOSED, "network"),
        (Fault.FORBIDDEN, "rejected"),
        (Fault.BUSY, "busy"),
        (Fault.BANNED, "busy"),
    ],
)
async def test_a_failing_venue_is_unavailable_for_a_reason(scene: Scene, fault: Fault, reason: str) -> None:
    scene.stand_in.fault = fault
    error = await scene.fails()
    assert (error.source, error.reason) == (scene.venue.id, reason)


async def test_a_venue_that_does_not_answer_is_not_waited_for(scene: Scene) -> None:
    hasty = VENUES[scene.venue.id](
        scene.clock, EvenChance(), base_url=scene.stand_in.base_url, timeout=timedelta(milliseconds=100)
    )
    scene.stand_in.fault = Fault.SILENT
    with pytest.raises(Unavailable) as silent:
        await hasty.listings()
    assert silent.value.reason == "timeout"
    await hasty.close()


async def test_json_of_another_shape_is_no_answer(scene: Scene) -> None:
    scene.stand_in.fault = Fault.ODD
    assert (await scene.fails()).reason in {"garbled", "rejected"}


async def test_a_venue_that_is_down_is_unavailable_and_comes_back(scene: Scene) -> None:
    scene.stand_in.fault, scene.stand_in.fault_times = Fault.CLOSED, 6
    with pytest.raises(Unavailable):
        await scene.candles()
    scene.stand_in.fault = None
    assert len(await scene.candles()) == 20


async def test_a_list_that_cannot_be_had_is_asked_for_once_for_all_who_wait(scene: Scene) -> None:
    fresh = VENUES[scene.venue.id](scene.clock, EvenChance(), base_url=scene.stand_in.base_url)
    fresh.paced = False
    scene.stand_in.fault = Fault.HTML
    scene.stand_in.calls.clear()
    answers = await asyncio.gather(
        *(fresh.candles(BTC, Interval.H1, SINCE, PRESENT) for _ in range(10)), return_exceptions=True
    )
    assert [type(answer) for answer in answers] == [Unavailable] * 10
    assert scene.stand_in.asked <= 2
    scene.stand_in.fault = None
    assert len(await fresh.listings()) == len(PAIRS)
    await fresh.close()


async def test_an_old_list_serves_while_no_new_one_can_be_had(scene: Scene) -> None:
    scene.clock._at += timedelta(hours=2)
    scene.stand_in.fault = Fault.BROKEN
    assert len(await scene.venue.listings()) == len(PAIRS)
    asked = scene.stand_in.asked
    assert len(await scene.venue.listings()) == len(PAIRS)
    assert scene.stand_in.asked == asked


async def test_the_list_is_kept_for_an_hour_and_then_read_anew(scene: Scene) -> None:
    asked = scene.stand_in.asked
    scene.clock._at += timedelta(minutes=59)
    await scene.venue.listings()
    assert scene.stand_in.asked == asked
    scene.clock._at += timedelta(minutes=2)
    scene.world.delisted.add(ETH)
    active = {listing.pair: listing.active for listing in await scene.venue.listings()}
    assert scene.stand_in.asked == asked + 1
    assert (active[BTC], active[ETH]) == (True, False)


async def test_a_busy_venue_is_asked_again_when_it_allows_and_not_before(scene: Scene) -> None:
    scene.stand_in.fault, scene.stand_in.fault_times, scene.stand_in.retry_after = Fault.BUSY, 1, "0"
    assert len(await scene.candles()) == 20
    assert len(scene.clock.slept) == 1


async def test_a_long_pause_is_not_waited_for_but_told_and_kept(scene: Scene) -> None:
    scene.stand_in.fault, scene.stand_in.retry_after = Fault.BANNED, "90"
    scene.stand_in.calls.clear()
    with pytest.raises(Unavailable) as first:
        await scene.candles()
    assert first.value.retry_after == timedelta(seconds=90)
    with pytest.raises(Unavailable) as second:
        await scene.venue.tickers([ETH])
    assert (second.value.reason, scene.stand_in.asked) == ("busy", 1)
    assert second.value.retry_after is not None and second.value.retry_after <= timedelta(seconds=90)
    scene.stand_in.fault = None
    scene.clock._at += timedelta(seconds=91)
    assert len(await scene.candles()) == 20


@pytest.mark.parametrize(
    "lie", [Lie.REPEATED, Lie.SHUFFLED, Lie.FUTURE, Lie.OFF_GRID, Lie.UPSIDE_DOWN, Lie.PRICELESS, Lie.BOUNDLESS]
)
async def test_a_lying_venue_s_candles_are_the_true_ones_among_them(scene: Scene, lie: Lie) -> None:
    honest = scene.world.expected(scene.venue.id, BTC, Interval.H1, SINCE, PRESENT + timedelta(days=3))
    scene.world.lies = {lie}
    told = await scene.venue.candles(BTC, Interval.H1, SINCE, PRESENT + timedelta(days=3))
    assert told.opened_ms.tolist() == honest.opened_ms.tolist()
    assert told.close.tolist() == pytest.approx(honest.close.tolist())
    assert told.high.tolist() == pytest.approx(honest.high.tolist())
    if lie not in {Lie.SHUFFLED, Lie.FUTURE}:
        assert scene.venue.dropped.total() > 0


async def test_missing_candles_stay_missing(scene: Scene) -> None:
    scene.world.lies = {Lie.HOLED}
    assert await scene.candles() == [
        opened
        for opened in range(to_ms(SINCE) // 3_600_000 * 3_600_000 + 3_600_000, to_ms(PRESENT), 3_600_000)
        if opened // 3_600_000 % 3
    ]


@pytest.mark.parametrize("lie", [Lie.PRICELESS, Lie.BOUNDLESS])
async def test_a_ticker_without_a_sound_price_does_not_cost_the_others(scene: Scene, lie: Lie) -> None:
    scene.world.lies = {lie}
    assert {ticker.pair for ticker in await scene.venue.tickers([FIRST, BTC, ETH])} == {BTC, ETH}
    with pytest.raises(Unavailable) as alone:
        await scene.venue.tickers([FIRST])
    assert alone.value.reason == "garbled"


async def test_a_crossed_book_is_no_book(scene: Scene) -> None:
    scene.world.lies = {Lie.CROSSED}
    with pytest.raises(Unavailable) as crossed:
        await scene.venue.order_book(BTC)
    assert crossed.value.reason == "garbled"


async def test_a_pair_that_was_renamed_does_not_cost_the_others(scene: Scene) -> None:
    scene.world.gone = {ETH}
    tickers = await scene.venue.tickers(list(PAIRS))
    assert {BTC, SOL} <= {ticker.pair for ticker in tickers}
    assert {ticker.pair for ticker in tickers} - {ETH} == set(PAIRS) - {ETH}


async def test_a_delisted_pair_is_listed_as_such_and_has_no_ticker(scene: Scene) -> None:
    scene.world.delisted.add(ETH)
    scene.clock._at += timedelta(hours=2)
    assert [ticker.pair for ticker in await scene.venue.tickers([BTC, ETH])] == [BTC]


async def test_a_pair_that_is_gone_is_named_or_refused(scene: Scene) -> None:
    scene.world.gone = {ETH}
    with pytest.raises((UnknownName, Unavailable)):
        await scene.candles(ETH)
    assert len(await scene.candles(BTC)) == 20


async def test_a_clock_of_ours_that_is_wrong_by_a_day_loses_no_candle(scene: Scene) -> None:
    behind = VENUES[scene.venue.id](
        LeapingClock(PRESENT - timedelta(days=1)), EvenChance(), base_url=scene.stand_in.base_url
    )
    behind.paced = False
    series = await behind.candles(BTC, Interval.H1, SINCE, PRESENT)
    assert len(series) == 20
    said = await behind.server_time()
    assert said is not None and abs(said - PRESENT) <= timedelta(seconds=1)
    (ticker,) = await behind.tickers([BTC])
    assert abs(ticker.at - PRESENT) <= timedelta(seconds=1)
    await behind.close()


async def test_nothing_blocks_the_event_loop(scene: Scene, blockbuster: BlockBuster) -> None:
    await scene.venue.tickers([BTC, ETH])
    assert len(await scene.candles()) == 20
    await scene.venue.order_book(BTC)
