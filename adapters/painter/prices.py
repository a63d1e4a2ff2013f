"""The data of a candle picture: candles or close line, volume, curves over them, and the holes."""

from collections.abc import Iterator

import numpy as np

from adapters.painter.frame import VOLUME, Frame, Scale
from adapters.painter.marks import Boxes, Mark, Measure, Polyline, Segments, Words
from adapters.painter.themes import Palette
from adapters.painter.ticks import runs
from adapters.painter.wording import fit, middle
from bot.speaking.drawings import CandleDrawing, Curve, Gap
from core.market.model import CandleSeries, Floats

LEAST_CANDLE_SLOT = 3.0

_OUTLINE = 1.0
_HATCH_STEP = 5.0

# (colour token, dash) of the first, second, … curve in a pane: told apart without colour.
_STROKES: tuple[tuple[str, tuple[float, ...]], ...] = (
    ("ink2", ()),
    ("ink2", (4.0, 2.0)),
    ("ink2", (1.2, 1.6)),
    ("edge", ()),
    ("edge", (6.0, 2.0, 1.2, 2.0)),
)


def candle_marks(drawing: CandleDrawing, frame: Frame, scale: Scale, colours: Palette) -> Iterator[Mark]:
    """Yield wicks, then bodies: hollow where the candle rose, filled where it fell, dashed while it runs."""
    series, x, body = drawing.series, frame.x(drawing.series.opened_ms), body_width(frame.slot)
    closed = np.ones(len(series), dtype=np.bool_)
    closed[-1] = not drawing.running
    rose = series.close >= series.open
    wicks = _upright(x, scale.ys(series.high), scale.ys(series.low))
    half = (body - _OUTLINE) / 2
    tops, feet = scale.ys(np.maximum(series.open, series.close)), scale.ys(np.minimum(series.open, series.close))
    bodies = np.stack([x - half, tops, x + half, feet], axis=1)
    sides = ((rose, "rising", colours.up, colours.card), (~rose, "falling", colours.down, colours.down))
    for chosen, role, edge, fill in sides:
        if chosen.any():
            yield Segments(f"{role} wicks", wicks[chosen], edge, _OUTLINE)
        if (chosen & closed).any():
            yield Boxes(f"{role} bodies", bodies[chosen & closed], fill, edge, _OUTLINE)
    if drawing.running:
        edge = colours.up if rose[-1] else colours.down
        # Lighter than its outline, so that the dashes show, and still no hollow body.
        fill = colours.card if rose[-1] else colours.b50
        yield Boxes("running body", bodies[-1:], fill, edge, _OUTLINE, (1.6, 1.2))


def body_width(slot: float) -> float:
    """Return the outer width of a body: never so narrow that a hollow one closes up."""
    return min(16.0, max(0.62 * slot, min(slot - 0.4, 2.6)))


def line_marks(drawing: CandleDrawing, frame: Frame, scale: Scale, colours: Palette) -> Iterator[Mark]:
    """Yield high–low bars and the closes as a line that lifts at every hole."""
    series = drawing.series
    bars = _upright(frame.x(series.opened_ms), scale.ys(series.high), scale.ys(series.low))
    yield Segments("high-low bars", bars, colours.b50, max(0.5, 0.7 * frame.slot))
    yield Polyline("close line", broken_line(series, series.close, frame, scale), colours.ink, 1.4)


def overlay_marks(drawing: CandleDrawing, frame: Frame, scale: Scale, colours: Palette) -> Iterator[Mark]:
    """Yield the curves over the prices."""
    for curve, (colour, dash) in stroked(drawing.overlays, colours):
        yield Polyline("overlay", broken_line(drawing.series, curve.values, frame, scale), colour, 1.0, dash)


def stroked(curves: tuple[Curve, ...], colours: Palette) -> Iterator[tuple[Curve, tuple[str, tuple[float, ...]]]]:
    """Yield each curve with its colour and dash; one without a name belongs to the one before."""
    number = -1
    for curve in curves:
        number += bool(curve.name) or number < 0
        token, dash = _STROKES[number % len(_STROKES)]
        yield curve, (getattr(colours, token), dash)


def broken_line(series: CandleSeries, values: Floats, frame: Frame, scale: Scale) -> Floats:
    """Return points [m, 2] of the values over their candles, with a NaN where candles are missing.

    A candle between two holes gets a short dash of its own.
    """
    points = np.stack([frame.x(series.opened_ms), scale.ys(values)], axis=1)
    pieces: list[Floats] = []
    for first, end in runs(series.opened_ms.tolist(), series.key.interval.ms):
        piece = points[first:end]
        if end - first == 1:
            piece = np.array([[-1.0, 0.0], [1.0, 0.0]]) * frame.slot / 3 + piece
        pieces += [piece, np.full((1, 2), np.nan)]
    return np.concatenate(pieces[:-1])


def volume_marks(series: CandleSeries, frame: Frame, colours: Palette) -> Iterator[Mark]:
    """Yield the volume columns; the largest fills its zone."""
    most = float(series.volume.max())
    if most > 0:
        x, half = frame.x(series.opened_ms), max(0.25, min(8.0, 0.36 * frame.slot))
        tops = frame.base - series.volume / most * VOLUME
        corners = np.stack([x - half, tops, x + half, np.full_like(x, frame.base)], axis=1)
        yield Boxes("volume", corners[series.volume > 0], colours.b50)


def gap_block(gap: Gap, frame: Frame) -> tuple[float, float]:
    """Return the left and right end of a gap's block; at least 2 pt wide."""
    left, right = frame.edge(gap.since_ms), frame.edge(gap.until_ms)
    wider = max(0.0, 2.0 - (right - left)) / 2
    return left - wider, right + wider


def gap_marks(gap: Gap, frame: Frame, colours: Palette, measure: Measure) -> Iterator[Mark]:
    """Yield the hatched block over plot and volume, and its label where there is room for one."""
    left, right = gap_block(gap, frame)
    yield Boxes("gap", np.array([[left, frame.top, right, frame.base]]), colours.sunken)
    yield Segments("hatch", _hatch(left, right, frame.top, frame.base), colours.edge, 0.6)
    x, y = (left + right) / 2, (frame.top + frame.base) / 2
    label, size = fit(gap.label, frame.base - frame.top - 12, 11, True, measure)
    width = measure(label, size, True) + 8
    if width <= right - left:
        yield Boxes("gap label ground", np.array([[x - width / 2, y - 8, x + width / 2, y + 8]]), colours.sunken)
        yield Words("gap label", label, x, middle(y, size), colours.ink, size, strong=True, anchor="centre")
    elif right - left >= 13:
        half = min(7.5, (right - left) / 2)
        ground = np.array([[x - half, y - width / 2, x + half, y + width / 2]])
        yield Boxes("gap label ground", ground, colours.sunken)
        yield Words("gap label", label, x, y, colours.ink, size, strong=True, anchor="centre", angle=90)


def _hatch(left: float, right: float, top: float, bottom: float) -> Floats:
    sums = np.arange(left + top, right + bottom, _HATCH_STEP) + _HATCH_STEP / 2
    from_x, to_x = np.maximum(left, sums - bottom), np.minimum(right, sums - top)
    inside = from_x < to_x
    starts = np.stack([from_x, sums - from_x], axis=1)
    ends = np.stack([to_x, sums - to_x], axis=1)
    return np.stack([starts, ends], axis=1)[inside]


def _upright(x: Floats, tops: Floats, feet: Floats) -> Floats:
    return np.stack([np.stack([x, tops], axis=1), np.stack([x, feet], axis=1)], axis=1)
