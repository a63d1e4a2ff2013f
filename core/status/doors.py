"""What a platform's door says in `/status`: that it is not connected, and since when."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from core.kernel.clock import RealClock
from core.people.model import Person
from core.status import StatusLine, StatusSource


def door_status(door: str, down_since: Callable[[], datetime | None], clock: RealClock) -> StatusSource:
    """Return the source of "Discord has not been connected for 3 min"; it says nothing while the connection stands."""

    async def lines(person: Person) -> Sequence[StatusLine]:
        since = down_since()
        if since is None:
            return ()
        return (StatusLine("status-door-down", {"venue": door, "age": max(clock.now() - since, timedelta(0))}),)

    return lines
