"""Quiet hours: when nothing is said unasked, and what is said nevertheless. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal

from core.delivery.model import Notice
from core.kernel.localtime import instant_of, local_date

_DAY = timedelta(days=1)
_SIGNED = re.compile(r"([+-]?)(\d{1,4}(?:\.\d{1,4})?)%")


@dataclass(frozen=True, slots=True)
class Except:
    """Alerts about a change at least so bad pass: `fraction` 0.1 is 10 percent; it fell by that (`way` "-"), rose by it
    ("+"), or either (""). As people write it: "-10%", "+10%", "10%"."""

    way: str
    fraction: float

    @classmethod
    def read(cls, text: str) -> "Except | None":
        found = _SIGNED.fullmatch(text)
        if found is None or not (0 < float(found[2]) <= 1000):
            return None
        return cls(found[1], float(found[2]) / 100)

    @property
    def percent(self) -> Decimal:
        """The percent as it was written, 10 for a tenth."""
        return Decimal(f"{self.fraction * 100:.4f}").normalize()

    @property
    def text(self) -> str:
        return f"{self.way}{self.percent:f}%"

    def lets_through(self, change: float | None) -> bool:
        """Return whether a change is at least so bad; exactly so bad is."""
        if change is None:
            return False
        # A percent is written in decimal: what is told as -10 % must not miss it by the last bit.
        far_enough = abs(change) >= self.fraction * (1 - 1e-12)
        return far_enough and (not self.way or (change < 0) == (self.way == "-"))


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Every day from `starts` to `ends` on the clock of `zone` (IANA), over midnight where the end is the earlier one.
    Never the whole day: what is held would never be said."""

    starts: time
    ends: time
    zone: str = "UTC"
    exceptions: Except | None = None

    def __post_init__(self) -> None:
        if self.starts == self.ends:
            raise ValueError("quiet hours end")

    @property
    def hours(self) -> str:
        return f"{self.starts:%H:%M}-{self.ends:%H:%M}"

    def until(self, at: datetime) -> datetime | None:
        """Return when the quiet hours that `at` lies in are over, None outside; the end itself is outside."""
        return max((end for start, end in self._around(at) if start <= at < end), default=None)

    def next_end(self, at: datetime) -> datetime:
        """Return the end of the quiet hours that `at` lies in, else of the next ones."""
        return min(end for start, end in self._around(at) if end > at)

    def lets_through(self, notice: Notice) -> bool:
        """Return whether a notice is said in the middle of them."""
        if notice.night:
            return True
        return self.exceptions is not None and self.exceptions.lets_through(notice.change)

    def _around(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        today = local_date(at, self.zone)
        for day in (today - 2 * _DAY, today - _DAY, today, today + _DAY, today + 2 * _DAY):
            last = day + _DAY if self.ends < self.starts else day
            start, end = instant_of(day, self.starts, self.zone), instant_of(last, self.ends, self.zone)
            if start < end:
                yield start, end
