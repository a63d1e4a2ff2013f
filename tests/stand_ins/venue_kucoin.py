"""KuCoin as its documents describe it (spot market data; the public stream, whose address is asked for)."""

from collections.abc import Mapping
from typing import Any, ClassVar

from core.market.model import Pair
from tests.stand_ins.venue_dialects import BadParameters, Dialect, Query, UnknownSymbol, parameters, whole
from tests.stand_ins.venue_world import DAY_MS, text

STEPS = {"1min": 60_000, "1hour": 3_600_000, "1day": DAY_MS}


class KucoinDialect(Dialect):
    routes: ClassVar = {
        "/api/v1/timestamp": parameters(),
        "/api/v2/symbols": parameters("", "market"),
        "/api/v1/market/candles": parameters("symbol type", "startAt endAt"),
        "/api/v1/market/stats": parameters("symbol"),
        "/api/v1/market/allTickers": parameters(),
        "/api/v1/market/orderbook/level2_20": parameters("symbol"),
        "/api/v1/market/orderbook/level2_100": parameters("symbol"),
        "/api/v1/bullet-public": parameters(),
    }
    stream_path = "/endpoint"
    base_url = ""

    def name(self, pair: Pair) -> str:
        return f"{pair.base}-{pair.quote}"

    def refusal(self, error: Exception) -> tuple[int, Any]:
        if isinstance(error, UnknownSymbol):
            return 400, {"code": "900001", "msg": "The symbol does not exist"}
        return 400, {"code": "400100", "msg": f"Parameter error: {error}"}

    def answer(self, route: str, path: Mapping[str, str], query: Query) -> Any:
        return {"code": "200000", "data": self._told(route.rpartition("/")[2], query)}

    def _told(self, what: str, query: Query) -> Any:
        if what == "timestamp":
            return self.now_ms()
        if what == "bullet-public":
            endpoint = self.base_url.replace("http", "ws", 1) + self.stream_path
            server = {"endpoint": endpoint, "encrypt": False, "protocol": "websocket", "pingInterval": 18_000}
            return {"token": "stand-in", "instanceServers": [{**server, "pingTimeout": 10_000}]}
        if what == "symbols":
            return [self._row(pair) for pair in self.listed()]
        if what == "allTickers":
            return {"time": self.now_ms(), "ticker": [self._ticker(pair) for pair in self.listed()]}
        pair = self.one(query, "symbol")
        if what == "stats":
            return {"time": self.now_ms(), **self._ticker(pair)}
        if what == "candles":
            return self._candles(pair, query)
        bids, asks = self.levels(pair, int(what.removeprefix("level2_")))
        return {"time": self.now_ms(), "sequence": "14610502970", "bids": bids, "asks": asks}

    def _row(self, pair: Pair) -> dict[str, Any]:
        name = self.name(pair)
        row = {"symbol": name, "name": name, "baseCurrency": pair.base, "quoteCurrency": pair.quote}
        return {**row, "enableTrading": pair not in self.world.delisted}

    def _ticker(self, pair: Pair) -> dict[str, Any]:
        price, before = self.world.price_now(pair), self.world.price(pair, self.now_ms() - DAY_MS)
        return {
            "symbol": self.name(pair),
            "buy": text(price * 0.9999),
            "sell": text(price * 1.0001),
            "changeRate": f"{price / before - 1:.6f}",
            "changePrice": text(price - before),
            "high": text(price * 1.05),
            "low": text(price * 0.95),
            "vol": "1000",
            "volValue": text(price * 1000),
            "last": self.price(pair),
            "averagePrice": text(price),
        }

    def _candles(self, pair: Pair, query: Query) -> list[Any]:
        step = STEPS.get(query["type"][0])
        if step is None:
            raise BadParameters("type")
        until = whole(query, "endAt", self.now_ms() // 1000) * 1000
        since = whole(query, "startAt", until // 1000 - 1500 * step // 1000) * 1000
        rows = self.world.candles(pair, step, since, until - 1)[::-1][:1500]
        return [[str(row[0] // 1000), *(text(row[k]) for k in (1, 4, 2, 3, 5)), text(row[4] * row[5])] for row in rows]

    def greeting(self) -> list[Any]:
        return [{"id": "public", "type": "welcome"}]

    def subscribed(self, message: Any) -> tuple[set[Pair], list[Any]]:
        channel, _, names = message["topic"].partition(":")
        assert message["type"] == "subscribe" and channel == "/market/match"
        return {self.pair(name) for name in names.split(",")}, [{"id": message["id"], "type": "ack"}]

    def trade(self, number: int, pair: Pair, price: float, size: float) -> Any:
        one = {"symbol": self.name(pair), "price": text(price), "size": text(size), "side": "buy", "type": "match"}
        more = {"tradeId": str(number), "sequence": str(number), "time": str(self.now_ms() * 1_000_000)}
        topic = f"/market/match:{self.name(pair)}"
        return {"type": "message", "topic": topic, "subject": "trade.l3match", "data": {**one, **more}}
