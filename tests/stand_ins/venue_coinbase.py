"""Coinbase as its documents describe it (Advanced Trade: public market endpoints, market data stream)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar

from core.market.model import Pair
from tests.stand_ins.venue_dialects import BadParameters, Dialect, Query, UnknownSymbol, iso, parameters, whole
from tests.stand_ins.venue_world import DAY_MS, text

STEPS = {"ONE_MINUTE": 60_000, "ONE_HOUR": 3_600_000, "ONE_DAY": DAY_MS}
PRODUCTS = "/api/v3/brokerage/market/products"


class CoinbaseDialect(Dialect):
    routes: ClassVar = {
        "/v2/time": parameters(),
        PRODUCTS: parameters("", "limit offset product_type product_ids get_all_products products_sort_order"),
        PRODUCTS + "/{product_id}/candles": parameters("start end granularity", "limit"),
        "/api/v3/brokerage/market/product_book": parameters("product_id", "limit aggregation_price_increment"),
    }
    stream_path = "/"

    def name(self, pair: Pair) -> str:
        return f"{pair.base}-{pair.quote}"

    def refusal(self, error: Exception) -> tuple[int, Any]:
        if isinstance(error, UnknownSymbol):
            return 404, {"error": "NOT_FOUND", "error_details": "valid product_id is required", "message": "not found"}
        return 400, {"error": "INVALID_ARGUMENT", "error_details": str(error), "message": str(error)}

    def answer(self, route: str, path: Mapping[str, str], query: Query) -> Any:
        if route == "/v2/time":
            return {"data": {"iso": iso(self.world.now()), "epoch": self.now_ms() // 1000}}
        if route == PRODUCTS:
            named = query.get("product_ids")
            pairs = [pair for pair in self.listed() if named is None or self.name(pair) in named]
            return {"products": [self._product(pair) for pair in pairs], "num_products": len(pairs)}
        if route.endswith("/candles"):
            return self._candles(self.pair(path["product_id"]), query)
        pair = self.one(query, "product_id")
        bids, asks = self.levels(pair, whole(query, "limit", 100))
        said: dict[str, Any] = {"product_id": self.name(pair), "time": iso(self.world.now())}
        for side, levels in (("bids", bids), ("asks", asks)):
            said[side] = [{"price": price, "size": size} for price, size in levels]
        return {"pricebook": said}

    def _product(self, pair: Pair) -> dict[str, Any]:
        price, before = self.world.price_now(pair), self.world.price(pair, self.now_ms() - DAY_MS)
        return {
            "product_id": self.name(pair),
            "price": self.price(pair),
            "price_percentage_change_24h": f"{100 * (price / before - 1):.8f}",
            "volume_24h": "1000",
            "approximate_quote_24h_volume": text(price * 1000),
            "base_currency_id": pair.base,
            "quote_currency_id": pair.quote,
            "product_type": "SPOT",
            "is_disabled": False,
            "trading_disabled": pair in self.world.delisted,
            "status": "online",
            "alias_to": [],
        }

    def _candles(self, pair: Pair, query: Query) -> dict[str, Any]:
        step = STEPS.get(query["granularity"][0])
        since, until = whole(query, "start", 0) * 1000, whole(query, "end", 0) * 1000
        if step is None or (until - since) // step > 350:
            raise BadParameters("granularity, or more than 350 candles")
        names = ("start", "open", "high", "low", "close", "volume")
        rows = self.world.candles(pair, step, since, until)[::-1]
        return {
            "candles": [dict(zip(names, (str(row[0] // 1000), *map(text, row[1:])), strict=True)) for row in rows],
        }

    def subscribed(self, message: Any) -> tuple[set[Pair], list[Any]]:
        assert message["type"] == "subscribe" and message["channel"] == "market_trades"
        pairs = {self.pair(name) for name in message["product_ids"]}
        events = [{"subscriptions": {"market_trades": message["product_ids"]}}]
        told = [self._trades("snapshot", pair, 1.0, 1.0, self.world.now() - timedelta(hours=1)) for pair in pairs]
        return pairs, [{"channel": "subscriptions", "timestamp": iso(self.world.now()), "events": events}, *told]

    def trade(self, number: int, pair: Pair, price: float, size: float) -> Any:
        return self._trades("update", pair, price, size, self.world.now(), number)

    def _trades(self, kind: str, pair: Pair, price: float, size: float, at: datetime, number: int = 0) -> Any:
        one = {"trade_id": str(number), "product_id": self.name(pair), "price": text(price), "size": text(size)}
        events = [{"type": kind, "trades": [{**one, "side": "BUY", "time": iso(at)}]}]
        return {"channel": "market_trades", "timestamp": iso(at), "sequence_num": number, "events": events}
