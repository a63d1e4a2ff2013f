"""How the market's data is: for /status, for the watchdog, for the curious."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.market.board import VenueState
from core.market.model import Coin, SeriesKey

COUNTED = ("duplicate", "disordered", "revised", "off_grid", "future", "absurd", "refilled")


@dataclass(frozen=True, slots=True)
class Trouble:
    """A series that gets no candles: `failed` tries in a row, why, since when (market clock)."""

    coin: Coin
    key: SeriesKey
    failed: int
    reason: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Moved:
    """A coin whose pair the venue no longer trades, now collected elsewhere (`to` is None where nobody trades it)."""

    coin: Coin
    frm: SeriesKey
    to: SeriesKey | None


@dataclass(frozen=True, slots=True)
class Health:
    """A look at the whole, `as_of` (market clock).

    data_at : of when the newest price is, None when there is none · gaps : missing candles that nobody explains
    counters : how many candles ever were duplicate, disordered, revised, off_grid, future, absurd, refilled, and
    `dropped:VENUE` prices that were not believed · streaming : venues whose stream is on · unlisted : configured coins
    that nobody trades.
    """

    as_of: datetime
    data_at: datetime | None
    gaps: int
    series: int
    venues: tuple[VenueState, ...]
    failing: tuple[Trouble, ...]
    moved: tuple[Moved, ...]
    counters: Mapping[str, int]
    streaming: tuple[str, ...] = ()
    unlisted: tuple[str, ...] = ()

    @property
    def age(self) -> timedelta | None:
        """How old the newest price is."""
        return None if self.data_at is None else self.as_of - self.data_at


def counter_key(name: str) -> str:
    """Return under which name the market's memory counts."""
    return f"candles:{name}"
