"""Rules that are true when they are saved, and wanted at once."""

import json
from datetime import datetime

from core.alerts import machine
from core.alerts.facts import Comparison, Price, RearmBy
from core.alerts.model import Due, Telling, Wish
from core.alerts.outlook import Outlook
from core.alerts.thresholds import atoms
from core.market.model import to_ms


def first_true(wish: Wish, outlook: Outlook) -> Comparison | None:
    """Return the first comparison of `wish` that is known to be true."""
    return next((atom for atom in atoms(wish) if outlook.holds(atom) is True), None)


def already_due(wish: Wish, outlook: Outlook, now: datetime) -> Due | None:
    """Return the message that tells at once what is true already; None where nothing is known to be."""
    comparison = first_true(wish, outlook)
    quote = None if comparison is None else outlook.quotes.get(comparison.fact)
    value = None if comparison is None else outlook.value(comparison.fact)
    if comparison is None or quote is None or value is None:
        return None
    return Due(
        rule_id=0,
        number=1,
        due=now,
        at=quote.at,
        comparison=comparison,
        value=value,
        coin=comparison.fact.coin,
        price=quote.price,
        unit=quote.currency,
        before=None,
        venue=comparison.fact.venue if isinstance(comparison.fact, Price) and comparison.fact.venue else quote.venue,
        telling=Telling.STILL,
    )


def holding(wish: Wish, due: Due) -> str:
    """Return how a rule stands that was told by `due` when it was saved: as if it had crossed then, re-arming at its
    own distances, those of prices without the range of candles."""
    at = to_ms(due.due)
    lasting = wish.options.lasting is not None
    state = machine.State(
        holding=True,
        distances=tuple(_distance(atom) for atom in atoms(wish)),
        since=at if lasting else None,
        lasted=lasting,
        told=due.number,
        due=at,
        crossed=at,
    )
    return json.dumps(machine.facts(state))


def _distance(comparison: Comparison) -> float:
    by, size = comparison.rearm.by, comparison.rearm.size
    if by is RearmBy.POINTS:
        return size
    if by in {RearmBy.PRICE, RearmBy.SHARE} and isinstance(comparison.level, float):
        return size * abs(comparison.level)
    return 0.0
