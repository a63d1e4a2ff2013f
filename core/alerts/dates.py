"""The last day of a rule: `31 dec`, `2026-12-31`, `31.12.`, `friday`, `tomorrow`."""

import re
from datetime import date, timedelta

# How months begin in en, de, es and pt, in order.
_MONTHS = (
    ("jan", "ene"),
    ("feb", "fev"),
    ("mar", "mär"),
    ("apr", "abr"),
    ("may", "mai"),
    ("jun",),
    ("jul",),
    ("aug", "ago"),
    ("sep", "set"),
    ("oct", "okt", "out"),
    ("nov",),
    ("dec", "dez", "dic"),
)
_DAYS = (
    ("mon", "montag", "lunes", "segunda"),
    ("tue", "dienstag", "martes", "terca", "terça"),
    ("wed", "mittwoch", "miercoles", "miércoles", "quarta"),
    ("thu", "donnerstag", "jueves", "quinta"),
    ("fri", "freitag", "viernes", "sexta"),
    ("sat", "samstag", "sonnabend", "sabado", "sábado"),
    ("sun", "sonntag", "domingo"),
)
_NEAR = {
    **dict.fromkeys(("today", "heute", "hoy", "hoje"), 0),
    **dict.fromkeys(("tomorrow", "morgen", "mañana", "manana", "amanhã", "amanha"), 1),
}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMERIC = re.compile(r"(\d{1,2})([./])(\d{1,2})[./]?(\d{4})?")
_NAMED = re.compile(
    r"(?:(?P<before>\d{1,2})\.?\s?)?(?P<month>[^\W\d_]{3,10})\.?(?:\s(?P<after>\d{1,2})(?!\d))?(?:,?\s(?P<year>\d{4}))?"
)
_FILLERS = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b|\b(?:of|de)\b", re.IGNORECASE)


def read_date(text: str, today: date) -> tuple[date, ...]:
    """Return the day that `text` says: several where it can be read in several ways, none where it is no day. Without
    a year it is the next such day, today included."""
    plain = text.casefold().strip(" .,")
    if plain in _NEAR:
        return (today + timedelta(days=_NEAR[plain]),)
    weekday = next((n for n, starts in enumerate(_DAYS) if plain.removesuffix("-feira").startswith(starts)), None)
    if weekday is not None and plain.removesuffix("-feira").isalpha():
        return (today + timedelta(days=(weekday - today.weekday()) % 7),)
    if (iso := _ISO.fullmatch(plain)) is not None:
        return _days((int(iso[1]), int(iso[2]), int(iso[3])), today)
    if (numeric := _NUMERIC.fullmatch(plain)) is not None:
        return _numeric(numeric, today)
    return _named(plain, today)


def _numeric(said: re.Match[str], today: date) -> tuple[date, ...]:
    first, second, year = int(said[1]), int(said[3]), int(said[4]) if said[4] else None
    german = _days((year, second, first), today)
    # A point is written between day and month; a slash stands between either.
    if said[2] == ".":
        return german
    return tuple(dict.fromkeys((*german, *_days((year, first, second), today))))


def _named(plain: str, today: date) -> tuple[date, ...]:
    said = _NAMED.fullmatch(" ".join(_FILLERS.sub(" ", plain).split()))
    if said is None:
        return ()
    month = next((n for n, starts in enumerate(_MONTHS, 1) if said["month"].startswith(starts)), 0)
    day = said["before"] or said["after"]
    return _days((int(said["year"]) if said["year"] else None, month, int(day)), today) if day else ()


def _days(said: tuple[int | None, int, int], today: date) -> tuple[date, ...]:
    year, month, day = said
    # The 29th of February is at most eight years away.
    for candidate in (year,) if year is not None else range(today.year, today.year + 9):
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue
        if year is not None or found >= today:
            return (found,)
    return ()
