"""Messages that are over are forgotten after a while: they were said, and what a rule told stands in its history."""

from datetime import timedelta

from core.delivery.ports import DeliveryStore
from core.kernel.clock import RealClock

NOTICES_KEPT = timedelta(days=30)
"""How long a message is kept after it was sent or given up (real time)."""

_AT_ONCE = 500


class Forgetting:
    """Removes ended notices, a portion in a transaction, so that nobody who writes waits for the whole of it."""

    def __init__(self, store: DeliveryStore, clock: RealClock) -> None:
        self._store, self._clock = store, clock

    async def forget_old(self) -> int:
        """Remove what ended long ago; return how many notices that were."""
        before, gone = self._clock.now() - NOTICES_KEPT, 0
        while True:
            async with self._store.begin() as work:
                portion = await work.outbox.forget_ended(before, _AT_ONCE)
                await work.commit()
            gone += portion
            if portion < _AT_ONCE:
                return gone
