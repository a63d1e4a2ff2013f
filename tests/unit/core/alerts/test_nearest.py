"""core.alerts.nearest — how far coins are from somebody's own alerts."""

from collections.abc import Sequence
from typing import Any

import pytest

from adapters.storage.engine import Database
from core.alerts.nearest import nearest_alerts
from core.alerts.page import Page
from core.alerts.standings import Standings
from core.kernel.errors import Unavailable
from core.market.catalogue import Catalogue
from core.market.model import Coin
from core.market.quotes import Quote
from core.people.model import Person
from tests.fakes.asking import a_quote
from tests.fakes.book import BookDesk


class Prices:
    """Quotes BTC at 60,000 and ETH at 3,000, or does not answer."""

    def __init__(self) -> None:
        self.asked, self.silent = 0, False

    async def quotes(self, coins: Sequence[Coin], currency: str, **_: Any) -> tuple[Quote, ...]:
        self.asked += 1
        if self.silent:
            raise Unavailable("kraken")
        prices = {"BTC": 60_000.0, "ETH": 3_000.0}
        return tuple(a_quote(coin.symbol, prices[coin.symbol], currency) for coin in coins)


@pytest.fixture
def desk(database: Database) -> BookDesk:
    return BookDesk(database)


async def far(desk: BookDesk, person: Person, prices: Prices | None = None) -> dict[str, float]:
    standings = Standings(desk.database, prices or Prices(), Catalogue(), desk.market)
    found = await nearest_alerts(desk.database, standings)(person)
    return {coin: round(away, 6) for coin, away in found.items()}


async def test_of_each_coin_the_nearest_rule_counts_whichever_way_it_lies(desk: BookDesk) -> None:
    page = await desk.page()
    for text in ("btc < 30000 usd", "btc > 66000 usd", "eth < 2700 usd"):
        await desk.added(page, text)
    assert await far(desk, page.person) == {"BTC": 0.1, "ETH": -0.1}


async def test_a_paused_rule_is_not_waited_for(desk: BookDesk) -> None:
    page = await desk.page()
    rule = await desk.added(page, "btc > 66000 usd")
    await desk.book.pause(page, [rule.number])
    assert await far(desk, page.person) == {}


async def test_rules_of_others_and_of_rooms_are_their_own_business(desk: BookDesk) -> None:
    page, other, room = await desk.page(), await desk.page("2"), await desk.room()
    await desk.added(other, "btc > 66000 usd")
    await desk.added(Page(page.person, room), "eth < 2700 usd")
    prices = Prices()
    assert await far(desk, page.person, prices) == {}
    assert prices.asked == 0


async def test_without_an_answer_no_distance_is_known(desk: BookDesk) -> None:
    page, prices = await desk.page(), Prices()
    await desk.added(page, "btc > 66000 usd")
    prices.silent = True
    assert await far(desk, page.person, prices) == {}
