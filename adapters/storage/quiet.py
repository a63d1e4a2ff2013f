"""Quiet hours on disk."""

from collections.abc import Collection, Mapping
from datetime import time

from sqlalchemy import delete, func, select

from adapters.storage.delivery_tables import quiet_hours
from adapters.storage.tables import people, rooms
from adapters.storage.transaction import Transaction
from core.delivery.quiet import Except, QuietHours


class SqlQuiet:
    """A Quiet. Hours are kept as people write them."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def of(self, recipients: Collection[int]) -> Mapping[int, QuietHours]:
        zone = func.coalesce(people.c.zone, rooms.c.zone).label("zone")
        joined = quiet_hours.outerjoin(people, people.c.id == quiet_hours.c.person_id)
        found = await self._transaction.run(
            select(quiet_hours, zone)
            .select_from(joined.outerjoin(rooms, rooms.c.id == quiet_hours.c.room_id))
            .where(quiet_hours.c.recipient.in_(recipients))
        )
        return {
            row.recipient: QuietHours(
                time.fromisoformat(row.starts),
                time.fromisoformat(row.ends),
                row.zone,
                None if row.exceptions is None else Except.read(row.exceptions),
            )
            for row in found
        }

    async def keep(self, recipient: int, hours: QuietHours) -> None:
        whose = (
            {"person_id": recipient, "room_id": None} if recipient > 0 else {"person_id": None, "room_id": -recipient}
        )
        exceptions = None if hours.exceptions is None else hours.exceptions.text
        what = {"starts": f"{hours.starts:%H:%M}", "ends": f"{hours.ends:%H:%M}", "exceptions": exceptions}
        statement = self._transaction.insert(quiet_hours).values(recipient=recipient, **whose, **what)
        await self._transaction.run(statement.on_conflict_do_update(index_elements=["recipient"], set_=what))

    async def end(self, recipient: int) -> bool:
        return await self._transaction.changed(delete(quiet_hours).where(quiet_hours.c.recipient == recipient)) == 1
