"""Reads and erases what the register of personal data declares."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Column, Table, delete, func, select

from adapters.storage.tables import metadata
from adapters.storage.transaction import Transaction
from core.people.ports import Kept


class SqlPersonalData:
    """A PersonalData. A declaration that fits no table or column is a `LookupError`: the register is wrong."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def count(self, person_id: int, kept: Kept) -> int:
        table, column = _declared(kept)
        found = await self._transaction.run(select(func.count()).select_from(table).where(column == person_id))
        return int(found.scalar_one())

    async def rows(self, person_id: int, kept: Kept) -> Sequence[dict[str, object]]:
        """Return the rows as values that JSON can hold, oldest key first; instants as text with a Z."""
        table, column = _declared(kept)
        found = await self._transaction.run(
            select(table).where(column == person_id).order_by(*table.primary_key.columns)
        )
        return tuple({name: _plain(value) for name, value in row.items()} for row in found.mappings())

    async def erase(self, person_id: int, kept: Kept) -> int:
        """Delete the rows and return how many there were; what is kept as a bare number ("forget") stays."""
        table, column = _declared(kept)
        if kept.erase == "forget":
            return 0
        return await self._transaction.changed(delete(table).where(column == person_id))


def _declared(kept: Kept) -> tuple[Table, Column[int]]:
    table = metadata.tables.get(kept.table)
    if table is None or kept.column not in table.c:
        raise LookupError(f"the register declares {kept.table}.{kept.column}, which is not there")
    if kept.erase not in {"delete", "forget"}:
        raise LookupError(f"the register erases {kept.table} by {kept.erase!r}, which nobody knows")
    return table, table.c[kept.column]


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return str(value) if isinstance(value, Decimal) else value
