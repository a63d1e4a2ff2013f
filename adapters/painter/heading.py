"""The head of a picture, the same for all: title, figure and change, detail, mode tag; and the watermark."""

import math
from collections.abc import Iterator

from adapters.painter.marks import EDGE, LEFT, Mark, Measure, Pill, Words
from adapters.painter.themes import Palette
from adapters.painter.wording import CAPITALS, fit, middle
from bot.speaking.drawings import Heading

WATERMARK_ANGLE = 18.0
WATERMARK_ALPHA = 0.13

_TAG_SIZE = 10.5
_TAG_MIDDLE = 15.5


def heading_marks(heading: Heading, colours: Palette, measure: Measure) -> Iterator[Mark]:
    """Yield the three lines above the plot and the tag beside them."""
    yield from title_marks(heading, colours, measure)
    yield from _figure_line(heading, colours, measure)
    detail, size = fit(heading.detail, EDGE - LEFT, 10.5, False, measure)
    yield Words("detail", detail, LEFT, 58, colours.ink2, size)


def title_marks(heading: Heading, colours: Palette, measure: Measure) -> Iterator[Mark]:
    """Yield the first line and the tag beside it."""
    title_end = EDGE
    if heading.tag:
        tag, size = fit(heading.tag, 200, _TAG_SIZE, True, measure)
        left = EDGE - measure(tag, size, True) - 10
        title_end = left - 8
        yield Pill("tag", (left, 8, EDGE, 23), colours.sim_ground, colours.sim)
        yield Words("tag", tag, left + 5, middle(_TAG_MIDDLE, size), colours.sim, size, strong=True)
    title, size = fit(heading.title, title_end - LEFT, 13, True, measure)
    yield Words("title", title, LEFT, 20, colours.ink, size, strong=True)


def _figure_line(heading: Heading, colours: Palette, measure: Measure) -> Iterator[Mark]:
    change, change_size = fit(heading.change, 120, 13, True, measure)
    window, window_size = fit(heading.window, 90, 11, False, measure)
    change_width = measure(change, change_size, True)
    beside = change_width + measure(window, window_size, False) + 9 * bool(change) + 5 * bool(window)
    figure, size = fit(heading.figure, EDGE - LEFT - beside, 21, True, measure)
    x = LEFT + measure(figure, size, True) + 9
    yield Words("figure", figure, LEFT, 43, colours.ink, size, strong=True)
    if change:
        colour = {-1: colours.down, 0: colours.ink2, 1: colours.up}[heading.sign]
        yield Words("change", change, x, 43, colour, change_size, strong=True)
        x += change_width + 5
    if window:
        yield Words("window", window, x, 43, colours.ink2, window_size)


def watermark(word: str, box: tuple[float, float, float, float], colours: Palette, measure: Measure) -> Words:
    """Return the word across `box`, as large as fits when it is turned, at most 44 pt."""
    x0, y0, x1, y1 = box
    turn = math.radians(WATERMARK_ANGLE)
    per_pt = measure(word, 1, True)
    wide = (x1 - x0) / (per_pt * math.cos(turn) + CAPITALS * math.sin(turn))
    high = (y1 - y0) / (per_pt * math.sin(turn) + CAPITALS * math.cos(turn))
    size = min(44.0, 0.9 * wide, 0.9 * high)
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    return Words("watermark", word, x, y, colours.sim, size, True, "centre", WATERMARK_ANGLE, WATERMARK_ALPHA)
