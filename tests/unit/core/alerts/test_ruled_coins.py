"""Coins of somebody's rules: those of rules that are watched, each once, and nobody else's."""

from dataclasses import replace

from adapters.storage.engine import Database
from core.alerts.model import Life
from core.alerts.ruled_coins import RuledCoins
from core.market.catalogue import Catalogue
from tests.databases import address, database, migrated_file, migrated_postgres, somebody
from tests.fakes.alerts import a_new_rule

__all__ = ["address", "database", "migrated_file", "migrated_postgres"]


async def test_only_active_rules_of_that_person_count(database: Database) -> None:
    catalogue = Catalogue()
    ada, bob = await somebody(database, "1"), await somebody(database, "2")
    async with database.begin() as work:
        for text in ("btc < 60000 usd", "eth < 2000 usd and btc rsi 1h < 30"):
            await work.rules.add(a_new_rule(text, ada.id))
        paused = await work.rules.add(a_new_rule("sol < 100 usd", ada.id))
        await work.rules.change(replace(paused, life=Life.PAUSED))
        await work.rules.add(a_new_rule("doge < 1 usd", bob.id))
        await work.commit()
    ruled = RuledCoins(database, catalogue)
    assert [coin.symbol for coin in await ruled.of(ada.id)] == ["BTC", "ETH"]
    assert [coin.symbol for coin in await ruled.of(bob.id)] == ["DOGE"]
