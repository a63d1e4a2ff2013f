"""Who wants a digest, and which was told last."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from sqlalchemy import Row, delete, select

from adapters.storage.delivery_tables import digests
from adapters.storage.transaction import Transaction
from core.delivery.model import Digest


class SqlDigests:
    """A Digests. Dates and times of day are kept as ISO 8601 writes them."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def of(self, person_id: int) -> Digest | None:
        row = (await self._transaction.run(select(digests).where(digests.c.person_id == person_id))).one_or_none()
        return None if row is None else _digest(row)

    async def everyone(self) -> Sequence[Digest]:
        found = await self._transaction.run(select(digests).order_by(digests.c.person_id))
        return tuple(_digest(row) for row in found)

    async def keep(self, digest: Digest) -> None:
        values = {
            "local_time": f"{digest.at:%H:%M}",
            "weekdays": digest.weekdays,
            "parts": " ".join(digest.parts),
            "set_at": digest.set_at,
            "told_on": None if digest.told_on is None else digest.told_on.isoformat(),
            "told_at": digest.told_at,
        }
        statement = self._transaction.insert(digests).values(person_id=digest.person_id, **values)
        await self._transaction.run(statement.on_conflict_do_update(index_elements=["person_id"], set_=values))

    async def end(self, person_id: int) -> bool:
        return await self._transaction.changed(delete(digests).where(digests.c.person_id == person_id)) == 1


def _digest(row: Row[Any]) -> Digest:
    return Digest(
        person_id=row.person_id,
        at=time.fromisoformat(row.local_time),
        weekdays=row.weekdays,
        parts=tuple(row.parts.split()),
        set_at=row.set_at,
        told_on=None if row.told_on is None else date.fromisoformat(row.told_on),
        told_at=row.told_at,
    )
