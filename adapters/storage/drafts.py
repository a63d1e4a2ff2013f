"""What waits for its person's [Save]."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select

from adapters.storage.tables import draft_counters, drafts
from adapters.storage.transaction import Transaction
from core.people.model import Draft


class SqlDrafts:
    """A Drafts. A new draft clears the person's expired ones away."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(
        self,
        person_id: int,
        command: str,
        facts: str,
        made_at: datetime,
        expires_at: datetime,
        chats: tuple[str | None, str | None] = (None, None),
    ) -> Draft:
        count = self._transaction.insert(draft_counters).values(person_id=person_id, last=1)
        counted = await self._transaction.run(
            count.on_conflict_do_update(
                index_elements=["person_id"], set_={"last": draft_counters.c.last + 1}
            ).returning(draft_counters.c.last)
        )
        number = counted.scalar_one()
        outlived = drafts.c.person_id == person_id, drafts.c.expires_at <= made_at
        await self._transaction.run(delete(drafts).where(*outlived))
        values = {
            "person_id": person_id,
            "number": number,
            "command": command,
            "facts": facts,
            "made_at": made_at,
            "expires_at": expires_at,
            "asked_in": chats[0],
            "read_in": chats[1],
        }
        return _draft((await self._transaction.run(drafts.insert().values(values).returning(*drafts.c))).one())

    async def find(self, person_id: int, number: int, now: datetime) -> Draft | None:
        found = await self._transaction.run(select(drafts).where(*_is(person_id, number, now)))
        row = found.one_or_none()
        return None if row is None else _draft(row)

    async def open(self, person_id: int, now: datetime) -> Sequence[Draft]:
        waiting = select(drafts).where(drafts.c.person_id == person_id, drafts.c.expires_at > now)
        return [_draft(row) for row in await self._transaction.run(waiting.order_by(drafts.c.number))]

    async def take(self, person_id: int, number: int, now: datetime) -> Draft | None:
        taken = await self._transaction.run(delete(drafts).where(*_is(person_id, number, now)).returning(*drafts.c))
        row = taken.one_or_none()
        return None if row is None else _draft(row)

    async def drop_all(self, person_id: int) -> int:
        return await self._transaction.changed(delete(drafts).where(drafts.c.person_id == person_id))

    async def drop(self, person_id: int, numbers: Sequence[int]) -> int:
        these = drafts.c.person_id == person_id, drafts.c.number.in_(numbers)
        return await self._transaction.changed(delete(drafts).where(*these))


def _is(person_id: int, number: int, now: datetime) -> tuple[Any, Any, Any]:
    return drafts.c.person_id == person_id, drafts.c.number == number, drafts.c.expires_at > now


def _draft(row: Row[Any]) -> Draft:
    return Draft(
        row.person_id, row.number, row.command, row.facts, row.made_at, row.expires_at, row.asked_in, row.read_in
    )
