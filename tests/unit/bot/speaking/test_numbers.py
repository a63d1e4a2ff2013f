"""Numbers — the digits that people read."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.speaking.numbers import Numbers

EN, DE, ES, PT = (Numbers(language) for language in ("en", "de", "es", "pt"))
SIZES = st.floats(min_value=1e-12, max_value=1e15)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (59140.1, "59,140"),
        (1000.0, "1,000"),
        (999.994, "999.99"),
        (999.996, "1,000"),
        (142.1, "142.10"),
        (1.0, "1.00"),
        (0.99996, "1.00"),
        (0.5, "0.5000"),
        (0.10031, "0.1003"),
        (0.099996, "0.1000"),
        (1.234e-5, "0.00001234"),
        (-12.5, "−12.50"),
        (0.0, "0.00"),
        (Decimal("1234567.89"), "1,234,568"),
    ],
)
def test_a_price_has_the_decimals_that_its_size_asks_for(value: float | Decimal, text: str) -> None:
    assert EN.price(value) == text


@given(SIZES)
def test_a_price_is_never_shown_as_nothing(value: float) -> None:
    assert any(c in "123456789" for c in EN.price(value))


@given(SIZES)
def test_a_price_reads_back_as_nearly_what_it_was(value: float) -> None:
    assert float(EN.price(value).replace(",", "")) == pytest.approx(value, rel=5e-3)


@pytest.mark.parametrize(("numbers", "text"), [(EN, "59,140"), (DE, "59.140"), (ES, "59.140"), (PT, "59.140")])
def test_thousands_are_parted_as_the_language_does(numbers: Numbers, text: str) -> None:
    assert numbers.price(59140.1) == text


@pytest.mark.parametrize(("numbers", "text"), [(EN, "+1.2%"), (DE, "+1,2\u00a0%"), (ES, "+1,2\u00a0%"), (PT, "+1,2%")])
def test_a_change_is_a_signed_percentage_of_the_language(numbers: Numbers, text: str) -> None:
    assert numbers.change(0.012) == text


def test_a_fall_has_a_true_minus() -> None:
    assert EN.change(-0.004) == "\u22120.4%"


@pytest.mark.parametrize("zero", [0.0, -0.0, 0, Decimal(0)])
def test_a_true_zero_has_no_sign(zero: float) -> None:
    assert EN.change(zero) == "0.0%"


def test_a_change_that_rounds_to_nothing_keeps_its_direction() -> None:
    assert (EN.change(-0.0004), EN.change(0.0004)) == ("−0.0%", "+0.0%")


def test_a_depeg_is_told_to_two_decimals() -> None:
    assert EN.change(-0.00512, decimals=2) == "−0.51%"


def test_a_small_level_is_not_rounded_away() -> None:
    assert [EN.percent(v) for v in (0.033, 0.0012, 0.000012, 0.0)] == ["3.3%", "0.1%", "0.0012%", "0.0%"]


def test_shares_are_whole_but_never_all_or_nothing_by_rounding() -> None:
    assert [EN.share(v) for v in (0.61, 0.004, 0.997, 1.0, 0.0)] == ["61%", "0.4%", "99.7%", "100%", "0%"]


def test_a_lead_has_no_digit_that_nobody_knows() -> None:
    assert [EN.lead(v) for v in (0.041, 0.01, 0.0099, 0.00099, 0.0)] == ["4%", "1%", "1.0%", "0.1%", "0.0%"]


@pytest.mark.parametrize(
    ("value", "english", "german"),
    [
        (59140.1, "59.1k", "59.100"),
        (121.4, "121", "121"),
        (2905.0, "2,900", "2.900"),
        (9999.0, "10.0k", "10.000"),
        (1_234_567.0, "1.23m", "1.230.000"),
        (9.87e9, "9.87bn", "9.870.000.000"),
        (1.236e-5, "0.0000124", "0,0000124"),
        (0.0, "0", "0"),
    ],
)
def test_a_range_has_three_significant_digits_and_only_english_shortens(
    value: float, english: str, german: str
) -> None:
    assert (EN.rough(value), DE.rough(value)) == (english, german)


def test_a_round_value_on_an_axis_drops_the_zeros_at_its_end() -> None:
    values = (80_000.0, 67_500.0, 1_250.0, 20.0, 8.0, 2.5, 0.00012, 0.0)
    assert [EN.round(v) for v in values] == ["80k", "67.5k", "1,250", "20", "8", "2.5", "0.00012", "0"]
    assert [DE.round(v) for v in values[:3]] == ["80.000", "67.500", "1.250"]


def test_a_quantity_drops_the_zeros_at_its_end() -> None:
    shown = [EN.quantity(Decimal(v)) for v in ("0.50", "12.25", "1000000", "0.00001234", "0")]
    assert shown == ["0.5", "12.25", "1,000,000", "0.00001234", "0"]


def test_a_gain_has_its_sign() -> None:
    assert [EN.gain(Decimal(v)) for v in ("1930.4", "-3.5", "0")] == ["+1,930", "−3.50", "0.00"]


def test_what_was_spent_is_told_in_cents_unless_it_is_less() -> None:
    assert [EN.spent(Decimal(v)) for v in ("0.02", "0.5", "412", "0.00123", "0")] == [
        "0.02",
        "0.50",
        "412.00",
        "0.001230",
        "0.00",
    ]


def test_readings_get_finer_as_they_get_smaller() -> None:
    assert [EN.points(v) for v in (41.3, 9.26, 0.853, 0.00123, 0.0, -120.4)] == [
        "41",
        "9.3",
        "0.85",
        "0.0012",
        "0",
        "−120",
    ]


def test_what_was_typed_keeps_every_digit() -> None:
    assert DE.exact(Decimal("1234.50")) == "1.234,50"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf"), Decimal("NaN")])
@pytest.mark.parametrize(
    "way", ["price", "change", "percent", "share", "rough", "round", "points", "quantity", "gain", "spent"]
)
def test_the_unknown_is_refused(way: str, value: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        getattr(EN, way)(value)


def test_plain_mode_writes_ascii() -> None:
    plain = Numbers("de", plain=True)
    assert plain.change(-0.012) == "-1,2 %"
    assert plain.price(-1234.0).isascii()


def test_digits_nobody_knows_are_refused() -> None:
    with pytest.raises(ValueError, match="no digits"):
        Numbers("xx-klingon").price(1)
