"""Watch lists: what is watched stays watched, whoever lists it today."""

import pytest

from core.kernel.errors import OverBudget
from core.market.catalogue import Catalogue
from core.market.model import Listing, Pair
from core.market.watching import MOST_WATCHED, Watching
from tests.fakes.market_store import MemoryMarket


def listing(*symbols: str) -> Catalogue:
    catalogue = Catalogue()
    catalogue.learn([Listing("kraken", Pair(symbol, "USD")) for symbol in symbols])
    return catalogue


async def test_a_coin_that_only_a_venue_knows_stays_on_the_list_before_the_venue_has_spoken() -> None:
    store = MemoryMarket()
    # A ticker that is the name of another coin gets an id of its own.
    before = listing("ZZQX", "BITCOIN")
    coins = [before.of_symbol("ZZQX"), before.of_symbol("BITCOIN"), before.of_symbol("BTC")]
    assert await Watching(store, before).add(1, coins) == tuple(coins)
    silent, heard_again = Watching(store, Catalogue()), Watching(store, listing("BITCOIN", "ZZQX"))
    assert await silent.of(1) == await heard_again.of(1) == tuple(coins)
    assert await silent.everyone() == tuple(coins)
    assert await silent.remove(1, [coins[0]]) == (coins[0],)


async def test_a_list_has_an_end() -> None:
    catalogue = listing(*(f"ZZ{n}" for n in range(MOST_WATCHED + 1)))
    watching = Watching(MemoryMarket(), catalogue)
    coins = [catalogue.of_symbol(f"ZZ{n}") for n in range(MOST_WATCHED + 1)]
    assert len(await watching.add(1, coins[:-1])) == MOST_WATCHED
    with pytest.raises(OverBudget):
        await watching.add(1, coins[-1:])
