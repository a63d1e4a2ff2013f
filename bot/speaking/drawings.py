"""What is drawn: numbers as columns, and every word already said in the person's language.

The painter chooses no words and no number format: it gets texts and the two formatters for its axes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from core.market.model import CandleSeries, Floats

Theme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a picture: "BTC/USDT" · "50,258 USDT" · "+2.4%" (`sign` −1, 0, +1) · "28 h" · the detail line. `tag`
    (SIMULATED, REPLAY 2021-04-18) stands top right, and `watermark` (its first word) across the plot."""

    title: str
    figure: str
    change: str
    sign: int
    window: str
    detail: str
    tag: str | None = None
    watermark: str | None = None


@dataclass(frozen=True, slots=True)
class Curve:
    """A line of values [n] float64 on the candles' times (NaN where unknown); `name` as shown, "EMA(20)"."""

    name: str
    values: Floats
    pill: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """An indicator below the plot: "RSI(14, 4 h)", its curves (the last value of the first as a pill), dotted `levels`,
    `bars` drawn as columns (MACD's histogram) and fixed `bounds` where it has them (0..100)."""

    name: str
    curves: tuple[Curve, ...]
    levels: tuple[float, ...] = ()
    bars: Floats | None = None
    bounds: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """Where candles are missing, [since_ms, until_ms), and what is written there: "no data 06:01-10:45"."""

    since_ms: int
    until_ms: int
    label: str


@dataclass(frozen=True, slots=True)
class CandleDrawing:
    """A candle chart. `running` says that the last candle is not closed; `last` is the last price with its pill text.
    `price_text` and `time_text` format the axes; `time_text(at, step_s)` gives the tick's words for that spacing."""

    heading: Heading
    series: CandleSeries
    running: bool
    last: float
    last_text: str
    high_text: str
    low_text: str
    volume_label: str
    volume_max: str
    zone: str
    zone_label: str
    price_text: Callable[[float], str]
    time_text: Callable[[datetime, int], str]
    overlays: tuple[Curve, ...] = ()
    panels: tuple[Panel, ...] = ()
    gaps: tuple[Gap, ...] = ()
    theme: Theme = "light"


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile of the heatmap: ticker, signed percent as text, change as a fraction."""

    symbol: str
    text: str
    change: float


@dataclass(frozen=True, slots=True)
class HeatmapDrawing:
    """Up to 20 tiles sorted by change; `legend` names the five steps from lowest to highest."""

    heading: Heading
    tiles: tuple[Tile, ...]
    legend: tuple[str, str, str, str, str]
    theme: Theme = "light"


@dataclass(frozen=True, slots=True)
class DepthDrawing:
    """Two step curves of cumulated size: (price, size) best first; the words for spread, ±1 % depth and both sides."""

    heading: Heading
    bids: tuple[tuple[float, float], ...]
    asks: tuple[tuple[float, float], ...]
    bids_text: str
    asks_text: str
    price_text: Callable[[float], str]
    size_text: Callable[[float], str]
    theme: Theme = "light"


@dataclass(frozen=True, slots=True)
class FanPoint:
    """A horizon that was really forecast: `ahead_ms` after the cut-off, its name at the foot ("7 d"), and the prices at
    the lower and upper ends of the 50, 80 and 95 % ranges."""

    ahead_ms: int
    text: str
    b50: tuple[float, float]
    b80: tuple[float, float]
    b95: tuple[float, float]


@dataclass(frozen=True, slots=True)
class FanDrawing:
    """A fan: candles up to the cut-off, the ranges after it around the last price. `ends` are the words of the last
    point's prices: low and high of the 50, of the 80 and of the 95 % range; `shares` name the bands in this order;
    `foot` is the record, its first line strong."""

    heading: Heading
    series: CandleSeries
    cutoff_ms: int
    last: float
    last_text: str
    points: tuple[FanPoint, ...]
    ends: tuple[str, str, str, str, str, str]
    shares: tuple[str, str, str]
    known: str
    unknown: str
    foot: tuple[str, ...]
    zone: str
    zone_label: str
    price_text: Callable[[float], str]
    time_text: Callable[[datetime, int], str]
    theme: Theme = "light"


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """How ranges of one horizon held: its name ("7 d"), `held` as a fraction and the ends of its tolerance, each with
    its words beside."""

    ahead: str
    n: str
    held: float
    held_text: str
    skill: str
    tolerance: tuple[float, float]


@dataclass(frozen=True, slots=True)
class ScoreGroup:
    """Rows of one kind of record, live or back-filled; `label` says which where there are both."""

    label: str
    rows: tuple[ScoreRow, ...]


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was promised of central ranges against what happened: (promised, happened) as fractions, and `chance` [k, 3]
    the promised share with both ends of what chance allows. Words: title, what a point on the line means, what the
    shade is, what the axes are."""

    points: tuple[tuple[float, float], ...]
    chance: Floats
    title: str
    honest: str
    shade: str
    axes: str


@dataclass(frozen=True, slots=True)
class ScoreboardDrawing:
    """Whether ranges hold: rows by kind under the words of their columns (`held`, `versus`), and `tolerance` in words;
    below them the calibration of one horizon. `percent_text` formats the axes."""

    heading: Heading
    groups: tuple[ScoreGroup, ...]
    held: str
    versus: str
    tolerance: str
    percent_text: Callable[[float], str]
    calibration: Calibration
    theme: Theme = "light"


Drawing = CandleDrawing | HeatmapDrawing | DepthDrawing | FanDrawing | ScoreboardDrawing
