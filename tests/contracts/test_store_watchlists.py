"""core.market.ports.Watchlists, line by line."""

from adapters.storage.engine import Database
from tests.databases import somebody


async def test_coins_come_in_the_order_they_were_added(database: Database) -> None:
    ada = await somebody(database)
    async with database.begin() as work:
        assert await work.watchlists.of(ada.id) == ()
        assert await work.watchlists.add(ada.id, ["solana", "bitcoin"]) == ("solana", "bitcoin")
        assert await work.watchlists.add(ada.id, ["bitcoin", "arbitrum", "arbitrum"]) == ("arbitrum",)
        assert await work.watchlists.of(ada.id) == ("solana", "bitcoin", "arbitrum")


async def test_removing_says_what_was_there(database: Database) -> None:
    ada = await somebody(database)
    async with database.begin() as work:
        await work.watchlists.add(ada.id, ["solana", "bitcoin", "arbitrum"])
        assert await work.watchlists.remove(ada.id, ["arbitrum", "cardano", "solana"]) == ("arbitrum", "solana")
        assert await work.watchlists.remove(ada.id, ["solana"]) == ()
        assert await work.watchlists.remove(ada.id, []) == ()
        assert await work.watchlists.of(ada.id) == ("bitcoin",)
        await work.watchlists.add(ada.id, ["solana"])
        assert await work.watchlists.of(ada.id) == ("bitcoin", "solana")


async def test_each_has_a_list_of_their_own_and_everyone_together_each_coin_once(database: Database) -> None:
    ada, bob = await somebody(database, "1"), await somebody(database, "2")
    async with database.begin() as work:
        await work.watchlists.add(ada.id, ["solana", "bitcoin"])
        await work.watchlists.add(bob.id, ["bitcoin"])
        assert await work.watchlists.everyone() == ("bitcoin", "solana")
        await work.watchlists.remove(bob.id, ["bitcoin", "solana"])
        assert await work.watchlists.of(ada.id) == ("solana", "bitcoin")
