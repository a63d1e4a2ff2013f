"""Coinbase, Advanced Trade's public market endpoints. Documents: docs.cdp.coinbase.com, Advanced Trade API."""

from collections.abc import Iterable, Sequence
from typing import Any

from adapters.venues.listing import Fields, Market, rows_of, word
from adapters.venues.traits import CandlePage, Paging
from adapters.venues.venue import CcxtVenue


class Coinbase(CcxtVenue):
    id = "coinbase"
    name = "Coinbase"
    page = 300
    paging = Paging.WINDOWS
    book_levels = 1000
    unknown_pair = "NOT_FOUND"

    async def _rows(self, client: Any) -> Iterable[Fields]:
        said = await client.v3_public_get_brokerage_market_products({"product_type": "SPOT"})
        return rows_of(said["products"])

    def _market(self, row: Fields) -> Market | None:
        if row.get("product_type", "SPOT") != "SPOT":
            return None
        active = not (row.get("trading_disabled") or row.get("is_disabled"))
        base, quote = word(row, "base_currency_id"), word(row, "quote_currency_id")
        return Market(word(row, "product_id"), base, quote, active, {})

    async def _ticker_rows(self, client: Any, ids: Sequence[str]) -> Iterable[tuple[str, Any]]:
        # For one pair too: the ticker of a single product has neither volume nor change.
        said = await client.v3_public_get_brokerage_market_products({"product_ids": ids})
        return [(row["product_id"], row) for row in rows_of(said["products"])]

    def _last_price(self, row: Fields) -> object:
        return row["price"]

    async def _candle_rows(self, client: Any, page: CandlePage) -> Any:
        asked = {"product_id": page.market_id, "granularity": page.timeframe}
        # Its end is included.
        span = {"start": str(page.since // 1000), "end": str(page.until // 1000 - 1)}
        said = await client.v3_public_get_brokerage_market_products_product_id_candles({**asked, **span})
        return said["candles"]
