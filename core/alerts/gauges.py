"""Facts as they move: each gauge knows its number now, the one before, and the ladder of levels on it."""

from typing import Protocol

from core.alerts.facts import Change, Distance, Fact, Indicator, Price, VolumeRatio
from core.alerts.levels import Ladder, Mark
from core.alerts.minutes import MINUTE_MS, Minutes

Value = float | str


class Stand(Protocol):
    """Where a stream of prices stands; `at` is the instant of its price, `minute` when the minute of that opened and
    `closed` the close of the last candle that was judged, ms; `seen` the lowest and
    highest price of minutes, by their close, whose candle has not come yet."""

    price: float | None
    before: float | None
    at: int | None
    closed: int | None
    minute: int
    seen: dict[int, tuple[float, float]]
    minutes: Minutes


class Follower(Protocol):
    """A rule, as a gauge tells it what happens."""

    def passed(self, atom: int, mark: Mark, up: bool) -> None: ...

    def known(self, atom: int, value: Value | None) -> None:
        """The number is known from now on, or, with None, no longer."""


class Gauge:
    """A fact, its followers, and its number: None while that is not known. `shared` counts the followers that look at
    other facts, too."""

    __slots__ = ("before", "fact", "followers", "ladder", "shared", "value")

    def __init__(self, fact: Fact, value: Value | None = None) -> None:
        self.fact = fact
        self.ladder = Ladder()
        self.followers: dict[tuple[Follower, int], None] = {}
        self.shared = 0
        self.value = value
        self.before: Value | None = None

    def move(self, value: Value | None) -> None:
        """Take on `value` and tell the followers what that means."""
        if isinstance(value, str) and value == self.value:
            return
        self.before, known = self.value, self.value is not None
        self.value = value
        if isinstance(value, float) and known:
            self.ladder.move(value)
        elif value is None:
            if known:
                self.ladder.forget()
                self._tell(None)
        else:
            if isinstance(value, float):
                self.ladder.place(value)
            if isinstance(value, str) or not known:
                self._tell(value)

    def now(self) -> Value | None:
        """Return the number as of the last price."""
        return self.value

    def earlier(self) -> Value | None:
        """Return the number as of the price before the last."""
        return self.before

    def second(self, at: int) -> float:
        """Return the number that a distance is measured to, as of `at`; 0 where there is none."""
        return 0.0

    def number(self) -> float | None:
        """Return where the ladder stands."""
        value = self.now()
        return value if isinstance(value, float) else None

    def _tell(self, value: Value | None) -> None:
        for follower, atom in tuple(self.followers):
            follower.known(atom, value)


class PriceGauge(Gauge):
    """The stream's price itself."""

    __slots__ = ("_stand",)

    def __init__(self, fact: Price, stand: Stand) -> None:
        super().__init__(fact)
        self._stand = stand
        self.value = stand.price

    def now(self) -> float | None:
        return self._stand.price

    def earlier(self) -> float | None:
        return self._stand.before


class ChangeGauge(Gauge):
    """The price against the close a window (ms) back, as a fraction. `base` is that close as of the last look back,
    None before there is one."""

    __slots__ = ("_row", "_stand", "base", "window")

    def __init__(self, fact: Change, stand: Stand, at: int | None) -> None:
        super().__init__(fact)
        self._stand = stand
        self.window = int(fact.window.total_seconds() * 1000)
        self._row = -1
        self.base: float | None = None
        if at is not None:
            self.look_back(at)
            self.value = self.now()

    def look_back(self, at: int) -> None:
        """Compare with the close one window before `at` from now on."""
        # The row moves on with the time, so it is looked for only where candles are missing.
        minutes, row, instant = self._stand.minutes, self._row, at - self.window
        opened, latest = minutes.opened, instant - MINUTE_MS
        if row + 1 < len(opened) and opened[row + 1] <= latest:
            row += 1
            if row + 1 < len(opened) and opened[row + 1] <= latest:
                row = minutes.row_by(instant)
        elif row >= 0 and opened[row] > latest:
            row = minutes.row_by(instant)
        else:
            return
        self._row = row
        self.base = minutes.close[row] if row >= 0 else None

    def of(self, price: float) -> float | None:
        """Return the change that `price` is."""
        return None if self.base is None else price / self.base - 1

    def now(self) -> float | None:
        return self._as_of_now(self._stand.price)

    def earlier(self) -> float | None:
        return self._as_of_now(self._stand.before)

    def _as_of_now(self, price: float | None) -> float | None:
        if price is None or self._stand.at is None:
            return None
        # What stayed within its levels was not looked back for.
        self.look_back(self._stand.at)
        return self.of(price)


class BarGauge(Gauge):
    """What is made of closed bars: an indicator, the distance of two, the volume ratio."""

    __slots__ = ("_stand",)

    def __init__(self, fact: Indicator | Distance | VolumeRatio, stand: Stand, at: int | None) -> None:
        super().__init__(fact)
        self._stand = stand
        if at is not None:
            self.value = self.read(at)

    def read(self, at: int) -> float | None:
        """Return the number at the last bars closed by `at`."""
        minutes = self._stand.minutes
        match self.fact:
            case Indicator() as indicator:
                return minutes.value(indicator, at)
            case VolumeRatio(timeframe=timeframe):
                return minutes.volume_ratio(timeframe, at)
            case Distance(first=first, second=second):
                one, other = minutes.value(first, at), minutes.value(second, at)
                return None if one is None or other is None else one - other
        raise TypeError(f"{self.fact!r} is not made of bars")

    def second(self, at: int) -> float:
        if not isinstance(self.fact, Distance):
            return 0.0
        return self._stand.minutes.value(self.fact.second, at) or 0.0
