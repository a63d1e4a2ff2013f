"""Binance as its documents describe it (spot API: general, market data and stream endpoints)."""

import json
from collections.abc import Mapping
from typing import Any, ClassVar

from core.market.model import Pair
from tests.stand_ins.venue_dialects import BadParameters, Dialect, Query, UnknownSymbol, parameters, whole
from tests.stand_ins.venue_world import DAY_MS, text

STEPS = {"1m": 60_000, "1h": 3_600_000, "1d": DAY_MS}


class BinanceDialect(Dialect):
    routes: ClassVar = {
        "/api/v3/time": parameters(),
        "/api/v3/exchangeInfo": parameters("", "symbol symbols permissions showPermissionSets symbolStatus"),
        "/api/v3/klines": parameters("symbol interval", "startTime endTime timeZone limit"),
        "/api/v3/ticker/24hr": parameters("", "symbol symbols type symbolStatus"),
        "/api/v3/depth": parameters("symbol", "limit symbolStatus"),
    }
    stream_path = "/stream/ws/{number}"

    def name(self, pair: Pair) -> str:
        return f"{pair.base}{pair.quote}"

    def refusal(self, error: Exception) -> tuple[int, Any]:
        if isinstance(error, UnknownSymbol):
            return 400, {"code": -1121, "msg": "Invalid symbol."}
        return 400, {"code": -1104, "msg": f"Not all sent parameters were read; {error}"}

    def answer(self, route: str, path: Mapping[str, str], query: Query) -> Any:
        if route.endswith("/time"):
            return {"serverTime": self.now_ms()}
        if route.endswith("/exchangeInfo"):
            return {"timezone": "UTC", "serverTime": self.now_ms(), "symbols": [self._row(p) for p in self.listed()]}
        if route.endswith("/klines"):
            return self._klines(query)
        if route.endswith("/depth"):
            bids, asks = self.levels(self.one(query, "symbol"), whole(query, "limit", 100))
            return {"lastUpdateId": 1027024, "bids": bids, "asks": asks}
        if "symbol" in query:
            return self._ticker(self.one(query, "symbol"))
        named = json.loads(query["symbols"][0]) if "symbols" in query else [self.name(p) for p in self.listed()]
        return [self._ticker(self.pair(name)) for name in named]

    def _row(self, pair: Pair) -> dict[str, Any]:
        return {
            "symbol": self.name(pair),
            "status": "BREAK" if pair in self.world.delisted else "TRADING",
            "baseAsset": pair.base,
            "quoteAsset": pair.quote,
            "isSpotTradingAllowed": True,
            "filters": [{"filterType": "PRICE_FILTER", "minPrice": "0.01", "maxPrice": "1000000", "tickSize": "0.01"}],
        }

    def _klines(self, query: Query) -> list[Any]:
        if query["interval"][0] not in STEPS or whole(query, "limit", 500) > 1000:
            raise BadParameters("interval or limit")
        step, limit = STEPS[query["interval"][0]], whole(query, "limit", 500)
        until = whole(query, "endTime", self.now_ms())
        since = whole(query, "startTime", until - limit * step)
        rows = self.world.candles(self.one(query, "symbol"), step, since, until)[:limit]
        more = ["1.0", 7, "1.0", "1.0", "0"]
        return [[row[0], *map(text, row[1:]), row[0] + step - 1, *more] for row in rows]

    def _ticker(self, pair: Pair) -> dict[str, Any]:
        now, price = self.now_ms(), self.world.price_now(pair)
        before = self.world.price(pair, now - DAY_MS)
        return {
            "symbol": self.name(pair),
            "priceChange": text(price - before),
            "priceChangePercent": f"{100 * (price / before - 1):.3f}",
            "weightedAvgPrice": text(price),
            "prevClosePrice": text(before),
            "lastPrice": self.price(pair),
            "lastQty": "0.1",
            "bidPrice": text(price * 0.9999),
            "bidQty": "1.0",
            "askPrice": text(price * 1.0001),
            "askQty": "1.0",
            "openPrice": text(before),
            "highPrice": text(price * 1.05),
            "lowPrice": text(price * 0.95),
            "volume": "1000.0",
            "quoteVolume": text(price * 1000),
            "openTime": now - DAY_MS,
            "closeTime": now,
            "count": 100,
        }

    def subscribed(self, message: Any) -> tuple[set[Pair], list[Any]]:
        named = [stream.partition("@") for stream in message["params"]]
        assert message["method"] == "SUBSCRIBE" and all(kind == "trade" for _, _, kind in named)
        return {self.pair(name.upper()) for name, _, _ in named}, [{"result": None, "id": message["id"]}]

    def trade(self, number: int, pair: Pair, price: float, size: float) -> Any:
        said = {"e": "trade", "E": self.now_ms(), "s": self.name(pair), "t": number, "p": text(price), "q": text(size)}
        return {**said, "T": self.now_ms(), "m": True, "M": True}
