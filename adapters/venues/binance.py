"""Binance, spot. Documents: developers.binance.com, spot API, market data endpoints."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from adapters.venues.listing import Fields, Market, rows_of, word
from adapters.venues.traits import CandlePage, Paging
from adapters.venues.venue import CcxtVenue


class Binance(CcxtVenue):
    id = "binance"
    name = "Binance"
    page = 1000
    paging = Paging.FORWARD
    # 1,000 levels weigh 50 of 6,000 a minute, all 5,000 weigh 250.
    book_levels = 1000
    # Its ccxt tells spot from futures by "/stream" in the address.
    stream_addresses: ClassVar = {"spot": "/stream/ws"}

    async def _rows(self, client: Any) -> Iterable[Fields]:
        # Without the sets of permissions the answer is half as long.
        said = await client.public_get_exchangeinfo({"showPermissionSets": "false"})
        return rows_of(said["symbols"])

    def _market(self, row: Fields) -> Market | None:
        if not row.get("isSpotTradingAllowed", True):
            return None
        base, quote = word(row, "baseAsset"), word(row, "quoteAsset")
        return Market(word(row, "symbol"), base, quote, row.get("status") == "TRADING", {})

    async def _ticker_rows(self, client: Any, ids: Sequence[str]) -> Iterable[tuple[str, Any]]:
        one = {"symbol": ids[0]} if len(ids) == 1 else {"symbols": json.dumps(ids, separators=(",", ":"))}
        said = await client.public_get_ticker_24hr(one)
        return [(row["symbol"], row) for row in rows_of(said if isinstance(said, list) else [said])]

    def _last_price(self, row: Fields) -> object:
        return row["lastPrice"]

    async def _candle_rows(self, client: Any, page: CandlePage) -> Any:
        asked = {"symbol": page.market_id, "interval": page.timeframe, "limit": self.page}
        return await client.public_get_klines({**asked, "startTime": page.since, "endTime": page.until - 1})
