"""Small facts that outlive the process."""

from sqlalchemy import BigInteger, Text, cast, select

from adapters.storage.tables import memory
from adapters.storage.transaction import Transaction


class SqlMemory:
    """A Memory."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def recall(self, key: str) -> str | None:
        found = await self._transaction.run(select(memory.c.text).where(memory.c.key == key))
        text: str | None = found.scalar_one_or_none()
        return text

    async def keep(self, key: str, text: str) -> None:
        statement = self._transaction.insert(memory).values(key=key, text=text)
        await self._transaction.run(
            statement.on_conflict_do_update(index_elements=["key"], set_={"text": statement.excluded.text})
        )

    async def count(self, key: str, by: int = 1) -> int:
        counted = cast(cast(memory.c.text, BigInteger) + by, Text)
        statement = (
            self._transaction.insert(memory)
            .values(key=key, text=str(by))
            .on_conflict_do_update(index_elements=["key"], set_={"text": counted})
            .returning(memory.c.text)
        )
        return int((await self._transaction.run(statement)).scalar_one())
