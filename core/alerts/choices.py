"""The options of a rule: how often, how long, where, and what is noted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from core.alerts.dates import read_date
from core.alerts.model import Options
from core.alerts.names import Names
from core.alerts.said import read_percent
from core.alerts.slips import EXAMPLE
from core.alerts.spans import read_span, written_span
from core.kernel.errors import UnknownName
from core.kernel.figures import written

if TYPE_CHECKING:
    from lark import Token
    from lark import Tree as Parsed

_MOST = 1_000


def options_said(nodes: "Sequence[Parsed[Token]]", names: Names, today: date) -> Options:
    """Return the options that were said. Raises a `Mistake` for one that means nothing, that stands twice, and for
    `once` beside `every` or `max`."""
    options, said = Options(), dict[str, str]()
    for node in nodes:
        name, words = str(node.data), [str(token) for token in node.children]
        if name in said:
            raise UnknownName("twice", " ".join(words), (), EXAMPLE)
        said[name] = " ".join(words)
        options = _READERS[name](options, words[-1], names, today)
    repeated = said.get("every") or said.get("most")
    if "once" in said and repeated:
        raise UnknownName("clash", f"once {repeated}", (said["once"], repeated), f"{EXAMPLE} {repeated}")
    return options


def options_text(options: Options) -> str:
    """Return the options as rules write them, without the note."""
    said = (
        ("every", options.every and written_span(options.every)),
        ("max", options.most),
        ("for", options.lasting and written_span(options.lasting)),
        ("until", options.until),
        ("at", options.at),
        ("to", options.to),
        ("rearm", None if options.rearm is None else written(options.rearm)),
    )
    shown = [f"{name} {value}" for name, value in said if value is not None]
    once, night = ["once"] if options.only_once else [], ["even at night"] if options.even_at_night else []
    return " ".join([*once, *shown, *night])


def _once(options: Options, word: str, names: Names, today: date) -> Options:
    return replace(options, only_once=True)


def _every(options: Options, word: str, names: Names, today: date) -> Options:
    span = read_span(word)
    if span is None:
        raise UnknownName("window", word.strip(), ("1h", "4h", "24h"), f"{EXAMPLE} every 4h")
    return replace(options, every=span)


def _most(options: Options, word: str, names: Names, today: date) -> Options:
    digits = word.casefold().removesuffix("times").strip(" x")
    if len(digits) > 6 or not 1 <= int(digits) <= _MOST:
        raise UnknownName("count", word, ("3", "10"), f"{EXAMPLE} max 3")
    return replace(options, most=int(digits))


def _lasting(options: Options, word: str, names: Names, today: date) -> Options:
    span = read_span(word)
    if span is None:
        raise UnknownName("window", word.strip(), ("10m", "1h", "24h"), f"{EXAMPLE} for 10m")
    return replace(options, lasting=span)


def _until(options: Options, word: str, names: Names, today: date) -> Options:
    days = read_date(word, today)
    example = f"{EXAMPLE} until 31 dec"
    if len(days) > 1:
        raise UnknownName("date", word, tuple(day.isoformat() for day in days), example)
    if not days:
        raise UnknownName("date", word, (), example)
    if days[0] < today:
        raise UnknownName("past-date", word, (), example)
    return replace(options, until=days[0])


def _at(options: Options, word: str, names: Names, today: date) -> Options:
    venue = names.venue(word)
    if venue is None:
        raise UnknownName("venue", word, names.near_venues(word), f"{EXAMPLE} at kraken")
    return replace(options, at=venue)


def _to(options: Options, word: str, names: Names, today: date) -> Options:
    return replace(options, to=word.casefold().split()[-1])


def _rearm(options: Options, word: str, names: Names, today: date) -> Options:
    return replace(options, rearm=float(read_percent(word, names, f"{EXAMPLE} rearm 2%")))


def _night(options: Options, word: str, names: Names, today: date) -> Options:
    return replace(options, even_at_night=True)


def _note(options: Options, word: str, names: Names, today: date) -> Options:
    return replace(options, note=word.split(" ", 1)[1])


_READERS: Mapping[str, Callable[[Options, str, Names, date], Options]] = {
    "once": _once,
    "every": _every,
    "most": _most,
    "lasting": _lasting,
    "until": _until,
    "at": _at,
    "to": _to,
    "rearm": _rearm,
    "night": _night,
    "note": _note,
}
