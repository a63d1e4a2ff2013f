"""forecast: what is expected of a coin. `forecast btc 24h up`, `forecast eth 7d excludes 3000`, or coin and time first.

No direction is forecast: the middle of every range is the last price. So "up" and "down" are understood and never
watched; what can be heard of is that the 80 % range leaves a price out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import ClassVar, Self

from core.alerts.conditions.base import Settling
from core.alerts.conditions.price import counted, unit_of
from core.alerts.facts import Comparison, Rearm, RearmBy, Way
from core.alerts.said import Said, plain
from core.alerts.spans import written_span
from core.forecasts.model import horizon_of

UP, DOWN, EXCLUDES = "up", "down", "excludes"


@dataclass(frozen=True, slots=True)
class ForecastDirection:
    """Which way a forecast points, a label: "up" or "down"."""

    coin: str
    horizon: timedelta


@dataclass(frozen=True, slots=True)
class ForecastMargin:
    """How far `level` lies outside a forecast's 80 % range, in `unit`; below nothing while it lies inside."""

    coin: str
    horizon: timedelta
    level: float
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Forecast:
    """A forecast over `horizon` that points up or down, or whose 80 % range excludes `level`."""

    kind: ClassVar[str] = "forecast"
    example: ClassVar[str] = "alert forecast btc 24h excludes 60k"

    coin: str
    horizon: timedelta
    says: str
    level: Decimal | None = None
    unit: str | None = None

    @property
    def awaits(self) -> str | None:
        if self.level is None:
            return "direction"
        return None if horizon_of(self.horizon) is not None else "horizon"

    @property
    def about(self) -> str:
        """Which forecast it is of, as it is written."""
        return f"forecast {self.coin} {written_span(self.horizon)}"

    @property
    def text(self) -> str:
        level = "" if self.level is None else f" {counted(self.level, self.unit)}"
        return f"{self.about} {self.says}{level}"

    def comparisons(self, settling: Settling) -> tuple[Comparison, ...]:
        rearm = Rearm(RearmBy.NOTHING)
        if self.level is None:
            return (Comparison(ForecastDirection(self.coin, self.horizon), Way.BECOMES, self.says, rearm),)
        margin = ForecastMargin(self.coin, self.horizon, float(self.level), self.unit or settling.currency)
        return (Comparison(margin, Way.ABOVE, 0.0, rearm),)

    def settled(self, currency: str) -> Self:
        return self if self.level is None else replace(self, unit=self.unit or currency)

    def facts(self) -> Mapping[str, object]:
        level = None if self.level is None else plain(self.level)
        span = self.horizon // timedelta(seconds=1)
        return {"coin": self.coin, "horizon_s": span, "says": self.says, "level": level, "unit": self.unit}

    @classmethod
    def read(cls, facts: Mapping[str, object]) -> Self:
        level = None if facts["level"] is None else Decimal(str(facts["level"]))
        horizon = timedelta(seconds=int(str(facts["horizon_s"])))
        return cls(str(facts["coin"]), horizon, str(facts["says"]), level, unit_of(facts))

    @classmethod
    def of(cls, said: Said) -> Self:
        coin, horizon = said.coin(priced=said.has("EXCLUDES")), said.span()
        if said.has("EXCLUDES"):
            return cls(coin, horizon, EXCLUDES, *said.level())
        return cls(coin, horizon, UP if said.has("UP") else DOWN)
