"""Indicators below the plot: a pane of 66 pt each, with its name above and its last value as a pill."""

from collections.abc import Iterator

import numpy as np

from adapters.painter.axes import ValueAxis
from adapters.painter.frame import Frame, Scale, clear_of
from adapters.painter.marks import EDGE, LEFT, Boxes, Mark, Measure, Polyline, Segments, Words
from adapters.painter.prices import broken_line, stroked
from adapters.painter.themes import Palette, mixed
from adapters.painter.ticks import power_text
from adapters.painter.wording import fit, middle, pill
from bot.speaking.drawings import Curve, Panel
from core.market.model import CandleSeries

_INSET = 4.0
_PILL_HALF = 7.5


def panel_marks(
    panel: Panel,
    axis: ValueAxis,
    place: tuple[float, float],
    paper: tuple[CandleSeries, Frame, Palette],
    measure: Measure,
) -> Iterator[Mark]:
    """Yield one indicator in the zone `place` (top, bottom)."""
    series, frame, colours = paper
    top, bottom = place
    scale = Scale.of(axis, top + _INSET, bottom - _INSET)
    pills = tuple(_last_value(panel, scale, place))
    yield from _ground(panel, axis, scale, frame, colours)
    if panel.bars is not None:
        yield from _bars(panel, series, frame, scale, colours)
    for curve, (colour, dash) in stroked(panel.curves, colours):
        first = curve is panel.curves[0]
        points = broken_line(series, curve.values, frame, scale)
        yield Polyline("indicator", points, colours.mid if first else colour, 1.3 if first else 1.0, dash)
    yield from _names(panel, top - 8, axis.power, colours, measure)
    for value, wanted in axis.ticks:
        if clear_of(scale.y(value), pills, apart=13.0):
            text, size = fit(wanted, EDGE - frame.right - 6, 11, False, measure)
            yield Words("panel tick", text, frame.right + 5, middle(scale.y(value), size), colours.ink2, size)
    for y in pills:
        width = measure(panel.curves[0].pill, 11.5, True)
        yield from pill("panel pill", panel.curves[0].pill, y, (colours.mid, colours.card), (frame.right + 1, width))


def _ground(panel: Panel, axis: ValueAxis, scale: Scale, frame: Frame, colours: Palette) -> Iterator[Mark]:
    if len(panel.levels) == 2:
        low, high = sorted(panel.levels)
        between = np.array([[LEFT, scale.y(high), frame.right, scale.y(low)]])
        yield Boxes("band", between, mixed(colours.mid, colours.card, 0.05))
    if not axis.ticks:
        return
    ys = [scale.y(value) for value, _ in axis.ticks]
    lines = np.array([[[LEFT, y], [frame.right, y]] for y in ys])
    dotted = (colours.edge, 0.8, (1.6, 1.6)) if panel.levels else (colours.rule, 0.8, ())
    yield Segments("level" if panel.levels else "grid", lines, *dotted)


def _bars(panel: Panel, series: CandleSeries, frame: Frame, scale: Scale, colours: Palette) -> Iterator[Mark]:
    bars = np.asarray(panel.bars)
    known = np.isfinite(bars)
    if known.any():
        x, half = frame.x(series.opened_ms)[known], max(0.25, min(8.0, 0.36 * frame.slot))
        ys, zero = scale.ys(bars[known]), np.full(int(known.sum()), scale.y(0.0))
        corners = np.stack([x - half, np.minimum(ys, zero), x + half, np.maximum(ys, zero)], axis=1)
        yield Boxes("indicator bars", corners, colours.b50)


def _last_value(panel: Panel, scale: Scale, place: tuple[float, float]) -> Iterator[float]:
    if (
        panel.curves
        and panel.curves[0].pill
        and panel.curves[0].values.size
        and np.isfinite(panel.curves[0].values[-1])
    ):
        top, bottom = place
        y = scale.y(float(panel.curves[0].values[-1]))
        yield min(max(y, top + _PILL_HALF), bottom - _PILL_HALF)


def _names(panel: Panel, y: float, power: int, colours: Palette, measure: Measure) -> Iterator[Mark]:
    name, size = fit(panel.name, 200, 10.5, False, measure)
    yield Words("panel name", name, LEFT, middle(y, size), colours.ink2, size)
    end = EDGE
    if power:
        unit = power_text(power)
        yield Words("unit", unit, EDGE, middle(y, 10), colours.ink2, 10, anchor="right")
        end -= measure(unit, 10, False) + 8
    if len(panel.curves) > 1:
        left = LEFT + measure(name, size, False) + 12
        yield from keys(panel.curves, (left, end), y, colours, measure, first=colours.mid)


def keys(
    curves: tuple[Curve, ...],
    ends: tuple[float, float],
    y: float,
    colours: Palette,
    measure: Measure,
    first: str | None = None,
) -> Iterator[Mark]:
    """Yield what each named curve's stroke means, in one row from left to right, as many as fit."""
    x, right = ends
    for number, (curve, (colour, dash)) in enumerate(c for c in stroked(curves, colours) if c[0].name):
        words = f"{curve.name} {curve.pill}".rstrip() if first is None else curve.name
        # A value that does not fit is left out whole: a number is never cut.
        words = next((w for w in (words, curve.name) if x + 18 + measure(w, 10, False) <= right), "")
        if not words:
            return
        stroke = first if first and number == 0 else colour
        yield Segments("key", np.array([[[x, y], [x + 14, y]]]), stroke, 1.2, dash)
        yield Words("key words", words, x + 18, middle(y, 10), colours.ink2, 10)
        x += 18 + measure(words, 10, False) + 10
