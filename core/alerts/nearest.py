"""How far somebody's coins are from the nearest of their alerts."""

from collections.abc import Mapping

from core.alerts.model import Life
from core.alerts.ports import AlertStore
from core.alerts.standings import Standings
from core.delivery.digest_parts import Nearest
from core.people.model import Person


def nearest_alerts(store: AlertStore, standings: Standings) -> Nearest:
    """Return what tells, by ticker, how far the price of a coin must move until a person's nearest rule on it fires."""

    async def nearest(person: Person) -> Mapping[str, float]:
        async with store.reading() as work:
            rules = await work.rules.of(person.id, None)
        active = [rule for rule in rules if rule.life is Life.ACTIVE]
        found: dict[str, float] = {}
        for standing in await standings.of(active, person.preferences.currency) if active else ():
            if standing.away is not None and standing.quote is not None:
                # The nearest come first.
                found.setdefault(standing.quote.coin.symbol, standing.away)
        return found

    return nearest
