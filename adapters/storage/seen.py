"""Which platform updates were handled."""

from datetime import datetime

from sqlalchemy import delete, select

from adapters.storage.tables import updates_seen
from adapters.storage.transaction import Transaction


class SqlSeenUpdates:
    """A SeenUpdates."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def first_time(self, door: str, update_id: str, at: datetime) -> bool:
        statement = (
            self._transaction.insert(updates_seen)
            .values(door=door, update_id=update_id, seen_at=at)
            .on_conflict_do_nothing()
            .returning(updates_seen.c.door)
        )
        return (await self._transaction.run(statement)).one_or_none() is not None

    async def was_seen(self, door: str, update_id: str) -> bool:
        known = select(updates_seen.c.door).where(updates_seen.c.door == door, updates_seen.c.update_id == update_id)
        return (await self._transaction.run(known)).one_or_none() is not None

    async def forget_before(self, at: datetime) -> int:
        """Forget what was seen before `at`; return how many updates that were."""
        return await self._transaction.changed(delete(updates_seen).where(updates_seen.c.seen_at < at))
