"""Sheet to PNG by matplotlib's object interface. Imported at the first picture only; not for two threads at once."""

from functools import singledispatch
from io import BytesIO
from typing import Any, Literal

import numpy as np
from matplotlib import rc_context
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, PathPatch, Polygon
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D
from PIL import Image

from adapters.painter.fonts import legible, properties
from adapters.painter.marks import WIDTH_PT, Area, Boxes, Mark, Pill, Polyline, Segments, Sheet, Words
from core.market.model import Floats

_INCH_PT = 72


def png(sheet: Sheet) -> bytes:
    """Return the sheet as PNG, equal sheets as equal bytes."""
    width, height = sheet.size
    inches = WIDTH_PT / _INCH_PT
    figure = Figure(figsize=(inches, inches * height / width), dpi=width / inches, facecolor=sheet.ground)
    canvas: Any = FigureCanvasAgg(figure)  # its methods carry no types
    scale = width / WIDTH_PT
    to_pixels = Affine2D().scale(scale, -scale).translate(0, height)
    for order, mark in enumerate(sheet.marks):
        artist = _artist(mark)
        artist.set_transform(to_pixels)
        artist.set_zorder(order)
        artist.set_clip_on(False)
        figure.add_artist(artist)
    file = BytesIO()
    # Hinted letters are wider or narrower than measured.
    with rc_context({"text.hinting": "none"}):
        canvas.draw()
    opaque = np.ascontiguousarray(np.asarray(canvas.buffer_rgba())[..., :3])
    Image.fromarray(opaque).save(file, "PNG", compress_level=3)
    return file.getvalue()


@singledispatch
def _artist(mark: Mark) -> Artist:
    raise TypeError(f"{type(mark).__name__} is no mark")


@_artist.register
def _(mark: Segments) -> Artist:
    path = _pieces(mark.lines, (Path.MOVETO, Path.LINETO))
    lines = PathPatch(path, fill=False, edgecolor=mark.colour, linewidth=mark.width, capstyle="butt")
    lines.set_linestyle(_dash(mark.dash, mark.width))
    lines.set_snap(bool(np.all((mark.lines[:, 0] == mark.lines[:, 1]).any(axis=1))))
    return lines


@_artist.register
def _(mark: Boxes) -> Artist:
    x0, y0, x1, y1 = mark.corners.T
    corners = ((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0))
    outlines = np.stack([np.stack(corner, axis=1) for corner in corners], axis=1)
    path = _pieces(outlines, (Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY))
    boxes = PathPatch(path, facecolor=mark.fill, edgecolor=mark.edge or "none", joinstyle="miter")
    boxes.set_linewidth(mark.width if mark.edge else 0)
    boxes.set_linestyle(_dash(mark.dash, mark.width))
    boxes.set_snap(True)
    return boxes


@_artist.register
def _(mark: Polyline) -> Artist:
    line = Line2D(mark.points[:, 0], mark.points[:, 1], color=mark.colour, linewidth=mark.width)
    line.set_linestyle(_dash(mark.dash, mark.width))
    line.set_solid_joinstyle("round")
    return line


@_artist.register
def _(mark: Area) -> Artist:
    return Polygon(mark.points, closed=True, facecolor=mark.fill, edgecolor="none")


@_artist.register
def _(mark: Pill) -> Artist:
    x0, y0, x1, y1 = mark.box
    style = f"round,pad=0,rounding_size={mark.radius}"
    edge = mark.edge or "none"
    return FancyBboxPatch((x0, y0), x1 - x0, y1 - y0, boxstyle=style, facecolor=mark.fill, edgecolor=edge, linewidth=1)


@_artist.register
def _(mark: Words) -> Artist:
    turned = mark.angle != 0
    return Text(
        mark.x,
        mark.y,
        legible(mark.text),
        color=mark.colour,
        alpha=mark.alpha,
        rotation=mark.angle,
        rotation_mode="anchor",
        fontproperties=properties(mark.size, mark.strong),
        horizontalalignment="center" if turned or mark.anchor == "centre" else mark.anchor,
        verticalalignment="center_baseline" if turned else "baseline",
        # A dollar sign is a dollar sign.
        parse_math=False,
        usetex=False,
    )


def _pieces(points: Floats, codes: tuple[np.uint8, ...]) -> Path:
    # All of a kind as one path: a collection of 5,000 paths takes ten times as long.
    return Path(points.reshape(-1, 2), np.tile(np.array(codes, dtype=np.uint8), len(points)))


def _dash(dash: tuple[float, ...], width: float) -> Literal["solid"] | tuple[float, tuple[float, ...]]:
    # matplotlib counts dashes in line widths, we in pt.
    return (0, tuple(length / width for length in dash)) if dash else "solid"
