"""The fan: candles that are known, and the ranges of what is not, around the last price. Grey: a width has no side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from adapters.painter.axes import TimeAxis, ValueAxis, fan_axis, fan_time_axis
from adapters.painter.frame import FOOT, PLOT_TOP, Scale, clear_of
from adapters.painter.heading import heading_marks, watermark
from adapters.painter.marks import (
    EDGE,
    LEFT,
    Anchor,
    Area,
    Mark,
    Measure,
    Pill,
    Polyline,
    Segments,
    Sheet,
    Words,
    height_pt,
)
from adapters.painter.themes import PALETTES, Palette
from adapters.painter.ticks import power_text, spread_out
from adapters.painter.wording import LEAST_SIZE, PILL_SIZE, broken, fit, middle, pill
from bot.speaking.drawings import FanDrawing
from core.market.model import Floats

SIZE = (1200, 1200)
# Room for the record of two lines; each further line takes as much from the plot.
_RECORD = 44.0
_LINE = 16.0
_MOST_LINES = 4
_GUTTER = 46.0
# What is known takes this share of the width.
_KNOWN = 0.66
_DOT = 2.2
# Size of a tick's words, and how high their digits rise.
_TICK, _RISE = 10.5, 7.5
# Small enough for 1, 7, 14 and 30 days to stand side by side.
_HORIZON = 10.0
_STEPS = 24
# Above it the power of ten and "known" are written.
_BELOW_WORDS = PLOT_TOP + 14


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where things are: known candles from LEFT to `now`, what is not known from there to `right`, over the `axis` of
    time; below it the lines of the `record` with their size and whether they are strong."""

    drawing: FanDrawing
    scale: Scale
    time: TimeAxis
    now: float
    right: float
    axis: float
    record: Sequence[tuple[str, float, bool]]
    colours: Palette

    def past(self, ms: Floats) -> Floats:
        share = (ms - self.time.since_ms) / (self.time.until_ms - self.time.since_ms)
        return np.asarray(LEFT + share * (self.now - LEFT))

    def ahead(self, ms: Floats) -> Floats:
        return np.asarray(self.now + ms / self.drawing.points[-1].ahead_ms * (self.right - self.now))

    def y(self, prices: Floats) -> Floats:
        return self.scale.ys(np.log(prices))


def fan_sheet(drawing: FanDrawing, measure: Measure) -> Sheet:
    """Lay out a fan.

    Raises
    ------
    ValueError
        If there is no candle, or nothing that was forecast.
    """
    if not len(drawing.series) or not drawing.points:
        raise ValueError("no candle or no range to draw")
    axis, colours = fan_axis(drawing), PALETTES[drawing.theme]
    widest = max(measure(text, 11, True) for text in (drawing.last_text, *drawing.ends))
    right = EDGE - max(_GUTTER, widest + 9) - 4
    record = _record_lines(drawing, measure)
    bottom = height_pt(SIZE) - _RECORD - FOOT - _LINE * max(0, len(record) - 2)
    plot = _Plot(
        drawing,
        Scale.of(axis, PLOT_TOP + 14, bottom),
        fan_time_axis(drawing),
        LEFT + _KNOWN * (right - LEFT),
        right,
        bottom,
        record,
        colours,
    )
    marks = [
        *heading_marks(drawing.heading, colours, measure),
        *_grid(plot, axis, measure),
        *_bands(plot),
        *_candles(plot),
        *_divide(plot),
        *_shares(plot, measure),
        *_ends(plot, measure),
        *_foot(plot, axis, measure),
        *_record(plot),
    ]
    if drawing.heading.watermark:
        box = (LEFT, plot.scale.top, plot.now, plot.axis)
        marks.insert(0, watermark(drawing.heading.watermark, box, colours, measure))
    return Sheet(SIZE, colours.card, tuple(marks))


def band(points: tuple[tuple[int, float], ...], last: float, steps: int = _STEPS) -> Floats:
    """Return an outline [n, 2] as (ms ahead, price) from `last` through `points`: between two of them the logarithm
    grows with the square root of time, as a random walk's width does."""
    known = np.sqrt(np.array([0, *(ms for ms, _ in points)], dtype=np.float64))
    logs = np.log(np.array([last, *(price for _, price in points)]))
    roots = np.unique(np.concatenate([np.linspace(0.0, known[-1], steps), known]))
    return np.stack([roots**2, np.exp(np.interp(roots, known, logs))], axis=1)


def _grid(plot: _Plot, axis: ValueAxis, measure: Measure) -> Iterator[Mark]:
    for value, text in axis.ticks:
        y = plot.scale.y(value)
        yield Segments("grid", np.array([[[LEFT, y], [plot.now, y]]]), plot.colours.rule)
        x, baseline, anchor = _beside_candles(plot, y, measure(text, _TICK, False))
        yield Words("tick", text, x, baseline, plot.colours.ink2, _TICK, anchor=anchor)


def _beside_candles(plot: _Plot, y: float, width: float) -> tuple[float, float, Anchor]:
    """Return where the words of a grid line stand: above it at the left, else where no candle crosses them."""
    series, length = plot.drawing.series, float(plot.drawing.series.key.interval.ms)
    opened = series.opened_ms.astype(np.float64)
    begins, ends = plot.past(opened), plot.past(opened + length)
    # The line of closes comes from the candle before.
    before = np.concatenate([series.close[:1], series.close[:-1]])
    tops, feet = plot.y(np.maximum(series.high, before)), plot.y(np.minimum(series.low, before))
    sides: tuple[tuple[float, float, Anchor], ...] = (
        (LEFT + 1, LEFT + 1, "left"),
        (plot.now - 4 - width, plot.now - 4, "right"),
    )
    for left, x, anchor in sides:
        near = (begins <= left + width + 1) & (ends >= left - 1)
        for baseline in (y - 3, y + 3 + _RISE):
            if baseline - _RISE < _BELOW_WORDS:
                continue
            if not (near & (tops <= baseline + 1) & (feet >= baseline - _RISE - 1)).any():
                return x, baseline, anchor
    return LEFT + 1, y - 3, "left"


def _bands(plot: _Plot) -> Iterator[Mark]:
    drawing, colours = plot.drawing, plot.colours
    for role, fill in (("b95", colours.b95), ("b80", colours.b80), ("b50", colours.b50)):
        low, high = (_outline(plot, role, side) for side in (0, 1))
        yield Area(role, np.concatenate([low, high[::-1]]), fill)
    # The fills are soft; the outlines stand out from the ground.
    styles = (
        ("b95", colours.edge, 1.0, (1.0, 2.0)),
        ("b50", colours.ink2, 1.0, (4.0, 2.5)),
        ("b80", colours.mid, 1.4, ()),
    )
    for role, colour, width, dash in styles:
        for side in (0, 1):
            yield Polyline(f"{role} outline", _outline(plot, role, side), colour, width, dash)
    y = plot.scale.y(float(np.log(drawing.last)))
    yield Segments("middle", np.array([[[plot.now, y], [plot.right, y]]]), colours.mid, 1.2, (4.0, 3.0))
    dots = [(point.ahead_ms, price) for point in drawing.points for price in point.b80]
    for x, dot in zip(plot.ahead(np.array([ms for ms, _ in dots], dtype=np.float64)), dots, strict=True):
        at = plot.scale.y(float(np.log(dot[1])))
        box = (float(x) - _DOT, at - _DOT, float(x) + _DOT, at + _DOT)
        yield Pill("dot", box, colours.card, colours.mid, radius=_DOT)


def _outline(plot: _Plot, role: str, side: int) -> Floats:
    points = tuple((point.ahead_ms, getattr(point, role)[side]) for point in plot.drawing.points)
    curve = band(points, plot.drawing.last)
    return np.stack([plot.ahead(curve[:, 0]), plot.y(curve[:, 1])], axis=1)


def _candles(plot: _Plot) -> Iterator[Mark]:
    series, colours = plot.drawing.series, plot.colours
    opened, length = series.opened_ms.astype(np.float64), float(series.key.interval.ms)
    x = plot.past(opened + length / 2)
    bars = np.stack([np.stack([x, plot.y(series.high)], axis=1), np.stack([x, plot.y(series.low)], axis=1)], axis=1)
    yield Segments("high and low", bars, colours.b50, 1.2)
    closes = np.stack([plot.past(opened + length), plot.y(series.close)], axis=1)
    yield Polyline("close", closes, colours.ink, 1.6)


def _divide(plot: _Plot) -> Iterator[Mark]:
    drawing, colours, top = plot.drawing, plot.colours, PLOT_TOP + 2
    yield Segments("now", np.array([[[plot.now, top], [plot.now, plot.axis]]]), colours.edge, 0.8)
    yield Words("known", drawing.known, plot.now - 4, top + 9, colours.ink2, 10.5, anchor="right")
    yield Words("unknown", drawing.unknown, plot.now + 4, top + 9, colours.ink2, 10.5)


def _shares(plot: _Plot, measure: Measure) -> Iterator[Mark]:
    """Name each band inside it, near the right end, where it is widest: between what bounds it at both ends of the
    name, as the outlines rise."""
    drawing, colours, right = plot.drawing, plot.colours, plot.right - 4
    inner = np.array([[plot.now, plot.scale.y(float(np.log(drawing.last)))]])
    taken: list[float] = []
    for text, role in zip(drawing.shares, ("b50", "b80", "b95"), strict=True):
        outer, strong = _outline(plot, role, 1), role == "b80"
        left = right - measure(text, 10.5, strong)
        y = (np.interp(left, outer[:, 0], outer[:, 1]) + np.interp(right, inner[:, 0], inner[:, 1])) / 2
        inner = outer
        if clear_of(float(y), tuple(taken), 11.0):
            taken.append(float(y))
            yield Words("share", text, right, middle(float(y), 10.5), colours.ink, 10.5, strong, "right")


def _ends(plot: _Plot, measure: Measure) -> Iterator[Mark]:
    drawing, colours, left = plot.drawing, plot.colours, plot.right + 5
    y = plot.scale.y(float(np.log(drawing.last)))
    text, size = fit(drawing.last_text, EDGE - left, PILL_SIZE, True, measure)
    yield from pill("pill", text, y, (colours.ink, colours.card), (plot.right + 1, measure(text, size, True)))
    point, taken = drawing.points[-1], [y]
    prices = (*point.b80, *point.b50, *point.b95)
    words = (*drawing.ends[2:4], *drawing.ends[0:2], *drawing.ends[4:6])
    # The 80 % range goes first: where there is no room for all its ends are said.
    for place, (price, text) in enumerate(zip(prices, words, strict=True)):
        at = plot.scale.y(float(np.log(price)))
        if clear_of(at, tuple(taken), 12.5):
            taken.append(at)
            strong = place < 2
            yield Words("end", text, left, middle(at, 11), colours.ink if strong else colours.ink2, 11, strong)


def _foot(plot: _Plot, axis: ValueAxis, measure: Measure) -> Iterator[Mark]:
    drawing, colours, baseline = plot.drawing, plot.colours, plot.axis + 15
    yield Segments("axis", np.array([[[LEFT, plot.axis], [plot.right, plot.axis]]]), colours.edge, 0.8)
    if axis.power:
        unit = f"{power_text(axis.power)} {drawing.series.key.pair.quote}"
        # Beside the ticks: the ends in the gutter are written in full.
        yield Words("unit", unit, LEFT + 1, PLOT_TOP + 11, colours.ink2, 10.5)
    zone_end = LEFT + measure(drawing.zone_label, 10.5, False)
    yield Words("zone", drawing.zone_label, LEFT, baseline, colours.ink2, 10.5)
    taken = [(LEFT, zone_end)]
    ahead = plot.ahead(np.array([point.ahead_ms for point in drawing.points], dtype=np.float64)).tolist()
    for x, point in zip(ahead[::-1], drawing.points[::-1], strict=True):
        yield Segments("horizon mark", np.array([[[x, plot.axis], [x, plot.axis + 3]]]), colours.edge, 0.8)
        half = measure(point.text, _HORIZON, True) / 2
        if spread_out([(x - half, x + half)], taken, apart=3.0)[0]:
            taken.append((x - half, x + half))
            yield Words("horizon", point.text, x, baseline, colours.ink, _HORIZON, strong=True, anchor="centre")
    for ms, text in plot.time.ticks:
        x, half = float(plot.past(np.array([ms], dtype=np.float64))[0]), measure(text, 11, False) / 2
        if spread_out([(x - half, x + half)], taken, apart=6.0)[0]:
            taken.append((x - half, x + half))
            yield Words("time tick", text, x, baseline, colours.ink2, 11, anchor="centre")


def _record_lines(drawing: FanDrawing, measure: Measure) -> list[tuple[str, float, bool]]:
    """Return the lines of the record: its first part strong, each broken where it does not fit, so that no figure of it
    is cut."""
    lines: list[tuple[str, float, bool]] = []
    for place, words in enumerate(drawing.foot[:2]):
        strong = place == 0
        whole, size = fit(words, EDGE - LEFT, 11, strong, measure)
        if whole == words:
            lines.append((whole, size, strong))
        else:
            lines += [(part, LEAST_SIZE, strong) for part in broken(words, EDGE - LEFT, LEAST_SIZE, strong, measure)]
    return lines[:_MOST_LINES]


def _record(plot: _Plot) -> Iterator[Mark]:
    top, colours = plot.axis + FOOT + 2, plot.colours
    yield Segments("record rule", np.array([[[LEFT, top], [EDGE, top]]]), colours.rule)
    for line, (text, size, strong) in enumerate(plot.record):
        colour = colours.ink if strong else colours.ink2
        yield Words("record", text, LEFT, top + 14 + line * _LINE, colour, size, strong=strong)
