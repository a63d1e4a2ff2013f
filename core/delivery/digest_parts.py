"""What a digest holds of the rooms below: the watch list, the market's tendency, the alerts since the last one."""

import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

from core.delivery.digests import Part
from core.delivery.ports import DeliveryStore
from core.market.desk import Desk
from core.market.model import to_ms
from core.market.overview import Overview
from core.market.quotes import Quote
from core.market.watching import Watching
from core.people.model import Person

MOST_ALERTS = 100

Nearest = Callable[[Person], Awaitable[Mapping[str, float]]]
"""Tells how far coins are from somebody's nearest alert, by ticker; a fraction of the price, signed."""


def watch_part(watching: Watching, desk: Desk, nearest: Nearest) -> Part:
    """Return the part that tells prices and changes of what somebody watches, and how far their alerts are."""

    async def gather(person: Person, since: datetime) -> Mapping[str, object]:
        coins = await watching.of(person.id)
        quotes = await desk.glance(coins, person.preferences.currency) if coins else ()
        away = await nearest(person) if coins else {}
        told = [{**_quote(quote), "away": away.get(quote.coin.symbol)} for quote in quotes]
        return {"coins": [coin.symbol for coin in coins], "quotes": told}

    return gather


def market_part(overview: Overview) -> Part:
    """Return the part that tells where the market tends."""

    async def gather(person: Person, since: datetime) -> Mapping[str, object]:
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


def alerts_part(store: DeliveryStore) -> Part:
    """Return the part that tells which alerts there were."""

    async def gather(person: Person, since: datetime) -> Mapping[str, object]:
        async with store.reading() as work:
            fired = await work.outbox.alerts_since(person.id, since, MOST_ALERTS)
        return {"notices": [{"kind": n.kind, "facts": json.loads(n.facts), "due": to_ms(n.due_at)} for n in fired]}

    return gather


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
