"""The picture in the README: conversations with the real application over the simulated market, in the look of a chat.

Time stands still and the market is the same for everybody, so what is said is the same each time.
"""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PIL import Image

from adapters.assemble import Outside, assemble
from adapters.painter import canvas
from adapters.painter.fonts import measure
from adapters.painter.marks import WIDTH_PT, Boxes, Mark, Pill, Sheet, Words
from adapters.painter.themes import PALETTES, Palette, mixed
from adapters.painter.wording import fit, middle
from adapters.settings import Market, MarketKind, Settings
from bot.ports import Heard
from bot.speaking.drawings import Theme
from bot.speaking.reply import Button, Chart, Part, Reply, Table, Text
from core.people.model import Identity
from tests.fakes.clock import NOON, ManualClock

TALKS: tuple[tuple[Theme, tuple[str, ...]], ...] = (
    ("light", ("price btc eth in eur", "chart eth 4h 14d rsi", "250 eur in eth")),
    ("dark", ("how is the market?", "top losers 7d 5", "price btx", "wie viel kostet bitcoin?")),
)
SCALE = 2.0
GAP_PX = 32
EDGE, PADDING, BUBBLE = 14.0, 10.0, 300.0
LINE = 1.4
_SIZES = {Part.MODE: 10.5, Part.SOURCE: 11.5}


@dataclass(slots=True)
class Column:
    """One chat as it grows downwards: marks so far, pictures to be put in (place and PNG), and where it ends."""

    colours: Palette
    y: float = 52.0
    marks: list[Mark] = field(default_factory=list)
    pictures: list[tuple[tuple[float, float, float], bytes]] = field(default_factory=list)


def picture() -> bytes:
    """Return the picture as PNG."""
    columns = [_column(theme, turns) for theme, turns in asyncio.run(_talks())]
    height = max(column.y for column in columns) + EDGE
    drawn = [_drawn(column, height) for column in columns]
    whole = Image.new(
        "RGB", (sum(d.width for d in drawn) + GAP_PX * (len(drawn) + 1), drawn[0].height + 2 * GAP_PX), "#DCD9D0"
    )
    x = GAP_PX
    for each in drawn:
        whole.paste(each, (x, GAP_PX))
        x += each.width + GAP_PX
    file = BytesIO()
    whole.save(file, "PNG", optimize=True)
    return file.getvalue()


async def _talks() -> list[tuple[Theme, list[tuple[str, Reply]]]]:
    talks = []
    for theme, lines in TALKS:
        with TemporaryDirectory() as folder:
            talks.append((theme, await _talk(Path(folder), lines, theme)))
    return talks


async def _talk(folder: Path, lines: Sequence[str], theme: Theme) -> list[tuple[str, Reply]]:
    settings = Settings(market=Market(MarketKind.SIMULATED), data_dir=folder)
    application = await assemble(settings, False, Outside(real=ManualClock(NOON)))
    turns = []
    try:
        for line in (f"settings theme {theme}", *lines):
            told = await application.door.hear(Heard(line, Identity("local", "owner"), trusted=True))
            if told.to_person is None:
                raise RuntimeError(f"{line!r} got no answer")
            turns.append((line, told.to_person))
    finally:
        await application.close()
    return turns[1:]


def _column(theme: Theme, turns: Sequence[tuple[str, Reply]]) -> Column:
    column = Column(PALETTES[theme])
    for line, reply in turns:
        _asked(column, line)
        _answered(column, reply)
    return column


def _asked(column: Column, line: str) -> None:
    width, height = measure(line, 13, False) + 2 * PADDING, 13 * LINE + PADDING
    left = WIDTH_PT - EDGE - width
    fill = mixed(column.colours.up, column.colours.card, 0.14)
    column.marks.append(Pill("asked", (left, column.y, left + width, column.y + height), fill, radius=8))
    column.marks.append(Words("asked", line, left + PADDING, middle(column.y + height / 2, 13), column.colours.ink, 13))
    column.y += height + 8


def _answered(column: Column, reply: Reply) -> None:
    top, inside = column.y, Column(column.colours, column.y + PADDING)
    for block in reply.blocks:
        match block:
            case Text():
                _text(inside, block)
            case Table():
                _table(inside, block)
            case Chart():
                _chart(inside, block)
            case _:
                raise TypeError(f"a {type(block).__name__} is not drawn")
    bottom = inside.y + PADDING - 4
    ground = Pill("answer", (EDGE, top, EDGE + BUBBLE, bottom), column.colours.card, radius=10)
    column.marks += [ground, *inside.marks]
    column.pictures += inside.pictures
    column.y = bottom + 4
    _buttons(column, reply.buttons)
    column.y += 14


def _text(column: Column, text: Text) -> None:
    size = _SIZES.get(text.part, 13.0)
    if text.part is Part.MODE:
        _mode(column, text.text)
        return
    ink = column.colours.ink2 if text.part is Part.SOURCE else column.colours.ink
    for pieces in _lines(text, size, BUBBLE - 2 * PADDING):
        x = EDGE + PADDING
        for piece, strong in pieces:
            column.marks.append(Words("text", piece, x, middle(column.y + size * LINE / 2, size), ink, size, strong))
            x += measure(piece, size, strong)
        column.y += size * LINE


def _mode(column: Column, word: str) -> None:
    width, colours = measure(word, 10.5, True) + 10, column.colours
    box = (EDGE + PADDING, column.y, EDGE + PADDING + width, column.y + 15)
    column.marks.append(Pill("mode", box, colours.sim_ground, radius=4))
    column.marks.append(Words("mode", word, box[0] + 5, middle(column.y + 7.5, 10.5), colours.sim, 10.5, strong=True))
    column.y += 20


def _lines(text: Text, size: float, room: float) -> Iterator[list[tuple[str, bool]]]:
    """Yield lines of (piece, strong), broken at spaces."""
    line: list[tuple[str, bool]] = []
    used = 0.0
    for word, strong in _words(text):
        if word == "\n":
            yield line
            line, used = [], 0.0
            continue
        width = measure(word, size, strong)
        if line and used + measure(word.rstrip(), size, strong) > room:
            yield line
            line, used = [], 0.0
        line.append((word, strong))
        used += width
    if line:
        yield line


def _words(text: Text) -> Iterator[tuple[str, bool]]:
    for part, strong in ((text.lead, True), (text.rest, False)):
        for number, paragraph in enumerate(part.split("\n")):
            if number:
                yield "\n", strong
            words = paragraph.split(" ")
            yield from ((f"{word} ", strong) for word in words[:-1])
            if words[-1]:
                yield words[-1], strong


def _table(column: Column, table: Table) -> None:
    size, gap = 12.0, 16.0
    rows = [table.columns, *(tuple(cell.text for cell in row) for row in table.rows)]
    widths = [max(measure(row[i], size, False) for row in rows) for i in range(len(table.columns))]
    column.y += 3
    for number, row in enumerate(rows):
        ink, x = column.colours.ink2 if number == 0 else column.colours.ink, EDGE + PADDING
        for i, cell in enumerate(row):
            left = x + (widths[i] - measure(cell, size, False) if i in table.numeric else 0.0)
            column.marks.append(Words("cell", cell, left, middle(column.y + size * LINE / 2, size), ink, size))
            x += widths[i] + gap
        column.y += size * LINE
    column.y += 3


def _chart(column: Column, chart: Chart) -> None:
    width = BUBBLE - 2 * PADDING
    with Image.open(BytesIO(chart.png)) as image:
        height = width * image.height / image.width
    column.pictures.append(((EDGE + PADDING, column.y, width), chart.png))
    column.y += height + 6
    _text(column, chart.caption)


def _buttons(column: Column, buttons: Sequence[Button]) -> None:
    if not buttons:
        return
    width = (BUBBLE - 4 * (len(buttons) - 1)) / len(buttons)
    fill, colours = mixed(column.colours.ink2, column.colours.sunken, 0.18), column.colours
    for number, button in enumerate(buttons):
        left = EDGE + number * (width + 4)
        column.marks.append(Pill("button", (left, column.y, left + width, column.y + 24), fill, radius=8))
        label, size = fit(button.label, width - 8, 12, True, measure)
        x = left + (width - measure(label, size, True)) / 2
        column.marks.append(Words("button", label, x, middle(column.y + 12, size), colours.ink, size, strong=True))
    column.y += 24


def _head(colours: Palette) -> list[Mark]:
    bar = Boxes("head", np.array([[0.0, 0.0, WIDTH_PT, 40.0]]), colours.card)
    return [
        bar,
        Words("name", "Candlewick", EDGE, 19, colours.ink, 14, strong=True),
        Words("bot", "bot", EDGE, 33, colours.ink2, 11),
    ]


def _drawn(column: Column, height: float) -> Image.Image:
    size = (round(WIDTH_PT * SCALE), round(height * SCALE))
    sheet = Sheet(size, column.colours.sunken, (*_head(column.colours), *column.marks))
    image = Image.open(BytesIO(canvas.png(sheet)))
    for (x, y, width), png in column.pictures:
        with Image.open(BytesIO(png)) as chart:
            fitted = (round(width * SCALE), round(width * SCALE * chart.height / chart.width))
            image.paste(chart.resize(fitted, Image.Resampling.LANCZOS), (round(x * SCALE), round(y * SCALE)))
    return image
