"""What rules compare: numbers of the market that have a name, and one comparison of such a number with a level."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Protocol

from core.market.model import Interval


class Fact(Protocol):
    """A number (or label) that changes with time; equal facts are one and the same number, so they hash.

    `coin` is the word of the coin whose price is told when a comparison of this fact comes true, None where there is
    none. Kinds that are not made of candles (portfolio, forecast, tendency) are told to the evaluator from outside.
    """

    @property
    def coin(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Price:
    """The price of `coin` in `unit` (upper-case ticker; None before a rule is saved), of `venue` alone where named."""

    coin: str
    unit: str | None = None
    venue: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """The price of `coin` against the close of the last 1-minute candle that closed `window` ago or before, as a
    fraction (-0.05 is -5 %). `unit` None: in the currency of the coin's own series."""

    coin: str
    window: timedelta
    unit: str | None = None
    venue: str | None = None


@dataclass(frozen=True, slots=True)
class Study:
    """An indicator's name and length: rsi 14, ema 50, macdhist (no length: 0)."""

    name: str
    length: int = 0


@dataclass(frozen=True, slots=True)
class Indicator:
    """The value of `study` on closed candles of `timeframe`, as TA-Lib computes it from the first stored candle on;
    `live` counts the running candle as closed at each price."""

    coin: str
    study: Study
    timeframe: Interval
    live: bool = False
    venue: str | None = None


@dataclass(frozen=True, slots=True)
class Distance:
    """The first indicator less the second: positive while `first` is above `second`."""

    first: Indicator
    second: Indicator

    @property
    def coin(self) -> str:
        return self.first.coin


@dataclass(frozen=True, slots=True)
class VolumeRatio:
    """Volume of the last closed bar of `timeframe` against the mean of the 20 closed bars before it; unknown if that
    is zero."""

    coin: str
    timeframe: Interval
    venue: str | None = None


@dataclass(frozen=True, slots=True)
class TendencyLabel:
    """The tendency of the market, a label; judged at each closed hourly candle."""

    @property
    def coin(self) -> None:
        return None


class Way(StrEnum):
    """How a fact meets a level. `BECOMES` is of labels: the level is the new label, or None for any other one."""

    BELOW = "below"
    ABOVE = "above"
    CROSSES = "crosses"
    EQUALS = "equals"
    BECOMES = "becomes"


class RearmBy(StrEnum):
    """What the re-arm distance is measured in.

    `PRICE` the greater of `size` (a fraction of the level) and ATR(14) of 15-minute candles · `SHARE` `size` as a
    fraction of the level, no ATR · `POINTS` `size` in the fact's own unit · `SECOND` `size` as a fraction of the
    second indicator · `NOTHING` the other side itself re-arms (opposite crossing, a bar on which it is not true, a
    new label).
    """

    PRICE = "price"
    SHARE = "share"
    POINTS = "points"
    SECOND = "second"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Rearm:
    """How far back a fact must go before the same crossing can be told again; fixed at the crossing."""

    by: RearmBy
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """One fact against one level, the atom of every condition.

    `level` in the fact's own unit (a price, a fraction, points, a multiple), a label or None for `BECOMES`. `touching`:
    the level itself counts as reached (changes, percents); otherwise it must be passed.
    """

    fact: Fact
    way: Way
    level: float | str | None
    rearm: Rearm
    touching: bool = False
