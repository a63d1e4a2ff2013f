"""depeg: a coin leaves what it should be worth. `usdt off 1 by 0.5%`."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar, Self

from core.alerts.conditions.base import Settling
from core.alerts.conditions.price import counted, unit_of
from core.alerts.facts import Comparison, Price, Rearm, RearmBy, Way
from core.alerts.said import Said, plain

# Back by half the percent.
_REARM = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Depeg:
    """`percent` (0.5 is half a percent) away from `peg` in `unit`, to either side."""

    kind: ClassVar[str] = "depeg"
    example: ClassVar[str] = "alert usdt off 1 by 0.5%"
    awaits: ClassVar[str | None] = None

    coin: str
    peg: Decimal
    percent: Decimal
    unit: str | None = None

    @property
    def text(self) -> str:
        return f"{self.coin} off {counted(self.peg, self.unit)} by {plain(self.percent)}%"

    def comparisons(self, settling: Settling) -> tuple[Comparison, ...]:
        fact = Price(self.coin, self.unit or settling.currency, settling.venue)
        back = self.percent * _REARM if settling.rearm is None else Decimal(repr(settling.rearm))
        away = self.peg * self.percent / 100
        rearm = Rearm(RearmBy.POINTS, float(self.peg * back / 100))
        below = Comparison(fact, Way.BELOW, float(self.peg - away), rearm, touching=True)
        above = Comparison(fact, Way.ABOVE, float(self.peg + away), rearm, touching=True)
        return (below, above) if self.percent < 100 else (above,)

    def settled(self, currency: str) -> Self:
        return replace(self, unit=self.unit or currency)

    def facts(self) -> Mapping[str, object]:
        return {"coin": self.coin, "peg": plain(self.peg), "percent": plain(self.percent), "unit": self.unit}

    @classmethod
    def read(cls, facts: Mapping[str, object]) -> Self:
        peg, percent = Decimal(str(facts["peg"])), Decimal(str(facts["percent"]))
        return cls(str(facts["coin"]), peg, percent, unit_of(facts))

    @classmethod
    def of(cls, said: Said) -> Self:
        coin = said.coin(priced=True)
        peg, unit = said.level()
        return cls(coin, peg, said.percent(), unit)
