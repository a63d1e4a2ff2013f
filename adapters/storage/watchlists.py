"""What each person watches."""

from collections.abc import Sequence

from sqlalchemy import delete, func, select

from adapters.storage.tables import watchlists
from adapters.storage.transaction import Transaction


class SqlWatchlists:
    """A Watchlists."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def of(self, person_id: int) -> Sequence[str]:
        found = await self._transaction.run(
            select(watchlists.c.coin_id)
            .where(watchlists.c.person_id == person_id)
            .order_by(watchlists.c.place, watchlists.c.coin_id)
        )
        return tuple(found.scalars())

    async def add(self, person_id: int, coin_ids: Sequence[str]) -> Sequence[str]:
        found = await self._transaction.run(
            select(func.coalesce(func.max(watchlists.c.place), 0)).where(watchlists.c.person_id == person_id)
        )
        last, added = found.scalar_one(), list[str]()
        for place, coin_id in enumerate(dict.fromkeys(coin_ids), start=last + 1):
            statement = (
                self._transaction.insert(watchlists)
                .values(person_id=person_id, coin_id=coin_id, place=place)
                .on_conflict_do_nothing()
                .returning(watchlists.c.coin_id)
            )
            if (await self._transaction.run(statement)).one_or_none() is not None:
                added.append(coin_id)
        return tuple(added)

    async def remove(self, person_id: int, coin_ids: Sequence[str]) -> Sequence[str]:
        """Remove; return those that were there, in the order asked."""
        removed = await self._transaction.run(
            delete(watchlists)
            .where(watchlists.c.person_id == person_id, watchlists.c.coin_id.in_(coin_ids))
            .returning(watchlists.c.coin_id)
        )
        gone = set(removed.scalars())
        return tuple(coin_id for coin_id in dict.fromkeys(coin_ids) if coin_id in gone)

    async def everyone(self) -> Sequence[str]:
        """Return every coin id that anybody watches, once, in alphabetical order."""
        found = await self._transaction.run(select(watchlists.c.coin_id).distinct().order_by(watchlists.c.coin_id))
        return tuple(found.scalars())
