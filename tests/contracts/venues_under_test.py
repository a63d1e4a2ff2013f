"""The venues that the contract is held against. A new one is a function and a line in VENUES_UNDER_TEST.

Each is an async context manager that gives the venue, a clock that tells its market's present, and pairs it trades.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from adapters.venues import VENUES
from core.market.model import Pair
from core.market.ports import Venue
from tests.effort import PATIENCE_S
from tests.fakes.clock import FrozenClock
from tests.fakes.even_chance import EvenChance
from tests.stand_ins.venue_world import PAIRS, World
from tests.stand_ins.venues import StandInVenue

PRESENT = datetime(2026, 3, 5, 14, 30, 20, tzinfo=UTC)
# Who answers on a busy machine is not silent.
UNHURRIED = timedelta(seconds=PATIENCE_S)


@dataclass(frozen=True, slots=True)
class UnderTest:
    """`now` is the market's present; the venue trades `pairs`, and no pair of NOSUCH."""

    venue: Venue
    now: datetime
    pairs: tuple[Pair, ...]


Opened = Callable[[], AbstractAsyncContextManager[UnderTest]]


def through_ccxt(kind: str) -> Opened:
    @asynccontextmanager
    async def opened() -> AsyncIterator[UnderTest]:
        clock = FrozenClock(PRESENT)
        async with StandInVenue(kind, World(PAIRS, clock.now)) as stand_in:
            venue = VENUES[kind](clock, EvenChance(), base_url=stand_in.base_url, streams=True, timeout=UNHURRIED)
            venue.paced = False
            try:
                yield UnderTest(venue, PRESENT, (Pair("BTC", "USD"), Pair("ETH", "USD"), Pair("SOL", "USDT")))
            finally:
                await venue.close()
        assert stand_in.refused == []

    return opened


VENUES_UNDER_TEST: dict[str, Opened] = {kind: through_ccxt(kind) for kind in VENUES}
