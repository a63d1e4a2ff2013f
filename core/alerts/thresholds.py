"""Simple rules as columns: those whose whole condition is one price against one level."""

from dataclasses import dataclass
from itertools import chain

from core.alerts.conditions.base import Settling
from core.alerts.facts import Comparison, Price, Way
from core.alerts.language import conditions_of
from core.alerts.model import Wish
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
    """Return what a settled wish compares if it is one price against one level that must be passed, else None."""
    match atoms(wish):
        case (Comparison(fact=Price(unit=str()) as price, way=way, level=float() as level, touching=False),):
            return Threshold(price, way, level)
    return None


def atoms(wish: Wish) -> tuple[Comparison, ...]:
    """Return every comparison of a wish, in the order of its text."""
    settling = Settling(venue=wish.options.at, rearm=wish.options.rearm)
    return tuple(chain.from_iterable(part.comparisons(settling) for part in conditions_of(wish.tree)))
