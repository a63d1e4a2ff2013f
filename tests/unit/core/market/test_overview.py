"""The market as a whole: which coins count, movers, tendency."""

import math
from datetime import timedelta

import pytest

from core.kernel.errors import Unavailable, UnknownName
from core.market.model import Pair, to_ms
from core.market.tendency import Label
from tests.fakes.clock import NOON, ManualClock
from tests.fakes.market import FakeVenue, PriceAt
from tests.fakes.market_stage import MarketStage

DAY_MS = 86_400_000


def growing(price: float, daily: float) -> PriceAt:
    """Return a price that grows by `daily` each day and is `price` at noon."""
    return lambda ms: price * (1 + daily) ** ((ms - to_ms(NOON)) / DAY_MS)


class Square(MarketStage):
    """One venue with many coins of different fortunes, one of them stable and one wrapped."""

    def __init__(self, bitcoin: float = 0.004) -> None:
        clock = ManualClock()
        fortunes = {"ETH": 0.01, "SOL": -0.02, "XRP": 0.0, "ADA": 0.03, "DOGE": -0.01, "BTC": bitcoin}
        prices: dict[str, float | PriceAt] = {f"{s}/USDT": growing(100, d) for s, d in fortunes.items()}
        # Bitcoin has its ups and downs: the volatility of a perfectly even growth is rounding alone.
        even, swing = growing(100, bitcoin), DAY_MS / 5
        prices["BTC/USDT"] = lambda ms: even(ms) * (1 + 0.001 * math.sin((ms - to_ms(NOON)) / swing))
        prices |= {"USDC/USDT": 1.0, "WBTC/USDT": 60_000, "ETH/BTC": 0.05}
        self.venue = FakeVenue("binance", clock, prices)
        super().__init__((self.venue,), clock)


async def test_the_most_traded_coins_are_followed_but_no_stable_and_no_wrapped_one() -> None:
    square = Square()
    coins = await square.after(square.room.universe.coins(), 0.0)
    assert {coin.symbol for coin in coins} == {"BTC", "ETH", "SOL", "XRP", "ADA", "DOGE"}
    await square.after(square.room.universe.coins(), 0.0)
    assert square.venue.calls["tickers"] == 1


async def test_the_ranking_outlives_the_venue() -> None:
    square = Square()
    before = await square.after(square.room.universe.coins(), 0.0)
    again = Square()
    again.store.memory.facts = square.store.memory.facts
    again.venue.faults.down = "network"
    assert await again.after(again.room.universe.coins(), 0.0) == before


async def test_configured_coins_are_followed_whatever_is_traded() -> None:
    square = Square()
    square.room.universe.configure(["eth", "luna"])
    coins = await square.after(square.room.universe.coins(), 0.0)
    assert [coin.symbol for coin in coins] == ["ETH", "LUNA"]
    assert square.room.universe.unlisted == ("luna",)


async def test_nothing_is_called_unlisted_while_no_venue_answers() -> None:
    square = Square()
    square.venue.faults.down = "network"
    square.room.universe.configure(["eth", "etj"])
    coins = await square.after(square.room.universe.coins(), 0.0)
    assert ([coin.symbol for coin in coins], square.room.universe.unlisted) == (["ETH"], ())


async def test_a_configured_coin_that_nobody_knows_keeps_nobody_from_following_the_others() -> None:
    square = Square()
    square.room.universe.configure(["etj", "eth"])
    coins = await square.after(square.room.universe.coins(), 0.0)
    assert [coin.symbol for coin in coins] == ["ETH"]
    assert square.room.universe.unlisted == ("etj",)
    assert (await square.after(square.room.collector.health(), 0.0)).unlisted == ("etj",)


async def test_gainers_and_losers_of_a_day() -> None:
    square = Square()
    up = await square.after(square.room.overview.movers("gainers", "USDT", n=2), 0.0)
    assert [quote.coin.symbol for quote in up] == ["ADA", "ETH"]
    assert up[0].change == pytest.approx(0.03)
    down = await square.after(square.room.overview.movers("losers", "USDT"), 0.0)
    assert [quote.coin.symbol for quote in down] == ["SOL", "DOGE"]


async def test_movers_of_a_week_are_told_from_candles() -> None:
    square = Square()
    up = await square.after(square.room.overview.movers("gainers", "USDT", timedelta(days=7), 1), 0.0)
    assert up[0].change == pytest.approx(1.03**7 - 1, rel=1e-3)


async def test_when_no_change_is_known_nobody_is_said_to_have_stood_still() -> None:
    square = Square()
    square.venue.says_change = False
    square.venue.faults.absent.append((0, to_ms(NOON)))
    with pytest.raises(Unavailable):
        await square.after(square.room.overview.movers("gainers", "USDT"), 0.0)
    square = Square()
    square.venue.faults.down = "network"
    with pytest.raises(Unavailable) as raised:
        await square.after(square.room.overview.movers("gainers", "USDT"), 0.0)
    assert raised.value.reason == "network"


async def test_a_watched_coin_that_is_traded_no_more_hides_no_mover() -> None:
    square = Square()
    async with square.store.begin() as work:
        await work.watchlists.add(1, ["gone"])
        await work.commit()
    up = await square.after(square.room.overview.movers("gainers", "USDT", n=1), 0.0)
    assert [quote.coin.symbol for quote in up] == ["ADA"]


async def test_coins_that_nobody_trades_at_all_are_no_market_that_is_silent() -> None:
    square = Square()
    square.room.universe.configure(["GONE", "BTC2"])
    for symbol in ("GONE", "BTC2"):
        square.room.catalogue.of_symbol(symbol)
    with pytest.raises(UnknownName) as raised:
        await square.after(square.room.overview.movers("gainers", "USDT"), 0.0)
    assert raised.value.what == "pair"


async def test_the_heatmap_has_every_coin() -> None:
    square = Square()
    tiles = await square.after(square.room.overview.heatmap("USDT"), 0.0)
    assert [quote.coin.symbol for quote in tiles] == ["ADA", "ETH", "BTC", "XRP", "DOGE", "SOL"]


async def test_the_tendency_is_computed_from_what_venues_have() -> None:
    square = Square(bitcoin=0.006)
    found = await square.after(square.room.overview.tendency(), 0.0)
    assert found is not None
    assert found.now.label is Label.SIDEWAYS
    assert (found.now.inputs.up, found.now.inputs.of) == (3, 6)
    assert found.venues == ("binance",)
    assert found.now.as_of == NOON
    again = await square.after(square.room.overview.tendency(), 0.0)
    assert again is not None
    assert again.now == found.now


async def test_without_bitcoin_there_is_no_tendency() -> None:
    square = Square()
    del square.venue.prices[Pair("BTC", "USDT")]
    del square.venue.prices[Pair("ETH", "BTC")]
    assert await square.after(square.room.overview.tendency(), 0.0) is None


async def test_with_the_venue_down_the_tendency_is_unavailable() -> None:
    square = Square()
    await square.after(square.room.universe.coins(), 0.0)
    square.venue.faults.down = "network"
    with pytest.raises(Unavailable):
        await square.after(square.room.overview.tendency(), 0.0)
