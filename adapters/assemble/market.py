"""Which market this data directory belongs to: its kind, its clock and its venues."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import aiohttp

from adapters.clock import Anchor, AnchoredClock, SystemClock, anchored, replay_start
from adapters.lock import served_by_another
from adapters.settings import Market as SettledMarket
from adapters.settings import MarketKind, Settings
from adapters.storage.engine import Database
from core.kernel.chance import Chance
from core.kernel.clock import MarketClock, RealClock
from core.kernel.errors import UnknownName
from core.market.model import MarketMode
from core.market.ports import Venue

KIND_KEY = "market-kind"

OpenVenues = Callable[[MarketClock], Sequence[Venue]]
"""Makes the venues of a market from its clock."""


class OtherMarket(UnknownName):
    """The data directory belongs to another market: `given` is what was asked, `nearest` what it holds."""


@dataclass(frozen=True, slots=True)
class Market:
    """A market that is open: what kind, its clock, its venues in order of preference."""

    mode: MarketMode
    clock: MarketClock
    venues: tuple[Venue, ...]
    speed: float = 1.0

    def mark(self) -> str | None:
        """Return the word that heads every reply: None live, SIMULATED, REPLAY 2021-04-18."""
        match self.mode:
            case MarketMode.LIVE:
                return None
            case MarketMode.SIMULATED:
                return "SIMULATED"
            case MarketMode.REPLAY:
                return f"REPLAY {self.clock.now():%Y-%m-%d}"

    @property
    def ended(self) -> bool:
        """Whether a replay has come to its end."""
        return isinstance(self.clock, AnchoredClock) and self.clock.ended


async def open_market(
    settings: Settings,
    database: Database,
    real: RealClock,
    chance: Chance,
    session: Callable[[], aiohttp.ClientSession],
    venues: OpenVenues | None = None,
) -> Market:
    """Return the market that the settings name, with `venues` in the place of its own where they are given.

    Raises
    ------
    OtherMarket
        If the data directory was begun with another one.
    UnknownName
        For a replay folder that is none.
    """
    await _claim(database, settings.market)
    if settings.market.kind is MarketKind.LIVE:
        clock = _wall(real)
        known = venues(clock) if venues is not None else _live_venues(settings, real, chance, session)
        return Market(MarketMode.LIVE, clock, tuple(known))
    if settings.market.folder is None:
        market = await _simulated(settings, database, real)
    else:
        market = await _replay(settings, database, real, settings.market.folder)
    return market if venues is None else replace(market, venues=tuple(venues(market.clock)))


async def _claim(database: Database, market: SettledMarket) -> None:
    """Keep the kind at first use, refuse another afterwards."""
    # The folder's own name, not its path: a data directory may move together with its recordings.
    word = market.kind.value if market.folder is None else f"{market.kind.value}:{market.folder.resolve().name}"
    async with database.begin() as work:
        kept = await work.memory.recall(KIND_KEY)
        if kept is None:
            await work.memory.keep(KIND_KEY, word)
            await work.commit()
    if kept not in (None, word):
        raise OtherMarket("market", word, (str(kept),))


def _wall(real: RealClock) -> MarketClock:
    """Return the market's clock of a live market: the real one."""
    return real if isinstance(real, SystemClock) else AnchoredClock(real, Anchor(real.now(), real.now(), 1.0))


def _live_venues(
    settings: Settings, real: RealClock, chance: Chance, session: Callable[[], aiohttp.ClientSession]
) -> Sequence[Venue]:
    from adapters.venues import VENUES

    return tuple(
        VENUES[name](
            real, chance, session=session(), base_url=settings.venue_urls.of(name), streams=settings.streams(name)
        )
        for name in settings.venues
    )


async def _simulated(settings: Settings, database: Database, real: RealClock) -> Market:
    from adapters.venues.simulated import SimulatedVenue

    async with database.begin() as work:
        clock = await anchored(work.memory, real, _speed(settings), settings.market_start or real.now())
        await work.commit()
    speed = clock.anchor.speed
    step = timedelta(seconds=max(1.0, speed))
    return Market(MarketMode.SIMULATED, clock, (SimulatedVenue(clock, step=step),), speed)


async def _replay(settings: Settings, database: Database, real: RealClock, folder: Path) -> Market:
    from adapters.venues.replay import ReplayVenue, span

    covered = await span(folder)
    start = replay_start(covered, settings.market_start)
    if settings.market_start is not None and start != settings.market_start:
        first, last = (f"{at:%Y-%m-%dT%H:%MZ}" for at in covered)
        raise UnknownName("market-start", f"{settings.market_start:%Y-%m-%dT%H:%MZ}", (first, last))
    async with database.begin() as work:
        clock = await anchored(work.memory, real, _speed(settings), start, covered[1])
        await work.commit()
    return Market(MarketMode.REPLAY, clock, (ReplayVenue(folder, clock),), clock.anchor.speed)


def _speed(settings: Settings) -> float | None:
    """Return the market's speed; None beside a service, whose clock it is: two anchors would be two markets."""
    if settings.is_embedded and served_by_another(settings.data_dir):
        return None
    return settings.market_speed
