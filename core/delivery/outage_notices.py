"""Tells the owners when the data stopped and when it is back: delivery's first customer."""

import json
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from core.delivery.deliverer import TOPIC
from core.delivery.model import NewNotice
from core.delivery.ports import DeliveryStore
from core.kernel.bus import Bus
from core.kernel.clock import MarketClock
from core.market.model import to_ms
from core.market.outage import DataBack, DataStopped, Watch, look
from core.people.model import Role

DATA_STOPPED = "data-stopped"
DATA_BACK = "data-back"
_WATCH_KEY = "data-watch"


class OutageNotices:
    """Looks whether prices still come. `data_at` tells of when the newest is (market clock), None when there never was
    one; it is too old after `stale_after` of the market's time."""

    def __init__(
        self,
        store: DeliveryStore,
        data_at: Callable[[], Awaitable[datetime | None]],
        clock: MarketClock,
        stale_after: timedelta,
        bus: Bus,
    ) -> None:
        self._store, self._data_at, self._clock, self._bus = store, data_at, clock, bus
        self._stale_after = stale_after

    async def look(self) -> DataStopped | DataBack | None:
        """Look once and write down what is to be said, a notice for each owner; return what happened.

        What was seen and the notices are saved in one transaction: each outage is said once, also across restarts.
        """
        data_at = await self._data_at()
        async with self._store.begin() as work:
            before = Watch.read(await work.memory.recall(_WATCH_KEY))
            watch, event = look(before, data_at, self._clock.now(), self._stale_after)
            if watch == before:
                return None
            await work.memory.keep(_WATCH_KEY, watch.text)
            if event is not None:
                for owner in await work.people.with_role(Role.OWNER):
                    await work.outbox.put(notice_of(event, owner.id))
            await work.commit()
        if event is not None:
            self._bus.publish(TOPIC)
        return event


def notice_of(event: DataStopped | DataBack, person_id: int) -> NewNotice:
    """Return the notice that tells `person_id` of `event`; of one outage there is one of each kind."""
    kind = DATA_STOPPED if isinstance(event, DataStopped) else DATA_BACK
    since = to_ms(event.last_at)
    facts = json.dumps({"last_at": since, "at": to_ms(event.at)})
    return NewNotice(f"{kind}:{since}:{person_id}", kind, facts, event.at, event.at, person_id=person_id)
