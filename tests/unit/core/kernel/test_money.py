"""core.kernel.money — exact amounts with a unit."""

from decimal import Decimal

import pytest

from core.kernel.money import Money


def test_money_keeps_every_digit_it_was_given() -> None:
    assert str(Money(Decimal("0.100000000000000000000000001"), "BTC").amount) == "0.100000000000000000000000001"


def test_equal_amounts_of_one_unit_are_equal_and_of_two_are_not() -> None:
    assert Money(Decimal("1.0"), "EUR") == Money(Decimal(1), "EUR")
    assert Money(Decimal(1), "EUR") != Money(Decimal(1), "USD")


@pytest.mark.parametrize("amount", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_money_is_finite(amount: str) -> None:
    with pytest.raises(ValueError, match="finite"):
        Money(Decimal(amount), "EUR")


def test_money_has_a_unit() -> None:
    with pytest.raises(ValueError, match="unit"):
        Money(Decimal(1), "")
