"""What the market room is given: venues, store, clocks, chance, bus and a few figures from the settings."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from core.kernel.bus import Bus
from core.kernel.chance import Chance
from core.kernel.clock import MarketClock, RealClock
from core.market.board import Patience
from core.market.ports import MarketStore, Venue

SHORTEST_STALENESS = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class MarketPolicy:
    """`poll_seconds` real seconds between two looks · `speed` market seconds per real second · `patience` with
    venues."""

    poll_seconds: float = 10.0
    speed: float = 1.0
    patience: Patience = field(default_factory=Patience)

    @property
    def stale_after(self) -> timedelta:
        """How old a quote may be (market clock): 60 s or two polls, whichever is more."""
        return max(SHORTEST_STALENESS, timedelta(seconds=2 * self.poll_seconds * self.speed))


@dataclass(frozen=True, slots=True)
class World:
    """Everything outside, behind ports. `venues` in order of preference."""

    venues: Sequence[Venue]
    store: MarketStore
    market: MarketClock
    real: RealClock
    chance: Chance
    bus: Bus
    policy: MarketPolicy = field(default_factory=MarketPolicy)
