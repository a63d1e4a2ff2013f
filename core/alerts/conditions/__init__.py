"""Kinds of condition, a file each."""

from core.alerts.conditions.base import Condition
from core.alerts.conditions.change import PercentMove
from core.alerts.conditions.depeg import Depeg
from core.alerts.conditions.forecast import Forecast
from core.alerts.conditions.indicator import StudyLevel
from core.alerts.conditions.portfolio import Portfolio
from core.alerts.conditions.price import PriceLevel
from core.alerts.conditions.shift import MarketShift
from core.alerts.conditions.volume import VolumeMultiple

KINDS: dict[str, type[Condition]] = {
    kind.kind: kind
    for kind in (PriceLevel, PercentMove, StudyLevel, VolumeMultiple, MarketShift, Depeg, Portfolio, Forecast)
}
