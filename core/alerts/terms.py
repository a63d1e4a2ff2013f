"""The options of a rule as the evaluator counts them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.alerts.conditions.shift import MarketShift
from core.alerts.machine import Terms
from core.alerts.model import Wish
from core.market.model import to_ms

# A shift is told each time, but not more often, where nothing else is asked for.
SHIFT_PAUSE = timedelta(hours=6)
# The last days of the calendar have no next one, or none in every zone.
_LAST_DAY = date.max - timedelta(days=2)


def terms_of(wish: Wish, zone: str, expires_at: datetime | None = None, before: int = 0) -> Terms:
    """Return the terms of a rule of somebody in `zone` (IANA) that ends with its last day or at `expires_at`, whichever
    is first; `max N` does not count its first `before` messages."""
    options = wish.options
    ends = [expires_at] if expires_at is not None else []
    if options.until is not None:
        ends.append(end_of(options.until, zone))
    asked = options.only_once or options.lasting is not None
    shift = isinstance(wish.tree, MarketShift) and options.once and not asked
    return Terms(
        every=_ms(SHIFT_PAUSE if shift else options.every),
        most=options.most,
        lasting=_ms(options.lasting),
        ends=to_ms(min(ends)) if ends else None,
        before=before,
        stills=not shift,
    )


def end_of(day: date, zone: str) -> datetime:
    """Return 00:00 of the next day in `zone`, in UTC."""
    return datetime.combine(min(day, _LAST_DAY) + timedelta(days=1), time(), ZoneInfo(zone)).astimezone(UTC)


def _ms(length: timedelta | None) -> int | None:
    return None if length is None else length // timedelta(milliseconds=1)
