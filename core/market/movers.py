"""Who rose and who fell."""

from collections.abc import Iterable
from typing import Literal

from core.market.quotes import Quote

Direction = Literal["gainers", "losers"]


def ranked(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    """Return the quotes whose change is known, the strongest gain first; equal ones by name."""
    known = [(quote, quote.change) for quote in quotes if quote.change is not None]
    return tuple(quote for quote, _ in sorted(known, key=lambda pair: (-pair[1], pair[0].coin.symbol)))


def movers(quotes: Iterable[Quote], direction: Direction, n: int) -> tuple[Quote, ...]:
    """Return up to `n` quotes that rose (gainers) or fell (losers), the strongest first.

    A list of gainers holds nothing that fell: fewer lines are an answer too.
    """
    order = ranked(quotes)
    if direction == "gainers":
        return tuple(q for q in order if q.change is not None and q.change > 0)[:n]
    return tuple(q for q in reversed(order) if q.change is not None and q.change < 0)[:n]
