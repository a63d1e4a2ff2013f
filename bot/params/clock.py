"""Times of day: `08:00`, `8am`, `23 Uhr`, and spans of them: `23:00-07:00`."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time

from bot.hearing.words import Words
from bot.params.base import Match, Vocabulary
from core.delivery.quiet import Except
from core.kernel.errors import UnknownName

# "8", "08:00", "8.30", "8h30", "11pm", "8h"; what says the half of the day may stand apart.
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(am|pm|a\.m|p\.m|h|uhr)?")
_AFTER = {"am": "am", "a.m": "am", "pm": "pm", "p.m": "pm", "uhr": "", "h": "", "o'clock": "", "oclock": "", "hs": ""}
# What nobody writes but for a time of day: "25:00".
_MEANT = re.compile(r"\d{1,2}[:.]\d{2}")
_DASH = re.compile(r"\s*[-–—−]\s*")
_TO = frozenset({"-", "–", "—", "to", "till", "until", "and", "bis", "und", "a", "hasta", "y", "ate", "as", "e"})


def read_clock(text: str, after: str = "") -> time | None:
    """Return the time of day that a folded word says, with `after` behind it ("11", "pm"); 24:00 is midnight."""
    found = _CLOCK.fullmatch(text)
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), _AFTER.get(found[3] or after, "")
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour == 24 and minute == 0:
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None


def clock_at(words: Words, index: int) -> Match[time] | None:
    """Return the time of day that begins at word `index`."""
    if index >= len(words):
        return None
    word = words.at(index).folded
    after = words.at(index + 1).folded if index + 1 < len(words) else ""
    if after in _AFTER and (found := read_clock(word, after)) is not None:
        return Match(found, 2)
    alone = read_clock(word)
    return None if alone is None else Match(alone)


@dataclass(frozen=True, slots=True)
class ClockKind:
    """A time of day."""

    what: str = "time"
    many: bool = False

    def match(self, words: Words, index: int, vocabulary: Vocabulary) -> Match[object] | None:
        found = clock_at(words, index)
        if found is None and _MEANT.fullmatch(words.at(index).folded):
            raise UnknownName("time", words.at(index).typed, ("08:00",), "digest 08:00 weekdays watch")
        return None if found is None else Match(found.value, found.length)

    def suggest(self, prefix: str, vocabulary: Vocabulary) -> Sequence[str]:
        return ("08:00", "07:30", "18:00")

    def schema(self) -> Mapping[str, object]:
        return {"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]$", "examples": ["08:00"]}

    def written(self, value: object) -> object:
        assert isinstance(value, time)
        return f"{value:%H:%M}"


Span = tuple[time, time]


def _is_meant(words: Words, index: int) -> bool:
    """Return whether a word can only be meant as hours, although it is none."""
    ends = _DASH.split(words.at(index).folded)
    return len(ends) == 2 and all(_MEANT.fullmatch(end) for end in ends)


@dataclass(frozen=True, slots=True)
class HoursKind:
    """From one time of day to another: `23:00-07:00`, `11pm to 7`. An end that is the beginning is a mistake: nothing
    would ever be said."""

    what: str = "hours"
    many: bool = False

    def match(self, words: Words, index: int, vocabulary: Vocabulary) -> Match[object] | None:
        found = self._glued(words, index) or self._apart(words, index)
        if (found is not None and found.value[0] == found.value[1]) or (found is None and _is_meant(words, index)):
            raise UnknownName("hours", words.at(index).typed, ("23:00-07:00",), "quiet 23:00-07:00")
        return None if found is None else Match(found.value, found.length)

    def _glued(self, words: Words, index: int) -> Match[Span] | None:
        ends = [read_clock(end) for end in _DASH.split(words.at(index).folded)]
        if len(ends) != 2 or ends[0] is None or ends[1] is None:
            return None
        return Match((ends[0], ends[1]))

    def _apart(self, words: Words, index: int) -> Match[Span] | None:
        first = clock_at(words, index)
        if first is None:
            return None
        to = index + first.length
        if to >= len(words) or words.at(to).folded not in _TO:
            return None
        last = clock_at(words, to + 1)
        return None if last is None else Match((first.value, last.value), first.length + 1 + last.length)

    def suggest(self, prefix: str, vocabulary: Vocabulary) -> Sequence[str]:
        return ("23:00-07:00", "22:00-06:30")

    def schema(self) -> Mapping[str, object]:
        return {"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]$"}

    def written(self, value: object) -> object:
        assert isinstance(value, tuple)
        return "-".join(f"{end:%H:%M}" for end in value)


@dataclass(frozen=True, slots=True)
class ExceptKind:
    """What comes through all the same: `-10%` a fall by ten percent or more, `+10%` a rise, `10%` either."""

    what: str = "percent"
    many: bool = False

    def match(self, words: Words, index: int, vocabulary: Vocabulary) -> Match[object] | None:
        word = words.at(index).folded.replace("−", "-").replace(",", ".").removeprefix("±")
        if (found := Except.read(word)) is not None:
            return Match(found)
        if words.phrase(index + 1, 1) == "%" and (found := Except.read(f"{word}%")) is not None:
            return Match(found, 2)
        return None

    def suggest(self, prefix: str, vocabulary: Vocabulary) -> Sequence[str]:
        return ("-10%", "-5%", "10%")

    def schema(self) -> Mapping[str, object]:
        return {"type": "string", "pattern": "^[+-]?[0-9]{1,4}(\\.[0-9]{1,4})?%$", "examples": ["-10%"]}

    def written(self, value: object) -> object:
        assert isinstance(value, Except)
        return value.text
