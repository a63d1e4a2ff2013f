"""What a venue lists: read from its own endpoint, one row at a time, so that one odd row costs that row only."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from sys import intern
from typing import Any, Final

from adapters.venues.answers import MISSHAPEN, Garbled
from core.kernel.clock import RealClock
from core.kernel.errors import Unavailable
from core.market.model import Pair

Fields = Mapping[str, Any]

LISTED_FOR: Final = timedelta(hours=1)
# After a list that failed or is doubted: soon again, but not at every question.
LISTED_AGAIN: Final = timedelta(minutes=1)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Market:
    """One row of a venue's list, in the venue's own words: `id` names the pair in questions, `base_id` and `quote_id`
    are its tickers there (XXBT), `more` is what ccxt's parsers look for besides."""

    id: str
    base_id: str
    quote_id: str
    active: bool
    more: Fields

    def pair(self, client: Any) -> Pair:
        """Return the pair in the tickers that people write (BTC)."""
        # One ticker stands in hundreds of pairs, and each pair in the lists of several venues.
        return Pair(*(intern(client.safe_currency_code(name)) for name in (self.base_id, self.quote_id)))


class Roll:
    """The pairs of one venue, `read` when they are needed, kept for an hour, and served on while a new list fails."""

    def __init__(self, venue_id: str, clock: RealClock, read: Callable[[], Awaitable[dict[Pair, Market]]]) -> None:
        self._venue_id, self._clock, self._read = venue_id, clock, read
        self._listed: dict[Pair, Market] = {}
        self._read_again_at: datetime | None = None
        self._reading = asyncio.Lock()
        self._failures = 0
        self._failed: Unavailable | None = None

    async def known(self) -> Mapping[Pair, Market]:
        """Return the list; raises `Unavailable` when there is none yet. Who waits for it shares its fate: a venue
        that is down is not asked once for each of those that wait."""
        failures = self._failures
        async with self._reading:
            if self._listed and self._read_again_at is not None and self._clock.now() < self._read_again_at:
                return self._listed
            if self._failed is not None and self._failures != failures:
                raise Unavailable(self._venue_id, self._failed.reason, self._failed.retry_after)
            await self._renew()
        return self._listed

    def doubt(self) -> None:
        """The venue does not know a pair of its list: it was renamed or delisted since. Read the list again soon."""
        soon = self._clock.now() + LISTED_AGAIN
        self._read_again_at = min(self._read_again_at or soon, soon)

    async def _renew(self) -> None:
        try:
            self._listed = await self._read()
        except Unavailable as error:
            self._failures, self._failed = self._failures + 1, error
            if not self._listed:
                raise
            self._read_again_at = self._clock.now() + LISTED_AGAIN
            log.warning("%s: the list of pairs is not renewed: %s", self._venue_id, error.reason)
        else:
            self._read_again_at = self._clock.now() + LISTED_FOR


def word(row: Fields, name: str) -> str:
    """Return the text in field `name`; ValueError when it holds none."""
    text = row[name]
    if not isinstance(text, str) or not text:
        raise ValueError(f"{name} is no word")
    return intern(text)


def listed(client: Any, markets: Iterable[Market]) -> dict[Pair, Market]:
    """Return `markets` by the pairs that people write; Garbled when there are none."""
    found: dict[Pair, Market] = {}
    for market in markets:
        pair = market.pair(client)
        # An active market is preferred to a dead one of the same name.
        if pair not in found or market.active:
            found[pair] = market
    if not found:
        raise Garbled("a venue lists something")
    return found


def introduce(client: Any, markets: Mapping[Pair, Market]) -> None:
    """Tell `client` of the `markets` that it is asked about by name. Not of all that are listed: it keeps kilobytes of
    each, of which there are thousands."""
    known = client.markets or {}
    fresh = {str(pair): _structure(pair, market) for pair, market in markets.items()}
    if all(known.get(symbol, {}).get("id") == structure["id"] for symbol, structure in fresh.items()):
        return
    client.set_markets(list({**known, **fresh}.values()))
    # By id too, ccxt's streams expect every field, which only those by symbol have.
    client.markets_by_id = {market["id"]: [market] for market in client.markets.values()}


def structure(client: Any, pair: Pair, market: Market) -> dict[str, Any]:
    """Return `market` as ccxt's parsers want it."""
    whole: dict[str, Any] = client.safe_market_structure(_structure(pair, market))
    return whole


def rows_of(said: Any) -> Iterable[Fields]:
    """Return the rows of an answer's list or object; Garbled when it is neither."""
    rows = said.values() if isinstance(said, dict) else said
    if not isinstance(said, dict | list):
        raise Garbled("rows were expected")
    return [row for row in rows if isinstance(row, dict)]


def sound(rows: Iterable[Fields], read: Any) -> Iterable[Market]:
    """Yield `read(row)` for each of `rows` that it can read, and that is wanted (not None)."""
    for row in rows:
        try:
            market = read(row)
        except MISSHAPEN:
            continue
        if market is not None:
            yield market


def _structure(pair: Pair, market: Market) -> dict[str, Any]:
    return {
        "id": market.id,
        "lowercaseId": market.id.lower(),
        "symbol": str(pair),
        "base": pair.base,
        "quote": pair.quote,
        "baseId": market.base_id,
        "quoteId": market.quote_id,
        "type": "spot",
        "spot": True,
        "swap": False,
        "future": False,
        "option": False,
        "contract": False,
        "active": market.active,
        "info": dict(market.more),
    }
