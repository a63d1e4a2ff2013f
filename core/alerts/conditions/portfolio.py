"""portfolio: a person's own value. `portfolio -10% from peak`, `portfolio +5% 24h`, `portfolio < 10000 eur`.

Its facts come from the room of portfolios; until that is open the book refuses it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import ClassVar, Self

from core.alerts.conditions.base import Settling
from core.alerts.conditions.change import percent_facts, percent_of, reaching
from core.alerts.conditions.price import SIGNS, counted, unit_of
from core.alerts.facts import Comparison, Rearm, RearmBy, Way
from core.alerts.said import Said, Signed, plain
from core.alerts.spans import written_span
from core.kernel.errors import UnknownName

_REARM = 0.005


@dataclass(frozen=True, slots=True)
class PortfolioValue:
    """What the person owns, in `unit`."""

    unit: str | None = None

    @property
    def coin(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class PortfolioChange:
    """That value against the one `window` ago, or against its peak (None), as a fraction."""

    window: timedelta | None

    @property
    def coin(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Portfolio:
    """A `percent` over `window` (None: from the peak), or a level: `way`, `level`, `unit`."""

    kind: ClassVar[str] = "portfolio"
    example: ClassVar[str] = "alert portfolio -10% from peak"
    awaits: ClassVar[str | None] = "portfolio"

    percent: Signed | None = None
    window: timedelta | None = None
    way: Way | None = None
    level: Decimal | None = None
    unit: str | None = None

    @property
    def coin(self) -> str | None:
        return None

    @property
    def text(self) -> str:
        if self.percent is not None:
            span = "from peak" if self.window is None else written_span(self.window)
            return f"portfolio {self.percent.text} {span}"
        way, level = self._level()
        return f"portfolio {SIGNS[way]} {counted(level, self.unit)}"

    def comparisons(self, settling: Settling) -> tuple[Comparison, ...]:
        if self.percent is not None:
            return reaching(PortfolioChange(self.window), self.percent, settling)
        way, level = self._level()
        size = _REARM if settling.rearm is None else settling.rearm / 100
        fact = PortfolioValue(self.unit or settling.currency)
        return (Comparison(fact, way, float(level), Rearm(RearmBy.SHARE, size)),)

    def settled(self, currency: str) -> Self:
        return self if self.percent is not None else replace(self, unit=self.unit or currency)

    def facts(self) -> Mapping[str, object]:
        if self.percent is not None:
            span = None if self.window is None else self.window // timedelta(seconds=1)
            return {**percent_facts(self.percent), "window_s": span}
        way, level = self._level()
        return {"way": way.value, "level": plain(level), "unit": self.unit}

    @classmethod
    def read(cls, facts: Mapping[str, object]) -> Self:
        if "percent" in facts:
            span = facts["window_s"]
            return cls(percent_of(facts), None if span is None else timedelta(seconds=int(str(span))))
        way, level = Way(str(facts["way"])), Decimal(str(facts["level"]))
        return cls(way=way, level=level, unit=unit_of(facts))

    @classmethod
    def of(cls, said: Said) -> Self:
        if not said.has("PERCENT"):
            level, unit = said.level()
            return cls(way=said.way(), level=level, unit=unit)
        percent = said.signed()
        if said.has("FROM_PEAK") and (percent.both or percent.points > 0):
            raise UnknownName("percent", said.text("PERCENT"), (f"-{plain(abs(percent.points))}%",), cls.example)
        return cls(percent, None if said.has("FROM_PEAK") else said.span())

    def _level(self) -> tuple[Way, Decimal]:
        if self.way is None or self.level is None:
            raise ValueError("a portfolio is told by a percent or a level")
        return self.way, self.level
