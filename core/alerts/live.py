"""Indicators that count the running bar as closed at each price."""

from core.alerts.facts import Distance, Indicator
from core.alerts.gauges import Gauge, Stand
from core.alerts.minutes import MINUTE_MS
from core.market.running import Bar, State, stepped


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
        length, offset = self._grid
        began = minute - (minute - offset) % length
        if began != self.began:
            self._begin(began, minute, price)
        self._high, self._low = max(self._high, price), min(self._low, price)
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
    """An indicator, or the distance of two, as of the last price."""

    __slots__ = ("_lines", "_stand")

    def __init__(self, fact: Indicator | Distance, stand: Stand) -> None:
        super().__init__(fact)
        self._stand = stand
        parts = (fact.first, fact.second) if isinstance(fact, Distance) else (fact,)
        self._lines = tuple(_Line(part, stand) for part in parts)
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
        values = [line.at(price, self._stand.minute) for line in self._lines]
        first = values[0]
        if len(values) == 1 or first is None or values[1] is None:
            return first if len(values) == 1 else None
        return first - values[1]

    def take(self, high: float, low: float) -> None:
        """Take in the whole of the last minute, whose extremes not every price has shown."""
        for line in self._lines:
            line.take(high, low)

    def second(self, at: int) -> float:
        price = self._stand.price
        if len(self._lines) < 2 or price is None:
            return 0.0
        return self._lines[1].at(price, self._stand.minute) or 0.0


def is_live(fact: Indicator | Distance) -> bool:
    return fact.first.live if isinstance(fact, Distance) else fact.live
