"""How much can be bought and sold near the price."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.market.model import Coin, OrderBook

NEAR = 0.01


@dataclass(frozen=True, slots=True)
class DepthSide:
    """What rests within 1 % of the middle: `base` in the coin, `quote` in the currency. `whole` is false where the book
    that the venue gave ends before 1 %, so that there is at least this much."""

    base: float
    quote: float
    whole: bool


@dataclass(frozen=True, slots=True)
class Depth:
    """The order book of `coin` at `venue`, read at `at`. `spread` in `currency`, `spread_share` as a fraction of the
    middle between best bid and best ask."""

    coin: Coin
    currency: str
    venue: str
    at: datetime
    bid: float
    ask: float
    spread: float
    spread_share: float
    bids: DepthSide
    asks: DepthSide
    book: OrderBook
    stale: bool = False
    silent: tuple[str, ...] = ()

    @property
    def middle(self) -> float:
        return (self.bid + self.ask) / 2


def measure(coin: Coin, book: OrderBook, stale: bool = False, silent: tuple[str, ...] = ()) -> Depth | None:
    """Return the depth of `book`, None when one of its sides is empty."""
    if not book.bids or not book.asks:
        return None
    bid, ask = book.bids[0][0], book.asks[0][0]
    middle = (bid + ask) / 2
    return Depth(
        coin,
        book.pair.quote,
        book.venue,
        book.at,
        bid,
        ask,
        ask - bid,
        (ask - bid) / middle,
        _side([level for level in book.bids if level[0] >= middle * (1 - NEAR)], len(book.bids)),
        _side([level for level in book.asks if level[0] <= middle * (1 + NEAR)], len(book.asks)),
        book,
        stale,
        silent,
    )


def _side(near: Sequence[tuple[float, float]], levels: int) -> DepthSide:
    return DepthSide(sum(size for _, size in near), sum(price * size for price, size in near), len(near) < levels)
