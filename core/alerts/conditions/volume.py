"""volume: the last closed bar's volume against the mean of the 20 before it. `btc volume 1h > 3x`."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Self

from core.alerts.conditions.base import Settling
from core.alerts.conditions.price import SIGNS
from core.alerts.facts import Comparison, Rearm, RearmBy, VolumeRatio, Way
from core.alerts.said import Said, plain
from core.market.model import Interval


@dataclass(frozen=True, slots=True)
class VolumeMultiple:
    """`times` the usual volume of a bar of `timeframe`."""

    kind: ClassVar[str] = "volume"
    example: ClassVar[str] = "alert btc volume 1h > 3x"
    awaits: ClassVar[str | None] = None

    coin: str
    timeframe: Interval
    way: Way
    times: Decimal

    @property
    def text(self) -> str:
        return f"{self.coin} volume {self.timeframe.value} {SIGNS[self.way]} {plain(self.times)}x"

    def comparisons(self, settling: Settling) -> tuple[Comparison, ...]:
        said = settling.rearm
        rearm = Rearm(RearmBy.NOTHING) if said is None else Rearm(RearmBy.SHARE, said / 100)
        fact = VolumeRatio(self.coin, self.timeframe, settling.venue)
        return (Comparison(fact, self.way, float(self.times), rearm),)

    def settled(self, currency: str) -> Self:
        return self

    def facts(self) -> Mapping[str, object]:
        way, timeframe = self.way.value, self.timeframe.value
        return {"coin": self.coin, "timeframe": timeframe, "way": way, "times": plain(self.times)}

    @classmethod
    def read(cls, facts: Mapping[str, object]) -> Self:
        way, times = Way(str(facts["way"])), Decimal(str(facts["times"]))
        return cls(str(facts["coin"]), Interval(facts["timeframe"]), way, times)

    @classmethod
    def of(cls, said: Said) -> Self:
        return cls(said.coin(), said.interval(), said.way(), said.multiple())
