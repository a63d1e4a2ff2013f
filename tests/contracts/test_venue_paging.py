"""How often a venue is asked: a page at a time, to the end and no further, and many pairs at once."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta

import pytest

from adapters.venues import VENUES, CcxtVenue
from core.market.model import Interval, Pair
from tests.contracts.venues_under_test import PRESENT, UNHURRIED
from tests.fakes.clock import LeapingClock
from tests.fakes.even_chance import EvenChance
from tests.stand_ins.venue_world import PAIRS, Lie, World
from tests.stand_ins.venues import StandInVenue

BTC = Pair("BTC", "USD")
MANY = {Pair(f"C{k}", "USD"): 1.0 + k for k in range(100)}

Opened = Callable[..., AbstractAsyncContextManager[tuple[CcxtVenue, StandInVenue]]]


@pytest.fixture
def opened() -> Opened:
    @asynccontextmanager
    async def open_venue(kind: str, world: World | None = None) -> AsyncIterator[tuple[CcxtVenue, StandInVenue]]:
        clock = LeapingClock(PRESENT)
        async with StandInVenue(kind, world or World(PAIRS, clock.now)) as stand_in:
            venue = VENUES[kind](clock, EvenChance(), base_url=stand_in.base_url, timeout=UNHURRIED)
            venue.paced = False
            await venue.listings()
            stand_in.calls.clear()
            yield venue, stand_in
            await venue.close()
        assert stand_in.refused == []

    return open_venue


@pytest.mark.parametrize(("kind", "calls"), [("binance", 3), ("coinbase", 9), ("kucoin", 2)])
async def test_a_long_history_comes_whole_page_by_page(opened: Opened, kind: str, calls: int) -> None:
    async with opened(kind) as (venue, stand_in):
        since = PRESENT - timedelta(hours=2500)
        series = await venue.candles(BTC, Interval.H1, since, PRESENT)
        expected = stand_in.world.expected(kind, BTC, Interval.H1, since, PRESENT)
        assert series.opened_ms.tolist() == expected.opened_ms.tolist()
        assert series.open.tolist() == pytest.approx(expected.open.tolist())
        assert series.volume.tolist() == pytest.approx(expected.volume.tolist())
        assert stand_in.asked == calls


async def test_kraken_gives_its_newest_and_is_asked_once(opened: Opened) -> None:
    async with opened("kraken") as (venue, stand_in):
        series = await venue.candles(BTC, Interval.H1, PRESENT - timedelta(hours=2500), PRESENT)
        assert len(series) == 720
        assert series.opened_ms[-1] == Interval.H1.floor_ms(int(PRESENT.timestamp() * 1000))
        assert stand_in.asked == 1


@pytest.mark.parametrize("kind", VENUES)
async def test_asking_from_before_the_beginning_comes_to_an_end(opened: Opened, kind: str) -> None:
    async with opened(kind) as (venue, stand_in):
        series = await venue.candles(BTC, Interval.D1, PRESENT - timedelta(days=5000), PRESENT + timedelta(days=9))
        first = max(stand_in.world.since, PRESENT - timedelta(days=720)) if kind == "kraken" else stand_in.world.since
        assert len(series) == (PRESENT - first).days + (kind != "kraken")
        assert stand_in.asked <= -(-5009 // venue.page) + 1


@pytest.mark.parametrize("kind", VENUES)
async def test_a_venue_that_repeats_itself_is_not_asked_for_ever(opened: Opened, kind: str) -> None:
    world = World(PAIRS, lambda: PRESENT, lies={Lie.REPEATED, Lie.SHUFFLED})
    async with opened(kind, world) as (venue, stand_in):
        await venue.candles(BTC, Interval.M1, PRESENT - timedelta(days=2), PRESENT)
        assert stand_in.asked <= -(-2880 // venue.page) + 1


@pytest.mark.parametrize("kind", VENUES)
async def test_a_hundred_pairs_are_one_call(opened: Opened, kind: str) -> None:
    async with opened(kind, World(MANY, lambda: PRESENT)) as (venue, stand_in):
        tickers = await venue.tickers(list(MANY))
        assert {ticker.pair for ticker in tickers} == set(MANY)
        assert stand_in.asked == 1


@pytest.mark.parametrize("kind", ["binance", "kraken"])
async def test_one_unknown_among_a_hundred_is_found_by_halving(opened: Opened, kind: str) -> None:
    gone = Pair("C42", "USD")
    async with opened(kind, World(MANY, lambda: PRESENT, gone={gone})) as (venue, stand_in):
        tickers = await venue.tickers(list(MANY))
        assert {ticker.pair for ticker in tickers} == set(MANY) - {gone}
        assert stand_in.asked <= 2 * 7 + 1


async def test_an_unknown_pair_makes_the_list_be_read_again_soon(opened: Opened) -> None:
    async with opened("binance", World(MANY, lambda: PRESENT, gone={Pair("C42", "USD")})) as (venue, stand_in):
        await venue.tickers([Pair("C42", "USD")])
        await venue._clock.sleep(61)
        await venue.tickers([Pair("C7", "USD")])
        assert stand_in.calls["/api/v3/exchangeInfo"] == 1


@pytest.mark.parametrize("kind", VENUES)
async def test_a_base_may_have_a_path_of_its_own(opened: Opened, kind: str) -> None:
    async with opened(kind) as (_, stand_in):
        venue = VENUES[kind](LeapingClock(PRESENT), EvenChance(), base_url=f"{stand_in.base_url}/mirror/")
        client = await venue._connected()
        assert client.sign("time", *(["public"],) if kind != "coinbase" else (["v2", "public"],))["url"].startswith(
            f"{stand_in.base_url}/mirror/"
        )
        await venue.close()
