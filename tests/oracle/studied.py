"""Conditions about closed candles: indicators and volume. They join at the fourth look (rulings 2, 22)."""

from bisect import bisect_left, bisect_right
from decimal import Decimal

import numpy as np

from tests.oracle.conditions import LAST, NEAR, NOTHING, Followed, Tape, compared
from tests.oracle.history import bars, opening
from tests.oracle.studies import columns, latest, split, values
from tests.oracle.wanted import TIMEFRAMES, Op

Pair = tuple[float | None, float | None]


class IndicatorFollowed(Followed):
    """An indicator against a number, or against a second one (`against`)."""

    def __init__(self, coin: str, op: Op, tape: Tape, word: str, timeframe: str) -> None:
        super().__init__(coin, op, tape)
        self.word, self.length = word, TIMEFRAMES[timeframe]
        self.against = ""
        self.level = Decimal(0)
        self.rearm: Decimal | None = None
        self.live = False

    def begin(self) -> None:
        built = bars(self.tape.candles, self.length)
        self._closes = [bar.closes for bar in built]
        self._columns = columns(built)
        self._joining: dict[int, Pair] = {}
        seconds = values(self.against, self._columns) if self.against else [0.0] * len(built)
        pairs = zip(values(self.word, self._columns), seconds, strict=True)
        for bar, pair in zip(built, pairs, strict=True):
            if bar.judged is not None:
                self._joining[bar.judged] = pair
        self._value: Pair = (None, None)
        if self.tape.closed is not None:
            joined = [at for at in self._joining if at <= self.tape.closed]
            self._value = self._joining[max(joined)] if joined else (None, None)
            if self.live:
                self._value = self._running(self.tape.closed, LAST)

    def take(self, at: int, turn: int) -> None:
        if self.live:
            if self.tape.candle(at) is not None:
                self._value = self._running(at, turn)
        elif turn == LAST:
            self._value = self._joining.get(at, self._value)

    def _running(self, at: int, turn: int) -> Pair:
        """Return the values with the running candle counted as closed at the price of this turn."""
        minute = self.tape.candles[bisect_right(self.tape.closes, at) - 1]
        whole = bisect_right(self._closes, minute.opened)
        opened = opening(minute.opened, self.length)
        first = bisect_left(self.tape.closes, opened + 1)
        earlier = self.tape.candles[first : bisect_right(self.tape.closes, at) - 1]
        seen = minute.prices[: turn + 1]
        high = max([*seen, *(candle.high for candle in earlier)])
        low = min([*seen, *(candle.low for candle in earlier)])
        highs, lows, closes = (column[:whole] for column in self._columns)
        running = np.append(highs, high), np.append(lows, low), np.append(closes, seen[-1])
        return latest(self.word, running), latest(self.against, running) if self.against else 0.0

    def side(self, shift: Decimal = NOTHING) -> int | None:
        first, second = self._value
        if first is None or second is None:
            return None
        level = self.level + shift
        apart = abs(first - second - float(level))
        # TA-Lib's running sums keep what rounding left in them; sums of the last candles alone do not.
        if apart <= NEAR * abs(first) and (apart or self.live):
            self.was_close_call = True
        return compared(first - second, level)

    def distance(self, at: int) -> Decimal | None:
        if self.against:
            return None if self.rearm is None else self.rearm * abs(Decimal(repr(self._value[1] or 0.0)))
        if split(self.word)[0] == "rsi":
            return Decimal(2) if self.rearm is None else self.rearm * 100
        return abs(self.level) * (Decimal("0.02") if self.rearm is None else self.rearm)


class VolumeFollowed(Followed):
    """The volume of the last closed bar against the mean of the 20 before it (ruling 23)."""

    def __init__(self, coin: str, op: Op, tape: Tape, timeframe: str, times: Decimal) -> None:
        super().__init__(coin, op, tape)
        self._length, self._times = TIMEFRAMES[timeframe], times
        self.rearm = Decimal(0)

    def begin(self) -> None:
        built = bars(self.tape.candles, self._length)
        self._joining: dict[int, tuple[Decimal, Decimal] | None] = {}
        for number, bar in enumerate(built):
            mean = sum((earlier.volume for earlier in built[number - 20 : number]), Decimal(0)) / 20
            if bar.judged is not None:
                self._joining[bar.judged] = (bar.volume, mean) if number >= 20 and mean else None
        known = [at for at in self._joining if self.tape.closed is not None and at <= self.tape.closed]
        self._bar = self._joining[max(known)] if known else None

    def take(self, at: int, turn: int) -> None:
        if turn == LAST:
            self._bar = self._joining.get(at, self._bar)

    def side(self, shift: Decimal = NOTHING) -> int | None:
        if self._bar is None:
            return None
        volume, mean = self._bar
        level = mean * (self._times + shift)
        return (volume > level) - (volume < level)

    def distance(self, at: int) -> Decimal:
        return self._times * self.rearm
