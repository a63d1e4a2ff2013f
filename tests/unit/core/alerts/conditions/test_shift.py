"""shift: a new label of the market."""

import pytest

from core.alerts.facts import Comparison, Rearm, RearmBy, TendencyLabel, Way
from tests.fakes.rules import compared, mistake, rewritten


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("market shift", "market shift"),
        ("Market Shift to Bearish", "market shift to bearish"),
        ("market shift to bull every 6h", "market shift to bullish every 6h"),
        ("market shift to here", "market shift to here"),
        ("market shift once", "market shift once"),
        ("market shift to bear once note look", "market shift to bearish once note look"),
        ("market shift and btc < 60k once", "market shift and btc < 60000"),
    ],
)
def test_a_shift_is_written_with_its_label(text: str, written: str) -> None:
    assert rewritten(text) == written


def test_a_shift_is_a_label_that_becomes_another() -> None:
    rearm = Rearm(RearmBy.NOTHING)
    assert compared("market shift") == [Comparison(TendencyLabel(), Way.BECOMES, None, rearm)]
    assert compared("market shift to volatile") == [Comparison(TendencyLabel(), Way.BECOMES, "volatile", rearm)]


def test_a_label_that_is_none_is_named() -> None:
    wrong = mistake("market shift to bearsh")
    assert (wrong.what, wrong.given, wrong.nearest) == ("tendency", "bearsh", ("bearish",))
