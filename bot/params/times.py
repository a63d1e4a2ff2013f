"""Lengths of time: windows (`24h`, `7 days`, `letzte Woche`) and candle intervals (`4h`)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TypeVar

from bot.hearing.words import Words, folded, spellings
from bot.params.base import Match, Vocabulary
from core.market.model import Interval

T = TypeVar("T")


def _spelt(table: Mapping[str, T]) -> Mapping[str, T]:
    """Return `table` (words in a row → value) by each of its words in every spelling."""
    return {spelt: value for words, value in table.items() for word in words.split() for spelt in spellings(word)}


_UNITS: Mapping[str, tuple[str, int]] = _spelt(
    {
        "m min mins minute minutes minuten minuto minutos": ("m", 1),
        "h hr hrs std hour hours stunde stunden hora horas": ("h", 1),
        "d day days tag tage tagen tages t día días dia": ("d", 1),
        "w wk wks week weeks woche wochen wöchig semana semanas sem": ("d", 7),
        "mo mon mos month months monat monate monaten monats mes meses mês": ("d", 30),
        "quarter quarters quartal quartale trimestre trimestres": ("d", 90),
        "y yr yrs year years jahr jahre jahren jahres año años ano anos": ("d", 365),
    }
)
# Words that say a window without a number: "this week", "heute".
_ALONE: Mapping[str, str] = _spelt(
    {
        "today heute hoy hoje tag tages day daily día 24hrs": "24h",
        "hour hourly stunde hora": "1h",
        "week weekly woche semana": "7d",
        "fortnight quincena quinzena": "14d",
        "month monthly monat monats mes mês": "30d",
        "quartal trimestre": "90d",
        "halbjahr semestre": "180d",
        "year yearly jahr jahres año": "365d",
    }
)
_GLUED = re.compile(r"([0-9]{1,5})([a-z]{1,8})")
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
    known = _UNITS.get(folded(unit))
    if known is None or not number.isascii() or not number.isdigit() or len(number) > 5:
        return None
    letter, times = known
    window = Window(f"{int(number) * times}{letter}", int(number) * times * _LENGTH[letter])
    return window if timedelta(0) < window.length <= LONGEST_WINDOW else None


def length_of(number: Decimal, unit: str) -> Window | None:
    """Return the window of `number` `unit`s where it comes to whole minutes, hours or days: half an hour is 30m."""
    if number == int(number):
        return read_window(str(int(number)), unit)
    one = read_window("1", unit)
    minutes = Decimal(0) if one is None else number * Decimal(one.length // _LENGTH["m"])
    if minutes != int(minutes):
        return None
    hours = minutes / 60
    return read_window(str(int(minutes)), "m") if hours != int(hours) else read_window(str(int(hours)), "h")


def glued(word: str) -> Window | None:
    """Return the window that one folded word says with its number: "24h", "7d"."""
    parts = _GLUED.fullmatch(word)
    return None if parts is None else read_window(parts[1], parts[2])


def alone(word: str) -> Window | None:
    """Return the window that one folded word says without a number: "week"."""
    text = _ALONE.get(word)
    return None if text is None else Window.of(text)


@dataclass(frozen=True, slots=True)
class WindowKind:
    """A window, with a number or as a word such as "today" and "week"."""

    what: str = "window"
    many: bool = False

    def match(self, words: Words, index: int, vocabulary: Vocabulary) -> Match[object] | None:
        word = words.at(index).folded
        if (window := glued(word) or alone(word)) is not None:
            return Match(window)
        counted = read_window(word, words.phrase(index + 1, 1))
        return None if counted is None else Match(counted, 2)

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
    **_spelt(
        {
            "daily täglich diario diária": Interval.D1,
            "hourly stündlich horario horária": Interval.H1,
            "weekly wöchentlich semanal": Interval.W1,
        }
    ),
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
    if (window := glued(word)) is not None:
        same = interval_of(window)
        return None if same is None else Match(same)
    counted = read_window(word, words.phrase(index + 1, 1))
    same = None if counted is None else interval_of(counted)
    return None if same is None else Match(same, 2)


def interval_of(window: Window) -> Interval | None:
    """Return the interval that `window` names ("4h", "15m", "1d"); 24 hours and a number of weeks are spans."""
    if window.length >= timedelta(days=1) and window.text != "1d":
        return None
    return next((i for i in Interval if i.length == window.length), None)
