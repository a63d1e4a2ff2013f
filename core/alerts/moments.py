"""What a rule says of a moment: the first of its comparisons that was true, and the price of its coin."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.alerts.machine import Moment, Told
from core.alerts.model import Due
from core.alerts.truth import Truth
from core.market.model import from_ms

if TYPE_CHECKING:
    from core.alerts.standing import Standing


def moment(rule: "Standing", at: int, truths: Sequence[Truth]) -> Moment:
    """Return what a message of now says: of the first comparison that is true, as it stands."""
    atom = next((row for row, truth in enumerate(truths) if truth), 0)
    book, gauge = rule.book_of(atom), rule.gauges[atom]
    value = gauge.now()
    return Moment(
        at,
        atom,
        value if value is not None else 0.0,
        None if book is None else book.price,
        None if book is None else book.before,
    )


def past(rule: "Standing", truths: Sequence[Truth], snapshot: int) -> Moment:
    """Return what a message of the price before the last one says."""
    atom = next((row for row, truth in enumerate(truths) if truth), 0)
    book, gauge = rule.book_of(atom), rule.gauges[atom]
    times = [each.before_at if each.moved == snapshot else each.at for each in rule.books]
    at = max((time for time in times if time is not None), default=0)
    if book is None or book.moved != snapshot:
        return moment(rule, at, truths)
    value = gauge.earlier()
    return Moment(at, atom, value if value is not None else 0.0, book.before, book.before)


def message(rule: "Standing", told: Told) -> Due:
    """Return the message that was told, with the words of its comparison."""
    moment = told.moment
    comparison, book = rule.comparisons[moment.atom], rule.book_of(moment.atom)
    return Due(
        rule_id=rule.id,
        number=rule.state.told,
        due=from_ms(told.due),
        at=from_ms(moment.at),
        comparison=comparison,
        value=moment.value,
        coin=comparison.fact.coin,
        price=moment.price,
        unit=None if book is None else book.unit,
        before=moment.before,
        venue=None if book is None else book.venue,
        telling=told.telling,
        merged=told.merged,
    )
