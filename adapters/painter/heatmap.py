"""The heatmap: equal tiles in the order given, ticker and percent in ink, five steps of colour."""

from collections.abc import Iterator
from dataclasses import replace

from adapters.painter.heading import heading_marks, watermark
from adapters.painter.marks import EDGE, LEFT, Mark, Measure, Pill, Sheet, Words
from adapters.painter.themes import PALETTES, Palette, mixed
from adapters.painter.wording import fit, middle
from bot.speaking.drawings import HeatmapDrawing, Tile

COLUMNS, ROWS = 4, 5
WEAK, STRONG = 0.02, 0.06
WATERMARK_ON_TILES = 0.09

_TOP, _GAP = 68.0, 4.0
_WIDTH = (EDGE - LEFT - (COLUMNS - 1) * _GAP) / COLUMNS
_HEIGHT = 49.0
_SWATCH, _LEGEND_GAP = 14.0, 6.0
_LEGEND_TOP = _TOP + ROWS * (_HEIGHT + _GAP)


def heatmap_sheet(drawing: HeatmapDrawing, measure: Measure) -> Sheet:
    """Lay out up to 20 tiles.

    Raises
    ------
    ValueError
        If there are more tiles than places.
    """
    if len(drawing.tiles) > COLUMNS * ROWS:
        raise ValueError(f"{len(drawing.tiles)} tiles do not fit; {COLUMNS * ROWS} do")
    colours = PALETTES[drawing.theme]
    marks = list(heading_marks(drawing.heading, colours, measure))
    for number, tile in enumerate(drawing.tiles):
        marks += _tile(tile, number, colours, measure)
    if drawing.heading.watermark:
        box = (LEFT, _TOP, EDGE, _LEGEND_TOP)
        # Tiles are a ground, not data: behind them the word would be seen only in the cracks. On the strongest of
        # them the usual 13 % would take ink below its contrast.
        word = replace(watermark(drawing.heading.watermark, box, colours, measure), alpha=WATERMARK_ON_TILES)
        words = [mark for mark in marks if isinstance(mark, Words)]
        grounds = [mark for mark in marks if not isinstance(mark, Words)]
        marks = [*grounds, word, *words]
    marks += _legend(drawing, colours, measure)
    return Sheet((1200, 1200), colours.card, tuple(marks))


def tile_colour(change: float, colours: Palette) -> str:
    """Return the ground of a tile whose price changed by this fraction; an unknown change has none of the colours."""
    token = colours.up if change > 0 else colours.down
    if abs(change) > STRONG:
        return mixed(token, colours.card, 0.46)
    return mixed(token, colours.card, 0.20) if abs(change) > WEAK else colours.sunken


def _tile(tile: Tile, number: int, colours: Palette, measure: Measure) -> Iterator[Mark]:
    row, column = divmod(number, COLUMNS)
    x, y = LEFT + column * (_WIDTH + _GAP), _TOP + row * (_HEIGHT + _GAP)
    yield Pill("tile", (x, y, x + _WIDTH, y + _HEIGHT), tile_colour(tile.change, colours), colours.rule)
    symbol, size = fit(tile.symbol, _WIDTH - 14, 12.5, True, measure)
    yield Words("symbol", symbol, x + 8, y + 20, colours.ink, size, strong=True)
    text, size = fit(tile.text, _WIDTH - 14, 12.5, False, measure)
    yield Words("percent", text, x + 8, y + 38, colours.ink, size)


def _legend(drawing: HeatmapDrawing, colours: Palette, measure: Measure) -> Iterator[Mark]:
    steps = (-1.0, -(WEAK + STRONG) / 2, 0.0, (WEAK + STRONG) / 2, 1.0)
    rows = (
        (drawing.legend,)
        if _row_width(drawing.legend, measure) <= EDGE - LEFT
        else (drawing.legend[:3], drawing.legend[3:])
    )
    for number, row in enumerate(rows):
        y = _LEGEND_TOP + (8 if len(rows) == 1 else 4 + 14 * number)
        yield from _legend_row(tuple(zip(row, steps[3 * number :], strict=False)), y, colours, measure)


def _legend_row(row: tuple[tuple[str, float], ...], y: float, colours: Palette, measure: Measure) -> Iterator[Mark]:
    spare = EDGE - LEFT - _row_width(tuple(text for text, _ in row), measure)
    apart = _LEGEND_GAP + min(5.0, max(0.0, spare / len(row)))
    most = (EDGE - LEFT + _LEGEND_GAP) / len(row) - _LEGEND_GAP - _SWATCH if spare < 0 else EDGE
    x = LEFT
    for text, change in row:
        yield Pill("swatch", (x, y - 5, x + 10, y + 5), tile_colour(change, colours), colours.edge, radius=0.5)
        words, size = fit(text, most, 10.5, False, measure)
        yield Words("legend", words, x + _SWATCH, middle(y, size), colours.ink2, size)
        x += _SWATCH + measure(words, size, False) + apart


def _row_width(row: tuple[str, ...], measure: Measure) -> float:
    return sum(_SWATCH + measure(text, 10.5, False) for text in row) + _LEGEND_GAP * (len(row) - 1)
