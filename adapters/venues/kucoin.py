"""KuCoin, spot. Documents: kucoin.com/docs-new, spot trading, market data."""

from collections.abc import Iterable, Sequence
from typing import Any

from adapters.venues.listing import Fields, Market, rows_of, word
from adapters.venues.traits import CandlePage, Paging
from adapters.venues.venue import CcxtVenue


class Kucoin(CcxtVenue):
    id = "kucoin"
    name = "KuCoin"
    page = 1500
    paging = Paging.WINDOWS
    # More needs a key.
    book_levels = 100

    async def _rows(self, client: Any) -> Iterable[Fields]:
        said = await client.public_get_symbols()
        return rows_of(said["data"])

    def _market(self, row: Fields) -> Market | None:
        base, quote = word(row, "symbol").split("-")
        return Market(f"{base}-{quote}", base, quote, row.get("enableTrading") is True, {})

    async def _ticker_rows(self, client: Any, ids: Sequence[str]) -> Iterable[tuple[str, Any]]:
        if len(ids) == 1:
            said = await client.public_get_market_stats({"symbol": ids[0]})
            return [(ids[0], said["data"])]
        said = await client.public_get_market_alltickers()
        at = said["data"]["time"]
        return [(row["symbol"], {**row, "time": at}) for row in rows_of(said["data"]["ticker"])]

    def _parsed_ticker(self, client: Any, row: Any, market: Fields) -> dict[str, Any]:
        # Its parse_ticker is that of futures.
        said: dict[str, Any] = client.parse_spot_or_uta_ticker(row, market)
        return said

    def _last_price(self, row: Fields) -> object:
        return row["last"]

    async def _candle_rows(self, client: Any, page: CandlePage) -> Any:
        asked = {"symbol": page.market_id, "type": page.timeframe}
        said = await client.public_get_market_candles(
            {**asked, "startAt": page.since // 1000, "endAt": page.until // 1000}
        )
        return said["data"]
