"""What takes back what somebody did last, by chat."""

from datetime import datetime

from sqlalchemy import delete, select

from adapters.storage.tables import undos
from adapters.storage.transaction import Transaction


class SqlUndos:
    """An Undos."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def keep(self, person_id: int, chat: str, line: str, until: datetime) -> None:
        what = {"line": line, "until": until}
        statement = self._transaction.insert(undos).values(person_id=person_id, place=chat, **what)
        await self._transaction.run(statement.on_conflict_do_update(index_elements=["person_id", "place"], set_=what))

    async def find(self, person_id: int, chat: str, now: datetime) -> str | None:
        kept = select(undos.c.line).where(undos.c.person_id == person_id, undos.c.place == chat, undos.c.until >= now)
        line: str | None = (await self._transaction.run(kept)).scalar_one_or_none()
        return line

    async def forget(self, person_id: int, line: str) -> None:
        await self._transaction.run(delete(undos).where(undos.c.person_id == person_id, undos.c.line == line))

    async def end(self, person_id: int, chat: str) -> None:
        await self._transaction.run(delete(undos).where(undos.c.person_id == person_id, undos.c.place == chat))
