"""The probes of `run_bot.py check`: settings, database, market, clock, doors; each says how to mend what it finds."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from adapters.assemble.door_probes import PATIENCE_S, discord_probe, email_probe, sms_probe, telegram_probe
from adapters.assemble.market import Market
from adapters.settings import Settings
from adapters.storage.migrate import show
from adapters.telegram.face import TelegramFace
from adapters.venues.venue import CcxtVenue
from core.kernel.chance import Chance
from core.kernel.clock import RealClock
from core.kernel.errors import Unavailable
from core.market.ports import Venue
from core.probes import Finding, Health, Probe

if TYPE_CHECKING:
    from adapters.discord.face import DiscordFace

# Signed requests and candles' closes stand on the clock: beyond this both go wrong.
ODD_SKEW = timedelta(seconds=2)
BAD_SKEW = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Faces:
    """The platforms whose tokens are set."""

    telegram: TelegramFace | None
    discord: "DiscordFace | None"


def probes(
    settings: Settings, address: str, market: Market, real: RealClock, chance: Chance, faces: Faces
) -> Sequence[Probe]:
    """Return every probe, in the order they are printed."""
    found = [Probe("settings", lambda: _settings(settings)), Probe("database", lambda: _database(address))]
    for venue in market.venues:
        found.append(Probe(f"venue {venue.id}", _looking_at(venue)))
        if isinstance(venue, CcxtVenue):
            found.append(Probe(f"clock against {venue.id}", _comparing(venue, real)))
    found.append(Probe("telegram", lambda: telegram_probe(faces.telegram)))
    found.append(Probe("discord", lambda: discord_probe(faces.discord)))
    found.append(Probe("email", lambda: email_probe(settings, real, chance)))
    found.append(Probe("sms", lambda: sms_probe(settings, real)))
    return found


async def _settings(settings: Settings) -> Finding:
    where = f"data in {settings.data_dir}, market {settings.market}, access {settings.access.value}"
    return Finding("settings", Health.GOOD, where)


async def _database(address: str) -> Finding:
    try:
        shown = await show(address)
    except Unavailable as error:
        mend = "Start the database, or mend CANDLEWICK_DATABASE_URL."
        return Finding("database", Health.BAD, f"does not answer ({error.reason})", mend)
    if shown.revision != shown.head:
        mend = "Run: python run_bot.py migrate"
        return Finding("database", Health.BAD, f"is at revision {shown.revision}, not {shown.head}", mend)
    return Finding("database", Health.GOOD, f"at revision {shown.revision}, {len(shown.tables)} tables")


def _looking_at(venue: Venue) -> Callable[[], Awaitable[Finding]]:
    async def look() -> Finding:
        name = f"venue {venue.id}"
        mend = f"Look at the network, or leave {venue.id} out of CANDLEWICK_VENUES."
        try:
            async with asyncio.timeout(PATIENCE_S):
                listings = await venue.listings()
        except TimeoutError:
            return Finding(name, Health.BAD, "does not answer in time", mend)
        except Unavailable as error:
            return Finding(name, Health.BAD, f"does not answer ({error.reason})", mend)
        active = sum(listing.active for listing in listings)
        return Finding(
            name, Health.GOOD if active else Health.ODD, f"{active} pairs are traded", "" if active else mend
        )

    return look


def _comparing(venue: CcxtVenue, real: RealClock) -> Callable[[], Awaitable[Finding]]:
    async def look() -> Finding:
        name = f"clock against {venue.id}"
        asked_at = real.now()
        try:
            async with asyncio.timeout(PATIENCE_S):
                theirs = await venue.server_time()
        except (TimeoutError, Unavailable):
            return Finding(name, Health.ODD, "could not be compared", "")
        if theirs is None:
            return Finding(name, Health.ODD, "the venue tells no time", "")
        # Half of the way there and back lies before the answer was made.
        skew = abs(theirs - (asked_at + (real.now() - asked_at) / 2))
        health = Health.GOOD if skew <= ODD_SKEW else Health.ODD if skew <= BAD_SKEW else Health.BAD
        mend = "" if health is Health.GOOD else "Set this machine's clock, with NTP for instance."
        return Finding(name, health, f"differs by {skew.total_seconds():.1f} s", mend)

    return look
