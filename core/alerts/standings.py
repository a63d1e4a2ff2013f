"""How saved rules stand: in which phase, and how far the price must move until they fire."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from core.alerts import machine
from core.alerts.language import comparisons
from core.alerts.machine import State
from core.alerts.model import Life, Phase, Rule
from core.alerts.outlook import Outlook, Quotes, look
from core.alerts.phases import phase_of
from core.alerts.ports import AlertStore
from core.alerts.thresholds import atoms
from core.kernel.clock import MarketClock
from core.market.catalogue import Catalogue
from core.market.quotes import Quote


@dataclass(frozen=True, slots=True)
class Standing:
    """A rule and where it stands; `away` is how far the price must move, a fraction of what `quote` says (None: not
    known)."""

    rule: Rule
    phase: Phase
    away: float | None = None
    quote: Quote | None = None


class Standings:
    """Looks at many rules at once."""

    def __init__(self, store: AlertStore, desk: Quotes, catalogue: Catalogue, clock: MarketClock) -> None:
        self._store, self._desk, self._catalogue, self._clock = store, desk, catalogue, clock

    async def of(self, rules: Sequence[Rule], currency: str) -> tuple[Standing, ...]:
        """Return how `rules` stand: watched ones first, the nearest of them first, those of unknown distance last.
        Where no venue answers the distances are unknown."""
        async with self._store.reading() as work:
            states = await work.rules.states([rule.id for rule in rules])
        facts = dict.fromkeys(atom.fact for rule in rules for atom in atoms(rule.wish))
        outlook = await look(self._desk, self._catalogue, facts, currency)
        standings = (self._standing(rule, states.get(rule.id), outlook) for rule in rules)
        return tuple(sorted(standings, key=_nearness))

    def _standing(self, rule: Rule, state: str | None, outlook: Outlook) -> Standing:
        kept = State(told=rule.told) if state is None else machine.read(json.loads(state))
        phase = phase_of(rule, kept, self._clock.now())
        nearest = outlook.nearest(comparisons(rule.wish.tree, rule.wish.options))
        if nearest is None:
            return Standing(rule, phase)
        return Standing(rule, phase, nearest[1], outlook.quotes[nearest[0].fact])


def _nearness(standing: Standing) -> tuple[int, bool, float, int]:
    order = (Life.ACTIVE, Life.PAUSED, Life.DONE, Life.EXPIRED)
    away = standing.away
    return order.index(standing.rule.life), away is None, abs(away or 0.0), standing.rule.number
