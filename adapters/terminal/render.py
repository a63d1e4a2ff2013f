"""A reply as lines of a terminal: pure, so that transcripts can be read without one.

look.md 5: 80 columns, text from column 2, bold is the answer, dim is the source; a pipe gets no escapes and ASCII signs.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from pathlib import Path
from textwrap import wrap

from bot.speaking.plain import ascii_signs
from bot.speaking.reply import Block, Chart, File, Part, Reply, Table, Text

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


def rendered(reply: Reply, files: Path, ascii_only: bool = False) -> list[Line]:
    """Return the lines of a reply; pictures and files are named by the path they have under `files`."""
    lines = [line for block in reply.blocks for line in _block(block, files)]
    buttons = [f"[{n}] {b.label}" for n, b in zip(count(1), (*reply.buttons, *reply.more), strict=False)]
    if buttons:
        lines += [(Run(piece),) for piece in _wrapped("   ".join(buttons))]
    return [tuple(Run(_safe(r.text, ascii_only), r.style) for r in line) for line in lines]


def plain_text(reply: Reply, files: Path, ascii_only: bool = True) -> str:
    """Return the reply as text without any styling."""
    return "\n".join("".join(run.text for run in line) for line in rendered(reply, files, ascii_only))


def _block(block: Block, files: Path) -> Iterator[Line]:
    match block:
        case Text():
            yield from _text(block)
        case Table():
            heading, *rows = block.lines()
            yield (Run(heading, Style.DIM),)
            yield from ((Run(row),) for row in rows)
        case Chart():
            yield (Run(str(files / f"{block.stem}.png")),)
            yield from _text(block.caption)
        case File():
            yield (Run(str(files / block.name)),)


def _text(text: Text) -> Iterator[Line]:
    style = {Part.MODE: Style.MARK, Part.SOURCE: Style.DIM}.get(text.part, Style.PLAIN)
    strong = Style.MARK if text.part is Part.MODE else Style.STRONG
    for paragraph in text.text.split("\n"):
        shown = 0
        for piece in _wrapped(paragraph):
            # The lead is a beginning of the whole: it ends within one of the wrapped pieces, or fills it.
            bold = max(0, min(len(piece), len(text.lead) - shown))
            shown += len(piece) + 1
            yield tuple(run for run in (Run(piece[:bold], strong), Run(piece[bold:], style)) if run.text) or (Run(""),)


def _wrapped(text: str) -> list[str]:
    return wrap(text, WIDTH - 2, break_on_hyphens=False) or [""]


def _safe(text: str, ascii_only: bool) -> str:
    """Escapes that came in from outside (a coin's name) must not steer the terminal."""
    shown = "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf"))
    return ascii_signs(shown) if ascii_only else shown
