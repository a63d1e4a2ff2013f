"""Times of day in somebody's zone as instants, also on the days on which the clock jumps."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def instant_of(on: date, at: time, zone: str) -> datetime:
    """Return the first instant (UTC) at which the clock in `zone` shows `at` or later on the date `on`.

    A time that exists twice is its first; one that is jumped over is the instant of the jump. On a date that its zone
    left out altogether the instant is the beginning of the next one.
    """
    there = datetime.combine(on, at, ZoneInfo(zone))
    first = there.astimezone(UTC)
    if first.astimezone(there.tzinfo).replace(tzinfo=None) == there.replace(tzinfo=None):
        return first
    # Jumped over: read with the offset from after the jump, it lies before the jump; with the one from before, after.
    before, after = there.replace(fold=1).astimezone(UTC), first
    return _change_between(before, after, ZoneInfo(zone))


def _change_between(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    offset, second = before.astimezone(zone).utcoffset(), timedelta(seconds=1)
    while after - before > second:
        middle = before + (after - before) / 2
        if middle.astimezone(zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)


def local_date(at: datetime, zone: str) -> date:
    """Return the date of an instant in `zone`."""
    return at.astimezone(ZoneInfo(zone)).date()
