"""Kraken as its documents describe it (REST market data; websocket version 2)."""

from collections.abc import Mapping
from typing import Any, ClassVar

from core.market.model import Pair
from tests.stand_ins.venue_dialects import BadParameters, Dialect, Query, UnknownSymbol, iso, parameters, whole
from tests.stand_ins.venue_world import DAY_MS, text

FIAT = {"USD", "EUR"}
OLD = {"BTC": "XBT", "DOGE": "XDG"}
# These kept the names of a time when every coin began with X and every currency with Z.
LONG = {"BTC", "ETH", "DOGE"}


class KrakenDialect(Dialect):
    routes: ClassVar = {
        "/0/public/Time": parameters(),
        "/0/public/AssetPairs": parameters("", "pair info country_code aclass_base assetVersion"),
        "/0/public/OHLC": parameters("pair", "interval since asset_class assetVersion"),
        "/0/public/Ticker": parameters("", "pair asset_class assetVersion"),
        "/0/public/Depth": parameters("pair", "count asset_class assetVersion"),
    }
    stream_path = "/v2"

    def name(self, pair: Pair) -> str:
        if pair.base in LONG and pair.quote in FIAT:
            return f"X{OLD.get(pair.base, pair.base)}Z{pair.quote}"
        return f"{OLD.get(pair.base, pair.base)}Z{pair.quote}" if pair.base == "USDT" else self._short(pair)

    def _short(self, pair: Pair) -> str:
        return f"{OLD.get(pair.base, pair.base)}{pair.quote}"

    def _asset(self, code: str) -> str:
        if code in FIAT:
            return f"Z{code}"
        return f"X{OLD.get(code, code)}" if code in LONG else code

    def refusal(self, error: Exception) -> tuple[int, Any]:
        if isinstance(error, UnknownSymbol):
            return 200, {"error": ["EQuery:Unknown asset pair"]}
        return 200, {"error": ["EGeneral:Invalid arguments"], "why": str(error)}

    def answer(self, route: str, path: Mapping[str, str], query: Query) -> Any:
        return {"error": [], "result": self._result(route.rpartition("/")[2], query)}

    def _result(self, what: str, query: Query) -> dict[str, Any]:
        if what == "Time":
            return {"unixtime": self.now_ms() // 1000, "rfc1123": f"{self.world.now():%a, %d %b %y %H:%M:%S} +0000"}
        if what == "AssetPairs":
            return {self.name(pair): self._row(pair) for pair in self.listed()}
        if what == "Ticker":
            named = query["pair"][0].split(",") if "pair" in query else [self.name(pair) for pair in self.listed()]
            return {name: self._ticker(self.pair(name)) for name in named}
        pair = self.one(query, "pair")
        if what == "OHLC":
            return self._ohlc(pair, query)
        count = whole(query, "count", 100)
        if not 1 <= count <= 500:
            raise BadParameters("count")
        bids, asks = self.levels(pair, count)
        at = self.now_ms() // 1000
        return {self.name(pair): {"asks": [[*level, at] for level in asks], "bids": [[*level, at] for level in bids]}}

    def _row(self, pair: Pair) -> dict[str, Any]:
        return {
            "altname": self._short(pair),
            "wsname": f"{OLD.get(pair.base, pair.base)}/{pair.quote}",
            "aclass_base": "currency",
            "base": self._asset(pair.base),
            "quote": self._asset(pair.quote),
            "status": "delisted" if pair in self.world.delisted else "online",
        }

    def _ohlc(self, pair: Pair, query: Query) -> dict[str, Any]:
        step = whole(query, "interval", 1) * 60_000
        if step not in {60_000, 3_600_000, DAY_MS}:
            raise BadParameters("interval")
        since = max(whole(query, "since", 0) * 1000, self.now_ms() - 720 * step + 1)
        rows = self.world.candles(pair, step, since, self.now_ms())
        said = [[row[0] // 1000, *map(text, row[1:5]), text(row[4]), text(row[5]), 3] for row in rows]
        return {self.name(pair): said, "last": self.now_ms() // 1000}

    def _ticker(self, pair: Pair) -> dict[str, Any]:
        price = self.world.price_now(pair)
        midnight = self.world.price(pair, self.now_ms() // DAY_MS * DAY_MS)
        return {
            "a": [text(price * 1.0001), "1", "1.000"],
            "b": [text(price * 0.9999), "1", "1.000"],
            "c": [self.price(pair), "0.1"],
            "v": ["500.0", "1000.0"],
            "p": [text(price), text(price)],
            "t": [50, 100],
            "l": [text(price * 0.97), text(price * 0.95)],
            "h": [text(price * 1.03), text(price * 1.05)],
            "o": text(midnight),
        }

    def subscribed(self, message: Any) -> tuple[set[Pair], list[Any]]:
        asked = message["params"]
        assert message["method"] == "subscribe" and asked["channel"] == "trade"
        pairs = {Pair(*symbol.split("/")) for symbol in asked["symbol"]}
        acknowledged = [
            {"method": "subscribe", "result": {**asked, "symbol": str(pair)}, "success": True} for pair in pairs
        ]
        before = [self.trade(0, pair, 1.0, 1.0) for pair in pairs] if asked.get("snapshot", True) else []
        return pairs, acknowledged + before

    def greeting(self) -> list[Any]:
        status = {"api_version": "v2", "connection_id": 1, "system": "online", "version": "2.0.0"}
        return [{"channel": "status", "data": [status], "type": "update"}]

    def trade(self, number: int, pair: Pair, price: float, size: float) -> Any:
        one = {"symbol": str(pair), "side": "buy", "qty": size, "price": price, "ord_type": "limit", "trade_id": number}
        return {"channel": "trade", "type": "update", "data": [{**one, "timestamp": iso(self.world.now())}]}
