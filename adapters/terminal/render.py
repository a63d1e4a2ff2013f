"""A reply as lines of a terminal: pure, so that transcripts can be read without one.

look.md 5: 80 columns, text from column 2, bold is the answer, dim the source; a pipe gets ASCII signs and no escapes.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from textwrap import wrap

from bot.speaking.plain import ascii_signs
from bot.speaking.reply import Block, Button, Chart, File, Part, Reply, Table, Text

WIDTH = 80
MARGIN = " "


class Style(StrEnum):
    """How a run of text is set."""

    PLAIN = ""
    STRONG = "bold"
    DIM = "dim"
    MARK = "bold magenta"
    KEY = "reverse"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of one line."""

    text: str
    style: Style = Style.PLAIN


Line = tuple[Run, ...]


def rendered(reply: Reply, files: Path, ascii_only: bool = False, width: int = WIDTH) -> list[Line]:
    """Return the lines of a reply; pictures and files are named by the path they have under `files`."""
    lines = [line for block in reply.blocks for line in _block(block, files, width - 2)]
    lines += [(Run(row),) for row in _choices((*reply.buttons, *reply.more), width - 2)]
    return [shown_as(line, ascii_only) for line in lines]


def shown_as(line: Line, ascii_only: bool) -> Line:
    """Return the line without what would steer the terminal, and in ASCII signs where that is asked for."""
    return tuple(Run(_safe(run.text, ascii_only), run.style) for run in line)


def plain_text(reply: Reply, files: Path, ascii_only: bool = True) -> str:
    """Return the reply as text without any styling."""
    return "\n".join("".join(run.text for run in line) for line in rendered(reply, files, ascii_only))


def _block(block: Block, files: Path, width: int) -> Iterator[Line]:
    match block:
        case Text():
            yield from _text(block, width)
        case Table():
            heading, *rows = block.lines()
            yield (Run(heading, Style.DIM),)
            yield from ((Run(row),) for row in rows)
        case Chart():
            yield (Run(str(files / f"{block.stem}.png")),)
            yield from _text(block.caption, width)
        case File():
            yield (Run(str(files / block.name)),)


def _text(text: Text, width: int) -> Iterator[Line]:
    """Wrap at words; a break takes the place of one white space, so each piece is found where the last one ended."""
    style = Style.DIM if text.part is Part.SOURCE else Style.PLAIN
    strong = Style.MARK if text.part is Part.MODE else Style.STRONG
    whole, at = text.text, 0
    for paragraph in whole.split("\n"):
        for piece in _wrapped(paragraph, width):
            at = whole.index(piece, at)
            bold = max(0, min(len(piece), len(text.lead) - at))
            at += len(piece)
            yield tuple(run for run in (Run(piece[:bold], strong), Run(piece[bold:], style)) if run.text)


def _wrapped(text: str, width: int) -> list[str]:
    return wrap(text, width, break_on_hyphens=False, expand_tabs=False, replace_whitespace=False) or [""]


def _choices(buttons: Sequence[Button], width: int) -> Iterator[str]:
    """Yield "[1] Chart   [2] Depth", breaking between buttons only."""
    row = ""
    for n, button in enumerate(buttons, 1):
        choice = f"[{n}] {button.label}"
        if row and len(row) + 3 + len(choice) > width:
            yield row
            row = ""
        row += f"   {choice}" if row else choice
    if row:
        yield row


def _safe(text: str, ascii_only: bool) -> str:
    """Escapes that came in from outside (a coin's name) must not steer the terminal."""
    shown = "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf"))
    return ascii_signs(shown) if ascii_only else shown
