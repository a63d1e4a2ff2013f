"""A rule as the oracle knows it: what it wants, and how it is written in the language of rules.

Numbers are decimal text, so that what is exactly on a level can be told from what is nearly there. Lengths of time are
milliseconds.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
WEEK = 7 * DAY
TIMEFRAMES = {
    "1m": MINUTE,
    "5m": 5 * MINUTE,
    "15m": 15 * MINUTE,
    "30m": 30 * MINUTE,
    "1h": HOUR,
    "4h": 4 * HOUR,
    "1d": DAY,
    "1w": WEEK,
}


class Op(StrEnum):
    """How a value meets a level, as it is written."""

    BELOW = "<"
    ABOVE = ">"
    CROSSES = "crosses"
    EQUALS = "equals"


@dataclass(frozen=True, slots=True)
class PriceIs:
    """btc < 60000"""

    coin: str
    op: Op
    level: str

    @property
    def text(self) -> str:
        return f"{self.coin} {self.op} {self.level}"


@dataclass(frozen=True, slots=True)
class Changed:
    """eth -5% 1h; `sign` is -, + or ±."""

    coin: str
    sign: str
    percent: str
    window: int

    @property
    def text(self) -> str:
        return f"{self.coin} {self.sign}{self.percent}% {span(self.window)}"


@dataclass(frozen=True, slots=True)
class IndicatorIs:
    """btc rsi 1h < 30, eth ema20 4h crosses ema50; `against` is a number or another indicator's word."""

    coin: str
    word: str
    timeframe: str
    op: Op
    against: str
    live: bool = False

    @property
    def text(self) -> str:
        return f"{self.coin} {self.word} {self.timeframe} {self.op} {self.against}{' live' * self.live}"


@dataclass(frozen=True, slots=True)
class VolumeIs:
    """btc volume 5m > 3x"""

    coin: str
    timeframe: str
    op: Op
    times: str

    @property
    def text(self) -> str:
        return f"{self.coin} volume {self.timeframe} {self.op} {self.times}x"


@dataclass(frozen=True, slots=True)
class OffPeg:
    """usdt off 1 by 0.5%"""

    coin: str
    anchor: str
    percent: str

    @property
    def text(self) -> str:
        return f"{self.coin} off {self.anchor} by {self.percent}%"


One = PriceIs | Changed | IndicatorIs | VolumeIs | OffPeg


@dataclass(frozen=True, slots=True)
class Both:
    """Parts joined by `and`."""

    parts: "tuple[Tree, ...]"

    @property
    def text(self) -> str:
        return " and ".join(f"({part.text})" if isinstance(part, Either) else part.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class Either:
    """Parts joined by `or`."""

    parts: "tuple[Tree, ...]"

    @property
    def text(self) -> str:
        return " or ".join(part.text for part in self.parts)


Tree = One | Both | Either


@dataclass(frozen=True, slots=True)
class Wanted:
    """A rule: its tree and its options. `until` is the last day, in the person's zone."""

    tree: Tree
    every: int | None = None
    most: int | None = None
    lasting: int | None = None
    until: date | None = None
    rearm: str | None = None
    note: str | None = None

    @property
    def text(self) -> str:
        options = (
            f"every {span(self.every)}" if self.every else "",
            f"max {self.most}" if self.most else "",
            f"for {span(self.lasting)}" if self.lasting else "",
            f"until {self.until.isoformat()}" if self.until else "",
            f"rearm {self.rearm}%" if self.rearm else "",
            f"note {self.note}" if self.note else "",
        )
        return " ".join((self.tree.text, *filter(None, options)))

    @property
    def coins(self) -> tuple[str, ...]:
        """Each coin once, in the order of the text."""
        return tuple(dict.fromkeys(one.coin for one in ones(self.tree)))


def ones(tree: Tree) -> tuple[One, ...]:
    """Return the conditions of a tree in the order of its text."""
    if isinstance(tree, Both | Either):
        return tuple(one for part in tree.parts for one in ones(part))
    return (tree,)


def span(length: int) -> str:
    """Return a length of time as it is typed: 90s, 5m, 4h, 2d."""
    for unit, word in ((DAY, "d"), (HOUR, "h"), (MINUTE, "m")):
        if length % unit == 0:
            return f"{length // unit}{word}"
    return f"{length // SECOND}s"
