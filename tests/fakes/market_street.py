"""Three venues on one street: the preferred one without dollars, one with, one more to cast a vote."""

from core.market.quotes import Quote
from core.market.world import MarketPolicy
from tests.fakes.clock import ManualClock
from tests.fakes.market import FakeVenue
from tests.fakes.market_stage import MarketStage


class Street(MarketStage):
    """Binance, Kraken and KuCoin, preferred in this order."""

    def __init__(self, policy: MarketPolicy | None = None) -> None:
        clock = ManualClock()
        self.binance = FakeVenue("binance", clock, {"BTC/USDT": 60_000, "ETH/USDT": 3_000, "BTC/EUR": 55_000})
        self.kraken = FakeVenue("kraken", clock, {"BTC/USD": 60_100, "USDT/USD": 0.999, "EUR/USD": 1.09})
        self.kucoin = FakeVenue("kucoin", clock, {"BTC/USDT": 60_010, "BTC/EUR": 55_010})
        super().__init__((self.binance, self.kraken, self.kucoin), clock, policy)

    async def quote(self, word: str, currency: str, *steps_s: float, asked: bool = True, at: str = "") -> Quote:
        coin = await self.coin(word)
        venues = (at,) if at else ()
        (quote,) = await self.after(
            self.room.desk.quotes((coin,), currency, asked=asked, venues=venues), *(steps_s or (0.0,))
        )
        return quote
