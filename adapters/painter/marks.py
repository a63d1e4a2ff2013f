"""What a picture is made of, before any library draws it.

Every length is in points from the top left, y downwards; a picture is always 360 pt wide, so that 1 pt is 1 css px on
a phone. Marks are painted in their order. `role` says what a mark shows.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from core.market.model import Floats

WIDTH_PT = 360.0
LEFT = 12.0
EDGE = 348.0

Anchor = Literal["left", "centre", "right"]

# (text, size in pt, strong) -> width in pt
Measure = Callable[[str, float, bool], float]


@dataclass(frozen=True, slots=True)
class Segments:
    """Straight lines, [n, 2, 2] as (x, y) ends; `dash` is on, off, … in pt."""

    role: str
    lines: Floats
    colour: str
    width: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Boxes:
    """Upright rectangles, [n, 4] as (x0, y0, x1, y1); the outline is centred on them."""

    role: str
    corners: Floats
    fill: str
    edge: str | None = None
    width: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Polyline:
    """One line through points [n, 2]; a NaN lifts the pen."""

    role: str
    points: Floats
    colour: str
    width: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    """A filled polygon [n, 2]."""

    role: str
    points: Floats
    fill: str


@dataclass(frozen=True, slots=True)
class Pill:
    """A rectangle with round corners: (x0, y0, x1, y1)."""

    role: str
    box: tuple[float, float, float, float]
    fill: str
    edge: str | None = None
    radius: float = 3.0


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text: `y` is its baseline, `strong` the 600 weight. A turned text (`angle` degrees, anticlockwise)
    has its middle at (x, y)."""

    role: str
    text: str
    x: float
    y: float
    colour: str
    size: float = 11.0
    strong: bool = False
    anchor: Anchor = "left"
    angle: float = 0.0
    alpha: float = 1.0


Mark = Segments | Boxes | Polyline | Area | Pill | Words


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture ready to be drawn: `size` in pixels, the colour of its ground, and its marks from back to front."""

    size: tuple[int, int]
    ground: str
    marks: tuple[Mark, ...]

    @property
    def height_pt(self) -> float:
        return height_pt(self.size)

    def words(self, role: str) -> tuple[str, ...]:
        """Return the texts that were set in this role."""
        return tuple(mark.text for mark in self.marks if isinstance(mark, Words) and mark.role == role)

    def of(self, role: str) -> Iterator[Mark]:
        return (mark for mark in self.marks if mark.role == role)


def height_pt(size: tuple[int, int]) -> float:
    """Return the height in pt of a picture of `size` pixels."""
    width, height = size
    return height * WIDTH_PT / width
