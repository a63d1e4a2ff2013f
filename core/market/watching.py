"""What each person watches."""

from collections.abc import Sequence

from core.kernel.errors import OverBudget
from core.market.catalogue import Catalogue
from core.market.model import Coin
from core.market.ports import MarketStore

MOST_WATCHED = 50


class Watching:
    """Keeps watch lists; what anybody watches is collected."""

    def __init__(self, store: MarketStore, catalogue: Catalogue) -> None:
        self._store, self._catalogue = store, catalogue

    async def of(self, person_id: int) -> tuple[Coin, ...]:
        """Return the coins of a person's list, in the order they came."""
        async with self._store.reading() as work:
            ids = await work.watchlists.of(person_id)
        return tuple(map(self._catalogue.kept, ids))

    async def everyone(self) -> tuple[Coin, ...]:
        """Return every coin that anybody watches."""
        async with self._store.reading() as work:
            ids = await work.watchlists.everyone()
        return tuple(map(self._catalogue.kept, ids))

    async def add(self, person_id: int, coins: Sequence[Coin]) -> tuple[Coin, ...]:
        """Add coins; return those that were not there before. OverBudget beyond 50."""
        async with self._store.begin() as work:
            if len(set(await work.watchlists.of(person_id)) | {c.id for c in coins}) > MOST_WATCHED:
                raise OverBudget("watchlist", str(MOST_WATCHED))
            added = await work.watchlists.add(person_id, [c.id for c in coins])
            await work.commit()
        return tuple(c for c in coins if c.id in added)

    async def remove(self, person_id: int, coins: Sequence[Coin]) -> tuple[Coin, ...]:
        """Remove coins; return those that were there."""
        async with self._store.begin() as work:
            removed = await work.watchlists.remove(person_id, [c.id for c in coins])
            await work.commit()
        return tuple(c for c in coins if c.id in removed)
