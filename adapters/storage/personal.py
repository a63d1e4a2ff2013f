"""Reads, moves and erases what the register of personal data declares."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Column, Table, and_, delete, exists, func, select, update

from adapters.storage.renumbering import give_rules
from adapters.storage.tables import metadata
from adapters.storage.transaction import Transaction
from core.delivery.model import OWN_QUEUE
from core.people.ports import Joins, Kept


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

    async def join(self, from_id: int, to_id: int, kept: Kept) -> int:
        table, column = _declared(kept)
        match kept.joins:
            case Joins.STAY:
                return 0
            case Joins.DROP:
                await self._transaction.run(delete(table).where(column == from_id))
                return 0
            case Joins.RENUMBER:
                return await give_rules(self._transaction, from_id, to_id)
            case Joins.HIGHEST:
                await self._raise(table, column, from_id, to_id)
                await self._give_way(table, column, kept, from_id, to_id)
            case Joins.GIVE_WAY:
                await self._give_way(table, column, kept, from_id, to_id)
        return await self._move(table, column, kept, from_id, to_id)

    async def _give_way(self, table: Table, column: Column[int], kept: Kept, from_id: int, to_id: int) -> None:
        """Delete what the other has as well: the same key but for the person."""
        other = table.alias("other")
        same = [other.c[each.name] == each for each in table.primary_key.columns if each is not column]
        same = [pair for pair in same if pair.left.name not in kept.also]
        theirs = exists().where(other.c[column.name] == to_id, *same)
        await self._transaction.run(delete(table).where(column == from_id, theirs))

    async def _raise(self, table: Table, column: Column[int], from_id: int, to_id: int) -> None:
        """Let the other's counter go on from the higher of both."""
        theirs = select(table.c.last).where(column == from_id).scalar_subquery()
        higher = column == to_id, table.c.last < theirs
        await self._transaction.run(update(table).where(*higher).values(last=theirs))

    async def _move(self, table: Table, column: Column[int], kept: Kept, from_id: int, to_id: int) -> int:
        if kept.behind is not None:
            place = table.c[kept.behind]
            last = select(func.coalesce(func.max(place), 0)).where(column == to_id)
            shift = (await self._transaction.run(last)).scalar_one()
            await self._transaction.run(update(table).where(column == from_id).values({kept.behind: place + shift}))
        for name in kept.also:
            own = and_(table.c[name] > 0, table.c[name] % OWN_QUEUE == from_id)
            moved = {name: table.c[name] - from_id + to_id}
            await self._transaction.run(update(table).where(column == from_id, own).values(moved))
        return await self._transaction.changed(update(table).where(column == from_id).values({column.name: to_id}))


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
