"""The last quote of everything that was asked, kept for the hour when nobody answers."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta

from core.market.model import Coin, Pair, from_ms, to_ms
from core.market.quotes import Quote
from core.market.routes import Leg, Route
from core.market.world import World

KEPT_AGAIN_AFTER = timedelta(seconds=15)


class Keepsake:
    """Keeps quotes by coin and currency, each at most every 15 real seconds."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._kept_at: dict[tuple[str, str], datetime] = {}

    async def keep(self, quotes: Iterable[Quote]) -> None:
        """Remember these live quotes, and count the prices that were dropped on the way."""
        now = self._world.real.now()
        due = [q for q in quotes if not q.stored and now - self._kept_at.get(_of(q), from_ms(0)) >= KEPT_AGAIN_AFTER]
        if not due:
            return
        async with self._world.store.begin() as work:
            for quote in due:
                await work.memory.keep(_key(quote.coin, quote.currency), _text(quote))
                for said in quote.others:
                    if said.dropped:
                        await work.memory.count(dropped_key(said.venue))
            await work.commit()
        self._kept_at.update((_of(q), now) for q in due)

    async def last(self, coin: Coin, currency: str) -> Quote | None:
        """Return the last quote kept, with its own instant; `stale` by its age now."""
        async with self._world.store.reading() as work:
            text = await work.memory.recall(_key(coin, currency))
        if text is None:
            return None
        kept = json.loads(text)
        at = from_ms(kept["at"])
        route = Route(tuple(Leg(venue, Pair(base, quote), inverse) for venue, base, quote, inverse in kept["legs"]))
        stale = self._world.market.now() - at > self._world.policy.stale_after
        return Quote(coin, currency, kept["price"], at, kept["venue"], route, stale, stored=True)


def dropped_key(venue: str) -> str:
    """Return under which name the market's memory counts prices of `venue` that were not believed."""
    return f"dropped:{venue}"


def _of(quote: Quote) -> tuple[str, str]:
    return quote.coin.id, quote.currency


def _key(coin: Coin, currency: str) -> str:
    return f"quote:{coin.id}:{currency}"


def _text(quote: Quote) -> str:
    legs = [[leg.venue, leg.pair.base, leg.pair.quote, leg.inverse] for leg in quote.route.legs]
    return json.dumps({"price": quote.price, "at": to_ms(quote.at), "venue": quote.venue, "legs": legs})
