"""The scoreboard: how often ranges held against what was promised, and what chance alone would make of that."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from adapters.painter.axes import ValueAxis, held_axis, share_axis
from adapters.painter.heading import title_marks, watermark
from adapters.painter.marks import EDGE, LEFT, Area, Boxes, Mark, Measure, Pill, Polyline, Segments, Sheet, Words
from adapters.painter.themes import PALETTES, Palette
from adapters.painter.wording import fit, middle
from bot.speaking.drawings import ScoreboardDrawing, ScoreRow

SIZE = (1200, 1200)
PROMISED = 0.8

# Baselines of the lines under the title, and where the rows may lie.
_DETAIL, _COLUMNS, _ROWS_TOP, _ROWS_MOST = 36.0, 56.0, 63.0, 135.0
_PITCH, _LABEL = 26.0, 15.0
# The axis of the bars, and where the words beside it end.
_BARS = (112.0, 250.0)
_N_END, _HELD_END = 104.0, 290.0
_DOT = 4.2
_PLOT_LEFT, _PLOT_RIGHT, _PLOT_FOOT = 50.0, 340.0, 337.0
_RING = 2.3


@dataclass(frozen=True, slots=True)
class _Board:
    """Where the upper half is: rows of `pitch` pt from `_ROWS_TOP` to `foot`, over the axis of shares that held."""

    drawing: ScoreboardDrawing
    axis: ValueAxis
    pitch: float
    foot: float
    colours: Palette
    measure: Measure

    def x(self, share: float) -> float:
        begin, end = _BARS
        return begin + (share - self.axis.low) / (self.axis.high - self.axis.low) * (end - begin)


def scoreboard_sheet(drawing: ScoreboardDrawing, measure: Measure) -> Sheet:
    """Lay out a scoreboard.

    Raises
    ------
    ValueError
        If there is no row.
    """
    count = sum(len(group.rows) for group in drawing.groups)
    if not count:
        raise ValueError("no record to draw")
    colours = PALETTES[drawing.theme]
    labels = _LABEL * len(drawing.groups) if len(drawing.groups) > 1 else 0.0
    pitch = min(_PITCH, (_ROWS_MOST - labels) / count)
    board = _Board(drawing, held_axis(drawing), pitch, _ROWS_TOP + labels + pitch * count, colours, measure)
    marks = (
        *title_marks(drawing.heading, colours, measure),
        *_columns(board),
        *_rows(board),
        *_scale(board),
        *_calibration(board),
    )
    return Sheet(SIZE, colours.card, marks)


def _columns(board: _Board) -> Iterator[Mark]:
    drawing, colours, measure = board.drawing, board.colours, board.measure
    detail, size = fit(drawing.heading.detail, EDGE - LEFT, 10.5, False, measure)
    yield Words("detail", detail, LEFT, _DETAIL, colours.ink2, size)
    half = (EDGE - LEFT) / 2 - 4
    held, size = fit(drawing.held, half, 10.5, True, measure)
    yield Words("column", held, LEFT, _COLUMNS, colours.ink, size, strong=True)
    versus, size = fit(drawing.versus, half, 10.5, False, measure)
    yield Words("column", versus, EDGE, _COLUMNS, colours.ink2, size, anchor="right")


def _rows(board: _Board) -> Iterator[Mark]:
    groups, y = board.drawing.groups, _ROWS_TOP
    dots: list[Mark] = []
    for group in groups:
        if len(groups) > 1:
            label, size = fit(group.label, EDGE - LEFT, 10.5, False, board.measure)
            yield Words("group", label, LEFT, middle(y + _LABEL / 2, size), board.colours.ink2, size)
            y += _LABEL
        for row in group.rows:
            yield from _row(board, row, y + board.pitch / 2)
            dots += _dot(board, row, y + board.pitch / 2)
            y += board.pitch
    x = board.x(PROMISED)
    line = np.array([[[x, _ROWS_TOP], [x, board.foot + 4]]])
    yield Segments("promised", line, board.colours.mid, 1.2, (3.0, 2.5))
    # Before the line of what is promised, so that a dot on it is seen whole.
    yield from dots


def _row(board: _Board, row: ScoreRow, y: float) -> Iterator[Mark]:
    colours, measure = board.colours, board.measure
    begin, end = _BARS
    yield Segments("track", np.array([[[begin, y], [end, y]]]), colours.rule)
    low, high = (board.x(share) for share in row.tolerance)
    half = min(7.5, board.pitch / 2 - 2)
    yield Boxes("tolerance", np.array([[low, y - half, high, y + half]]), colours.b80, colours.edge, 0.8)
    n, n_size = fit(row.n, 56, 10.5, False, measure)
    n_left = _N_END - measure(n, n_size, False)
    ahead, size = fit(row.ahead, n_left - LEFT - 4, 12, True, measure)
    yield Words("ahead", ahead, LEFT, middle(y, size), colours.ink, size, strong=True)
    yield Words("n", n, _N_END, middle(y, n_size), colours.ink2, n_size, anchor="right")
    yield Words("held", row.held_text, _HELD_END, middle(y, 12), colours.ink, 12, strong=True, anchor="right")
    skill, size = fit(row.skill, EDGE - _HELD_END - 6, 12, False, measure)
    yield Words("skill", skill, EDGE, middle(y, size), colours.ink, size, anchor="right")


def _dot(board: _Board, row: ScoreRow, y: float) -> Iterator[Mark]:
    x = board.x(row.held)
    turn = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    for role, radius, fill in (("dot ring", _DOT + 1.3, board.colours.card), ("dot", _DOT, board.colours.ink)):
        yield Area(role, np.stack([x + radius * np.cos(turn), y + radius * np.sin(turn)], axis=1), fill)


def _scale(board: _Board) -> Iterator[Mark]:
    """Yield the words under the bars: the ticks of their axis, and what the bars are."""
    colours, baseline = board.colours, board.foot + 15
    for share, text in board.axis.ticks:
        yield Words("held tick", text, board.x(share), baseline, colours.ink2, 10.5, anchor="centre")
    first = board.axis.ticks[0][1]
    room = board.x(board.axis.low) - board.measure(first, 10.5, False) / 2 - LEFT - 18
    words, size = fit(board.drawing.tolerance, room, 10.5, False, board.measure)
    swatch = np.array([[LEFT, baseline - 8.5, LEFT + 10, baseline + 1.5]])
    yield Boxes("swatch", swatch, colours.b80, colours.edge, 0.8)
    yield Words("tolerance words", words, LEFT + 14, baseline, colours.ink2, size)
    yield Segments("rule", np.array([[[LEFT, board.foot + 24], [EDGE, board.foot + 24]]]), colours.rule)


def _plot_top(board: _Board) -> float:
    return board.foot + 50


def _calibration(board: _Board) -> Iterator[Mark]:
    shown, colours, measure = board.drawing.calibration, board.colours, board.measure
    baseline = board.foot + 39
    title, size = fit(shown.title, (EDGE - LEFT) * 0.62, 12.5, True, measure)
    yield Words("calibration", title, LEFT, baseline, colours.ink, size, strong=True)
    room = EDGE - LEFT - measure(title, size, True) - 8
    honest, size = fit(shown.honest, room, 10.5, False, measure)
    yield Words("honest", honest, EDGE, baseline, colours.ink2, size, anchor="right")
    axis = share_axis(board.drawing)
    top, height = _plot_top(board), _PLOT_FOOT - _plot_top(board)
    apart = 1 if height >= 90 else 2
    for place, (share, text) in enumerate(axis.ticks):
        x, y = _placed(board, share, share)
        yield Words("share tick", text, x, _PLOT_FOOT + 14, colours.ink2, 10.5, anchor="centre")
        if place % apart == 0:
            yield Segments("grid", np.array([[[_PLOT_LEFT, y], [_PLOT_RIGHT, y]]]), colours.rule)
            yield Words("share tick", text, _PLOT_LEFT - 6, middle(y, 10.5), colours.ink2, 10.5, anchor="right")
    yield from _curve(board)
    # In ink: of few outcomes chance makes so much that the shade reaches under the words.
    shade, size = fit(shown.shade, 190, 10.5, False, measure)
    yield Words("shade", shade, _PLOT_LEFT + 4, top + 13, colours.ink, size)
    axes, size = fit(shown.axes, 190, 10.5, False, measure)
    yield Words("axes", axes, _PLOT_RIGHT - 2, _PLOT_FOOT - 6, colours.ink, size, anchor="right")


def _curve(board: _Board) -> Iterator[Mark]:
    shown, colours = board.drawing.calibration, board.colours
    low, high = ([_placed(board, row[0], row[end]) for row in shown.chance.tolist()] for end in (1, 2))
    yield Area("chance", np.array([*low, *high[::-1]]), colours.b80)
    if board.drawing.heading.watermark:
        # The shade is a ground: behind it the word would not be seen.
        box = (_PLOT_LEFT, _plot_top(board), _PLOT_RIGHT, _PLOT_FOOT)
        yield watermark(board.drawing.heading.watermark, box, colours, board.measure)
    for side in (low, high):
        yield Polyline("chance outline", np.array(side), colours.edge, 0.8, (1.0, 2.0))
    diagonal = np.array([[_placed(board, 0.0, 0.0), _placed(board, 1.0, 1.0)]])
    yield Segments("honest line", diagonal, colours.mid, 1.2, (3.0, 2.5))
    points = [_placed(board, promised, happened) for promised, happened in shown.points]
    yield Polyline("happened", np.array(points), colours.ink, 1.6)
    for x, y in points:
        yield Pill("ring", (x - _RING, y - _RING, x + _RING, y + _RING), colours.card, colours.ink, radius=_RING)


def _placed(board: _Board, promised: float, happened: float) -> tuple[float, float]:
    top = _plot_top(board)
    x = _PLOT_LEFT + promised * (_PLOT_RIGHT - _PLOT_LEFT)
    return x, _PLOT_FOOT - happened * (_PLOT_FOOT - top)
