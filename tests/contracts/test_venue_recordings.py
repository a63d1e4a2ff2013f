"""Answers that Binance and Kraken really gave, through our adapters."""

import copy
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from adapters.venues import VENUES, CcxtVenue
from core.market.model import Interval, Pair, from_ms
from tests.fakes.clock import FrozenClock
from tests.fakes.even_chance import EvenChance

BTC = Pair("BTC", "USDT")
LATER = datetime(2024, 4, 1, tzinfo=UTC)


class Recording:
    """The recorded list of pairs and one recorded answer, in place of the network."""

    def __init__(self, folder: Path, kind: str, method: str) -> None:
        markets = json.loads((folder / "markets" / f"{kind}.json").read_text())
        rows = {market["id"]: market["info"] for market in markets.values()}
        self.listed = {"symbols": list(rows.values()), "result": rows, "error": []}
        (case,) = json.loads((folder / "response" / f"{kind}.json").read_text())["methods"][method]
        self.said, self.parsed = case["httpResponse"], case["parsedResponse"]

    async def fetch(self, url: str, *_: object, **__: object) -> Any:
        return copy.deepcopy(self.listed if "exchangeInfo" in url or "AssetPairs" in url else self.said)


@asynccontextmanager
async def recorded(shared_data: Path, kind: str, method: str) -> AsyncIterator[tuple[CcxtVenue, Any]]:
    venue = VENUES[kind](FrozenClock(LATER), EvenChance(), base_url="http://nowhere.invalid")
    venue.paced = False
    recording = Recording(shared_data / "ccxt-recordings", kind, method)
    (await venue._connected()).fetch = recording.fetch
    yield venue, recording.parsed
    await venue.close()


@pytest.mark.parametrize(("kind", "count"), [("binance", 6), ("kraken", 6)])
async def test_the_pairs_that_were_listed_then(shared_data: Path, kind: str, count: int) -> None:
    async with recorded(shared_data, kind, "fetchTicker") as (venue, _):
        listings = {listing.pair: listing.active for listing in await venue.listings()}
        assert len(listings) == count
        assert listings[BTC]


@pytest.mark.parametrize("kind", ["binance", "kraken"])
async def test_hours_of_candles(shared_data: Path, kind: str) -> None:
    async with recorded(shared_data, kind, "fetchOHLCV") as (venue, parsed):
        since = from_ms(parsed[0][0])
        series = await venue.candles(BTC, Interval.H1, since, since + timedelta(hours=len(parsed)))
        columns = (series.opened_ms, series.open, series.high, series.low, series.close, series.volume)
        assert [list(row) for row in zip(*(column.tolist() for column in columns), strict=True)] == parsed


async def test_binance_s_ticker(shared_data: Path) -> None:
    async with recorded(shared_data, "binance", "fetchTicker") as (venue, parsed):
        (ticker,) = await venue.tickers([BTC])
        assert (ticker.last, ticker.bid, ticker.ask) == (parsed["last"], parsed["bid"], parsed["ask"])
        assert (ticker.high_24h, ticker.low_24h) == (parsed["high"], parsed["low"])
        assert (ticker.base_volume_24h, ticker.quote_volume_24h) == (parsed["baseVolume"], parsed["quoteVolume"])
        assert ticker.change_24h == pytest.approx(parsed["percentage"] / 100)
        assert ticker.at == from_ms(parsed["timestamp"])


async def test_kraken_s_ticker_has_no_time_and_no_change_over_a_day(shared_data: Path) -> None:
    async with recorded(shared_data, "kraken", "fetchTicker") as (venue, parsed):
        (ticker,) = await venue.tickers([BTC])
        assert (ticker.last, ticker.bid, ticker.ask) == (parsed["last"], parsed["bid"], parsed["ask"])
        assert ticker.base_volume_24h == parsed["baseVolume"]
        assert ticker.at == LATER
        assert ticker.change_24h is None


async def test_binance_s_order_book(shared_data: Path) -> None:
    async with recorded(shared_data, "binance", "fetchOrderBook") as (venue, parsed):
        book = await venue.order_book(BTC)
        assert [list(level) for level in book.bids] == parsed["bids"]
        assert [list(level) for level in book.asks] == parsed["asks"]
