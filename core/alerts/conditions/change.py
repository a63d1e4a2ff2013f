"""change: a coin has moved by a percent within a window. `eth -5% 1h`, `sol ±8% 24h`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import ClassVar, Self

from core.alerts.conditions.base import Settling
from core.alerts.facts import Change, Comparison, Fact, Way
from core.alerts.said import Said, Signed, plain
from core.alerts.spans import written_span

# Back by a fifth of the percent.
_REARM = Decimal("0.2")


@dataclass(frozen=True, slots=True)
class PercentMove:
    """`percent` of the price `window` ago."""

    kind: ClassVar[str] = "change"
    example: ClassVar[str] = "alert eth -5% 1h"
    awaits: ClassVar[str | None] = None

    coin: str
    percent: Signed
    window: timedelta

    @property
    def text(self) -> str:
        return f"{self.coin} {self.percent.text} {written_span(self.window)}"

    def comparisons(self, settling: Settling) -> tuple[Comparison, ...]:
        return reaching(Change(self.coin, self.window, venue=settling.venue), self.percent, settling)

    def settled(self, currency: str) -> Self:
        return self

    def facts(self) -> Mapping[str, object]:
        return {"coin": self.coin, **percent_facts(self.percent), "window_s": self.window // timedelta(seconds=1)}

    @classmethod
    def read(cls, facts: Mapping[str, object]) -> Self:
        return cls(str(facts["coin"]), percent_of(facts), timedelta(seconds=int(str(facts["window_s"]))))

    @classmethod
    def of(cls, said: Said) -> Self:
        return cls(said.coin(), said.signed(), said.span())


def reaching(fact: Fact, percent: Signed, settling: Settling) -> tuple[Comparison, ...]:
    """Return what is true when `fact`, a fraction, has reached the percent: down, up, or either."""
    size = abs(percent.fraction)
    rearm = settling.points(float(abs(percent.points) * _REARM / 100))
    falls = Comparison(fact, Way.BELOW, -size, rearm, touching=True)
    rises = Comparison(fact, Way.ABOVE, size, rearm, touching=True)
    if percent.both:
        return falls, rises
    return (falls,) if percent.points < 0 else (rises,)


def percent_facts(percent: Signed) -> Mapping[str, object]:
    return {"percent": plain(percent.points), "both": percent.both}


def percent_of(facts: Mapping[str, object]) -> Signed:
    return Signed(Decimal(str(facts["percent"])), bool(facts["both"]))
