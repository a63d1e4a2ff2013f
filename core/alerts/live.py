"""Indicators that count the running bar as closed at each price."""

from collections.abc import Sequence
from math import inf
from typing import NamedTuple

from core.alerts.facts import Distance, Indicator
from core.alerts.gauges import Gauge, Stand
from core.alerts.minutes import MINUTE_MS
from core.market.running import Bar, State, stepped

# While a bar runs these rise with its close, in a straight line, and look at nothing else of it; so does the RSI, bent.
_STRAIGHT = frozenset({"ema", "sma", "bbmiddle", "macd", "macdsignal", "macdhist"})
_RISING = _STRAIGHT | {"rsi"}
# How far around a minute's prices it is tried whether all others would be calm, too, as shares of them.
_TRIED = (0.01, 0.0)
# Values nearer than this to a level may pass it by their last digits.
_ROUNDING = 1e-9


class _Calm(NamedTuple):
    """Between these prices nothing is passed, while the bar runs and the levels around are these."""

    low: float
    high: float
    floor: float
    ceiling: float


class _Line:
    """One indicator: its state at the last closed bar, and the extremes of the bar that runs since `began` (ms)."""

    __slots__ = ("_fact", "_grid", "_high", "_low", "_rows", "_stand", "_state", "began")

    def __init__(self, fact: Indicator, stand: Stand) -> None:
        self._fact, self._stand = fact, stand
        self._grid = (fact.timeframe.ms, fact.timeframe.floor_ms(0))
        self._rows = 0
        self._state: State = ()
        self.began = -1
        self._high = self._low = 0.0

    def at(self, price: float, minute: int) -> float | None:
        """Return the value with `price` as the close of the bar that holds the minute opened at `minute`."""
        self.run(price, minute)
        self._high, self._low = max(self._high, price), min(self._low, price)
        return self.peek(price)

    def run(self, price: float, minute: int) -> None:
        """Begin the bar that holds the minute opened at `minute`, with `price`, unless it runs."""
        if not self.runs(minute):
            length, offset = self._grid
            self._begin(minute - (minute - offset) % length, minute, price)

    def runs(self, minute: int) -> bool:
        """Whether the running bar holds the minute opened at `minute`."""
        return 0 <= minute - self.began < self._grid[0] and self.began >= 0

    def peek(self, price: float) -> float | None:
        """Return the value with `price` as the close of the running bar, its extremes being what they are."""
        study = self._fact.study
        return stepped(study.name, study.length, self._state, Bar(self._high, self._low, price))[1]

    def take(self, high: float, low: float) -> None:
        """Take in the whole of a minute of the running bar."""
        self._high, self._low = max(self._high, high), min(self._low, low)

    def _begin(self, began: int, minute: int, price: float) -> None:
        study, minutes = self._fact.study, self._stand.minutes
        bars = minutes.bars(self._fact.timeframe, began)
        closed = bars.closed_by(began) + 1
        if closed < self._rows:
            self._rows, self._state = 0, ()
        for row in range(self._rows, closed):
            bar = Bar(float(bars.high[row]), float(bars.low[row]), float(bars.close[row]))
            self._state, _ = stepped(study.name, study.length, self._state, bar)
        self._rows, self.began = closed, began
        first, last = minutes.row_by(began) + 1, minutes.row_by(minute) + 1
        low, high = self._stand.seen.get(minute + MINUTE_MS, (price, price))
        self._high = max((*minutes.high[first:last], price, high))
        self._low = min((*minutes.low[first:last], price, low))


class LiveGauge(Gauge):
    """An indicator, or the distance of two, as of the last price.

    Where its value goes one way with the price, it stays where it is while no price can bring it past a level.
    """

    __slots__ = ("_behind", "_calm", "_lines", "_one_way", "_stand")

    def __init__(self, fact: Indicator | Distance, stand: Stand) -> None:
        super().__init__(fact)
        self._stand = stand
        parts = (fact.first, fact.second) if isinstance(fact, Distance) else (fact,)
        self._lines = tuple(_Line(part, stand) for part in parts)
        self._one_way = all(part.study.name in (_RISING if len(parts) == 1 else _STRAIGHT) for part in parts)
        self._calm: _Calm | None = None
        # Whether prices have passed by without its moving.
        self._behind = False
        self.value = self.now()
        if stand.closed is not None and stand.closed == stand.minute + MINUTE_MS:
            # The last candle was taken in with all its prices.
            row = stand.minutes.row_by(stand.closed)
            self.take(stand.minutes.high[row], stand.minutes.low[row])
            self.value = self.now()

    def now(self) -> float | None:
        price = self._stand.price
        if price is None:
            return None
        return _whole([line.at(price, self._stand.minute) for line in self._lines])

    def stays(self, low: float, high: float) -> bool:
        """Whether no price from `low` to `high` in the minute of its stand passes a level: then it need not move."""
        if not self._one_way or self.shared:
            self.settle(self._stand.price)
            return False
        if not self._lines[0].runs(self._stand.minute):
            self.settle(self._stand.price)
            self._calm = None
            for line in self._lines:
                line.run(low, self._stand.minute)
        calm, ladder = self._calm, self.ladder
        if (
            calm is None
            or not (calm.low <= low and high <= calm.high)
            or calm.floor != ladder.low
            or calm.ceiling != ladder.high
        ):
            self._calm = self._calm_around(low, high)
        if self._calm is None:
            self.settle(self._stand.price)
            return False
        self._behind = True
        return True

    def settle(self, price: float | None) -> None:
        """Move to the last price, if it stayed behind: what it was before the next one is known then."""
        if self._behind:
            self._behind = False
            if price is not None:
                self.move(self._peek(price))

    def _calm_around(self, low: float, high: float) -> _Calm | None:
        floor, ceiling = self.ladder.low, self.ladder.high
        for share in _TRIED:
            lowest, highest = low * (1 - share), high * (1 + share)
            one, other = self._peek(lowest), self._peek(highest)
            if one is None or other is None or self.value is None:
                # Whether it is known turns with a bar only.
                return _Calm(0.0, inf, floor, ceiling) if one is None and self.value is None else None
            slack = _ROUNDING * (abs(one) + abs(other) + highest)
            if floor + slack <= min(one, other) and max(one, other) < ceiling - slack:
                return _Calm(lowest, highest, floor, ceiling)
        return None

    def _peek(self, price: float) -> float | None:
        return _whole([line.peek(price) for line in self._lines])

    def take(self, high: float, low: float) -> None:
        """Take in the whole of the last minute, whose extremes not every price has shown."""
        for line in self._lines:
            line.take(high, low)

    def second(self, at: int) -> float:
        price = self._stand.price
        if len(self._lines) < 2 or price is None:
            return 0.0
        return self._lines[1].at(price, self._stand.minute) or 0.0


def _whole(values: Sequence[float | None]) -> float | None:
    """Return the one value, or how far the first is above the second."""
    first = values[0]
    if len(values) == 1 or first is None or values[1] is None:
        return first if len(values) == 1 else None
    return first - values[1]


def is_live(fact: Indicator | Distance) -> bool:
    return fact.first.live if isinstance(fact, Distance) else fact.live
