"""The zones of a candle picture in pt, and the way from times and values to places in it."""

from dataclasses import dataclass

import numpy as np

from adapters.painter.axes import TimeAxis, ValueAxis
from adapters.painter.marks import EDGE, LEFT, height_pt
from core.market.model import Floats, Instants

SIZES = ((1200, 900), (1200, 1200), (1024, 1280))
PLOT_TOP = 68.0
ROW = 14.0
VOLUME = 30.0
PANEL = 66.0
PANEL_NAME = 17.0
FOOT = 22.0
GUTTER = 46.0

# The window's high and low are written in this strip above and below the prices.
LABEL_STRIP = 13.0


@dataclass(frozen=True, slots=True)
class Frame:
    """Where things are. `top` .. `bottom` is the plot, `base` the line under the volume, `foot` the one under all;
    `panels` are (top, bottom) of each indicator."""

    size: tuple[int, int]
    time: TimeAxis
    right: float
    top: float
    bottom: float
    base: float
    foot: float
    panels: tuple[tuple[float, float], ...]

    @property
    def slot(self) -> float:
        """The width of one candle's place in pt."""
        return (self.right - LEFT) * self.time.interval_ms / (self.time.until_ms - self.time.since_ms)

    def edge(self, ms: int) -> float:
        """Return the x where the place of the candle opened at `ms` begins."""
        share = (ms - self.time.since_ms) / (self.time.until_ms - self.time.since_ms)
        return LEFT + share * (self.right - LEFT)

    def x(self, opened_ms: Instants) -> Floats:
        """Return the middles of the candles opened then, [n]."""
        share = (opened_ms - self.time.since_ms) / (self.time.until_ms - self.time.since_ms)
        return np.asarray(LEFT + share * (self.right - LEFT) + self.slot / 2)


def frame_of(time: TimeAxis, panels: int, gutter: float, rows: int) -> Frame:
    """Lay out a picture with so many indicators, `gutter` pt for the price axis and `rows` of words above the plot.

    Raises
    ------
    ValueError
        If there are more indicators than a phone can show.
    """
    if panels >= len(SIZES):
        raise ValueError(f"{panels} indicators do not fit; two do")
    size = SIZES[panels]
    foot = height_pt(size) - FOOT
    bottoms = [foot - (PANEL + PANEL_NAME) * n for n in reversed(range(panels))]
    base = foot - (PANEL + PANEL_NAME) * panels
    return Frame(
        size=size,
        time=time,
        right=EDGE - max(GUTTER, gutter) - 4,
        top=PLOT_TOP + ROW * rows,
        bottom=base - VOLUME - 4,
        base=base,
        foot=foot,
        panels=tuple((bottom - PANEL, bottom) for bottom in bottoms),
    )


@dataclass(frozen=True, slots=True)
class Scale:
    """From values to y: `low` stands at `bottom`, `high` at `top`."""

    low: float
    high: float
    top: float
    bottom: float

    @classmethod
    def of(cls, axis: ValueAxis, top: float, bottom: float) -> "Scale":
        return cls(axis.low, axis.high, top, bottom)

    def y(self, value: float) -> float:
        return self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - self.top)

    def ys(self, values: Floats) -> Floats:
        return np.asarray(self.bottom - (values - self.low) / (self.high - self.low) * (self.bottom - self.top))


def clear_of(place: float, others: tuple[float, ...], apart: float = 14.0) -> bool:
    """Tell whether a tick at `place` leaves `apart` pt to each of the pills at `others`."""
    return all(abs(place - other) >= apart for other in others)
