"""What a rule says of a moment: the first of its comparisons that was true, and the price of its coin."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.alerts.machine import Moment, Told
from core.alerts.minutes import MINUTE_MS
from core.alerts.model import Due
from core.alerts.streams import FRESH_MS, Book
from core.alerts.truth import Truth
from core.market.model import from_ms

if TYPE_CHECKING:
    from core.alerts.standing import Standing

_UNKNOWN: tuple[float | None, int | None] = (None, None)


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
        *(_UNKNOWN if book is None else _before(book, at)),
    )


def past(rule: "Standing", truths: Sequence[Truth], snapshot: int) -> Moment:
    """Return what a message of the last moment before this snapshot says at which the condition was true; `truths` were
    its comparisons' ever since, as far as prices were fresh."""
    times = [each.before_at if each.moved == snapshot else each.at for each in rule.books]
    at = max((time for time in times if time is not None), default=0)
    if len(rule.books) > 1:
        at, truths = _last_true(rule, truths, snapshot, at)
    atom = next((row for row, truth in enumerate(truths) if truth), 0)
    book, gauge = rule.book_of(atom), rule.gauges[atom]
    if book is None or (book.moved != snapshot and book.at is not None and book.at <= at):
        return moment(rule, at, truths)
    value = gauge.earlier()
    price = _price_by(book, snapshot, at)[1]
    return Moment(at, atom, value if value is not None else 0.0, price, *_before(book, at))


def _last_true(rule: "Standing", truths: Sequence[Truth], snapshot: int, at: int) -> tuple[int, Sequence[Truth]]:
    """Return the last moment up to `at` at which enough of `truths` was fresh for the condition to be true."""
    untils = [_fresh_until(book, snapshot) for book in rule.books]
    for latest in (at, *sorted((until for until in untils if until < at), reverse=True)):
        seen = max(_price_by(book, snapshot, latest)[0] for book in rule.books)
        fresh = {book for book, until in zip(rule.books, untils, strict=True) if seen <= until}
        books = (rule.book_of(atom) for atom in range(len(truths)))
        known = [truth if book is None or book in fresh else None for truth, book in zip(truths, books, strict=True)]
        if rule.judge(known):
            return seen, known
    return at, truths


def _fresh_until(book: Book, snapshot: int) -> int:
    """Return until when the price was fresh that stood before this snapshot."""
    if book.moved != snapshot:
        return book.fresh_until
    return -(-(book.before_at or 0) // MINUTE_MS) * MINUTE_MS + FRESH_MS


def _price_by(book: Book, snapshot: int, at: int) -> tuple[int, float | None]:
    """Return when the last price up to `at` was that stood before this snapshot, and the price."""
    if book.moved != snapshot and book.at is not None and book.at <= at:
        return book.at, book.price
    if book.before_at is not None and book.before_at <= at:
        return book.before_at, book.before
    row = book.minutes.row_by(at)
    return (book.minutes.opened[row] + MINUTE_MS, book.minutes.close[row]) if row >= 0 else (0, None)


def _before(book: Book, at: int) -> tuple[float | None, int | None]:
    """Return the last price of an instant before `at`, and that instant."""
    price, seen_at = book.earlier
    return (price, seen_at) if seen_at is not None and seen_at < at else _UNKNOWN


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
        before_at=None if moment.before_at is None else from_ms(moment.before_at),
    )
