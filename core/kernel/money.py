"""Amounts with a unit, exact: what people own and type."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount of one currency or coin (`unit` is its upper-case ticker)."""

    amount: Decimal
    unit: str

    def __post_init__(self) -> None:
        if not self.amount.is_finite():
            raise ValueError("money is finite")
        if not self.unit:
            raise ValueError("money has a unit")
