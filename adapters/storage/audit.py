"""The audit table: appended to, chained, never changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select

from adapters.storage.tables import audit
from adapters.storage.transaction import Transaction
from adapters.storage.types import storable
from core.kernel.chain import BEGINNING, Linked, first_broken, link
from core.market.model import from_ms, to_ms
from core.people.model import AuditEntry

_PAGE = 1_000
# Any number, as long as nothing else in this database takes the lock of the same number.
_APPENDING = 7_261_001


class SqlAudit:
    """An Audit."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def append(self, at: datetime, person_id: int | None, action: str, subject: str, outcome: str) -> AuditEntry:
        if not self._transaction.is_sqlite:
            # Two who append at once would both follow the same entry. SQLite has one writer anyway.
            await self._transaction.run(select(func.pg_advisory_xact_lock(_APPENDING)))
        found = await self._transaction.run(select(audit).order_by(audit.c.number.desc()).limit(1))
        last = found.one_or_none()
        number, previous = (1, BEGINNING) if last is None else (last.number + 1, last.hash)
        words = (storable(action), storable(subject), storable(outcome))
        # As the table will give it back: whole milliseconds.
        at = from_ms(to_ms(at))
        entry = AuditEntry(
            number, at, person_id, *words, previous, link(previous, (number, to_ms(at), person_id, *words))
        )
        await self._transaction.run(audit.insert().values(_values(entry)))
        return entry

    async def entries(self, since_number: int = 0) -> Sequence[AuditEntry]:
        """Return the entries from `since_number` on, oldest first."""
        found = await self._transaction.run(
            select(audit).where(audit.c.number >= since_number).order_by(audit.c.number)
        )
        return tuple(_entry(row) for row in found)

    async def first_broken(self) -> int | None:
        """Return the number of the first entry that does not fit the chain, None when all do."""
        previous, after = BEGINNING, 0
        while True:
            found = await self._transaction.run(
                select(audit).where(audit.c.number > after).order_by(audit.c.number).limit(_PAGE)
            )
            page = tuple(_entry(row) for row in found)
            if not page:
                return None
            position = first_broken([linked(entry) for entry in page], previous)
            if position is not None:
                return page[position].number
            previous, after = page[-1].hash, page[-1].number


def linked(entry: AuditEntry) -> Linked:
    """Return the entry as a record of the chain."""
    said = (entry.number, to_ms(entry.at), entry.person_id, entry.action, entry.subject, entry.outcome)
    return Linked(said, entry.previous, entry.hash)


def _values(entry: AuditEntry) -> dict[str, object]:
    return {column.name: getattr(entry, column.name) for column in audit.c}


def _entry(row: Row[Any]) -> AuditEntry:
    return AuditEntry(row.number, row.at, row.person_id, row.action, row.subject, row.outcome, row.previous, row.hash)
