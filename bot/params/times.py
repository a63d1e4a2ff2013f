"""Lengths of time: windows (`24h`, `7 days`, `letzte Woche`) and candle intervals (`4h`)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.hearing.words import Words
from bot.params.base import Match, Vocabulary
from core.market.model import Interval

_UNITS: Mapping[str, tuple[str, int]] = {
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "minuten", "minuto", "minutos"), ("m", 1)),
    **dict.fromkeys(("h", "hr", "hrs", "std", "hour", "hours", "stunde", "stunden", "hora", "horas"), ("h", 1)),
    **dict.fromkeys(("d", "day", "days", "tag", "tage", "tagen", "t", "día", "días", "dia", "dias"), ("d", 1)),
    **dict.fromkeys(("w", "wk", "week", "weeks", "woche", "wochen", "semana", "semanas", "sem"), ("d", 7)),
    **dict.fromkeys(("mo", "mon", "month", "months", "monat", "monate", "monaten", "mes", "meses", "mês"), ("d", 30)),
    **dict.fromkeys(("y", "yr", "year", "years", "jahr", "jahre", "jahren", "año", "años", "ano", "anos"), ("d", 365)),
}
# Single words that say a window without a number: "this week", "heute".
_ALONE: Mapping[str, str] = {
    **dict.fromkeys(("today", "heute", "hoy", "hoje", "tag", "day", "daily", "día", "dia"), "24h"),
    **dict.fromkeys(("hour", "hourly", "stunde", "hora"), "1h"),
    **dict.fromkeys(("week", "weekly", "woche", "semana"), "7d"),
    **dict.fromkeys(("month", "monthly", "monat", "mes", "mês"), "30d"),
    **dict.fromkeys(("year", "yearly", "jahr", "año", "ano"), "365d"),
}
_GLUED = re.compile(r"(\d{1,5})([a-zäöüáéíóúñãõê]{1,8})")
_LENGTH = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
LONGEST_WINDOW = timedelta(days=3650)


@dataclass(frozen=True, slots=True)
class Window:
    """A span of the past: `text` as written everywhere ("24h", "30d"), and its length."""

    text: str
    length: timedelta

    @classmethod
    def of(cls, text: str) -> "Window":
        """Read a canonical text such as "24h"."""
        return cls(text, int(text[:-1]) * _LENGTH[text[-1]])


def read_window(number: str, unit: str) -> Window | None:
    """Return the window of `number` `unit`s, None when the unit is none or it is zero or longer than ten years."""
    known = _UNITS.get(unit.casefold())
    if known is None or not number.isascii() or not number.isdigit() or len(number) > 5:
        return None
    letter, times = known
    window = Window(f"{int(number) * times}{letter}", int(number) * times * _LENGTH[letter])
    return window if timedelta(0) < window.length <= LONGEST_WINDOW else None


@dataclass(frozen=True, slots=True)
class WindowKind:
    """A window; `alone` admits words such as "today" and "week"."""

    what: str = "window"
    many: bool = False

    def match(self, words: Words, index: int, vocabulary: Vocabulary) -> Match[object] | None:
        word = words.at(index).folded
        glued = _GLUED.fullmatch(word)
        if glued:
            window = read_window(glued[1], glued[2])
            return Match(window) if window else None
        if word.isdigit() and (window := read_window(word, words.phrase(index + 1, 1))):
            return Match(window, 2)
        return Match(Window.of(_ALONE[word])) if word in _ALONE else None

    def suggest(self, prefix: str, vocabulary: Vocabulary) -> Sequence[str]:
        return tuple(w for w in ("1h", "24h", "7d", "30d", "90d", "365d") if w.startswith(prefix)) or (
            "24h",
            "7d",
            "30d",
        )

    def schema(self) -> Mapping[str, object]:
        return {"type": "string", "pattern": "^[0-9]{1,5}[mhd]$", "examples": ["24h", "30d"]}

    def written(self, value: object) -> object:
        assert isinstance(value, Window)
        return value.text


_INTERVAL_WORDS: Mapping[str, Interval] = {
    **{i.value: i for i in Interval},
    "60m": Interval.H1,
    **dict.fromkeys(("daily", "täglich", "diario", "diário"), Interval.D1),
    **dict.fromkeys(("hourly", "stündlich"), Interval.H1),
    **dict.fromkeys(("weekly", "wöchentlich", "semanal"), Interval.W1),
}


@dataclass(frozen=True, slots=True)
class IntervalKind:
    """A candle interval. Of two lengths that could both be one ("1d 1h") the shorter is the interval."""

    what: str = "interval"
    many: bool = False

    def match(self, words: Words, index: int, vocabulary: Vocabulary) -> Match[object] | None:
        own = _interval_at(words, index)
        if own is None:
            return None
        later = [m for i in range(index + own.length, len(words)) if (m := _interval_at(words, i)) is not None]
        if any(m.value.length < own.value.length for m in later):
            return None
        return Match(own.value, own.length)

    def suggest(self, prefix: str, vocabulary: Vocabulary) -> Sequence[str]:
        return tuple(i.value for i in Interval if i.value.startswith(prefix)) or tuple(i.value for i in Interval)

    def schema(self) -> Mapping[str, object]:
        return {"type": "string", "enum": [i.value for i in Interval]}

    def written(self, value: object) -> object:
        assert isinstance(value, Interval)
        return value.value


def _interval_at(words: Words, index: int) -> Match[Interval] | None:
    word = words.at(index).folded
    if word in _INTERVAL_WORDS:
        return Match(_INTERVAL_WORDS[word])
    glued = _GLUED.fullmatch(word)
    number, unit, length = (glued[1], glued[2], 1) if glued else (word, words.phrase(index + 1, 1), 2)
    window = read_window(number, unit) if number.isdigit() else None
    if window is None:
        return None
    # "4 hours", "15min": a length that is exactly an interval's; days and weeks only as 1d and 1w.
    same = next(
        (i for i in Interval if i.length == window.length and (i.length < timedelta(days=1) or int(number) == 1)), None
    )
    return Match(same, length) if same and window.text != "24h" else None
