"""Plain sentences about quiet hours and digests, in four languages, into command lines; the words are in
`bot/texts/<lang>/hours.toml`. A sentence with any other word in it is another sentence.

    "don't disturb me between 11pm and 7 unless something drops 10%"  →  "quiet 23:00-07:00 except -10%"

Said in a room of the room, it is the room's:

    "post a summary here every morning at 8"  →  "room digest 08:00"
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from functools import cache, partial
from importlib.resources import files

from bot.hearing.phrases import APOSTROPHES, LANGUAGES, languages_from, lexicon
from bot.hearing.words import folded, spellings, spoken
from bot.params.base import Vocabulary
from bot.params.clock import read_clock
from core.delivery.quiet import Except

LONGEST = 240
_SPLIT = re.compile(r"[\s,;!?¿¡\"„“”«»()]+|(?<=\w)[-–](?=\d)")
_SIGN = re.compile(r"([+\-−–]?)(\d{1,4}(?:[.,]\d{1,4})?)(%?)")
# Quarters of an hour as they are said behind the hour; German says the hour that comes.
_QUARTERS = (
    (re.compile(r"\b(\d{1,2}|[^\W\d]+)(?: hs| horas)? (?:y|e) (?:media|meia)\b", re.IGNORECASE), ":30"),
    (re.compile(r"\b(\d{1,2}|[^\W\d]+) (?:y|e) (?:cuarto|quinze)\b", re.IGNORECASE), ":15"),
    (re.compile(r"\bhalf past (\d{1,2}|[^\W\d]+)\b", re.IGNORECASE), ":30"),
    (re.compile(r"\bquarter past (\d{1,2}|[^\W\d]+)\b", re.IGNORECASE), ":15"),
    (re.compile(r"\bviertel nach (\d{1,2}|[^\W\d]+)\b", re.IGNORECASE), ":15"),
)
_HALF_TO = re.compile(r"\bhalb (\d{1,2}|[^\W\d]+)\b", re.IGNORECASE)
_HALVES = frozenset({"am", "pm", "a.m", "p.m", "uhr", "oclock", "hs"})
_PARTS = ("portfolio", "watch", "market", "alerts")
_ROOM_PARTS = ("portfolio", "watch", "market", "prices", "top", "alerts")


@dataclass(frozen=True, slots=True)
class _Said:
    """One piece of a sentence: what it carries, and a time of day or a percent where it is one. `bare` times may mean
    either half of the day."""

    carries: frozenset[str]
    clock: time | None = None
    bare: bool = False
    percent: str | None = None


@dataclass(frozen=True, slots=True)
class _Words:
    """What one language says, by phrase, and the number of words of the longest one."""

    means: Mapping[str, frozenset[str]]
    longest: int


def hours_said(text: str, vocabulary: Vocabulary) -> str | None:
    """Return the command line that `text` means; None when it is about something else."""
    if len(text) > LONGEST:
        return None
    text = _with_minutes(text)
    ordered = languages_from(vocabulary.language)
    for language in ordered:
        said = _read(text, language)
        if said is None:
            continue
        of_room = vocabulary.in_room and _carry(said, "here")
        if (line := _quiet(said) or _digest(said, of_room)) is not None:
            return f"room {line}" if of_room else line
    return None


def _with_minutes(text: str) -> str:
    """Return `text` with "half past 9" and its like as a time of day."""
    for pattern, minutes in _QUARTERS:
        text = pattern.sub(partial(_hour, minutes=minutes), text)
    return _HALF_TO.sub(partial(_hour, minutes=":30", later=-1), text)


def _hour(found: re.Match[str], minutes: str, later: int = 0) -> str:
    """Return the time of day that `found` says in figures or in a word, its text as it is where it says none."""
    said = found[1]
    number = said if said.isdigit() else _hours_in_words().get(folded(said))
    return found[0] if number is None else f"{int(number) + later}{minutes}"


@cache
def _hours_in_words() -> Mapping[str, int]:
    numbers = (pair for language in LANGUAGES for pair in lexicon(language).numbers.items())
    return {word: int(number) for word, number in numbers if number == int(number) and 0 < number <= 24}


def _quiet(said: Sequence[_Said]) -> str | None:
    if not _carry(said, "quiet") or _carry(said, "digest", "report", "since"):
        return None
    clocks, percents = _clocks(said), [each.percent for each in said if each.percent is not None]
    if _carry(said, "ended", "again"):
        return None if clocks or percents else "quiet off"
    if not clocks and not percents:
        # "Leave me alone" names no hours and asks for none.
        return "quiet" if _carry(said, "rest") else None
    if len(clocks) != 2 or len(percents) > 1 or (percents and not _carry(said, "except")):
        return None
    starts, ends = (f"{clock:%H:%M}" for clock in clocks)
    return f"quiet {starts}-{ends}" + (f" except {_exception(said, percents[0])}" if percents else "")


def _exception(said: Sequence[_Said], percent: str) -> str:
    if percent[0] in "+-":
        return percent
    way = {True: "-", False: "+"}.get(_carry(said, "fall")) if _carry(said, "fall") != _carry(said, "rise") else ""
    return f"{way}{percent}"


def _digest(said: Sequence[_Said], of_room: bool) -> str | None:
    if any(each.percent for each in said) or _carry(said, "quiet", "except"):
        return None
    clocks = _clocks(said)
    if _carry(said, "since"):
        return None if clocks or _carry(said, "ended") else "digest now"
    if _carry(said, "top") and not of_room:
        return None
    parts = _room_parts(said) if of_room else [part for part in _PARTS if _carry(said, part)]
    regular = _carry(said, "daily", "weekdays")
    # "The summary, now": of the market it would be another one.
    at_once = _carry(said, "now") and _carry(said, "give") and not parts
    named = _carry(said, "digest") or (
        _carry(said, "report") and (clocks or regular or at_once or _carry(said, "ended"))
    )
    if not named and not (parts and regular and len(clocks) == 1):
        return None
    if _carry(said, "ended"):
        return None if clocks else "digest off"
    if len(clocks) > 1:
        return None
    if not clocks:
        return " ".join(["digest", *(("now",) if _carry(said, "now", "give") and not _carry(said, "daily") else ())])
    days = ("weekdays",) if _carry(said, "weekdays") else ("daily",) if of_room and _carry(said, "daily") else ()
    return " ".join(["digest", f"{clocks[0]:%H:%M}", *days, *parts])


def _room_parts(said: Sequence[_Said]) -> list[str]:
    """Return the parts of a room's digest: prices there are the market's, and no list of anybody's."""
    found = [part for part in _ROOM_PARTS if _carry(said, part)]
    lists = any("watch" in each.carries and "prices" not in each.carries for each in said)
    return [part for part in found if part != "watch" or lists]


def _clocks(said: Sequence[_Said]) -> list[time]:
    """Return the times of day; a bare one in the evening, or before a night's end, is of the evening."""
    found: list[tuple[time, bool]] = []
    for index, each in enumerate(said):
        if each.clock is not None:
            after = said[index + 1].carries if index + 1 < len(said) else frozenset[str]()
            late = each.bare and each.clock.hour < 12 and ("evening" in after or _whole_evening(said))
            found.append(
                (each.clock.replace(hour=each.clock.hour + 12) if late else each.clock, each.bare and not late)
            )
    if len(found) == 2 and found[0][1] and 8 <= found[0][0].hour <= 12 and 4 <= found[1][0].hour <= 10:
        # "From 11 to 7": nobody sleeps from eleven in the morning.
        found[0] = (found[0][0].replace(hour=(found[0][0].hour + 12) % 24), False)
    return [clock for clock, _ in found]


def _whole_evening(said: Sequence[_Said]) -> bool:
    """Return whether one time is told and the evening is, anywhere: "every evening at 8"."""
    return sum(each.clock is not None for each in said) == 1 and _carry(said, "evening") and not _carry(said, "morning")


def _carry(said: Sequence[_Said], *concepts: str) -> bool:
    return any(each.carries & frozenset(concepts) for each in said)


def _read(text: str, language: str) -> list[_Said] | None:
    """Return the pieces of `text`, None where a word is none of ours."""
    tokens = [folded(t.translate(APOSTROPHES)).strip(".:") for t in _SPLIT.split(spoken(text)) if t]
    tokens = [token for token in tokens if token]
    words, found, index = _words(language), list[_Said](), 0
    while index < len(tokens):
        piece = next(_candidates(tokens, index, words, language), None)
        if piece is None:
            return None
        found.append(piece[0])
        index += piece[1]
    return found or None


def _candidates(tokens: Sequence[str], index: int, words: _Words, language: str) -> Iterator[tuple[_Said, int]]:
    for length in range(min(words.longest, len(tokens) - index), 0, -1):
        if (carried := words.means.get(" ".join(tokens[index : index + length]))) is not None:
            clock = next((c for c in carried if c[0].isdigit()), None)
            yield _Said(carried, None if clock is None else time.fromisoformat(clock)), length
    after = tokens[index + 1] if index + 1 < len(tokens) else ""
    sign = _SIGN.fullmatch(tokens[index])
    behind = next((n for n in (2, 1) if "percent" in _carried(tokens[index + 1 : index + 1 + n], words)), 0)
    if sign and (sign[3] or behind) and Except.read(percent := _percent(sign)) is not None:
        yield _Said(frozenset({"percent"}), percent=percent), 1 + (0 if sign[3] else behind)
    halved = after if after in _HALVES and not (after == "am" and language == "de") else ""
    if (clock_ := read_clock(tokens[index], halved)) is not None:
        bare = tokens[index].isdigit() and halved not in _HALVES - {"oclock", "hs", "uhr"}
        yield _Said(frozenset({"clock"}), clock_, bare), 2 if halved else 1
    number = lexicon(language).numbers.get(tokens[index])
    if number is not None and number == int(number) and 0 < number <= 24:
        yield _Said(frozenset({"clock"}), time(int(number) % 24), True), 2 if halved else 1


def _carried(tokens: Sequence[str], words: _Words) -> frozenset[str]:
    return words.means.get(" ".join(tokens), frozenset())


def _percent(sign: re.Match[str]) -> str:
    way = "-" if sign[1] in {"-", "−", "–"} else sign[1]
    return f"{way}{sign[2].replace(',', '.')}%"


@cache
def _words(language: str) -> _Words:
    text = files("bot").joinpath(f"texts/{language}/hours.toml").read_text(encoding="utf-8")
    means: dict[str, frozenset[str]] = {}
    for concept, listed in tomllib.loads(text)["means"].items():
        for phrase in (said for part in listed.split(",") if (said := part.translate(APOSTROPHES).strip())):
            for spelt in spellings(phrase):
                means[spelt] = means.get(spelt, frozenset()) | {concept}
    return _Words(means, max(len(phrase.split()) for phrase in means))


def warm() -> None:
    """Read every language's words now, so that nobody waits for the disk."""
    for language in LANGUAGES:
        _words(language)
