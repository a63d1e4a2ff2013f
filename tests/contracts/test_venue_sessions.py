"""Who owns the connections, and at what pace they are used."""

import aiohttp
import pytest

from adapters.venues import VENUES
from core.market.model import Pair
from tests.contracts.venues_under_test import PRESENT
from tests.fakes.clock import FrozenClock
from tests.fakes.even_chance import EvenChance
from tests.stand_ins.venue_world import PAIRS, World
from tests.stand_ins.venues import StandInVenue

BTC = Pair("BTC", "USD")


@pytest.mark.parametrize("kind", VENUES)
async def test_a_session_that_was_lent_is_used_and_left_open(kind: str) -> None:
    clock = FrozenClock(PRESENT)
    async with StandInVenue(kind, World(PAIRS, clock.now)) as stand_in, aiohttp.ClientSession() as session:
        venue = VENUES[kind](clock, EvenChance(), session=session, base_url=stand_in.base_url)
        assert await venue.tickers([BTC])
        assert (await venue._connected()).session is session
        await venue.close()
        assert not session.closed


@pytest.mark.parametrize("kind", VENUES)
async def test_a_session_of_its_own_honours_proxies_and_is_closed(kind: str) -> None:
    venue = VENUES[kind](FrozenClock(PRESENT), EvenChance(), base_url="http://127.0.0.1:9")
    session = (await venue._connected()).session
    assert session.trust_env
    await venue.close()
    assert session.closed


@pytest.mark.parametrize("kind", VENUES)
async def test_calls_keep_to_the_venue_s_weights_and_to_five_seconds(kind: str) -> None:
    venue = VENUES[kind](FrozenClock(PRESENT), EvenChance(), base_url="http://127.0.0.1:9")
    client = await venue._connected()
    assert client.enableRateLimit
    assert client.timeout == 5000
    await venue.close()
