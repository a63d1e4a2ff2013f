"""The memory for those who are not in a unit of work: each call is one of its own."""

from adapters.storage.engine import Database


class StoredMemory:
    """Keeps `core.kernel.memory.Memory` on the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def recall(self, key: str) -> str | None:
        async with self._database.reading() as work:
            return await work.memory.recall(key)

    async def keep(self, key: str, text: str) -> None:
        async with self._database.begin() as work:
            await work.memory.keep(key, text)
            await work.commit()

    async def count(self, key: str, by: int = 1) -> int:
        async with self._database.begin() as work:
            counted = await work.memory.count(key, by)
            await work.commit()
        return counted
