"""Kraken, spot. Documents: docs.kraken.com/api, market data. It gives the newest 720 candles and none before."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from adapters.venues.listing import Fields, Market, word
from adapters.venues.traits import CandlePage, Paging
from adapters.venues.venue import CcxtVenue


class Kraken(CcxtVenue):
    id = "kraken"
    name = "Kraken"
    page = 720
    paging = Paging.NEWEST
    book_levels = 500
    unknown_pair = "EQuery:Unknown asset pair"
    # One call a second: history must not stand in line before a price.
    at_once = 1
    # The last fifty trades would come first, as if they happened now.
    stream_wishes: ClassVar = {"snapshot": False}
    # "o" is the price at midnight UTC, so what ccxt makes of it is no change over 24 h.
    says_change = False

    async def _rows(self, client: Any) -> Iterable[Fields]:
        said = await client.public_get_assetpairs()
        return [{"id": name, **row} for name, row in said["result"].items() if isinstance(row, Mapping)]

    def _market(self, row: Fields) -> Market | None:
        if ":" in row["id"]:  # a synthetic pair of another platform, without a book of its own
            return None
        # A new pair is "post_only" or "limit_only" at first, and trades.
        active = row.get("status", "online") in {"online", "post_only", "limit_only"}
        more = {"wsname": row.get("wsname"), "altname": row.get("altname")}
        return Market(word(row, "id"), word(row, "base"), word(row, "quote"), active, more)

    async def _ticker_rows(self, client: Any, ids: Sequence[str]) -> Iterable[tuple[str, Any]]:
        said = await client.public_get_ticker({"pair": ",".join(ids)})
        return list(said["result"].items())

    def _last_price(self, row: Fields) -> object:
        return row["c"][0]

    async def _candle_rows(self, client: Any, page: CandlePage) -> Any:
        # It gives what is after `since`, not what begins with it.
        asked = {"pair": page.market_id, "interval": page.timeframe, "since": page.since // 1000 - 1}
        said = await client.public_get_ohlc(asked)
        return said["result"][page.market_id]
