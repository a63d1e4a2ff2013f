"""Who governs a room: its platform says so, and is asked at most once a minute about the same person."""

from datetime import datetime, timedelta

from core.kernel.clock import RealClock
from core.people.model import Identity, Room
from core.people.ports import KnowsAdmins

REMEMBERED = timedelta(seconds=60)
"""How long an answer holds (real time): so long an admin who is one no more still counts as one."""

_MOST = 10_000


class Admins:
    """Asks the platforms that are open. Where none knows, nobody is an admin."""

    def __init__(self, clock: RealClock) -> None:
        self._clock = clock
        self._doors: dict[str, KnowsAdmins] = {}
        self._known: dict[tuple[int, Identity], tuple[bool, datetime]] = {}

    def open(self, door: str, platform: KnowsAdmins) -> None:
        """Ask `platform` about rooms at `door` from now on."""
        self._doors[door] = platform

    def knows(self, room: Room) -> bool:
        """Return whether the room's platform can be asked."""
        return room.door in self._doors

    async def governs(self, room: Room, identity: Identity) -> bool:
        """Return whether `identity` is an admin of the room. Unavailable when its platform does not answer."""
        platform, key, now = self._doors.get(room.door), (room.id, identity), self._clock.now()
        if platform is None or identity.door != room.door:
            return False
        found, until = self._known.get(key, (False, now))
        if until <= now:
            found = await platform.is_admin(room, identity)
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[key] = found, now + REMEMBERED
        return found
