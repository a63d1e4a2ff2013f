"""Text with strong and monospaced runs: measured in UTF-16 units, as platforms count, cut where a reader would cut it.

A cut is made in the text, never in the markup that a platform sets it in, so no tag can be torn. Pure.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

_JOINERS = "\u200d\ufe0e\ufe0f\u20e3"
_BACK = 200

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_GLUED = re.compile(r"[0-9.,'\u00a0\u202f+\-\u2212%]")


class Style(StrEnum):
    """How a run is set."""

    PLAIN = "plain"
    STRONG = "strong"
    MONO = "mono"


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one style."""

    text: str
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True)
class Rich:
    """Runs, read as one text."""

    runs: tuple[Run, ...] = ()

    @property
    def plain(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def units(self) -> int:
        """Length in UTF-16 code units."""
        return units(self.plain)

    @property
    def empty(self) -> bool:
        return not self.plain.strip()

    def __add__(self, other: "Rich") -> "Rich":
        return Rich(self.runs + other.runs)

    def cut(self, start: int, end: int) -> "Rich":
        """Return the characters from `start` up to `end` (indices into `plain`)."""
        at, found = 0, []
        for run in self.runs:
            piece = run.text[max(0, start - at) : max(0, end - at)]
            if piece:
                found.append(Run(piece, run.style))
            at += len(run.text)
        return Rich(tuple(found))


def units(text: str) -> int:
    """Length of `text` in UTF-16 code units."""
    return len(text) + sum(1 for character in text if ord(character) > 0xFFFF)


def shortened(text: str, most: int) -> str:
    """Return `text` in at most `most` units; what is longer ends in "…"."""
    if units(text) <= most:
        return text
    return text[: _reach(text, 0, most - 1)].rstrip() + "…"


def cleaned(text: str) -> str:
    """Return `text` as the wire can carry it: line ends are \\n, no control characters, no half of a surrogate pair."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", _LONE_SURROGATE.sub("\ufffd", text))


def lines(parts: Iterable[Rich]) -> Rich:
    """Set each part on a line of its own."""
    runs: list[Run] = []
    for part in parts:
        if runs:
            runs.append(Run("\n"))
        runs += part.runs
    return Rich(tuple(runs))


def without(rich: Rich, sentences: Iterable[str]) -> Rich:
    """Take sentences out of a text, each with the white space before it."""
    for sentence in sentences:
        text = rich.plain
        start = text.find(sentence)
        if sentence and start >= 0:
            before, after = text[:start].rstrip(), start + len(sentence)
            after += 0 if before else len(text[after:]) - len(text[after:].lstrip())
            rich = rich.cut(0, len(before)) + rich.cut(after, len(text))
    return rich


def split(rich: Rich, limit: int) -> list[Rich]:
    """Cut into parts of at most `limit` units: at a blank line, else a line, else a word; inside a monospaced block,
    a number or a word only where that alone is longer than a part. White space at a cut is dropped."""
    text, guarded = rich.plain, _guarded(rich)
    parts: list[Rich] = []
    start = 0
    while start < len(text):
        end = _reach(text, start, limit)
        if end < len(text):
            end = _break(text, guarded, start, end)
        part = rich.cut(*_trimmed(text, guarded, start, end))
        if not part.empty:
            parts.append(part)
        start = end
    return parts


def _guarded(rich: Rich) -> str:
    """Return the text with no place to break inside monospaced runs."""
    return "".join(re.sub(r"\s", "x", run.text) if run.style is Style.MONO else run.text for run in rich.runs)


def _reach(text: str, start: int, limit: int) -> int:
    used = 0
    for index in range(start, len(text)):
        used += 2 if ord(text[index]) > 0xFFFF else 1
        if used > limit:
            return index
    return len(text)


def _break(text: str, guarded: str, start: int, end: int) -> int:
    # A blank line near the top would leave a message almost empty.
    for where, mark, floor in (
        (guarded, "\n\n", start + (end - start) // 2),
        (guarded, "\n", start + 1),
        (text, "\n", start + 1),
        (guarded, " ", start + 1),
        (text, " ", start + 1),
    ):
        at = where.rfind(mark, floor, end + len(mark))
        if at > start and text[start:at].strip():
            return at
    return _within_a_word(text, start, end)


def _within_a_word(text: str, start: int, end: int) -> int:
    at = end
    while at > max(start + 1, end - _BACK):
        number = _GLUED.match(text[at - 1]) and _GLUED.match(text[at])
        composed = text[at] in _JOINERS or text[at - 1] == "\u200d" or "\u0300" <= text[at] <= "\u036f"
        if not number and not composed:
            return at
        at -= 1
    return end


def _trimmed(text: str, guarded: str, start: int, end: int) -> tuple[int, int]:
    # Leading spaces of the guarded text stay: they keep a table's first column where it is.
    while start < end and (guarded[start].isspace() or text[start] == "\n"):
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
