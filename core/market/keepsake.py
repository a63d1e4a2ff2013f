"""The last quote of everything that was asked, kept for the hour when nobody answers."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from core.kernel.errors import Unavailable
from core.market.gaps import read_unfinished, unfinished_key
from core.market.model import Coin, Interval, Pair, SeriesKey, from_ms, to_ms
from core.market.quotes import Quote
from core.market.routes import Leg, Route
from core.market.world import World

KEPT_AGAIN_AFTER = timedelta(seconds=15)


class Keepsake:
    """Keeps quotes by coin and currency, each at most every 15 real seconds."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._kept_at: dict[tuple[str, str], datetime] = {}
        self.missed = 0

    async def keep(self, quotes: Iterable[Quote]) -> None:
        """Remember these live quotes, and count the prices that were dropped on the way.

        A store that refuses costs only the remembering (`missed` counts it): the prices themselves are good.
        """
        now = self._world.real.now()
        live = [q for q in quotes if q.route.legs and not q.stored]
        due = [q for q in live if now - self._kept_at.get(_of(q), from_ms(0)) >= KEPT_AGAIN_AFTER]
        if not due:
            return
        try:
            await self._write(due)
        except Unavailable:
            self.missed += len(due)
            return
        self._kept_at.update((_of(q), now) for q in due)

    async def last(self, coin: Coin, currency: str, routes: Sequence[Route] = ()) -> Quote | None:
        """Return the newest price we have: the last quote kept, or the last minute candle stored of one of the direct
        `routes`. With its own instant; `stale` by its age now."""
        now = self._world.market.now()
        found: list[tuple[datetime, float, Route]] = []
        async with self._world.store.reading() as work:
            text = await work.memory.recall(_key(coin, currency))
            for route in routes:
                if len(route.legs) == 1:
                    leg = route.legs[0]
                    key = SeriesKey(leg.venue, leg.pair, Interval.M1)
                    unfinished = read_unfinished(await work.memory.recall(unfinished_key(key)))
                    for candle in await work.candles.newest(key, 1, now):
                        closed_at = candle.opened_at + key.interval.length
                        # Of one whose close was not seen, nothing later than its open is certain.
                        whole = closed_at <= now and to_ms(candle.opened_at) not in unfinished
                        at = closed_at if whole else candle.opened_at
                        found.append((at, leg.rate(candle.close), route))
        if text is not None:
            found.append(_kept(text))
        if not found:
            return None
        at, price, route = max(found, key=lambda f: f[0])
        stale = now - at > self._world.policy.stale_after
        return Quote(coin, currency, price, at, route.venue, route, stale, stored=True)

    async def _write(self, due: Sequence[Quote]) -> None:
        async with self._world.store.begin() as work:
            for quote in due:
                await work.memory.keep(_key(quote.coin, quote.currency), _text(quote))
                for said in quote.others:
                    if said.dropped:
                        await work.memory.count(dropped_key(said.venue))
            await work.commit()


def dropped_key(venue: str) -> str:
    """Return under which name the market's memory counts prices of `venue` that were not believed."""
    return f"dropped:{venue}"


def _of(quote: Quote) -> tuple[str, str]:
    return quote.coin.id, quote.currency


def _key(coin: Coin, currency: str) -> str:
    return f"quote:{coin.id}:{currency}"


def _kept(text: str) -> tuple[datetime, float, Route]:
    kept = json.loads(text)
    legs = tuple(Leg(venue, Pair(base, quote), inverse) for venue, base, quote, inverse in kept["legs"])
    return from_ms(kept["at"]), kept["price"], Route(legs)


def _text(quote: Quote) -> str:
    legs = [[leg.venue, leg.pair.base, leg.pair.quote, leg.inverse] for leg in quote.route.legs]
    return json.dumps({"price": quote.price, "at": to_ms(quote.at), "legs": legs})
