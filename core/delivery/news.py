"""News for webhooks: who is told of an event, what each follows, and telling every piece of it once."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime, timedelta

from core.delivery.deliverer import TOPIC
from core.delivery.model import OWN_QUEUE, NewNotice
from core.delivery.ports import Store
from core.delivery.sink_model import Event, Sink
from core.delivery.sink_ports import SinkWork
from core.kernel.bus import Bus
from core.market.model import Coin

# Who has taken nothing for so long would only find its alerts behind news that is old.
_BEHIND = timedelta(hours=1)

FollowedBy = Callable[[int], Awaitable[Iterable[Coin]]]
"""Returns coins that a person follows, for one of the reasons there are."""


class News:
    """News of one event. `followed` are the reasons for which somebody follows a coin."""

    def __init__(self, store: Store[SinkWork], event: Event, followed: Sequence[FollowedBy], bus: Bus) -> None:
        self._store, self._event, self._followed, self._bus = store, event, followed, bus
        self._told: set[str] = set()

    async def readers(self, now: datetime) -> Sequence[tuple[Sink, Sequence[Coin]]]:
        """Return the webhooks that are told of the event and keep up, each with what its owner follows."""
        async with self._store.reading() as work:
            asked = await work.sinks.subscribed(self._event)
            sinks = [sink for sink in asked if not await _is_behind(work, sink, now)]
        return [(sink, await self._coins(sink.person_id)) for sink in sinks]

    async def tell(self, notices: Sequence[NewNotice]) -> int:
        """Write those that were not written yet, in one statement; return how many are new."""
        new = [notice for notice in notices if notice.key not in self._told]
        if not new:
            return 0
        async with self._store.begin() as work:
            written = await work.outbox.put_all(new)
            await work.commit()
        self._told |= {notice.key for notice in new}
        if written:
            self._bus.publish(TOPIC)
        return written

    def forget(self, part: str = "") -> None:
        """Forget which notices with `part` in their key were told: they will not be offered again."""
        self._told = {key for key in self._told if part not in key}

    async def _coins(self, person_id: int) -> Sequence[Coin]:
        return tuple(dict.fromkeys([coin for followed in self._followed for coin in await followed(person_id)]))


async def _is_behind(work: SinkWork, sink: Sink, now: datetime) -> bool:
    since = await work.outbox.waiting_since(sink.person_id + OWN_QUEUE, now)
    return since is not None and since <= now - _BEHIND
