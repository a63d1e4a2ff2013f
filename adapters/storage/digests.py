"""Who wants a digest, and which was told last."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from sqlalchemy import Column, Row, Table, delete, select

from adapters.storage.transaction import Transaction
from core.delivery.model import Digest


class SqlDigests:
    """A Digests: those in the table of `holder`, the column that says whose they are. Dates and times of day are kept
    as ISO 8601 writes them."""

    def __init__(self, transaction: Transaction, holder: Column[int]) -> None:
        self._transaction, self._holder = transaction, holder

    @property
    def _table(self) -> Table:
        return self._holder.table

    async def of(self, holder: int) -> Digest | None:
        found = await self._transaction.run(select(self._table).where(self._holder == holder))
        row = found.one_or_none()
        return None if row is None else self._digest(row)

    async def everyone(self) -> Sequence[Digest]:
        found = await self._transaction.run(select(self._table).order_by(self._holder))
        return tuple(self._digest(row) for row in found)

    async def keep(self, digest: Digest) -> None:
        values = {
            "local_time": f"{digest.at:%H:%M}",
            "weekdays": digest.weekdays,
            "parts": " ".join(digest.parts),
            "set_at": digest.set_at,
            "told_on": None if digest.told_on is None else digest.told_on.isoformat(),
            "told_at": digest.told_at,
        }
        statement = self._transaction.insert(self._table).values({self._holder.name: digest.holder, **values})
        await self._transaction.run(statement.on_conflict_do_update(index_elements=[self._holder.name], set_=values))

    async def end(self, holder: int) -> bool:
        return await self._transaction.changed(delete(self._table).where(self._holder == holder)) == 1

    def _digest(self, row: Row[Any]) -> Digest:
        return Digest(
            holder=getattr(row, self._holder.name),
            at=time.fromisoformat(row.local_time),
            weekdays=row.weekdays,
            parts=tuple(row.parts.split()),
            set_at=row.set_at,
            told_on=None if row.told_on is None else date.fromisoformat(row.told_on),
            told_at=row.told_at,
        )
