"""Amounts: as people write them, by where they live."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.amounts import read_number


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("64k", "en", "64000"),
        ("1.5m", "en", "1500000"),
        ("0.5", "de", "0.5"),
        ("0,5", "en", "0.5"),
        (".5", "en", "0.5"),
        ("1,234.5", "en", "1234.5"),
        ("1.234,5", "en", "1234.5"),
        ("60.000", "de", "60000"),
        ("60.000", "en", "60.000"),
        ("60,000", "en", "60000"),
        ("60,000", "pt", "60.000"),
        ("1.234.567", "en", "1234567"),
        ("1'000", "de", "1000"),
        ("2bn", "en", "2000000000"),
        ("3mio", "de", "3000000"),
        ("-2", "en", "-2"),
    ],
)
def test_a_number_is_read_as_it_is_written(text: str, language: str, value: str) -> None:
    assert read_number(text, language) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "k", "1.2.3", "1,2,3", "1.23.456", "5%", "1e9", "0x10", "9" * 41, "99999999999b", "∞"]
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert read_number(text, "en") is None


@given(st.text(max_size=60), st.sampled_from(("en", "de", "es", "pt")))
def test_any_text_is_a_finite_number_or_none(text: str, language: str) -> None:
    number = read_number(text, language)
    assert number is None or (number.is_finite() and abs(number) <= Decimal(10) ** 15)


@given(st.decimals(min_value="0.0001", max_value=10**9, places=4))
def test_a_plain_decimal_in_english_reads_back_as_itself(number: Decimal) -> None:
    assert read_number(format(number, "f"), "en") == number
