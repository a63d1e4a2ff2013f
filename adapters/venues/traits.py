"""What one venue says of itself: how it lists, quotes and pages, in the words of its own documents."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, ClassVar

from adapters.venues.listing import Fields, Market


class Paging(Enum):
    """How a venue hands out history."""

    FORWARD = "from a time on, as many as a page holds"
    WINDOWS = "of a stretch of time no longer than a page"
    NEWEST = "the newest, and no older"


@dataclass(frozen=True, slots=True)
class CandlePage:
    """Candles of the venue's `market_id` and `timeframe`, in its own words, that open in [since, until), ms."""

    market_id: str
    timeframe: str
    since: int
    until: int


class Traits(ABC):
    """A venue's limits and its questions. `client` is ccxt's; any of its errors may be raised."""

    id: ClassVar[str]
    name: ClassVar[str]
    page: ClassVar[int]
    """Candles in one answer."""
    paging: ClassVar[Paging]
    book_levels: ClassVar[int]
    """Levels of an order book that are still cheap to ask for."""
    at_once: ClassVar[int] = 4
    """Questions about history that may be under way together."""
    says_change: ClassVar[bool] = True
    """Whether its change is one over 24 h."""
    unknown_pair: ClassVar[str] = ""
    """What it says of a pair that it does not know, where ccxt does not know that it says so."""
    stream_addresses: ClassVar[Mapping[str, str]] = {}
    """Paths of streams, by ccxt's name for them, where the base is replaced and ccxt's own path does not do."""
    stream_wishes: ClassVar[Mapping[str, object]] = {}
    """What a subscription asks for besides its pairs."""

    @abstractmethod
    async def _rows(self, client: Any) -> Iterable[Fields]:
        """Ask for the list of pairs."""

    @abstractmethod
    def _market(self, row: Fields) -> Market | None:
        """Read one row of it; None for what is no spot pair."""

    @abstractmethod
    async def _ticker_rows(self, client: Any, ids: Sequence[str]) -> Iterable[tuple[str, Any]]:
        """Ask for the tickers of these markets, by the venue's ids, in one call; return (id, row for ccxt)."""

    @abstractmethod
    def _last_price(self, row: Fields) -> object:
        """Return the price in a ticker's row: where there is none, ccxt works one out from the other fields."""

    @abstractmethod
    async def _candle_rows(self, client: Any, page: CandlePage) -> Any:
        """Ask for one page of candles; what comes may be more, or nothing like it."""

    def _parsed_ticker(self, client: Any, row: Any, market: Fields) -> dict[str, Any]:
        """Return ccxt's ticker structure of one row."""
        said: dict[str, Any] = client.parse_ticker(row, market)
        return said
