"""core.kernel.figures — a number that knows what it is, where it came from and when."""

from datetime import UTC, datetime
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.figures import FigureName, Origin, written

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)

finite = st.floats(allow_nan=False, allow_infinity=False)


@given(finite)
def test_a_float_is_written_so_that_it_reads_back_as_itself(value: float) -> None:
    assert float(written(value)) == value


@given(finite)
def test_no_shorter_decimal_reads_back_as_the_same_float(value: float) -> None:
    """Digits, not characters: zeros that only place the point say nothing."""

    def significant(text: str) -> int:
        return len(text.lstrip("-").replace(".", "").strip("0"))

    assert significant(written(value)) == significant(repr(value).partition("e")[0])


@given(finite | st.decimals(allow_nan=False, allow_infinity=False) | st.integers())
def test_nothing_is_written_with_an_exponent(value: float | Decimal | int) -> None:
    assert set(written(value)) <= set("-.0123456789")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=8))
def test_a_decimal_is_written_exactly_with_the_zeros_it_has(value: Decimal) -> None:
    assert Decimal(written(value)).compare_total(value) == 0


@given(st.integers())
def test_a_count_is_written_as_it_is(value: int) -> None:
    assert written(value) == str(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (59140.1, "59140.1"),
        (0.1, "0.1"),
        (100.0, "100"),
        (1e22, "10000000000000000000000"),
        (1.2e-07, "0.00000012"),
        (-0.0, "0"),
        (Decimal("1.50"), "1.50"),
        (Decimal("1E+3"), "1000"),
        (np.float64(0.012), "0.012"),
        ("bullish", "bullish"),
    ],
)
def test_examples_of_what_is_written(value: float | Decimal | str, text: str) -> None:
    assert written(value) == text


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf"), Decimal("NaN"), Decimal("Infinity")])
def test_what_is_not_finite_is_no_figure(value: float | Decimal) -> None:
    with pytest.raises(ValueError, match="no figure"):
        written(value)


def test_an_origin_is_fresh_unless_it_says_otherwise() -> None:
    assert not Origin("kraken", NOON).stale


def test_an_origin_names_its_source() -> None:
    with pytest.raises(ValueError, match="needs a source"):
        Origin("", NOON)


def test_an_origin_knows_its_time_zone() -> None:
    with pytest.raises(ValueError, match="aware"):
        Origin("kraken", NOON.replace(tzinfo=None))


def test_the_vocabulary_of_figures_is_the_one_that_tools_know() -> None:
    words = """price change high low volume spread depth indicator tendency quantity value total share cost pnl_realised
    pnl_unrealised var cvar sharpe drawdown quantile coverage skill fee rate spend count"""
    assert [name.value for name in FigureName] == words.split()
