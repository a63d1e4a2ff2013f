"""The depth picture: what stands in the book on both sides, cumulated from the best price outwards."""

from collections.abc import Iterator, Sequence

import numpy as np

from adapters.painter.axes import ValueAxis, book_axis, size_axis
from adapters.painter.frame import FOOT, PLOT_TOP, ROW, Scale
from adapters.painter.heading import heading_marks, watermark
from adapters.painter.marks import EDGE, LEFT, Area, Mark, Measure, Pill, Polyline, Segments, Sheet, Words, height_pt
from adapters.painter.themes import PALETTES, Palette, mixed
from adapters.painter.ticks import power_text, spread_out
from adapters.painter.wording import fit, middle
from bot.speaking.drawings import DepthDrawing
from core.market.model import Floats

_SIZE = (1200, 900)
_FOOT = height_pt(_SIZE) - FOOT
_SIDE_ROWS = 2


def depth_sheet(drawing: DepthDrawing, measure: Measure) -> Sheet:
    """Lay out bids as a hollow outline and asks filled.

    Raises
    ------
    ValueError
        If the book is empty.
    """
    if not drawing.bids and not drawing.asks:
        raise ValueError("no level to draw")
    colours = PALETTES[drawing.theme]
    prices, sizes = book_axis(drawing), size_axis(drawing)
    right = EDGE - max(46.0, 1 + max((measure(text, 11, False) for _, text in sizes.ticks), default=0.0)) - 4
    top = PLOT_TOP + ROW * _SIDE_ROWS + 6
    scale = Scale.of(sizes, top + 4, _FOOT)
    across = Scale(prices.low, prices.high, right, LEFT)
    marks = [
        *heading_marks(drawing.heading, colours, measure),
        *_grid(sizes, scale, right, colours),
    ]
    if drawing.heading.watermark:
        marks.append(watermark(drawing.heading.watermark, (LEFT, top, right, _FOOT), colours, measure))
    marks += _curves(drawing, across, scale, right)
    marks += _side_words(drawing, colours, measure)
    marks += _foot(prices, across, right, colours, measure)
    return Sheet(_SIZE, colours.card, tuple(marks))


def steps(levels: Sequence[tuple[float, float]], edge: float) -> Floats:
    """Return the step curve of cumulated size [m, 2] as (price, size): from nothing at the best price to all of it
    at the price `edge`, flat between levels."""
    best_first = np.array(levels, dtype=np.float64)
    price = np.append(best_first[:, 0], edge)
    cumulated = np.concatenate([[0.0], np.cumsum(best_first[:, 1])])
    return np.stack([np.repeat(price, 2)[:-1], np.repeat(cumulated, 2)[1:]], axis=1)


def _curves(drawing: DepthDrawing, across: Scale, scale: Scale, right: float) -> Iterator[Mark]:
    colours = PALETTES[drawing.theme]
    if drawing.asks:
        points = _placed(steps(drawing.asks, across.high), across, scale)
        ground = np.array([[points[-1, 0], _FOOT], [points[0, 0], _FOOT]])
        yield Area("asks", np.concatenate([points, ground]), mixed(colours.down, colours.card, 0.46))
        yield Polyline("asks outline", points, colours.down, 1.5)
    if drawing.bids:
        yield Polyline("bids", _placed(steps(drawing.bids, across.low), across, scale), colours.up, 1.5)
    if drawing.bids and drawing.asks:
        x = across.y((drawing.bids[0][0] + drawing.asks[0][0]) / 2)
        yield Segments("middle", np.array([[[x, scale.top], [x, _FOOT]]]), colours.ink2, 0.8, (3.0, 2.0))
    yield Segments("axis", np.array([[[LEFT, _FOOT], [right, _FOOT]]]), colours.edge, 0.8)


def _placed(points: Floats, across: Scale, scale: Scale) -> Floats:
    return np.stack([across.ys(points[:, 0]), scale.ys(points[:, 1])], axis=1)


def _grid(sizes: ValueAxis, scale: Scale, right: float, colours: Palette) -> Iterator[Mark]:
    for value, text in sizes.ticks:
        y = scale.y(value)
        if value > 0:
            yield Segments("grid", np.array([[[LEFT, y], [right, y]]]), colours.rule)
            yield Words("tick", text, right + 5, middle(y, 11), colours.ink2, 11)


def _side_words(drawing: DepthDrawing, colours: Palette, measure: Measure) -> Iterator[Mark]:
    sides = (
        (drawing.bids_text, colours.card, colours.up),
        (drawing.asks_text, mixed(colours.down, colours.card, 0.46), colours.down),
    )
    for row, (text, fill, edge) in enumerate(sides):
        y = PLOT_TOP + ROW / 2 + row * ROW
        words, size = fit(text, EDGE - LEFT - 15, 10.5, False, measure)
        yield Pill("swatch", (LEFT + 0.5, y - 4.5, LEFT + 9.5, y + 4.5), fill, edge, radius=0.5)
        yield Words("side", words, LEFT + 15, middle(y, size), colours.ink2, size)


def _foot(prices: ValueAxis, across: Scale, right: float, colours: Palette, measure: Measure) -> Iterator[Mark]:
    unit = power_text(prices.power) if prices.power else ""
    taken = (right + 20 if not unit else EDGE - measure(unit, 10.5, False), EDGE)
    if unit:
        yield Words("unit", unit, EDGE, _FOOT + 15, colours.ink2, 10.5, anchor="right")
    places = [across.y(value) for value, _ in prices.ticks]
    halves = [measure(text, 11, False) / 2 for _, text in prices.ticks]
    spans = [(x - half, x + half) for x, half in zip(places, halves, strict=True)]
    free = spread_out(spans, [(float("-inf"), 4.0), taken], apart=8.0)
    for x, (_, text), stands in zip(places, prices.ticks, free, strict=True):
        if stands:
            yield Segments("price mark", np.array([[[x, _FOOT], [x, _FOOT + 3]]]), colours.edge, 0.8)
            yield Words("price tick", text, x, _FOOT + 15, colours.ink2, 11, anchor="centre")
