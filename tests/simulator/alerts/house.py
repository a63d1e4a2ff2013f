"""One process of the house, as far as alerts go: it watches, looks whether prices come, and delivers."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from adapters.chance import SeededChance
from adapters.storage.engine import Database
from adapters.storage.unit_of_work import SqlUnitOfWork
from bot.courier import FaceCourier
from core.alerts.interruptions import Interruptions
from core.alerts.ledger import Ledger
from core.alerts.roster import Roster
from core.alerts.sources import Outside, Sources
from core.alerts.unreachable import pause_unreachable
from core.alerts.watcher import Ground, Watcher, WatchPolicy
from core.delivery.deliverer import Clocks, Deliverer, DeliveryPolicy
from core.delivery.holding import Holding
from core.market.catalogue import Catalogue
from core.market.model import Listing, Pair, from_ms
from core.market.routes import Router
from core.market.tape import Seen, Tape
from core.market.wants import Wants
from tests.fakes.bus import HeardBus
from tests.fakes.clock import ManualClock
from tests.simulator.alerts.chats import DOOR, ChatFace, Chats, Fuse, Killed

VENUE = "kraken"
STALE_AFTER = timedelta(minutes=3)
AT_ONCE = 8
CATALOGUE = Catalogue()


@dataclass(frozen=True, slots=True)
class Place:
    """What outlives a house: its store, the clock on its wall, and the chats it speaks into."""

    database: Database
    clock: ManualClock
    chats: Chats
    coins: Sequence[str]
    alerts_an_hour: int


class FusedWork(SqlUnitOfWork):
    """The unit of work; each commit may be the last thing that its process did, or the first that it did not."""

    fuse: Fuse

    async def __aenter__(self) -> Self:
        self.fuse.take()
        return await super().__aenter__()

    async def commit(self) -> None:
        self.fuse.take()
        await super().commit()
        self.fuse.take()


class FusedStore:
    """The database, handing out such units of work."""

    def __init__(self, database: Database, fuse: Fuse) -> None:
        self._database, self._fuse = database, fuse

    def begin(self) -> SqlUnitOfWork:
        work = FusedWork(self._database.begin()._transaction)
        work.fuse = self._fuse
        return work

    def reading(self) -> SqlUnitOfWork:
        return self._database.reading()


class House:
    """A process. `fuse` decides at which step it is gone."""

    def __init__(self, place: Place, number: int) -> None:
        self.fuse, self._tape, bus, clock = Fuse(), Tape(), HeardBus(), place.clock
        store, router = FusedStore(place.database, self.fuse), Router((VENUE,))
        router.learn(VENUE, [Listing(VENUE, pair_of(coin)) for coin in place.coins])
        sources = Sources(Outside(store, CATALOGUE, router, self._tape, Wants(), _listed))
        ledger, policy = Ledger(store, clock, clock, bus), WatchPolicy(look_s=0.0)
        ground = Ground(sources, ledger, self._tape, clock, clock, bus, lambda _: False, policy)
        self.watcher = Watcher(ground, lambda evaluator, sources: Roster(store, evaluator, sources))
        self._silence = Interruptions(store, self.watcher.heard, clock, STALE_AFTER, bus)
        courier = ChatFace(place.chats, self.fuse).overhearing(
            lambda face: FaceCourier(store, {DOOR: face}, clock, lambda: None)
        )
        self._deliverer = Deliverer(
            store,
            courier,
            Clocks(clock, clock),
            SeededChance(number),
            DeliveryPolicy(at_once=AT_ONCE, holding=Holding(place.alerts_an_hour)),
            pause_unreachable,
        )

    def hear(self, coin: str, price: float, at: int) -> None:
        """Be told a price by the venue."""
        self._tape.note(Seen(VENUE, pair_of(coin), price, from_ms(at)))

    async def judge(self) -> None:
        await self.watcher.round()

    async def look_whether_prices_come(self) -> None:
        await self._silence.look()

    async def deliver(self) -> bool:
        """Send what is due and free to be sent; return whether there was anything."""
        return await self._deliverer.run_once() > 0

    async def bury(self) -> None:
        """Let what was on its way come to its end: whatever it does next, it is dead."""
        self.fuse.burn()
        while others := asyncio.all_tasks() - {asyncio.current_task()}:
            for task in (await asyncio.wait(others))[0]:
                error = task.exception()
                if error is not None and not isinstance(error, Killed):
                    raise error


async def _listed() -> None:
    """The venue's pairs are known."""


def pair_of(coin: str) -> Pair:
    return Pair(coin.upper(), "USD")
