"""One condition followed through the past, four looks a minute: on which side of its level it is, and if it is true.

Three answers are possible everywhere: true, false, and None for what is not known (ruling 4).
"""

from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal

from tests.oracle.history import Candle, bars
from tests.oracle.studies import columns, values
from tests.oracle.wanted import MINUTE, Op

FRESH = 2 * MINUTE
LAST = 3  # the fourth price of a minute, at which indicators join
NEAR = 1e-9
NOTHING = Decimal(0)


class Tape:
    """The price of one coin as it was seen. `price` is the last one, `closed` the close of the candle it is from."""

    def __init__(self, candles: Sequence[Candle], start: int) -> None:
        self.candles = candles
        self.closes = [candle.closed for candle in candles]
        self._judged = {candle.closed: candle for candle in candles if candle.opened >= start}
        past = [candle for candle in candles if candle.opened < start]
        self.price = past[-1].close if past else None
        self.closed = past[-1].closed if past else None
        self.looked_at: int | None = None
        self.seen = {at: (candle, price) for candle in self._judged.values() for at, price in candle.seen}

    def look(self, at: int, turn: int) -> None:
        """Take the price of this turn; without a candle the last close stays (ruling 2)."""
        candle = self._judged.get(at)
        if candle is not None:
            standing = candle.open if self.price is None else self.price
            self.price, self.closed, self.looked_at = candle.left(turn, standing), at, at

    def see(self, at: int) -> None:
        """Take the price that was seen then, if one was: it counts as of the minute that it lies in."""
        if at in self.seen:
            candle, self.price = self.seen[at]
            self.closed, self.looked_at = candle.closed, at

    def candle(self, at: int) -> Candle | None:
        return self._judged.get(at)

    def is_stale(self, at: int) -> bool:
        """Exactly two minutes after its candle's close a price is still fresh (ruling 5)."""
        return self.closed is None or at - self.closed > FRESH

    def close_by(self, at: int) -> float | None:
        """Return the close of the last candle that closed at or before `at`."""
        before = bisect_right(self.closes, at)
        return self.candles[before - 1].close if before else None


def compared(value: float, level: Decimal) -> int:
    """Return -1, 0 or 1 for a value below, on or above a level; where floats are too near to tell, in decimals."""
    near = float(level)
    if abs(value - near) > NEAR * max(abs(value), abs(near)):
        return 1 if value > near else -1
    exact = Decimal(repr(value))
    return (exact > level) - (exact < level)


class Followed(ABC):
    """A condition at the present look. `now` is the side it is on, `last` the last side known, `before` the one that
    was known before this look."""

    touching = False
    was_close_call = False  # a mean came so near to its level that the order of its sum decides

    def __init__(self, coin: str, op: Op, tape: Tape) -> None:
        self.coin, self.op, self.tape = coin, op, tape
        self.now: int | None = None
        self.last: int | None = None
        self.before: int | None = None

    @abstractmethod
    def begin(self) -> None:
        """Take what is known of the past when the rule is made."""

    @abstractmethod
    def take(self, at: int, turn: int) -> None:
        """Take the value of this turn."""

    @abstractmethod
    def side(self, shift: Decimal = NOTHING) -> int | None:
        """Return the side of the level, moved by `shift`, that the value is on."""

    @abstractmethod
    def distance(self, at: int) -> Decimal | None:
        """Return the re-arm distance of a crossing at `at`; None where the other side itself re-arms."""

    def created(self) -> None:
        self.begin()
        self.now = self.last = self.side()

    def look(self, at: int, turn: int) -> None:
        self.take(at, turn)
        self.before, self.now = self.last, self.side()
        if self.now is not None:
            self.last = self.now

    def lasting(self, side: int | None) -> bool | None:
        """Return whether it is true on this side; a crossing has no lasting truth (ruling 15)."""
        if side is None:
            return None
        if self.op is Op.CROSSES:
            return False
        if self.op is Op.EQUALS:
            return side == 0
        return side == (-1 if self.op is Op.BELOW else 1) or (self.touching and side == 0)

    def true_lastingly(self, at: int) -> bool | None:
        return None if self.tape.is_stale(at) else self.lasting(self.now)

    def true_at_this_look(self, at: int) -> bool | None:
        if self.tape.is_stale(at) or self.now is None:
            return None
        if self.before is not None and self.op is Op.CROSSES:
            return (self.before >= 0 > self.now) or (self.before <= 0 < self.now)
        if self.before is not None and self.op is Op.EQUALS:
            return self.before * self.now <= 0
        return self.lasting(self.now)

    def true_when_widened(self, at: int, distance: Decimal | None) -> bool | None:
        """Return whether it has not yet left its level by `distance`."""
        if self.tape.is_stale(at) or self.now is None:
            return None
        return not self._has_left(distance)

    def _has_left(self, distance: Decimal | None) -> bool:
        reach = NOTHING if distance is None else distance
        beyond = 1 if distance is None else 0
        upwards = self.op is not Op.ABOVE and (self.side(reach) or 0) >= beyond
        return upwards or (self.op is not Op.BELOW and (self.side(-reach) or 0) <= -beyond)


class PriceFollowed(Followed):
    """The price against a level."""

    def __init__(self, coin: str, op: Op, tape: Tape, level: Decimal, rearm: Decimal | None) -> None:
        super().__init__(coin, op, tape)
        self._level, self._rearm = level, rearm
        self._price = tape.price
        self._quarters = bars(tape.candles, 15 * MINUTE)
        self._closes = [quarter.closes for quarter in self._quarters]
        self._atr = values("atr14", columns(self._quarters))

    def begin(self) -> None:
        self.take(0, 0)

    def take(self, at: int, turn: int) -> None:
        self._price = self.tape.price

    def side(self, shift: Decimal = NOTHING) -> int | None:
        return None if self._price is None else compared(self._price, self._level + shift)

    def distance(self, at: int) -> Decimal:
        if self._rearm is not None:
            return self._level * self._rearm
        atr = self._atr[quarter - 1] if (quarter := bisect_right(self._closes, at)) else None
        return max(self._level / 200, Decimal(repr(atr or 0.0)))


class ShareFollowed(Followed):
    """The price against another one as a fraction, reached at exactly its percent: changes, and what is off its peg."""

    touching = True

    def __init__(self, coin: str, op: Op, tape: Tape, share: Decimal, rearm: Decimal) -> None:
        super().__init__(coin, op, tape)
        self._share, self._rearm = share, rearm
        self._price = tape.price
        self.window: int | None = None
        self.anchor: float | None = None

    def begin(self) -> None:
        self._price = self.tape.price
        if self.tape.closed is not None:
            self._look_back(self.tape.closed)

    def take(self, at: int, turn: int) -> None:
        self._price = self.tape.price
        if self.tape.looked_at == at:
            self._look_back(at)

    def _look_back(self, at: int) -> None:
        if self.window is not None:
            self.anchor = self.tape.close_by(at - self.window)

    def side(self, shift: Decimal = NOTHING) -> int | None:
        if self._price is None or self.anchor is None:
            return None
        wanted = self._share + shift
        near = self._price / self.anchor - 1 - float(wanted)
        if abs(near) > NEAR:
            return 1 if near > 0 else -1
        price, level = Decimal(repr(self._price)), Decimal(repr(self.anchor)) * (1 + wanted)
        return (price > level) - (price < level)

    def distance(self, at: int) -> Decimal:
        return self._rearm
