"""Conversations as they are written in tests/transcripts: who says what, and what must come back.

    world: simulated 2026-01-01T12:00:00Z
    # a remark
    owner> price btc                       the local owner says it
    bob in #traders> market                bob, a local person, in a room
    telegram:7 (3 min ago)> price btc      somebody on a platform, heard late
    owner (tap)> confirm d1                a button
    discord:7 (de-AT)> start               somebody whose platform says which language theirs is
    clock: +2h                             time passes
    restart:                               the application stops and starts on the same data
    brought: owner in #traders             somebody adds the bot to a room
    trained: daily                         a model of forecasts is trained, and those that are due are made

What follows such a line, up to the next one, is the answer (tests/golden/notation.py). In what is said, {100 kB of X}
stands for X repeated, and {code} for the last code that was answered, or sent to an address.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from core.forecasts.model import Lane
from core.people.model import Identity

FOLDER = Path(__file__).resolve().parent.parent / "transcripts"

_SAID = re.compile(
    r"(?P<who>[a-z]+(?::\d+)?)(?: in #(?P<room>[a-z0-9-]+))?"
    r"(?: \((?:(?P<tap>tap)|(?P<ago>\d+) (?P<unit>s|min|h) ago|(?P<locale>[a-z]{2}(?:-[A-Z0-9]+)?))\))?>"
    r"(?: (?P<text>.*))?"
)
_STEP = re.compile(r"(?P<name>world|clock|restart|brought|trained):(?: (?P<what>.*))?")
_WORLD = re.compile(r"simulated (\S+)")
_PASSING = re.compile(r"\+(\d+)(s|min|h|d)")
_BROUGHT = re.compile(r"([a-z]+(?::\d+)?) in #([a-z0-9-]+)")
_REPEATED = re.compile(r"\{(\d+) kB of ([^}]+)\}")
_UNITS = {
    "s": timedelta(seconds=1),
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
}


@dataclass(frozen=True, slots=True)
class Said:
    """Something that is said: in private or in `room`, `ago` before it is heard; `locale` as the platform says it."""

    who: Identity
    text: str
    room: str | None = None
    ago: timedelta = timedelta(0)
    tapped: bool = False
    locale: str | None = None


@dataclass(frozen=True, slots=True)
class Passing:
    """Time passes."""

    length: timedelta


@dataclass(frozen=True, slots=True)
class Restart:
    """The application stops and starts."""


@dataclass(frozen=True, slots=True)
class Brought:
    """Somebody adds the bot to a room."""

    who: Identity
    room: str


@dataclass(frozen=True, slots=True)
class Trained:
    """A model of forecasts is trained."""

    lane: Lane


Happening = Said | Passing | Restart | Brought | Trained


@dataclass(frozen=True, slots=True)
class Turn:
    """One line of a script, as written, what it means (None: nothing happens), and what must come back."""

    written: str
    happening: Happening | None
    answer: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """A conversation that begins `at`."""

    at: datetime
    turns: tuple[Turn, ...]


def scripts() -> Sequence[Path]:
    """Return every conversation there is."""
    return sorted(FOLDER.glob("*.txt"))


def read(path: Path) -> Script:
    """Read a conversation. ValueError for one that does not begin with its world."""
    first, *lines = path.read_text(encoding="utf-8").split("\n")
    world = _WORLD.fullmatch(first.removeprefix("world: "))
    if world is None:
        raise ValueError(f"{path.name} begins with its world, not with {first!r}")
    return Script(datetime.fromisoformat(world[1]), tuple(_turns(lines)))


def text_of(script: Script, answers: Sequence[Sequence[str]]) -> str:
    """Return `script` as a file, with other answers."""
    instant = script.at.isoformat().replace("+00:00", "Z")
    lines = [f"world: simulated {instant}"]
    for turn, answer in zip(script.turns, answers, strict=True):
        if not turn.written.startswith("#") or not lines[-1].startswith("#"):
            lines.append("")
        lines += [turn.written, *answer]
    return "\n".join(lines) + "\n"


def spoken(said: Said, code: str) -> str:
    """Return what is said in full."""
    return _REPEATED.sub(lambda m: _repeated(m[2], int(m[1]) * 1000), said.text).replace("{code}", code)


def _repeated(piece: str, length: int) -> str:
    return (piece * (length // len(piece) + 1))[:length]


def _turns(lines: Sequence[str]) -> Iterator[Turn]:
    written: str | None = None
    happening: Happening | None = None
    answer: list[str] = []
    for line in lines:
        begun = line.startswith("#") or _SAID.fullmatch(line) or _STEP.fullmatch(line)
        if not begun:
            answer.append(line)
            continue
        if written is not None:
            yield Turn(written, happening, tuple(_trimmed(answer)))
        written, happening, answer = line, _happening(line), []
    if written is not None:
        yield Turn(written, happening, tuple(_trimmed(answer)))


def _trimmed(lines: Sequence[str]) -> Sequence[str]:
    end = len(lines)
    while end and not lines[end - 1]:
        end -= 1
    return lines[:end]


def _happening(line: str) -> Happening | None:
    said = _SAID.fullmatch(line)
    if said is not None:
        ago = int(said["ago"]) * _UNITS[said["unit"]] if said["ago"] else timedelta(0)
        return Said(_identity(said["who"]), said["text"] or "", said["room"], ago, bool(said["tap"]), said["locale"])
    if line.startswith("#"):
        return None
    name, _, what = line.partition(":")
    match name:
        case "clock":
            passing = _matched(_PASSING, what.strip())
            return Passing(int(passing[1]) * _UNITS[passing[2]])
        case "brought":
            brought = _matched(_BROUGHT, what.strip())
            return Brought(_identity(brought[1]), brought[2])
        case "restart":
            return Restart()
        case "trained":
            return Trained(Lane(what.strip()))
    raise ValueError(f"{line!r} is said only once, at the top")


def _matched(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    match = pattern.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not read as {pattern.pattern}")
    return match


def _identity(who: str) -> Identity:
    door, colon, number = who.partition(":")
    return Identity(door, number) if colon else Identity("local", who)
