"""Where a rule stands, in the word that lists show."""

from datetime import datetime

from core.alerts.machine import State
from core.alerts.model import Phase, Rule
from core.alerts.terms import terms_of
from core.market.model import to_ms


def phase_of(rule: Rule, state: State, now: datetime) -> Phase:
    """Return where an active rule stands: `for` not yet over, holding, waiting until it may tell again, or armed."""
    terms = terms_of(rule.wish, rule.zone)
    if state.holding:
        return Phase.FIRED
    if terms.lasting is not None and state.since is not None and not state.lasted:
        return Phase.PENDING
    if terms.every is not None and state.due is not None and to_ms(now) < state.due + terms.every:
        return Phase.COOLING
    return Phase.ARMED
