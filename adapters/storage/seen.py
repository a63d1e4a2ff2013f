"""Which platform updates were handled."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, delete, select

from adapters.storage.tables import updates_seen
from adapters.storage.transaction import Transaction
from core.people.ports import Update

# Made once: every update is looked up, and making a statement costs more than running it.
_KNOWN = select(updates_seen.c.door).where(
    updates_seen.c.door == bindparam("of"), updates_seen.c.update_id == bindparam("id")
)


class SqlSeenUpdates:
    """A SeenUpdates."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def remember(self, updates: Iterable[Update], at: datetime) -> None:
        rows = [{"door": door, "update_id": update_id, "seen_at": at} for door, update_id in sorted(updates)]
        await self._transaction.run(self._transaction.insert(updates_seen).on_conflict_do_nothing(), rows)

    async def was_seen(self, update: Update) -> bool:
        door, update_id = update
        return (await self._transaction.run(_KNOWN, {"of": door, "id": update_id})).one_or_none() is not None

    async def forget_before(self, at: datetime) -> int:
        """Forget what was seen before `at`; return how many updates that were."""
        return await self._transaction.changed(delete(updates_seen).where(updates_seen.c.seen_at < at))
