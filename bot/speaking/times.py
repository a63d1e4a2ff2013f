"""Times as look.md 7 writes them: ages and windows in one unit, instants with their offset.

s, min, h and d are the symbols of the SI brochure (table 8), the same in every language.
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.speaking.numbers import LOCALES

NBSP = "\u00a0"
# An instant to warm the formatters with.
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)

_UNITS = (
    (timedelta(days=1), "d"),
    (timedelta(hours=1), "h"),
    (timedelta(minutes=1), "min"),
    (timedelta(seconds=1), "s"),
)
_DATES = {"en": "d MMM", "de": "d. MMM", "es": "d MMM", "pt": "d 'de' MMM"}
_YEARS = {"en": " y", "de": " y", "es": " y", "pt": " 'de' y"}


def age(length: timedelta) -> str:
    """Return how long ago, floored, in one unit: 4 s, 12 min, 3 h, 2 d. What is from the future is 0 s old."""
    for unit, symbol in _UNITS:
        if length >= unit:
            return f"{length // unit}{NBSP}{symbol}"
    return f"0{NBSP}s"


def duration(length: timedelta) -> str:
    """Return a window's length as the trade says it: 24 h and 7 d, 90 min and 36 h; else floored to one unit."""
    for unit, symbol in _UNITS:
        count = length // unit
        if length % unit == timedelta(0) and (2 if symbol == "d" else 1) <= count <= 999:
            return f"{count}{NBSP}{symbol}"
    return age(length)


def instant(at: datetime, now: datetime, zone: str, language: str, seconds: bool) -> str:
    """Return `at` in `zone` with its offset: "14:02:10 +02:00"; on another day, or year, than `now` there, the date
    comes first and seconds go: "1 Jun 14:02 +02:00"."""
    there, today = at.astimezone(_zone(zone)), now.astimezone(_zone(zone))
    offset = f"{there:%z}"
    offset = f"{offset[:3]}:{offset[3:5]}"
    if there.date() == today.date():
        return f"{there:%H:%M:%S} {offset}" if seconds else f"{there:%H:%M} {offset}"
    return f"{day(there, today, language)} {there:%H:%M} {offset}"


def day(there: datetime, today: datetime, language: str) -> str:
    """Return the date of `there` in the language's short form; the year when it is not that of `today`."""
    from babel.dates import format_date

    pattern = _DATES[language] + ("" if there.year == today.year else _YEARS[language])
    return format_date(there.date(), pattern, locale=LOCALES[language])


def clock(at: datetime, zone: str) -> str:
    """Return the time of day in `zone` where its offset stands elsewhere: "06:01"."""
    return f"{at.astimezone(_zone(zone)):%H:%M}"


def tick(at: datetime, zone: str, language: str, step_s: int) -> str:
    """Return the words of a tick on a time axis with ticks `step_s` seconds apart: "18:00", at midnight "Sun 25",
    "1 Jun", "Jun", "2024"."""
    from babel.dates import format_date

    there = at.astimezone(_zone(zone))
    if step_s < _DAY_S and (there.hour or there.minute):
        return f"{there:%H:%M}"
    pattern = "EEE d" if step_s < _DAY_S else _DATES[language] if step_s < 28 * _DAY_S else "MMM"
    if step_s >= 360 * _DAY_S or (step_s >= 28 * _DAY_S and there.month == 1):
        pattern = "y"
    return format_date(there.date(), pattern, locale=LOCALES[language])


_DAY_S = 86_400


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
