"""What is said on top of somebody's next answer."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select

from adapters.storage.delivery_tables import asides
from adapters.storage.transaction import Transaction
from core.delivery.model import Aside


class SqlAsides:
    """An Asides."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, person_id: int, kind: str, facts: str, at: datetime) -> None:
        values = {"person_id": person_id, "kind": kind, "facts": facts, "made_at": at}
        await self._transaction.run(insert(asides).values(values))

    async def waiting(self, person_id: int) -> Sequence[Aside]:
        found = await self._transaction.run(select(asides).where(asides.c.person_id == person_id).order_by(asides.c.id))
        return tuple(Aside(row.id, row.person_id, row.kind, row.facts, row.made_at) for row in found)

    async def drop(self, said: Sequence[Aside]) -> None:
        await self._transaction.run(delete(asides).where(asides.c.id.in_([aside.id for aside in said])))
