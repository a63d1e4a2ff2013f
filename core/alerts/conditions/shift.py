"""shift: the market's tendency becomes another one. `market shift`, `market shift to bearish`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

from core.alerts.conditions.base import Settling
from core.alerts.facts import Comparison, Rearm, RearmBy, TendencyLabel, Way
from core.alerts.said import Said
from core.market.tendency import Label

_SHORT = {"bull": Label.BULLISH, "bear": Label.BEARISH}


@dataclass(frozen=True, slots=True)
class MarketShift:
    """`to` the label it becomes, None for any other than now."""

    kind: ClassVar[str] = "shift"
    example: ClassVar[str] = "alert market shift"
    awaits: ClassVar[str | None] = None

    to: Label | None = None

    @property
    def coin(self) -> str | None:
        return None

    @property
    def text(self) -> str:
        return "market shift" if self.to is None else f"market shift to {self.to.value}"

    def comparisons(self, settling: Settling) -> tuple[Comparison, ...]:
        level = None if self.to is None else self.to.value
        return (Comparison(TendencyLabel(), Way.BECOMES, level, Rearm(RearmBy.NOTHING)),)

    def settled(self, currency: str) -> Self:
        return self

    def facts(self) -> Mapping[str, object]:
        return {"to": None if self.to is None else self.to.value}

    @classmethod
    def read(cls, facts: Mapping[str, object]) -> Self:
        return cls(None if facts["to"] is None else Label(str(facts["to"])))

    @classmethod
    def of(cls, said: Said) -> Self:
        if not said.has("LABEL"):
            return cls()
        word = said.text("LABEL").casefold()
        return cls(_SHORT[word] if word in _SHORT else Label(word))
