"""What is said on top of somebody's next answer, once."""

from collections.abc import Sequence

from core.delivery.model import Aside
from core.delivery.ports import DeliveryStore


class AsideDesk:
    """Hands out what waits for somebody; what was handed out is not kept."""

    def __init__(self, store: DeliveryStore) -> None:
        self._store = store

    async def take(self, person_id: int) -> Sequence[Aside]:
        """Return what waits for a person, oldest first, and forget it."""
        async with self._store.reading() as work:
            if not await work.asides.waiting(person_id):
                return ()
        async with self._store.begin() as work:
            waiting = await work.asides.waiting(person_id)
            await work.asides.drop(waiting)
            await work.commit()
        return waiting
