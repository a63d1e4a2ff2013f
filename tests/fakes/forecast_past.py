"""A past that tests can lay out: coins whose returns are drawn once, told as daily and hourly candles."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np

from adapters.storage.engine import Database
from core.kernel.errors import UnknownName
from core.market.history import CandleHistory, Window
from core.market.model import CandleSeries, Coin, CoinKind, Interval, Pair, SeriesKey, to_ms
from core.market.routes import Leg, Route
from tests.fakes.clock import ManualClock

# Of a market in which a good model is as good as it should be over each horizon.
SEED = 1
BEGUN = datetime.fromisoformat("2024-01-01T00:00Z")
BTC, ETH, SOL = (Coin(i, s, s) for i, s in (("bitcoin", "BTC"), ("ethereum", "ETH"), ("solana", "SOL")))
USDT = Coin("tether", "USDT", "Tether", CoinKind.STABLE, peg="USD")
WBTC = Coin("wrapped-bitcoin", "WBTC", "Wrapped Bitcoin", CoinKind.WRAPPED, peg="BTC")


@dataclass
class LaidOutPast:
    """A Past and a Followed. `ages`: days of candles by coin id (all since `BEGUN` without); `ended`: when the last
    candle closed that came, None while they come."""

    clock: ManualClock
    followed: tuple[Coin, ...] = (BTC, ETH, SOL)
    ages: dict[str, int] = field(default_factory=dict)
    silent: bool = False
    ended: datetime | None = None
    asked: int = 0

    @property
    def bitcoin(self) -> Coin:
        return BTC

    async def coins(self) -> tuple[Coin, ...]:
        return self.followed

    async def candles(self, coin: Coin, window: Window) -> CandleHistory:
        self.asked += 1
        if coin.kind is not CoinKind.COIN or self.silent:
            raise UnknownName("pair", coin.symbol)
        series = self.series(coin, window.interval)
        since = window.interval.floor(self.clock.now() - window.length)
        shown = series.between(since, self.ended or self.clock.now() + window.interval.length)
        route = Route((Leg("kraken", Pair(coin.symbol, "USD")),))
        return CandleHistory(coin, "USD", shown, route, since, self.clock.now(), running=self.ended is None)

    def series(self, coin: Coin, interval: Interval) -> CandleSeries:
        """Return all candles up to the running one."""
        now = self.clock.now()
        born = BEGUN if coin.id not in self.ages else interval.floor(now) - timedelta(days=self.ages[coin.id])
        count = (to_ms(interval.floor(now)) - to_ms(BEGUN)) // interval.ms + 1
        chance = np.random.default_rng([SEED, sum(map(ord, coin.id)), interval.ms % 97])
        # As many as there could ever be: the past stays what it was as time goes on.
        moves = chance.normal(0, 1, 20_000)[:count] * 0.02 * (interval.ms / 86_400_000) ** 0.5
        opened = to_ms(BEGUN) + np.arange(count, dtype=np.int64) * interval.ms
        close = 100.0 * np.exp(np.cumsum(moves))
        begin = np.concatenate([[100.0], close[:-1]])
        high, low = np.maximum(begin, close) * 1.001, np.minimum(begin, close) * 0.999
        key = SeriesKey("kraken", Pair(coin.symbol, "USD"), interval)
        series = CandleSeries(key, opened, begin, high, low, close, np.full(count, 5.0))
        return series.between(born, now + interval.length)

    async def store(self, database: Database, interval: Interval = Interval.D1) -> None:
        """Let the candles of every followed coin that have closed by now be stored."""
        async with database.begin() as work:
            for coin in self.followed:
                series = self.series(coin, interval)
                await work.candles.append(series.between(BEGUN, interval.floor(self.clock.now())))
            await work.commit()
