"""What was last understood of each person in each place."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import exists, literal, select

from adapters.storage.tables import people, turns
from adapters.storage.transaction import Transaction
from adapters.storage.types import Instant, Words
from core.people.model import Turn


class SqlTurns:
    """A Turns."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def keep(self, said: Iterable[Turn]) -> None:
        for turn in said:
            told = select(
                literal(turn.person_id),
                literal(turn.place),
                literal(turn.command, Words),
                literal(turn.args, Words),
                literal(turn.at, Instant),
            ).where(exists().where(people.c.id == turn.person_id))
            statement = self._transaction.insert(turns).from_select([*turns.c.keys()], told)
            fresh = {name: statement.excluded[name] for name in ("command", "args", "at")}
            await self._transaction.run(
                statement.on_conflict_do_update(index_elements=["person_id", "place"], set_=fresh)
            )

    async def last(self, person_id: int, place: int, since: datetime) -> Turn | None:
        found = await self._transaction.run(
            select(turns).where(turns.c.person_id == person_id, turns.c.place == place, turns.c.at >= since)
        )
        row = found.one_or_none()
        return None if row is None else Turn(row.person_id, row.place, row.command, row.args, row.at)
