"""The candle picture, put together."""

from collections.abc import Iterator

import numpy as np

from adapters.painter.axes import ValueAxis, panel_axis, price_axis, time_axis
from adapters.painter.frame import LABEL_STRIP, PLOT_TOP, ROW, VOLUME, Frame, Scale, clear_of, frame_of
from adapters.painter.heading import heading_marks, watermark
from adapters.painter.marks import EDGE, LEFT, Boxes, Mark, Measure, Segments, Sheet, Words
from adapters.painter.panels import keys, panel_marks
from adapters.painter.prices import (
    LEAST_CANDLE_SLOT,
    candle_marks,
    gap_block,
    gap_marks,
    line_marks,
    overlay_marks,
    volume_marks,
)
from adapters.painter.themes import PALETTES, Palette
from adapters.painter.ticks import power_text, spread_out
from adapters.painter.wording import PILL_PADDING, PILL_SIZE, fit, middle, pill
from bot.speaking.drawings import CandleDrawing

_WIDEST_GUTTER = 120.0


def candle_sheet(drawing: CandleDrawing, measure: Measure) -> Sheet:
    """Lay out candles, volume and indicators.

    Raises
    ------
    ValueError
        If there is no candle, or if there are more than two indicators.
    """
    if len(drawing.series) == 0:
        raise ValueError("no candle to draw")
    colours = PALETTES[drawing.theme]
    axis = price_axis(drawing)
    panels = tuple((panel, panel_axis(panel, drawing.price_text)) for panel in drawing.panels)
    rows = 1 if drawing.overlays or axis.power else 0
    gutter = _gutter(drawing, (axis, *(a for _, a in panels)), measure)
    frame = frame_of(time_axis(drawing), len(panels), gutter, rows)
    scale = Scale.of(axis, frame.top + LABEL_STRIP, frame.bottom - LABEL_STRIP)
    marks = [
        *heading_marks(drawing.heading, colours, measure),
        *_behind(drawing, axis, frame, scale, measure),
        *_data(drawing, frame, scale, colours),
        *_key_row(drawing, axis, frame, measure),
        *_extreme_labels(drawing, frame, scale, measure),
        *_gutter_marks(drawing, axis, frame, scale, measure),
    ]
    for (panel, its_axis), place in zip(panels, frame.panels, strict=True):
        marks += panel_marks(panel, its_axis, place, (drawing.series, frame, colours), measure)
    marks += _foot(drawing, frame, measure)
    return Sheet(frame.size, colours.card, tuple(marks))


def _gutter(drawing: CandleDrawing, axes: tuple[ValueAxis, ...], measure: Measure) -> float:
    pills = (drawing.last_text, *(panel.curves[0].pill for panel in drawing.panels if panel.curves))
    pill_width = max(measure(text, PILL_SIZE, True) for text in pills) + 2 * PILL_PADDING - 3
    tick_width = max((measure(text, 11, False) for axis in axes for _, text in axis.ticks), default=0.0) + 1
    return min(_WIDEST_GUTTER, max(pill_width, tick_width))


def _behind(drawing: CandleDrawing, axis: ValueAxis, frame: Frame, scale: Scale, measure: Measure) -> Iterator[Mark]:
    """Grid, watermark and last-price line; then the gaps, which cover them: no line crosses a gap."""
    colours = PALETTES[drawing.theme]
    last = scale.y(drawing.last)
    ys = [scale.y(value) for value, _ in axis.ticks if clear_of(scale.y(value), (last,))]
    if ys:
        yield Segments("grid", np.array([[[LEFT, y], [frame.right, y]] for y in ys]), colours.rule)
    if drawing.heading.watermark:
        box = (LEFT, frame.top, frame.right, frame.bottom)
        yield watermark(drawing.heading.watermark, box, colours, measure)
    yield Segments("last price", np.array([[[LEFT, last], [frame.right, last]]]), colours.ink2, 1.0, (3.0, 2.0))
    for gap in drawing.gaps:
        yield from gap_marks(gap, frame, colours, measure)


def _data(drawing: CandleDrawing, frame: Frame, scale: Scale, colours: Palette) -> Iterator[Mark]:
    yield from volume_marks(drawing.series, frame, colours)
    prices = candle_marks if frame.slot >= LEAST_CANDLE_SLOT else line_marks
    yield from prices(drawing, frame, scale, colours)
    yield from overlay_marks(drawing, frame, scale, colours)


def _key_row(drawing: CandleDrawing, axis: ValueAxis, frame: Frame, measure: Measure) -> Iterator[Mark]:
    colours, y, end = PALETTES[drawing.theme], PLOT_TOP + ROW / 2, EDGE
    if axis.power:
        unit = f"{power_text(axis.power)} {drawing.series.key.pair.quote}"
        unit, size = fit(unit, 120, 10.5, False, measure)
        yield Words("unit", unit, EDGE, middle(y, size), colours.ink2, size, anchor="right")
        end -= measure(unit, size, False) + 8
    yield from keys(drawing.overlays, (LEFT, end), y, colours, measure)


def _extreme_labels(drawing: CandleDrawing, frame: Frame, scale: Scale, measure: Measure) -> Iterator[Mark]:
    series, colours = drawing.series, PALETTES[drawing.theme]
    highest, lowest = int(series.high.argmax()), int(series.low.argmin())
    x = frame.x(series.opened_ms)
    labels = (
        ("high", drawing.high_text, float(x[highest]), scale.y(float(series.high[highest])) - 8),
        ("low", drawing.low_text, float(x[lowest]), scale.y(float(series.low[lowest])) + 8.5),
    )
    blocks = tuple(gap_block(gap, frame) for gap in drawing.gaps)
    for role, wanted, at, y in labels:
        text, size = fit(wanted, frame.right - LEFT, 10.5, False, measure)
        width = measure(text, size, False)
        left = label_place(at, width, (LEFT, frame.right), blocks)
        yield Boxes(f"{role} ground", np.array([[left - 1, y - 5, left + width + 1, y + 5]]), colours.card)
        yield Words(role, text, left, middle(y, size), colours.ink2, size)


def label_place(at: float, width: float, ends: tuple[float, float], blocks: tuple[tuple[float, float], ...]) -> float:
    """Return the left end of a label centred on `at`, moved as little as possible to stay within `ends` and clear of
    `blocks`, but never by more than its width: it would no longer stand where it happened."""
    first, last = ends[0], ends[1] - width
    wanted = min(max(at - width / 2, first), last)
    beside = [edge for left, right in blocks for edge in (left - width - 2, right + 2)]
    clear = [
        place
        for place in (wanted, *beside)
        if first <= place <= last
        and abs(place - wanted) <= width
        and all(place + width <= left or place >= right for left, right in blocks)
    ]
    return min(clear, key=lambda place: abs(place - wanted), default=wanted)


def _gutter_marks(
    drawing: CandleDrawing, axis: ValueAxis, frame: Frame, scale: Scale, measure: Measure
) -> Iterator[Mark]:
    colours, left, room = PALETTES[drawing.theme], frame.right + 5, EDGE - frame.right - 3
    last = scale.y(drawing.last)
    for value, text in axis.ticks:
        if clear_of(scale.y(value), (last,)):
            yield Words("tick", text, left, middle(scale.y(value), 11), colours.ink2, 11)
    text, size = fit(drawing.last_text, _WIDEST_GUTTER, PILL_SIZE, True, measure)
    yield from pill("pill", text, last, (colours.ink, colours.card), (frame.right + 1, measure(text, size, True)))
    top = frame.base - VOLUME
    for role, words, y in (
        ("volume max", drawing.volume_max, top + 6),
        ("volume label", drawing.volume_label, top + 24),
    ):
        text, size = fit(words, room, 10.5, False, measure)
        yield Words(role, text, left, middle(y, size), colours.ink2, size)
    yield Segments("base", np.array([[[LEFT, frame.base], [frame.right, frame.base]]]), colours.edge, 0.8)


def _foot(drawing: CandleDrawing, frame: Frame, measure: Measure) -> Iterator[Mark]:
    colours, baseline = PALETTES[drawing.theme], frame.foot + 15
    zone, size = fit(drawing.zone_label, 130, 10.5, False, measure)
    yield Words("zone", zone, EDGE, baseline, colours.ink2, size, anchor="right")
    taken = (EDGE - measure(zone, size, False), EDGE)
    places = [frame.edge(ms) + frame.slot / 2 for ms, _ in frame.time.ticks]
    halves = [measure(text, 11, False) / 2 for _, text in frame.time.ticks]
    spans = [(x - half, x + half) for x, half in zip(places, halves, strict=True)]
    free = spread_out(spans, [(float("-inf"), 4.0), taken], apart=6.0)
    yield Segments("axis", np.array([[[LEFT, frame.foot], [frame.right, frame.foot]]]), colours.edge, 0.8)
    for x, (_, text), stands in zip(places, frame.time.ticks, free, strict=True):
        if stands:
            yield Segments("time mark", np.array([[[x, frame.foot], [x, frame.foot + 3]]]), colours.edge, 0.8)
            yield Words("time tick", text, x, baseline, colours.ink2, 11, anchor="centre")
