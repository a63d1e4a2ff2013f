"""Simple rules as columns: those whose whole condition is one price against one level."""

from dataclasses import dataclass

from core.alerts.conditions.base import Settling
from core.alerts.facts import Comparison, Price, Way
from core.alerts.model import All, Either, Wish
from core.market.model import Floats, Instants


@dataclass(frozen=True, slots=True)
class Threshold:
    """One price against one level, in the currency of `price`."""

    price: Price
    way: Way
    level: float


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Rules on the same price and way. `levels`: [n], ascending, in the price's unit · `rule_ids`: [n] int64."""

    price: Price
    way: Way
    levels: Floats
    rule_ids: Instants


def threshold_of(wish: Wish) -> Threshold | None:
    """Return what a settled wish compares if it is one price against one level, else None."""
    if isinstance(wish.tree, All | Either):
        return None
    match wish.tree.comparisons(Settling(venue=wish.options.at, rearm=wish.options.rearm)):
        case (Comparison(fact=Price() as price, way=way, level=float() | int() as level),) if price.unit is not None:
            return Threshold(price, way, float(level))
    return None
