"""How far the first questions to each person came."""

from sqlalchemy import select

from adapters.storage.tables import welcomes
from adapters.storage.transaction import Transaction
from core.people.welcome import Step, Welcome


class SqlWelcomes:
    """A Welcomes."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def of(self, person_id: int) -> Welcome | None:
        found = await self._transaction.run(select(welcomes).where(welcomes.c.person_id == person_id))
        row = found.one_or_none()
        if row is None:
            return None
        answered = frozenset(Step(word) for word in row.answered.split())
        return Welcome(row.person_id, answered, None if row.waits is None else Step(row.waits), row.until, row.locale)

    async def keep(self, welcome: Welcome) -> None:
        what = {
            "answered": " ".join(sorted(welcome.answered)),
            "waits": welcome.waits,
            "until": welcome.until,
            "locale": welcome.locale,
        }
        statement = self._transaction.insert(welcomes).values(person_id=welcome.person_id, **what)
        await self._transaction.run(statement.on_conflict_do_update(index_elements=["person_id"], set_=what))
