"""Which coins somebody's active rules are about."""

from core.alerts.model import Life
from core.alerts.ports import AlertStore
from core.alerts.thresholds import atoms
from core.market.catalogue import Catalogue
from core.market.model import Coin


class RuledCoins:
    """Looks into a person's own rules; those of rooms are everybody's."""

    def __init__(self, store: AlertStore, catalogue: Catalogue) -> None:
        self._store, self._catalogue = store, catalogue

    async def of(self, person_id: int) -> tuple[Coin, ...]:
        """Return the coins of a person's active rules, in the order of the rules."""
        async with self._store.reading() as work:
            rules = await work.rules.of(person_id, None)
        active = (rule.wish for rule in rules if rule.life is Life.ACTIVE)
        words = dict.fromkeys(atom.fact.coin for wish in active for atom in atoms(wish) if atom.fact.coin is not None)
        found = (self._catalogue.find(word) for word in words)
        return tuple(dict.fromkeys(each for each in found if isinstance(each, Coin)))
