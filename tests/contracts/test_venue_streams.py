"""Prices as they happen: over real websockets, as each venue's stream speaks."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from datetime import timedelta
from typing import cast

import pytest

from adapters.venues import VENUES, CcxtVenue, streams
from core.kernel.errors import Unavailable
from core.market.model import Pair, Trade
from tests.contracts.venues_under_test import PRESENT
from tests.fakes.clock import FrozenClock
from tests.fakes.even_chance import EvenChance
from tests.stand_ins.venue_world import PAIRS, World
from tests.stand_ins.venues import Fault, StandInVenue

BTC, ETH, SOL = Pair("BTC", "USD"), Pair("ETH", "USD"), Pair("SOL", "USD")

Scene = tuple[CcxtVenue, StandInVenue]


@pytest.fixture(params=VENUES)
async def scene(request: pytest.FixtureRequest) -> AsyncIterator[Scene]:
    clock = FrozenClock(PRESENT)
    async with StandInVenue(request.param, World(PAIRS, clock.now)) as stand_in:
        venue = VENUES[request.param](clock, EvenChance(), base_url=stand_in.base_url, streams=True)
        venue.paced = False
        yield venue, stand_in
        await venue.close()


def listening(venue: CcxtVenue, *pairs: Pair) -> AsyncGenerator[Trade, None]:
    return cast("AsyncGenerator[Trade, None]", venue.trades(pairs))


async def tuned_in(stand_in: StandInVenue, trades: AsyncGenerator[Trade, None]) -> "asyncio.Task[Trade]":
    """Return the next trade as a task, once the stand-in knows that it is waited for."""
    first = asyncio.ensure_future(anext(trades))
    subscribed = asyncio.ensure_future(stand_in.subscribed())
    await asyncio.wait({first, subscribed}, return_when=asyncio.FIRST_COMPLETED)
    if not subscribed.done():
        subscribed.cancel()
        await first
    return first


async def test_trades_are_told_as_they_happen(scene: Scene) -> None:
    venue, stand_in = scene
    trades = listening(venue, BTC, ETH)
    first = await tuned_in(stand_in, trades)
    await stand_in.happen(SOL, 1.0)
    await stand_in.happen(BTC, 60_123.5, 0.25)
    trade = await first
    assert (trade.venue, trade.pair, trade.price, trade.size) == (venue.id, BTC, 60_123.5, 0.25)
    assert abs(trade.at - PRESENT) <= timedelta(milliseconds=1)
    await trades.aclose()


async def test_what_happens_while_the_listener_is_busy_is_told_in_order(scene: Scene) -> None:
    venue, stand_in = scene
    trades = listening(venue, BTC, ETH)
    first = await tuned_in(stand_in, trades)
    await stand_in.happen(BTC, 1.0)
    await first
    for price in (2.0, 3.0, 4.0):
        await stand_in.happen(BTC, price)
        await stand_in.happen(ETH, price * 10)
    told = [await anext(trades) for _ in range(6)]
    assert [trade.price for trade in told if trade.pair == BTC] == [2.0, 3.0, 4.0]
    assert [trade.price for trade in told if trade.pair == ETH] == [20.0, 30.0, 40.0]
    await trades.aclose()


async def test_a_stream_that_breaks_says_so(scene: Scene) -> None:
    venue, stand_in = scene
    trades = listening(venue, BTC)
    first = await tuned_in(stand_in, trades)
    await stand_in.cut_streams()
    with pytest.raises(Unavailable) as broken:
        await first
    assert (broken.value.source, broken.value.reason) == (venue.id, "network")


async def test_a_stream_that_cannot_be_opened_says_so(scene: Scene) -> None:
    venue, stand_in = scene
    await venue.listings()
    stand_in.fault = Fault.BROKEN
    with pytest.raises(Unavailable):
        await anext(listening(venue, BTC))


async def test_a_stream_that_falls_silent_is_left(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    venue, stand_in = scene
    trades = listening(venue, BTC)
    first = await tuned_in(stand_in, trades)
    await stand_in.happen(BTC, 60_123.5)
    await first
    # Only now, as connecting takes the time that it takes.
    monkeypatch.setattr(streams, "SILENCE", timedelta(milliseconds=50))
    with pytest.raises(Unavailable) as silent:
        await anext(trades)
    assert silent.value.reason == "timeout"


async def test_a_message_that_cannot_be_read_breaks_the_stream_at_once(scene: Scene) -> None:
    venue, stand_in = scene
    trades = listening(venue, BTC)
    first = await tuned_in(stand_in, trades)
    await stand_in.happen(BTC, float("nan"))
    with pytest.raises(Unavailable) as garbled:
        await first
    assert garbled.value.reason == "garbled"


async def test_a_listener_that_leaves_takes_its_connection_along(scene: Scene) -> None:
    venue, stand_in = scene
    trades = listening(venue, BTC)
    first = await tuned_in(stand_in, trades)
    await stand_in.happen(BTC, 1.0)
    await first
    await trades.aclose()
    await stand_in.left()
    assert not stand_in.subscribers


async def test_a_price_that_is_none_is_not_told(scene: Scene) -> None:
    venue, stand_in = scene
    trades = listening(venue, BTC)
    first = await tuned_in(stand_in, trades)
    await stand_in.happen(BTC, 0.0)
    await stand_in.happen(BTC, -1.0)
    await stand_in.happen(BTC, 7.0)
    assert (await first).price == 7.0
    await trades.aclose()


async def test_pairs_that_are_not_traded_have_no_stream(scene: Scene) -> None:
    venue, _ = scene
    with pytest.raises(Unavailable):
        await anext(listening(venue, Pair("NOSUCH", "USD")))


@pytest.mark.parametrize(
    ("base_url", "asked", "expected"),
    [(None, None, True), ("http://127.0.0.1:9", None, False), ("http://127.0.0.1:9", True, True), (None, False, False)],
)
def test_streams_are_on_unless_the_address_is_replaced(
    base_url: str | None, asked: bool | None, expected: bool
) -> None:
    venue = VENUES["binance"](FrozenClock(), EvenChance(), base_url=base_url, streams=asked)
    assert venue.streams is expected
