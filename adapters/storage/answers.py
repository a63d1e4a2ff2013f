"""What was understood where a message of ours answered."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, exists, literal, select

from adapters.storage.tables import answers, people
from adapters.storage.transaction import Transaction
from adapters.storage.types import Instant, Words
from core.people.model import Turn

_FRESH = ("place", "command", "args", "at")


class SqlAnswers:
    """An Answers."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def keep(self, told: Mapping[str, Turn], since: datetime, most: int) -> None:
        for message, turn in told.items():
            row = select(
                literal(turn.person_id),
                literal(message, Words),
                literal(turn.place),
                literal(turn.command, Words),
                literal(turn.args, Words),
                literal(turn.at, Instant),
            ).where(exists().where(people.c.id == turn.person_id))
            statement = self._transaction.insert(answers).from_select([*answers.c.keys()], row)
            fresh = {name: statement.excluded[name] for name in _FRESH}
            await self._transaction.run(
                statement.on_conflict_do_update(index_elements=["person_id", "message"], set_=fresh)
            )
        for person_id in {turn.person_id for turn in told.values()}:
            await self._forget(person_id, since, most)

    async def _forget(self, person_id: int, since: datetime, most: int) -> None:
        own = answers.c.person_id == person_id
        newest = select(answers.c.message).where(own).order_by(answers.c.at.desc(), answers.c.message.desc())
        old = (answers.c.at < since) | answers.c.message.not_in(newest.limit(most))
        await self._transaction.run(delete(answers).where(own, old))

    async def find(self, person_id: int, message: str, since: datetime) -> Turn | None:
        these = answers.c.person_id == person_id, answers.c.message == message, answers.c.at >= since
        row = (await self._transaction.run(select(answers).where(*these))).one_or_none()
        return None if row is None else Turn(row.person_id, row.place, row.command, row.args, row.at)
