"""What the market room says in `/status`: how old the data is, what is missing, who is silent."""

from collections.abc import Sequence
from datetime import timedelta

from core.kernel.clock import MarketClock
from core.kernel.figures import Figure, FigureName, Origin
from core.market.collector import Collector
from core.market.health import Health
from core.people.model import Person
from core.status import StatusLine, StatusSource

OWN = "candlewick"
# Younger than this nobody needs to be told in words of their own.
SHOWN_TROUBLES = 3


def market_status(collector: Collector, clock: MarketClock) -> StatusSource:
    """Return the source of the market's lines."""

    async def lines(person: Person) -> Sequence[StatusLine]:
        health = await collector.health()
        origin = Origin(OWN, clock.now())
        gaps = Figure(FigureName.COUNT, "gaps", health.gaps, "count", origin)
        series = Figure(FigureName.COUNT, "series", health.series, "count", origin)
        return (*_head(health), StatusLine("status-gaps", {"gaps": gaps, "series": series}), *_troubles(health, origin))

    return lines


def _head(health: Health) -> Sequence[StatusLine]:
    if health.age is None:
        return (StatusLine("status-no-data", {}),)
    return (StatusLine("status-data", {"age": max(health.age, timedelta(0))}),)


def _troubles(health: Health, origin: Origin) -> Sequence[StatusLine]:
    found = [
        StatusLine("status-venue-down", {"venue": state.venue, "reason": state.reason})
        for state in health.venues
        if state.failed
    ]
    found += [
        StatusLine("status-series-failing", {"coin": trouble.coin.symbol, "reason": trouble.reason})
        for trouble in health.failing[:SHOWN_TROUBLES]
    ]
    found += [
        StatusLine("status-series-failing", {"coin": symbol, "reason": "unlisted"})
        for symbol in health.unlisted[:SHOWN_TROUBLES]
    ]
    found += [
        StatusLine("status-moved", {"coin": moved.coin.symbol, "venue": moved.frm.venue})
        for moved in health.moved[:SHOWN_TROUBLES]
    ]
    dropped = sum(n for name, n in health.counters.items() if name.startswith("dropped"))
    rejected = sum(health.counters.get(name, 0) for name in ("duplicate", "disordered", "off_grid", "future", "absurd"))
    counts = {
        "refilled": Figure(FigureName.COUNT, "refilled", health.counters.get("refilled", 0), "count", origin),
        "rejected": Figure(FigureName.COUNT, "rejected", rejected, "count", origin),
        "dropped": Figure(FigureName.COUNT, "outliers", dropped, "count", origin),
    }
    found.append(StatusLine("status-counts", counts, owner_only=True))
    return found
