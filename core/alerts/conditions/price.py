"""price: a coin's price passes a level. `btc < 60000`, `eth crosses 0.05 btc`."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar, Self

from core.alerts.conditions.base import Settling
from core.alerts.facts import Comparison, Price, Rearm, RearmBy, Way
from core.alerts.said import Said, plain

SIGNS = {Way.BELOW: "<", Way.ABOVE: ">", Way.CROSSES: "crosses", Way.EQUALS: "equals"}
_REARM = 0.005


@dataclass(frozen=True, slots=True)
class PriceLevel:
    """`level` in `unit` (upper-case ticker; None until saved)."""

    kind: ClassVar[str] = "price"
    example: ClassVar[str] = "alert btc < 60k"
    awaits: ClassVar[str | None] = None

    coin: str
    way: Way
    level: Decimal
    unit: str | None = None

    @property
    def text(self) -> str:
        return f"{self.coin} {SIGNS[self.way]} {counted(self.level, self.unit)}"

    def comparisons(self, settling: Settling) -> tuple[Comparison, ...]:
        fact = Price(self.coin, self.unit or settling.currency, settling.venue)
        rearm = Rearm(RearmBy.PRICE, _REARM)
        if settling.rearm is not None:
            rearm = Rearm(RearmBy.SHARE, settling.rearm / 100)
        return (Comparison(fact, self.way, float(self.level), rearm),)

    def settled(self, currency: str) -> Self:
        return replace(self, unit=self.unit or currency)

    def facts(self) -> Mapping[str, object]:
        return {"coin": self.coin, "way": self.way.value, "level": plain(self.level), "unit": self.unit}

    @classmethod
    def read(cls, facts: Mapping[str, object]) -> Self:
        return cls(str(facts["coin"]), Way(str(facts["way"])), Decimal(str(facts["level"])), unit_of(facts))

    @classmethod
    def of(cls, said: Said) -> Self:
        coin = said.coin(priced=True)
        return cls(coin, said.way(), *said.level())


def counted(level: Decimal, unit: str | None) -> str:
    """Return a level as rules write it: "60000", "0.05 btc"."""
    return plain(level) if unit is None else f"{plain(level)} {unit.lower()}"


def unit_of(facts: Mapping[str, object]) -> str | None:
    """Return the currency that a stored condition has, None where it has none."""
    return None if facts["unit"] is None else str(facts["unit"])
