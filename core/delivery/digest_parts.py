"""What a digest holds of the rooms of the house: prices, the market's tendency, what moved, the alerts since the last
one. A person's hold their watch list; a room's are about the market and the room, and given nobody."""

import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Protocol

from core.delivery.digests import Part
from core.delivery.ports import DeliveryStore
from core.kernel.errors import UnknownName
from core.market.desk import Desk
from core.market.model import Coin, to_ms
from core.market.movers import movers
from core.market.overview import Overview
from core.market.quotes import Quote
from core.market.watching import Watching
from core.people.model import Person, Room

MOST_ALERTS = 100
MOST_PRICES = 5
MOST_MOVERS = 3

Nearest = Callable[[Person], Awaitable[Mapping[str, float]]]
"""Tells how far coins are from somebody's nearest alert, by ticker; a fraction of the price, signed."""


class Leading(Protocol):
    """Knows which coins lead the market."""

    async def leading(self) -> tuple[Coin, ...]: ...


def watch_part(watching: Watching, desk: Desk, nearest: Nearest) -> Part[Person]:
    """Return the part that tells prices and changes of what somebody watches, and how far their alerts are."""

    async def gather(person: Person, since: datetime) -> Mapping[str, object]:
        coins = await watching.of(person.id)
        quotes = await desk.glance(coins, person.preferences.currency) if coins else ()
        away = await nearest(person) if coins else {}
        told = [{**_quote(quote), "away": away.get(quote.coin.symbol)} for quote in quotes]
        return {"coins": [coin.symbol for coin in coins], "quotes": told}

    return gather


def prices_part(leading: Leading, desk: Desk) -> Part[Room]:
    """Return the part that tells prices and changes of the coins that lead the market."""

    async def gather(room: Room, since: datetime) -> Mapping[str, object]:
        coins = (await leading.leading())[:MOST_PRICES]
        quotes = await desk.glance(coins, room.preferences.currency) if coins else ()
        return {"coins": [coin.symbol for coin in coins], "quotes": list(map(_quote, quotes))}

    return gather


def movers_part(leading: Leading, overview: Overview) -> Part[Room]:
    """Return the part that tells which of the coins that lead the market rose and fell most in 24 hours. Others are
    followed since somebody watches them, which is theirs to tell."""

    async def gather(room: Room, since: datetime) -> Mapping[str, object]:
        coins = frozenset(await leading.leading())
        try:
            moved = await overview.heatmap(room.preferences.currency)
        except UnknownName:
            return {"quotes": []}  # nobody trades anything in that currency
        known = [quote for quote in moved if quote.coin in coins]
        strongest = (*movers(known, "gainers", MOST_MOVERS), *movers(known, "losers", MOST_MOVERS))
        return {"quotes": list(map(_quote, strongest))}

    return gather


def market_part(overview: Overview) -> Callable[[object, datetime], Awaitable[Mapping[str, object]]]:
    """Return the part that tells where the market tends; the same to everybody."""

    async def gather(whoever: object, since: datetime) -> Mapping[str, object]:
        known = await overview.tendency()
        if known is None:
            return {}
        now = known.now
        days = max(1, (now.as_of - (now.since or now.as_of)) // timedelta(days=1) + 1)
        return {
            "label": now.label.value,
            "days": days,
            "before": None if now.previous is None else now.previous.value,
            "venues": list(known.venues),
            "at": to_ms(now.as_of),
            "stale": known.stale,
        }

    return gather


def alerts_part(store: DeliveryStore) -> Part[Person]:
    """Return the part that tells which alerts somebody had."""

    async def gather(person: Person, since: datetime) -> Mapping[str, object]:
        return await _alerts(store, person.id, since)

    return gather


def room_alerts_part(store: DeliveryStore) -> Part[Room]:
    """Return the part that tells which alerts a room had: those that were posted there, and nobody's own."""

    async def gather(room: Room, since: datetime) -> Mapping[str, object]:
        return await _alerts(store, -room.id, since)

    return gather


async def _alerts(store: DeliveryStore, recipient: int, since: datetime) -> Mapping[str, object]:
    async with store.reading() as work:
        fired = await work.outbox.alerts_since(recipient, since, MOST_ALERTS)
    return {"notices": [{"kind": n.kind, "facts": json.loads(n.facts), "due": to_ms(n.due_at)} for n in fired]}


def _quote(quote: Quote) -> Mapping[str, object]:
    return {
        "coin": quote.coin.symbol,
        "price": quote.price,
        "unit": quote.currency,
        "change": quote.change,
        "venues": list(quote.venues),
        "at": to_ms(quote.at),
        "stale": quote.stale,
    }
