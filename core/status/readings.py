"""What the house reads of itself for a monitor: numbers about all of it, nobody's in particular."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from core.alerts.model import Life
from core.alerts.ports import AlertStore
from core.delivery.model import OutboxDepth
from core.delivery.tally import Tally
from core.kernel.clock import MarketClock
from core.market.collector import Collector


@dataclass(frozen=True, slots=True)
class Readings:
    """One look: the outbox, how long its oldest due notice waits (zero: none does), how many rules are watched, how old
    the newest price is (None: there is none), how many candles are missing. Ages in market time."""

    outbox: OutboxDepth
    oldest: timedelta
    rules: int
    data_age: timedelta | None
    gaps: int
    tally: Tally


Read = Callable[[], Awaitable[Readings]]


def readings(store: AlertStore, collector: Collector, clock: MarketClock, tally: Tally) -> Read:
    """Return what takes a look. It raises Unavailable while the database does not answer."""

    async def read() -> Readings:
        async with store.reading() as work:
            depth = await work.outbox.depth(clock.now())
            rules = await work.rules.count(Life.ACTIVE)
        health, none = await collector.health(), timedelta(0)
        oldest = none if depth.oldest_at is None else max(none, clock.now() - depth.oldest_at)
        age = None if health.age is None else max(none, health.age)
        return Readings(depth, oldest, rules, age, health.gaps, tally)

    return read
